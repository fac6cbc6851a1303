"""What was read in doubt, or not at all, reaches no feature as a fact: features may count doubts, and no more."""

import dataclasses
import datetime as dt

import pytest
from checks.paper_sets import BOX, CLAIM, MEMBER, paper, paper_set
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import check_claim
from features import FEATURES
from features.finding_families import FAMILIES
from fraudpipe.featuring import Catalogue, example
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.papers import paper_row
from fraudpipe.records.reading import FieldReading, LineItem, Reading

TRAILING = [one for one in Catalogue(FEATURES).features if one.trailing is not None]
KINDS = ("discharge_record", "diagnosis_certificate", "pathology_report", "identity_card", "inpatient_invoice")
_WILD = st.one_of(
    st.sampled_from(
        [
            "",
            "模拟乙",
            "男",
            "99岁",
            "2019-01-05",
            "2024-03-01",
            "1.00",
            "99999.00",
            "甲状腺癌20年",
            "虚构县中医院",
            "肺癌",
        ]
    ),
    st.integers(0, 400),
    st.just((LineItem("西药费", "1.00", BOX),)),
)


@st.composite
def _doubted(draw: st.DrawFn) -> tuple[PaperSet, PaperSet]:
    """A claim whose papers were partly read in doubt, and the same claim with other values in those places."""
    statuses = st.sampled_from(["accepted", "doubtful", "unreadable"])
    sides: tuple[list[Paper], list[Paper]] = ([], [])
    for kind in KINDS:
        usual = paper(kind)
        fields: tuple[dict[str, FieldReading], dict[str, FieldReading]] = ({}, {})
        for name, one in usual.reading.fields.items():
            status = draw(statuses)
            accepted = draw(_WILD) if draw(st.booleans()) else one.value
            for side in fields:
                value = accepted if status == "accepted" else draw(_WILD)
                side[name] = dataclasses.replace(one, value=value, status=status)
        for made, side in zip(sides, fields, strict=True):
            made.append(Paper(usual.document_id, Reading(kind, 0, 1, side)))
    return PaperSet(CLAIM, MEMBER, tuple(sides[0])), PaperSet(CLAIM, MEMBER, tuple(sides[1]))


def _facts(papers: PaperSet) -> list[Finding]:
    return [one for one in check_claim(papers) if not one.in_doubt]


# Accepted fields seem to accuse; one more, in doubt, may explain them: code, papers, and the claim's member.
_LATE_JOINER = {"joined_on": dt.date(2023, 12, 1)}
_EARLY = paper("discharge_record", admission_date="2022-01-01", discharge_date="2022-01-09", diagnosis=None)
_TOLD = paper("discharge_record", admission_date=None, past_history="甲状腺结节病史4年。")
_OLD_AGE = paper("diagnosis_certificate", age="29岁", issue_date=None)
_BILL = paper("itemised_bill", total_amount="1500.00")
_INVOICE = paper("inpatient_invoice", total_amount="1000.00", total_amount_words=None, line_items=None)
_EXPLAINED: dict[str, tuple[str, tuple[Paper, ...], dict[str, object], tuple[str, str, object]]] = {
    "a diagnosis of another illness": (
        "papers_before_joining",
        (_EARLY,),
        _LATE_JOINER,
        ("discharge_record", "diagnosis", "高血压2级"),
    ),
    "a stay long after joining": (
        "earlier_illness_in_history",
        (_TOLD,),
        {},
        ("discharge_record", "admission_date", "2029-03-01"),
    ),
    "a second stay": (
        "operation_outside_stay",
        (paper("operation_record", operation_date="2024-04-02"), paper("discharge_record"), _INVOICE),
        {},
        ("discharge_record", "discharge_date", "2024-04-09"),
    ),
    "a certificate of ten years ago": (
        "age_differs_from_member",
        (_OLD_AGE,),
        {},
        ("diagnosis_certificate", "issue_date", "2014-03-09"),
    ),
}


