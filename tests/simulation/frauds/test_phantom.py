import datetime as dt

from simulation.frauds.deeds import deeds, leaving

from fraudpipe.simulation.frauds.phantom import CARE

KIND = "phantom_stay"


def test_nobody_nurses_an_empty_bed():
    claims = leaving("stay_without_nursing", deeds(KIND))
    assert len(claims) > 0.6 * len(deeds(KIND))
    for claim in claims:
        assert not [line for line in claim.lines if line.category in CARE]
        assert claim.paper("operation_record") is None


def test_the_whole_bill_is_lost_and_adds_up():
    for claim in deeds(KIND):
        assert claim.plan_kind == "reimbursement"
        assert claim.lost_fen == claim.amount_fen
        assert claim.total_fen == sum(line.amount_fen for line in claim.lines)


def test_the_member_is_seen_elsewhere_in_the_middle_of_the_stay():
    claims = leaving("visit_during_stay", deeds(KIND))
    assert claims
    for claim in claims:
        day = dt.timedelta(days=1)
        seen = [one for one in claim.visits if claim.admitted_on + day <= one.event_on <= claim.discharged_on - day]
        assert any(one.hospital_id != claim.hospital.hospital_id for one in seen)
