"""What was known earlier: nothing of it is more than its source allows."""

import datetime as dt

import pytest
from checks.cases.known_earlier import checked_up, claimed, stayed, told, visited
from checks.paper_sets import paper, paper_set

from fraudpipe.checks.declared_health import check_declared_health
from fraudpipe.checks.known_earlier import check_known_earlier
from fraudpipe.checks.plan_terms import check_plan_terms
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.records.paper_set import PaperSet

FIRST, LAST = dt.date(2024, 3, 1), dt.date(2024, 3, 9)


def severities(papers: PaperSet) -> dict[str, str]:
    found = (*check_known_earlier(papers), *check_declared_health(papers, mentions_in))
    return {one.code: one.severity for one in found}


@pytest.mark.parametrize(
    "papers",
    [visited(dt.date(2022, 5, 1), "C73"), visited(dt.date(2024, 1, 5), "C73", joined_on=dt.date(2023, 12, 1))],
)
def test_a_card_record_alone_is_never_high(papers: PaperSet) -> None:
    assert "high" not in severities(papers).values()


@pytest.mark.parametrize(
    ("papers", "severity"),
    [
        (visited(dt.date(2022, 5, 1), "E04.1"), {"visit_before_joining": "low"}),
        (checked_up("甲状腺结节，建议复查。"), {"check_up_before_joining": "low"}),
        (checked_up("甲状腺恶性肿瘤可能，建议专科检查。"), {"check_up_before_joining": "low"}),
        (told("2019年确诊甲状腺结节。"), {"illness_dated_before_joining": "medium"}),
        (told("2019年发现甲状腺结节。"), {"illness_dated_before_joining": "medium"}),
        (told("2021年外院疑诊甲状腺恶性肿瘤，后排除。"), {"illness_dated_before_joining": "low"}),
        (told("2021年体检超声提示甲状腺癌？"), {"illness_dated_before_joining": "low"}),
        (told("甲状腺癌待排2年余。"), {"claimed_illness_in_history": "low"}),
        (told("2019年照顾患甲状腺癌的婆婆。"), {}),
        (told("老伴甲状腺癌3年。"), {}),
        (told("2019年甲状腺癌（母亲）。"), {}),
        (stayed(FIRST, LAST, "withdrawn"), {"stay_claimed_before": "low"}),
        (stayed(dt.date(2024, 3, 5), dt.date(2024, 3, 20)), {"stay_claimed_before": "medium"}),
        (claimed(plan_kind="reimbursement"), {}),
        (told("2019年行阑尾切除术。"), {}),
    ],
)
def test_what_often_comes_before_says_less(papers: PaperSet, severity: dict[str, str]) -> None:
    assert severities(papers) == severity


def test_who_declared_an_illness_hid_none() -> None:
    declared = {"declared_illness": True}
    assert severities(visited(dt.date(2022, 5, 1), "C73", **declared)) == {}
    assert severities(checked_up("甲状腺癌", **declared)) == {}
    assert severities(told("2019年甲状腺癌", **declared)) == {}


def test_the_year_of_joining_may_be_after_joining() -> None:
    assert severities(told("2023年发现甲状腺结节。")) == {}
    assert severities(told("2022年12月确诊甲状腺结节。")) == {"illness_dated_before_joining": "medium"}
    assert severities(told("2023年1月发现甲状腺结节。")) == {}


@pytest.mark.parametrize(
    ("stage", "early"),
    [
        ("IA期", True),
        ("Ⅰ期", True),
        ("T1aN0M0", True),
        ("0期（原位癌）", True),
        ("IIA期", False),
        ("IIIB期", False),
        ("IVA期", False),
        ("T2N0M0", False),
        ("浸润性癌伴原位癌", False),
    ],
)
def test_early_stages_of_a_thyroid(stage: str, early: bool) -> None:
    found = [one.code for one in check_plan_terms(paper_set(paper("pathology_report", tumour_stage=stage)))]
    assert found == (["early_form_full_benefit"] if early else [])


def test_elsewhere_only_what_is_in_situ_pays_nothing() -> None:
    for stage, codes in (("IA期", []), ("0期（原位癌）", ["early_form_full_benefit"])):
        papers = paper_set(paper("pathology_report", tumour_stage=stage), illness_code="C50.9")
        assert [one.code for one in check_plan_terms(papers)] == codes
