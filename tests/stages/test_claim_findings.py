"""One odd cell must not stop a night: whatever a field holds, a claim is checked to its end."""

import re
from pathlib import Path

import pytest
from checks.cases.outside import REGISTRY
from checks.paper_sets import BOX, PAID_BACK, field, paper, paper_set
from hypothesis import given, settings
from hypothesis import strategies as st

import fraudpipe
from fraudpipe.knowledge.graph import curated_graph
from fraudpipe.records.paper_set import Paper
from fraudpipe.records.reading import DOCUMENT_TYPES, LaboratoryRow, LineItem, Reading
from fraudpipe.stages.claim_findings import claim_findings

_ASKED = re.compile(r'"([a-z]+(?:_[a-z]+)*)"')
_ROOMS = [Path(fraudpipe.__file__).parent / room for room in ("checks", "knowledge")]
# Every name that a check may ask a paper for: all lower-case words that these rooms put in quotes.
NAMES = sorted(
    {name for room in _ROOMS for file in room.rglob("*.py") for name in _ASKED.findall(file.read_text("utf-8"))}
)
DATES = ["9999-12-31", "0001-01-05", "2024-13-45", "2024-02-30", "0000-00", "9999-12", "2024-03-01", "1899-12-31"]
AMOUNTS = ["NaN", "Infinity", "-Infinity", "1e999999", "-5", "1e9", "9" * 400, "0", "壹佰", "", "٣", "12.345.6"]
TEXTS = [
    "9999年99月甲状腺癌",
    "0000年0月",
    "99年余甲状腺癌",
    "十十年",
    "甲状腺癌IV期；C73",
    "99999岁",
    "授权有效期99年",
    "(C73.x00",
    "110101000000000000",
    "999999999999999999X",
]
_WORDS = st.one_of(st.sampled_from(DATES + AMOUNTS + TEXTS), st.text(max_size=12))
_LINES = st.builds(LineItem, st.sampled_from(["床位费", "住院诊察费", "艾迪注射液", "x"]), _WORDS, st.just(BOX), _WORDS)
_RESULTS = st.builds(
    LaboratoryRow, st.sampled_from(["肌酐", "x"]), _WORDS, st.just("μmol/L"), _WORDS, _WORDS, st.just(BOX)
)
_VALUES = st.one_of(
    _WORDS,
    st.integers(-(10**12), 10**12),
    st.lists(_LINES, max_size=6).map(tuple),
    st.lists(_RESULTS, max_size=4).map(tuple),
)
_FIELDS = st.dictionaries(
    st.sampled_from(NAMES), st.builds(field, _VALUES, st.sampled_from(["accepted", "doubtful"])), max_size=25
)
_PAPERS = st.builds(
    lambda kind, fields: Paper("D", Reading(kind, 0, 1, fields)), st.sampled_from(DOCUMENT_TYPES), _FIELDS
)


def _check(*papers: Paper, claim: dict[str, object] | None = None) -> None:
    one = paper_set(*papers, **(claim or {}))
    claim_findings(type(one)(one.claim, one.member, one.papers, hospitals=REGISTRY), curated_graph(), {})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(_PAPERS, max_size=3), st.sampled_from([{}, PAID_BACK]))
def test_no_value_of_any_field_stops_the_checks(papers: list[Paper], claim: dict[str, object]) -> None:
    _check(*papers, claim=claim)


@pytest.mark.parametrize("value", DATES + AMOUNTS + TEXTS)
def test_the_same_odd_value_in_all_fields_of_all_papers_stops_nothing(value: str) -> None:
    row = LineItem("床位费", value, BOX, value)
    fields = {name: field((row,) if name == "line_items" else value) for name in NAMES}
    _check(*(Paper(f"D-{kind}", Reading(kind, 0, 1, fields)) for kind in DOCUMENT_TYPES))
    days = fields | {"admission_date": field("2024-03-01"), "discharge_date": field("2024-03-09")}
    _check(Paper("D", Reading("discharge_record", 0, 1, fields | {"chief_complaint": field("肿物2周")})))
    _check(*(Paper(f"D-{kind}", Reading(kind, 0, 1, days)) for kind in DOCUMENT_TYPES))


def test_beds_charged_for_too_many_days_are_told_once() -> None:
    beds = (("普通病房床位费", "560.00", "14"), ("二级护理", "140.00", "14"))
    stay = {"admission_date": "2024-03-01", "discharge_date": "2024-03-09", "total_amount": "700.00"}
    bill = paper("itemised_bill", line_items=beds, **stay)
    found = [one.code for one in claim_findings(paper_set(bill, **PAID_BACK), curated_graph(), {})]
    assert "charged_days_exceed_stay" in found
    assert "item_charged_too_often" not in found
