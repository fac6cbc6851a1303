"""What is asked for: by plan and illness, and nothing that is there or was replaced by something as good."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from checks.cases.completeness import consent
from checks.paper_sets import CLAIM, MEMBER, paper, paper_set

from fraudpipe.checks.completeness import expired_consents, missing_papers
from fraudpipe.checks.required_papers import required_papers
from fraudpipe.records.document_names import DOCUMENT_NAMES
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.records.reading import DOCUMENT_TYPES


def needed(**claim: object) -> list[str]:
    return [one.document_types[0] for one in required_papers(replace(CLAIM, **claim)) if one.decides]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        ({}, ["diagnosis_certificate", "pathology_report", "identity_card"]),
        ({"illness_code": "I21.9"}, ["diagnosis_certificate", "identity_card"]),
        ({"illness_code": "C91.0"}, ["diagnosis_certificate", "pathology_report", "identity_card"]),
        ({"plan_kind": "reimbursement"}, ["inpatient_invoice", "discharge_record", "identity_card"]),
        ({"plan_kind": "reimbursement", "admitted_on": None}, ["inpatient_invoice", "identity_card"]),
    ],
)
def test_what_decides_by_plan_and_illness(claim: dict[str, object], asked: list[str]) -> None:
    assert needed(**claim) == asked


def test_marrow_stands_in_for_a_section_where_blood_is_ill() -> None:
    alone = PaperSet(CLAIM, MEMBER, (paper("discharge_record"), paper("identity_card")))
    marrow = replace(
        alone,
        papers=(
            *alone.papers,
            replace(
                paper("pathology_report"),
                reading=replace(paper("pathology_report").reading, document_type="laboratory_report"),
            ),
        ),
    )
    blood = replace(CLAIM, illness_code="C91.0")
    assert "pathology_report" in json.dumps([one.document_types for one in missing_papers(alone)])
    assert [one.en for one in missing_papers(replace(marrow, claim=blood)) if one.decides] == []
    assert [one.en for one in missing_papers(marrow) if one.decides] == ["pathology report"]


@pytest.mark.parametrize(
    ("scope", "days"),
    [
        ("授权查询病历。", 180),
        ("授权自签署之日起三个月内有效。", 90),
        ("一年内有效", 365),
        ("12个月有效", 360),
        ("授权有效期一年", 365),
        ("有效期为3个月", 90),
    ],
)
def test_a_consent_runs_as_long_as_it_says(scope: str, days: int) -> None:
    signed = CLAIM.known_on - dt.timedelta(days=days)
    assert not expired_consents(paper_set(consent(signed.isoformat(), scope)))
    earlier = signed - dt.timedelta(days=1)
    (found,) = expired_consents(paper_set(consent(earlier.isoformat(), scope)))
    assert (found.signed_on, (found.expired_on - earlier).days) == (earlier, days)


def test_a_consent_that_came_late_is_held_against_its_own_day() -> None:
    late = consent("2024-09-01", sent_on=dt.date(2024, 9, 2))
    assert not expired_consents(paper_set(late))
    assert expired_consents(paper_set(replace(late, sent_on=dt.date(2025, 9, 2))))


def test_every_type_of_paper_has_a_name() -> None:
    assert list(DOCUMENT_NAMES) == list(DOCUMENT_TYPES)