def _with(one: Paper, name: str, value: object, status: str) -> Paper:
    added = FieldReading(value, 0.5, status, 1, BOX, ("a", "b"))  # type: ignore[arg-type]
    fields = {**one.reading.fields, name: added}
    return Paper(one.document_id, dataclasses.replace(one.reading, fields=fields))


@pytest.mark.parametrize("status", ["doubtful", "unreadable"])
@pytest.mark.parametrize("explanation", _EXPLAINED)
def test_what_a_field_in_doubt_may_explain_is_no_fact(explanation: str, status: str) -> None:
    code, papers, member, (kind, name, value) = _EXPLAINED[explanation]
    assert code in {one.code for one in _facts(paper_set(*papers, member=member))}
    value = None if status == "unreadable" else value
    doubted = [_with(one, name, value, status) if one.reading.document_type == kind else one for one in papers]
    assert code not in {one.code for one in _facts(paper_set(*doubted, member=member))}


@pytest.mark.parametrize("status", ["doubtful", "unreadable"])
def test_a_second_invoice_in_doubt_may_hold_what_the_first_lacks(status: str) -> None:
    code = "totals_differ_between_papers"
    assert code in {one.code for one in _facts(paper_set(_INVOICE, _BILL))}
    second = _with(_INVOICE, "total_amount", "500.00" if status == "doubtful" else None, status)
    second = dataclasses.replace(second, document_id="D-second")
    assert code not in {one.code for one in check_claim(paper_set(_INVOICE, second, _BILL))}


@pytest.mark.parametrize("status", ["doubtful", "unreadable"])
def test_tissue_in_doubt_may_have_come_before_the_certificate(status: str) -> None:
    issued, first = paper("diagnosis_certificate", issue_date="2024-03-02"), paper("pathology_report")
    assert "certified_before_pathology" in {one.code for one in _facts(paper_set(issued, first))}
    earlier = _with(first, "reported_date", "2024-03-01" if status == "doubtful" else None, status)
    assert "certified_before_pathology" not in {one.code for one in check_claim(paper_set(issued, first, earlier))}


def test_what_explains_nothing_is_still_found_in_doubt() -> None:
    doubted = _with(_EARLY, "diagnosis", "甲状腺癌", "doubtful")
    found = [one for one in check_claim(paper_set(doubted, member=_LATE_JOINER)) if one.code == "papers_before_joining"]
    assert [(one.severity, one.in_doubt) for one in found] == [("low", True)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_doubted())
def test_no_fact_changes_with_what_was_read_in_doubt(sides: tuple[PaperSet, PaperSet]) -> None:
    one, other = sides
    assert _facts(one) == _facts(other)
    rows = [[paper_row(p.document_id, "c1", p.reading) for p in side.papers] for side in sides]
    assert rows[0] == rows[1]


def test_doubts_are_found_and_said_to_be_doubts() -> None:
    doubted = paper("discharge_record", status="doubtful", patient_name="虚构乙丙", diagnosis="肺癌")
    found = check_claim(PaperSet(CLAIM, MEMBER, (doubted, paper("identity_card"), paper("pathology_report"))))
    assert {"name_differs_from_member", "fields_in_doubt"} <= {one.code for one in found if one.in_doubt}
    assert {one.severity for one in found if one.in_doubt} == {"low"}


@pytest.mark.parametrize("name", [one.name for one in TRAILING if one.trailing and one.trailing.table == "checked"])
def test_no_feature_counts_a_finding_in_doubt(name: str) -> None:
    (feature,) = (one for one in FEATURES if one.__name__ == name)
    codes = [some[0] for some in FAMILIES.values()]
    rows = [{"claim_id": "c1", "code": one, "severity": two} for one in codes for two in ("low", "medium", "high")]
    assert example(feature, rows)
    assert example(feature, [row | {"in_doubt": True} for row in rows]) == 0


def test_what_was_read_reaches_features_by_these_two_tables_alone() -> None:
    tables = {one.trailing.table for one in TRAILING if one.trailing}
    assert {"papers", "checked"} <= tables
    assert not tables & {"readings", "corrections"}
    assert "fields" not in {name for name, _ in COLUMNS["readings"]}
