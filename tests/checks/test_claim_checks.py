"""Every kind of finding: one example that it is for, one innocent example that it must leave alone."""

import dataclasses
import datetime as dt
import re

import pytest
from checks.cases import between_papers, completeness, known_earlier, outside, with_claim, within_paper
from checks.paper_sets import CLAIM, MEMBER, PAID_BACK, Case, field, paper, paper_set

from builders import check_claim
from fraudpipe.checks.kinds import KINDS
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import Reading

ALTERED_ITEMS = (("西药费", "300.00"), ("床位费", "170.00"))
UNREAD_ITEMS = (("西药费", "300.00"),)
LATE_JOINER = {"joined_on": dt.date(2023, 12, 1)}  # the waiting period ends on 2024-02-29
EARLY_PATHOLOGY = {"sampled_date": "2024-02-01", "reported_date": "2024-02-03"}
OTHER_STAY = {"admission_date": "2023-10-01", "discharge_date": "2023-10-05"}


# code: what it is for, the severity expected there, and an innocent look-alike
CASES: dict[str, Case] = {
    **within_paper.CASES,
    **between_papers.CASES,
    **with_claim.CASES,
    **known_earlier.CASES,
    **outside.CASES,
    **completeness.CASES,
    "event_before_joining": (
        paper_set(member={"joined_on": dt.date(2024, 3, 6)}),
        "high",
        paper_set(),
    ),
    "event_inside_waiting": (
        paper_set(member={"joined_on": dt.date(2024, 3, 1)}),
        "medium",
        paper_set(member=LATE_JOINER),
    ),
    "event_just_after_waiting": (paper_set(member=LATE_JOINER), "low", paper_set()),
    "papers_before_joining": (
        paper_set(paper("pathology_report", sampled_date="2022-02-01", reported_date="2022-02-03"), member=LATE_JOINER),
        "high",
        # An earlier, harmless report.
        paper_set(
            paper("pathology_report", pathology_diagnosis="甲状腺腺瘤", reported_date="2022-02-03"),
            member=LATE_JOINER,
        ),
    ),
    "papers_inside_waiting": (
        paper_set(paper("pathology_report", **EARLY_PATHOLOGY), member=LATE_JOINER),
        "high",
        paper_set(
            paper("pathology_report", pathology_diagnosis="结节性甲状腺肿", **EARLY_PATHOLOGY), member=LATE_JOINER
        ),
    ),
    "care_inside_waiting": (
        paper_set(paper("outpatient_invoice", issue_date="2024-02-10"), member=LATE_JOINER),
        "low",
        paper_set(paper("outpatient_invoice", issue_date="2024-03-02"), member=LATE_JOINER),
    ),
    "earlier_illness_in_history": (
        paper_set(paper("discharge_record", past_history="甲状腺结节病史4年。")),
        "medium",
        paper_set(paper("discharge_record", past_history="母亲甲状腺结节病史4年，否认高血压10年，甲状腺结节1年。")),
    ),
    "claimed_illness_in_history": (
        paper_set(paper("discharge_record", past_history="既往甲状腺癌3年。")),
        "high",
        paper_set(paper("discharge_record", past_history="既往甲状腺癌3年。"), member={"declared_illness": True}),
    ),
    "symptoms_before_joining": (
        paper_set(paper("discharge_record", chief_complaint="发现颈部肿物3年")),
        "low",
        paper_set(paper("discharge_record", chief_complaint="发现颈部肿物1年余")),
    ),
    "earlier_admissions": (
        paper_set(paper("discharge_record", admission_count=2)),
        "low",
        paper_set(paper("discharge_record", admission_count=1)),
    ),
    "no_papers": (PaperSet(CLAIM, MEMBER, ()), "low", paper_set()),
    "paper_missing": (PaperSet(CLAIM, MEMBER, (paper("discharge_record"),)), "low", paper_set()),
    "fields_unreadable": (
        paper_set(paper("discharge_record", status="unreadable", diagnosis="")),
        "low",
        paper_set(paper("discharge_record", status="unreadable", department="")),
    ),
    "fields_in_doubt": (
        paper_set(paper("discharge_record", status="doubtful", diagnosis="甲状腺恶性肿瘤")),
        "low",
        paper_set(paper("discharge_record", status="doubtful", department="甲状腺外科")),
    ),
}


def raised(papers: PaperSet) -> dict[str, str]:
    return {one.code: one.severity for one in check_claim(papers)}


def test_every_kind_has_its_examples() -> None:
    assert sorted(CASES) == sorted(kind.code for kind in KINDS)


@pytest.mark.parametrize("code", CASES)
def test_it_is_found(code: str) -> None:
    papers, severity, _ = CASES[code]
    assert raised(papers).get(code) == severity


@pytest.mark.parametrize("code", CASES)
def test_the_innocent_look_alike_is_left_alone(code: str) -> None:
    assert code not in raised(CASES[code][2])


