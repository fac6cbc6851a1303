import datetime as dt

from simulation.frauds.deeds import deeds, honest_claims, leaving

from fraudpipe.records.identity_numbers import id_number_holds
from fraudpipe.simulation.plans import WAITING_DAYS

KIND = "joined_twice"


def _pairs(scheme):
    """Each deed of a scheme with the claim that was there first."""
    by_number = {one.number: one for one in (*honest_claims(), *deeds(KIND, 400))}
    for claim in deeds(KIND, 400):
        for link in claim.links:
            name, _, number = link.partition(":")
            if name == scheme and int(number) != claim.number:
                yield claim, by_number[int(number)]


def test_both_schemes_are_tried():
    assert len(list(_pairs("claimed_twice"))) > 50
    assert len(list(_pairs("rejoined"))) > 50


def test_one_person_has_two_memberships():
    for claim, first in _pairs("same_person"):
        again, member = claim.member, first.member
        assert again is not member
        assert (again.name, again.sex, again.birth_on) == (member.name, member.sex, member.birth_on)
        assert claim.illness is first.illness
        assert (again.id_number == member.id_number) == ("same_identity" in claim.footprints)
        assert (again.phone == member.phone) == ("shared_phone" in claim.footprints)
        assert (again.address == member.address) == ("shared_phone" in claim.footprints)
        assert (again.bank_account == member.bank_account) == ("shared_bank_account" in claim.footprints)


def test_papers_show_the_true_number_even_where_another_was_typed():
    careful = [one for one in deeds(KIND) if "same_identity" not in one.footprints and one.paper("identity_card")]
    assert len(careful) > 10
    assert not any(id_number_holds(one.member.id_number) for one in careful)
    assert all(id_number_holds(one.paper("identity_card").values["id_number"]) for one in careful)


def test_a_stay_that_is_claimed_twice_has_one_set_of_papers():
    for claim, first in _pairs("claimed_twice"):
        assert (claim.event_on, claim.admitted_on, claim.hospital) == (
            first.event_on,
            first.admitted_on,
            first.hospital,
        )
        theirs = {one.token for one in first.papers}
        assert bool(theirs & {one.token for one in claim.papers}) == ("same_file" in claim.footprints)
        records = {
            one.values["record_number"] for one in (*claim.papers, *first.papers) if "record_number" in one.values
        }
        assert len(records) <= 1 or any(one.making == "altered" for one in claim.papers)


def test_a_new_start_begins_after_the_first_claim_and_waits():
    for claim, first in _pairs("rejoined"):
        assert claim.member.joined_at > first.submitted_at
        assert claim.event_on - claim.member.joined_on > dt.timedelta(days=WAITING_DAYS)
        assert all(one.making == "genuine" for one in claim.papers)
    assert leaving("stay_before_joining", deeds(KIND, 400))
