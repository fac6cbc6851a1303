from simulation.worlds import history, small_world


def _ill_before_joining(frames, world):
    """Claims of members with a visit for the same illness, or its forerunner, before they joined."""
    same = {one.member.member_id: {one.illness.code, one.illness.benign[0]} for one in world.history_claims}
    rows = frames["visits"].merge(frames["members"][["member_id", "joined_on"]], on="member_id")
    early = rows[rows["event_on"] < rows["joined_on"]]
    hit = [code in same[who] for who, code in zip(early["member_id"], early["illness_code"], strict=True)]
    members = set(early.loc[hit, "member_id"])
    return {one.claim_id for one in world.history_claims if one.member.member_id in members}


def test_an_earlier_illness_stands_in_the_visits():
    world = small_world(non_disclosure_share=0.15, fraud_share=0.0, slip_share=0.0)
    hidden = {one.claim_id for one in world.history_claims if one.fraud_kind == "non_disclosure"}
    assert len(_ill_before_joining(history(world), world) & hidden) > 0.4 * len(hidden)
    assert not [one for one in world.history_claims if one.claim_id in hidden and one.member.declared_illness]


def test_without_it_forerunners_are_rare_but_there():
    world = small_world(non_disclosure_share=0.0, fraud_share=0.0, slip_share=0.0)
    found = len(_ill_before_joining(history(world), world))
    assert 0 < found < 0.09 * len(world.history_claims)
