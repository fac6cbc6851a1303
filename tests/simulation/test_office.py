import copy
import dataclasses

from simulation.people_scene import claims, dice

from fraudpipe.simulation.country.regions import REGIONS
from fraudpipe.simulation.office import office_of, record_visits


def _recorded():
    chance = dice("office")
    made = [copy.copy(one) for one in claims()]
    for claim in made:
        claim.visits = [copy.copy(one) for one in claim.visits]
        record_visits(claim, chance)
    return [(claim, visit) for claim in made for visit in claim.visits]


def test_visits_lie_before_the_event_or_seldom_within_the_stay_and_some_before_joining():
    found = [(claim, visit) for claim in claims() for visit in claim.visits]
    within = [(claim, visit) for claim, visit in found if visit.event_on >= claim.admitted_on]
    for claim, visit in within:
        assert claim.admitted_on < visit.event_on < claim.discharged_on
        assert visit.event_on > claim.member.birth_on
        assert visit.hospital_id != claim.hospital.hospital_id
    assert 0 < len(within) < 0.02 * len(claims())
    assert 0.2 < sum(visit.event_on < claim.member.joined_on for claim, visit in found) / len(found) < 0.8


def test_an_office_holds_a_part_and_least_of_what_was_paid_for_oneself():
    found = _recorded()
    held = {
        kind: sum(visit.recorded for _, visit in found if visit.visit_kind == kind)
        / sum(visit.visit_kind == kind for _, visit in found)
        for kind in ("outpatient", "inpatient", "health_check")
    }
    assert held["inpatient"] > held["outpatient"] > held["health_check"]
    assert 0.2 < held["health_check"] < 0.5
    assert 0.65 < held["inpatient"] < 0.95


def test_some_offices_answer_at_once_and_one_office_always_does_the_same():
    answers = {}
    for claim, visit in _recorded():
        answers.setdefault(claim.member.region, set()).add(visit.online)
    assert all(len(one) == 1 for one in answers.values())
    share = sum(office_of(one.code)[1] for one in REGIONS) / len(REGIONS)
    assert 0.35 < share < 0.75


def test_what_was_hidden_from_the_office_stays_hidden():
    claim = copy.copy(next(one for one in claims() if one.visits))
    claim.visits = [dataclasses.replace(one, recorded=False) for one in claim.visits]
    record_visits(claim, dice("hidden"))
    assert not any(visit.recorded for visit in claim.visits)


def test_children_have_no_illnesses_of_the_old_and_men_none_of_women():
    for claim in claims():
        for visit in claim.visits:
            if claim.member.age_on(visit.event_on) < 18:
                assert visit.illness_code not in ("I10", "E11.9", "M51.2")
            assert claim.member.sex == "F" or visit.illness_code != "N63" or claim.illness.benign[0] == "N63"
