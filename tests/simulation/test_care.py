import datetime as dt
from collections import Counter

import numpy as np
from simulation.people_scene import claims, dice, scene

from fraudpipe.records.moments import DAY_SECONDS, day_of, seconds
from fraudpipe.simulation.care import CLAIM_LIMIT_DAYS, WAITING_DAYS, claim_again, make_claim
from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE
from fraudpipe.simulation.plans import FRANCHISE_FEN


def test_days_stand_in_order_and_inside_the_limit():
    for one in claims():
        assert one.member.birth_on < one.member.joined_on < one.event_on
        assert one.admitted_on <= one.event_on <= one.discharged_on
        assert 0 < (day_of(one.submitted_at) - one.event_on).days <= CLAIM_LIMIT_DAYS
        assert one.in_waiting == ((one.event_on - one.member.joined_on).days < WAITING_DAYS)
        assert 0 <= one.member.age_on(one.event_on) <= 59


def test_fixed_benefits_follow_age_and_mildness():
    for one in claims():
        if one.plan_kind == "fixed_benefit":
            assert one.illness.covered
            young = one.member.age_on(one.event_on) < 40
            assert one.amount_fen == (5_000_000 if one.mild else 30_000_000 if young else 10_000_000)
        assert not one.mild or one.illness.mild


def test_paid_back_is_the_own_part_of_lines_that_add_up():
    paid_back = [one for one in claims() if one.plan_kind == "reimbursement"]
    for one in paid_back:
        assert one.total_fen == sum(line.amount_fen for line in one.lines)
        assert one.amount_fen == one.total_fen - one.fund_fen >= FRANCHISE_FEN
    assert 0.3 < sum(not one.illness.covered for one in paid_back) / len(paid_back) < 0.6


def _total(number, hospital, day):
    return make_claim(
        scene(), number, seconds(day), dice("bill", number), plan_kind="reimbursement", hospital=hospital,
        illness=ILLNESS_BY_CODE["C34.9"], tenure_days=400,
    ).total_fen  # fmt: skip


def test_bills_rise_over_the_years_and_with_the_level_of_the_hospital():
    big = next(one for one in scene().country.hospitals if one.level == 3)
    small = next(one for one in scene().country.hospitals if one.level == 1)
    early, late = dt.date(2023, 9, 1), dt.date(2025, 9, 1)
    # The same draws, so that only the year and the level differ.
    years = [_total(number, big, late) / _total(number, big, early) for number in range(150)]
    levels = [_total(number, big, early) / _total(number, small, early) for number in range(150)]
    assert 1.03 < np.median(years) < 1.13
    assert 1.2 < np.median(levels) < 2.0


def test_what_is_given_is_kept():
    hospital = scene().country.hospitals[3]
    doctor = next(iter(hospital.doctors.values()))[0]
    one = make_claim(
        scene(), 1, 1_740_000_000, dice("given"), plan_kind="fixed_benefit", illness=ILLNESS_BY_CODE["C53.9"],
        hospital=hospital, doctor=doctor, tenure_days=95,
    )  # fmt: skip
    assert (one.hospital, one.doctor, one.illness.code, one.member.sex) == (hospital, doctor, "C53.9", "F")
    assert (one.event_on - one.member.joined_on).days == 95


def _again(first, chance, **given):
    moment = first.submitted_at + 400 * DAY_SECONDS
    return claim_again(scene(), 9_000, moment, first, claims(), chance, **given)


def test_who_claims_again_brings_a_later_stay_of_their_own():
    chance, found = dice("again"), []
    for first in claims()[:400]:
        again = _again(first, chance, plan_kind=first.plan_kind)
        if again is not None:
            found.append((first, again))
    assert len(found) > 300
    for first, again in found:
        member = first.member
        assert again.member is member
        assert again.illness.strikes(member.sex)
        assert min(again.admitted_on, again.event_on) > max(first.discharged_on, first.event_on)
        assert all(one.event_on > first.discharged_on for one in again.visits)
        assert again.plan_kind == "reimbursement" or again.illness is not first.illness
        if again.plan_kind == "fixed_benefit":
            young = member.age_on(again.event_on) < 40
            assert again.amount_fen == (5_000_000 if again.mild else 30_000_000 if young else 10_000_000)
    at_home = sum(again.hospital.region == again.member.region for _, again in found) / len(found)
    assert at_home > 0.7


def test_nobody_claims_again_for_an_illness_of_the_other_sex_or_during_an_earlier_stay():
    man = next(one for one in claims() if one.member.sex == "M")
    womens = ILLNESS_BY_CODE["C53.9"]
    assert _again(man, dice("other sex"), plan_kind="fixed_benefit", illness=womens) is None
    assert claim_again(scene(), 9_000, man.submitted_at - 100 * DAY_SECONDS, man, (), dice("overlap"),
                       plan_kind="reimbursement") is None  # fmt: skip


def test_a_new_member_may_resemble_another_or_live_with_one():
    someone = next(one for one in claims() if one.member.sex == "F" and 25 < one.member.age_on(one.event_on) < 50)
    given = {"illness": ILLNESS_BY_CODE["C73"], "plan_kind": "fixed_benefit"}
    chance, near, far = dice("like"), [], 0
    for number in range(200):
        one = make_claim(scene(), number, someone.submitted_at, chance, like=someone.member, **given)
        assert one.member is not someone.member
        assert one.member.sex == "F"
        near.append(abs((one.member.birth_on - someone.member.birth_on).days) / 365.25)
        housed = make_claim(scene(), number, someone.submitted_at, chance, head=someone.member)
        assert housed.member.head is someone.member
        assert housed.member.region == someone.member.region
        far += housed.hospital.region != someone.member.region
    assert np.median(near) < 4
    assert far < 80


def test_screening_sends_people_of_one_region_with_one_illness_to_one_hospital():
    found = Counter(
        (one.illness.code, one.member.region, one.hospital.hospital_id, scene().quarter(one.submitted_at))
        for one in claims(8_000)
    )
    # Without campaigns no quarter of such a world has more than six of a kind.
    assert sum(count >= 7 for count in found.values()) >= 3
