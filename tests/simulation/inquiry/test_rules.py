import datetime as dt

import pytest
from simulation.worlds import small_world

from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.inquiry.rules import POINTS, SIGNS, rule_points, signs, watched
from fraudpipe.simulation.truth import ClaimTruth, Visit


@pytest.fixture
def claim() -> ClaimTruth:
    """An old member's honest claim for costs, treated by a doctor whom nobody watches."""
    scene = small_world().world.scene
    for number in range(50):
        dice = Dice(stream(number, "rules"))
        made = make_claim(scene, number, 1_750_000_000, dice, plan_kind="reimbursement", tenure_days=900)
        if not watched(made.doctor.doctor_id) and made.amount_fen < 5_000_000:
            made.visits.clear()
            made.links.clear()
            return made
    raise AssertionError("no such claim")


def test_an_ordinary_claim_has_no_points(claim: ClaimTruth):
    assert rule_points(claim) == 0


def test_a_fraud_and_a_slip_that_look_alike_cost_the_same(claim: ClaimTruth):
    claim.footprints.append("date_contradicted")
    guilty = rule_points(claim)
    claim.footprints.clear()
    claim.slips.append("wrong_date")
    assert rule_points(claim) == guilty == POINTS["dates_differ"]


def test_the_kind_of_fraud_by_itself_is_not_seen(claim: ClaimTruth):
    claim.fraud_kind, claim.ring, claim.reviewer, claim.lost_fen = "broker_ring", "12", "V0007", 9
    claim.footprints += ["ring:12", "all_papers_altered"]
    assert rule_points(claim) == 0


def test_one_sign_counts_once_but_shared_identifiers_count_one_by_one(claim: ClaimTruth):
    claim.slips += ["wrong_date", "corrected_record"]
    assert rule_points(claim) == POINTS["dates_differ"]
    claim.slips.clear()
    claim.footprints.append("shared_phone")
    assert rule_points(claim) == POINTS["identifier_shared"]
    claim.links.append("household:C1")
    assert rule_points(claim) == 2 * POINTS["identifier_shared"]


@pytest.mark.parametrize(("tenure", "suspicious"), [(89, False), (90, True), (120, True), (180, True), (181, False)])
def test_a_claim_just_after_the_wait_has_points(claim: ClaimTruth, tenure: int, suspicious: bool):
    claim.event_on = claim.member.joined_on + dt.timedelta(days=tenure)
    assert (rule_points(claim) > 0) == suspicious


def test_an_earlier_visit_shows_only_where_an_office_answered(claim: ClaimTruth):
    waited_on = claim.member.joined_on + dt.timedelta(days=90)
    visit = Visit(waited_on, claim.illness.benign[0], "outpatient", claim.hospital.hospital_id)
    claim.visits.append(visit)
    assert "earlier_visit" not in signs(claim)
    visit.event_on = waited_on - dt.timedelta(days=1)
    assert "earlier_visit" in signs(claim)
    claim.authorised = False
    assert "earlier_visit" not in signs(claim)
    claim.authorised, visit.online = True, False
    assert "earlier_visit" not in signs(claim)
    visit.online, visit.recorded = True, False
    assert "earlier_visit" not in signs(claim)


def test_large_benefits_and_watched_doctors_have_points(claim: ClaimTruth):
    claim.amount_fen = 30_000_000
    assert 0 < rule_points(claim) < 10
    claim.amount_fen = 100
    doctors = [one.doctor_id for house in small_world().world.scene.country.hospitals for ward in house.doctors.values()
               for one in ward]  # fmt: skip
    share = sum(watched(one) for one in doctors) / len(doctors)
    assert 0.01 < share < 0.06


def test_every_sign_has_points():
    assert set(SIGNS.values()) | {"earlier_visit"} <= set(POINTS)
