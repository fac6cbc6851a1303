from simulation.worlds import guilty, history, only


def _crowded(frames):
    """Claims under a telephone, account or device that three members and more use."""
    rows = frames["identifiers"].dropna(subset=["claim_id"])
    rows = rows[rows["kind"].isin(["phone", "bank_account", "device"])]
    holders = rows.groupby(["kind", "value"])["member_id"].transform("nunique")
    return set(rows.loc[holders >= 3, "claim_id"])


def _same_case(frames, claims):
    """How many claims share doctor and illness with one of `claims`, on average."""
    sizes = frames["claims"].groupby(["doctor_id", "illness_code"])["claim_id"].transform("size")
    return sizes[frames["claims"]["claim_id"].isin(claims)].mean()


def test_ring_members_share_what_reaches_the_broker():
    world = only("ring")
    assert len(_crowded(history(world)) & guilty(world)) > 0.3 * len(guilty(world))


def test_ring_members_have_one_doctor_and_one_illness():
    world = only("ring")
    frames = history(world)
    honest = set(frames["claims"]["claim_id"]) - guilty(world)
    assert _same_case(frames, guilty(world)) > 2 * _same_case(frames, honest)


def test_without_the_fraud_few_are_crowded():
    world = only("ring", share=0.0)
    assert len(_crowded(history(world))) < 0.06 * len(world.history_claims)
