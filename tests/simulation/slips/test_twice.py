from simulation.worlds import small_world

from fraudpipe.simulation.plans import WAITING_DAYS

SHARE = 0.5


def _joined(world):
    return [one for one in world.claims if "joined_twice" in one.slips]


def _moved(world):
    """Claims under a second membership, each with the first claim of the person."""
    by_number = {one.number: one for one in world.claims}
    for claim in _joined(world):
        for link in claim.links:
            if link.startswith("same_person:") and not link.endswith(f":{claim.number}"):
                yield claim, by_number[int(link.partition(":")[2])]


def test_half_of_those_who_are_asked_have_two_ids_and_nobody_else_changes():
    one, two = small_world(joined_twice_share=0.0), small_world(joined_twice_share=SHARE)
    assert not _joined(one)
    honest = {claim.member.member_id for claim in two.claims if not claim.fraud_kind}
    assert abs(len({claim.member.member_id for claim in _joined(two)}) / len(honest) - SHARE) < 0.1
    touched = {claim.claim_id for claim in _joined(two)}
    for name in ("claims", "documents", "identifiers"):
        before, after = (frames[name][~frames[name]["claim_id"].isin(touched)] for frames in (one.frames, two.frames))
        assert len(before) > 100
        assert (before.merge(after, how="left", indicator=True)["_merge"] == "both").all()


def test_a_second_membership_is_the_same_person_under_a_free_id():
    world = small_world(joined_twice_share=SHARE)
    members = world.frames["members"]
    assert members["member_id"].is_unique
    alone = small_world(joined_twice_share=0.0).frames["members"]
    assert set(alone["member_id"]) < set(members["member_id"])
    more = members[~members["member_id"].isin(alone["member_id"])]
    assert len(more) > 80
    people = alone[["name", "sex", "birth_on"]].drop_duplicates()
    assert len(more.merge(people, on=["name", "sex", "birth_on"])) == len(more)


def test_who_goes_on_to_claim_under_the_second_membership_has_waited_and_can_be_reached():
    moved = list(_moved(small_world(joined_twice_share=SHARE)))
    assert len(moved) > 3
    for claim, first in moved:
        again, member = claim.member, first.member
        assert again.member_id != member.member_id
        assert again.joined_on >= member.joined_on
        waited = (claim.event_on - again.joined_on).days >= WAITING_DAYS
        assert waited or again.joined_on == member.joined_on
        assert again.id_number == member.id_number or (again.phone, again.address) == (member.phone, member.address)
        assert claim.identifiers["bank_account"] == again.bank_account
        assert not claim.fraud_kind


def test_frauds_are_left_as_they_are():
    assert not [one for one in _joined(small_world(joined_twice_share=1.0)) if one.fraud_kind]