def test_an_ordinary_claim_raises_nothing() -> None:
    assert check_claim(paper_set(paper("inpatient_invoice"), paper("outpatient_invoice"))) == ()
    assert check_claim(paper_set(paper("inpatient_invoice"), **PAID_BACK)) == ()


@pytest.mark.parametrize("code", CASES)
def test_what_was_read_in_doubt_accuses_nobody(code: str) -> None:
    papers = CASES[code][0]
    doubtful = tuple(
        Paper(
            one.document_id,
            dataclasses.replace(
                one.reading,
                fields={
                    name: dataclasses.replace(f, status="doubtful" if f.status == "accepted" else f.status)
                    for name, f in one.reading.fields.items()
                },
            ),
        )
        for one in papers.papers
    )
    on_papers = [one for one in check_claim(dataclasses.replace(papers, papers=doubtful)) if one.document_id]
    assert {one.severity for one in on_papers} <= {"low"}
    assert all(one.in_doubt or one.code in ("fields_unreadable", "page_unreadable") for one in on_papers)


@pytest.mark.parametrize("name", ["模拟申", "模 拟 甲", "模拟", "甲", "模拟甲·虚构"])
def test_one_character_of_a_name_is_no_accusation(name: str) -> None:
    found = raised(paper_set(paper("pathology_report", patient_name=name)))
    assert set(found.values()) <= {"low"}


def test_lines_that_were_read_in_doubt_are_not_added_up() -> None:
    bill = paper("inpatient_invoice", status="doubtful", line_items=UNREAD_ITEMS)
    assert raised(paper_set(bill, **PAID_BACK)) == {}


def test_a_late_charge_is_low_and_so_is_arithmetic_under_a_fixed_benefit() -> None:
    late = (("西药费", "300.00"), ("床位费", "60.00"))
    assert raised(paper_set(paper("inpatient_invoice", line_items=late), **PAID_BACK)) == {
        "items_differ_from_total": "low"
    }
    altered = paper("inpatient_invoice", line_items=ALTERED_ITEMS)
    assert raised(paper_set(altered)) == {"items_differ_from_total": "low"}


def test_a_complaint_of_the_latest_worsening_is_low() -> None:
    record = paper("discharge_record", chief_complaint="颈部肿物加重3月", present_illness="患者9月前发现颈部肿物")
    assert raised(paper_set(record)) == {"durations_differ": "low"}


def test_one_character_read_without_certainty_is_no_difference() -> None:
    found = raised(paper_set(paper("pathology_report", status="doubtful", patient_name="模拟申")))
    assert found == {"fields_in_doubt": "low"}


def test_a_paper_in_doubt_may_explain_what_the_others_seem_to_say() -> None:
    elsewhere = {"hospital_name": "虚构县中医院"}
    certain = [paper(kind, **elsewhere) for kind in ("discharge_record", "diagnosis_certificate")]
    assert "hospital_differs_from_claim" in raised(paper_set(*certain))
    doubted = paper("inpatient_invoice", status="doubtful", hospital_name="模拟市第一人民医院")
    assert "hospital_differs_from_claim" not in raised(paper_set(*certain, doubted))
    other_stay = paper("inpatient_invoice", **OTHER_STAY)
    assert "stay_differs_from_claim" in raised(paper_set(other_stay))
    read_in_doubt = paper("inpatient_invoice", status="doubtful", admission_date="2024-03-01")
    assert "stay_differs_from_claim" not in raised(paper_set(other_stay, read_in_doubt))


def test_a_chief_complaint_alone_is_never_more_than_low() -> None:
    found = raised(paper_set(paper("discharge_record", chief_complaint="甲状腺癌术后10年")))
    assert found == {"symptoms_before_joining": "low"}


def test_findings_point_at_the_paper_and_show_nothing_personal() -> None:
    secrets = re.compile("模拟甲|虚构乙丙|11010|颈部肿物")
    for papers, _, _ in CASES.values():
        for one in check_claim(papers):
            assert not secrets.search(one.message_zh + one.message_en)
            assert "{" not in one.message_zh + one.message_en
    found = check_claim(CASES["reported_before_sampled"][0])
    assert (found[0].document_id, found[0].page, found[0].box) == ("D-pathology_report", 1, (100, 200, 300, 240))


def test_odd_values_raise_no_error() -> None:
    odd = ["", "?", "2024-13-45", "2024-03", "-5", "1e9", "NaN", "元" * 50, "0", "十十", "٣"]
    names = sorted(set().union(*(p.reading.fields for p in CASES["amount_above_papers"][0].papers)) | {"age"})
    for kind in ("discharge_record", "inpatient_invoice", "pathology_report", "identity_card", "other"):
        for value in odd:
            fields = {name: field(value) for name in names}
            check_claim(PaperSet(CLAIM, MEMBER, (Paper("D", Reading(kind, 0, 1, fields)),)))
