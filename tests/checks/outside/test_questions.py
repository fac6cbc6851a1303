"""What is asked: numbers that were read for certain, at the hospital that the paper names."""

import pytest
from checks.cases.outside import CERTIFICATE, INVOICE, PATHOLOGY
from checks.paper_sets import paper, paper_set

from fraudpipe.checks.outside.questions import questions_of
from fraudpipe.records.paper_set import Paper
from fraudpipe.records.verification import Question

FILED = ("filed_elsewhere", "110101198406010027", "模拟市第一人民医院")


def asked(*papers: Paper, member: dict[str, object] | None = None) -> list[tuple[str, str, str]]:
    found: list[Question] = list(questions_of(paper_set(*papers, member=member)))
    return [(one.kind, one.number, one.hospital_name) for one in found]


def test_every_number_is_asked_once_a_paper() -> None:
    assert asked(INVOICE, CERTIFICATE, PATHOLOGY) == [
        FILED,
        ("invoice", "00001234", "模拟市第一人民医院"),
        ("stay", "24000123", "模拟市第一人民医院"),
        ("pathology", "202400123", "模拟市第一人民医院"),
    ]


def test_a_number_in_doubt_is_not_asked() -> None:
    assert asked(paper("pathology_report", status="doubtful", pathology_number="202400123")) == [FILED]


def test_nobody_is_asked_where_the_hospital_was_not_read() -> None:
    for status, name in (("unreadable", ""), ("doubtful", "虚构县中医院")):
        report = paper("pathology_report", status=status, hospital_name=name)
        numbered = paper("pathology_report", pathology_number="202400123")
        fields = {**report.reading.fields, "pathology_number": numbered.reading.fields["pathology_number"]}
        reading = type(report.reading)(report.reading.document_type, 0, 1, fields)
        assert asked(Paper(report.document_id, reading)) == [FILED]


def test_without_an_identity_number_no_platform_is_asked() -> None:
    assert asked(member={"id_number": None}) == []


@pytest.mark.parametrize(
    ("document_type", "stated", "asked_for"),
    [
        ("laboratory_report", {}, False),
        ("diagnosis_certificate", {}, False),
        ("laboratory_report", {"admission_date": "2024-03-01"}, True),
        ("operation_record", {}, True),
    ],
)
def test_a_stay_is_asked_for_where_the_paper_is_of_one(
    document_type: str, stated: dict[str, str], asked_for: bool
) -> None:
    numbered = paper(document_type, record_number="24000123", **stated)
    assert ("stay" in {kind for kind, _, _ in asked(numbered)}) is asked_for
