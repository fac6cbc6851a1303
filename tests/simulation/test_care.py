import copy
import datetime as dt
from collections import Counter

import numpy as np
from simulation.people_scene import claims, dice, scene

from fraudpipe.records.moments import day_of, seconds
from fraudpipe.simulation.care import CLAIM_LIMIT_DAYS, WAITING_DAYS, make_claim, retake
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


def test_a_claim_that_changes_hands_pays_what_that_member_is_due():
    fixed = [one for one in claims() if one.plan_kind == "fixed_benefit" and not one.illness.mild]
    young = copy.copy(next(one for one in fixed if one.member.age_on(one.event_on) < 30))
    older = next(one for one in fixed if one.member.age_on(one.event_on) > 50)
    retake(young, older.member, dice("retake"))
    assert young.amount_fen == 10_000_000


def test_screening_sends_people_of_one_region_with_one_illness_to_one_hospital():
    found = Counter(
        (one.illness.code, one.member.region, one.hospital.hospital_id, scene().quarter(one.submitted_at))
        for one in claims(8_000)
    )
    # Without campaigns no quarter of such a world has more than six of a kind.
    assert sum(count >= 7 for count in found.values()) >= 3
