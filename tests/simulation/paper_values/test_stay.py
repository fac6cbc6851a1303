import datetime as dt
from collections import Counter

import pytest
from simulation.claims import claims, stays

from fraudpipe.simulation.paper_values.stay import IN_SITU, SMALL_OPERATION, age_text, body_of
from fraudpipe.simulation.paper_values.wording import when_of


def test_tissue_is_taken_before_the_report_and_the_report_is_the_diagnosis():
    for stay, _ in stays(300, plan_kind="fixed_benefit"):
        assert stay.sampled_on < stay.reported_on
        assert 0 <= (stay.reported_on - stay.claim.event_on).days <= 2


def test_where_costs_are_paid_back_tissue_is_taken_during_the_stay():
    for stay, _ in stays(300, plan_kind="reimbursement"):
        assert stay.claim.admitted_on <= stay.sampled_on <= stay.claim.discharged_on


def test_an_operation_is_done_during_the_stay_and_only_where_one_is_usual():
    done = [(stay.operated_on, stay.claim) for stay, _ in stays(300)]
    assert all(claim.illness.operation for day, claim in done if day)
    usual = [day is not None for day, claim in done if claim.illness.operation]
    assert 0.9 < sum(usual) / len(usual) < 1.0, "some are not operated on, or not yet"
    for day, claim in done:
        assert (day is not None) == any(line.category == "手术费" for line in claim.lines)
    assert all(claim.admitted_on <= day <= claim.discharged_on for day, claim in done if day)


def test_only_tumours_have_a_stage_and_leukaemia_has_none():
    found = [(stay.claim.illness.code, stay.stage) for stay, _ in stays(600)]
    assert all(bool(stage) == (code.startswith("C") and code < "C90") for code, stage in found)
    assert len({stage for _, stage in found}) == 8


def test_the_small_benefit_goes_with_an_early_stage():
    mild = [
        (stay.claim.amount_fen <= 5_000_000, stay.stage)
        for stay, _ in stays(1_500, plan_kind="fixed_benefit") if stay.claim.illness.mild
    ]  # fmt: skip
    assert {small for small, _ in mild} == {True, False}
    assert all((stage in (IN_SITU, "IA期", "IB期")) == small for small, stage in mild)


def test_in_situ_is_claimed_only_where_it_pays():
    in_situ = [stay.claim for stay, _ in stays(1_500) if stay.stage == IN_SITU]
    assert in_situ
    assert all(claim.mild or claim.plan_kind == "reimbursement" for claim in in_situ)


def test_of_the_earliest_tumours_some_need_only_a_small_operation():
    done = [stay for stay, _ in stays(2_000) if stay.operated_on]
    small = [stay for stay in done if stay.operation == SMALL_OPERATION]
    earliest = [stay for stay in done if stay.stage in (IN_SITU, "IA期")]
    assert 0.1 < len(small) / len(earliest) < 0.3
    assert all(stay in earliest for stay in small)


def test_some_histories_are_told_in_stock_phrases():
    told = [stay for stay, _ in stays(800)]
    assert 0.1 < sum(bool(stay.history) for stay in told) / len(told) < 0.25
    assert all(when_of(stay.history) == stay.duration for stay in told if stay.history)


def test_the_body_is_the_same_in_every_stay_of_one_person():
    member = claims(1)[0].member
    day = member.birth_on + dt.timedelta(days=40 * 366)
    assert body_of(member, day) == body_of(member, day + dt.timedelta(days=900))


def test_bodies_differ_between_people_as_bodies_do():
    grown = [one for one in claims(800) if one.member.age_on(one.event_on) >= 18]
    heights = {sex: [body_of(c.member, c.event_on)[0] for c in grown if c.member.sex == sex] for sex in "FM"}
    assert 157 < sum(heights["F"]) / len(heights["F"]) < 161
    assert 168 < sum(heights["M"]) / len(heights["M"]) < 172
    groups = Counter(body_of(one.member, one.event_on)[1] for one in grown)
    assert groups["AB型"] < groups["A型"] < len(grown) / 2


@pytest.mark.parametrize(("days", "text"), [(200, "6月"), (3, "1月"), (370, "1岁"), (40 * 366, "40岁")])
def test_age_is_counted_in_months_before_the_first_birthday(days, text):
    member = claims(1)[0].member
    assert age_text(member, member.birth_on + dt.timedelta(days=days)) == text


def test_who_was_struck_suddenly_did_not_wait_for_months():
    sudden = [stay for stay, _ in stays(800) if stay.claim.illness.complaint.startswith("突发")]
    assert sudden
    assert all(stay.duration.endswith(("小时", "天")) for stay in sudden)
