"""Do the papers of one claim contradict one another?"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fraudpipe.checks.evidence import (
    Evidence,
    evidence,
    evidence_count,
    evidence_day,
    evidence_fen,
    evidence_sex,
    finding,
    unread,
)
from fraudpipe.checks.names_alike import hospitals_alike, name_distance
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import Paper, PaperSet

_OF_THE_STAY = ("discharge_record", "inpatient_invoice", "admission_note", "record_front_page")
_MEDICAL = ("discharge_record", "diagnosis_certificate", "pathology_report", "operation_record", "record_front_page")
_AGE_YEARS = 2
_SURE = 0.95
_SAME_STAY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in hospital as one paper tells it."""

    grounds: tuple[Evidence, Evidence]
    admitted: dt.date
    discharged: dt.date

    def __str__(self) -> str:
        return f"{self.admitted}–{self.discharged}"


def check_between_papers(papers: PaperSet) -> Iterator[Finding]:
    """Contradictions between papers: who, where, when, how much."""
    yield from _names(papers.papers)
    yield from _plain(papers.papers, evidence_sex, "sexes_differ_between_papers")
    yield from _plain(papers.papers, _id_number, "id_numbers_differ_between_papers")
    yield from _ages(papers.papers)
    yield from _hospitals(papers.papers)
    yield from _stays(papers.papers)
    yield from _totals(papers.papers)


def stay_of(paper: Paper) -> Stay | None:
    """The stay that a paper states, or None where a date is missing or they are out of order."""
    admission, discharge = evidence_day(paper, "admission_date"), evidence_day(paper, "discharge_date")
    if admission is None or discharge is None or discharge[1] < admission[1]:
        return None
    return Stay((admission[0], discharge[0]), admission[1], discharge[1])


def name_severity(one: Evidence, other_text: str) -> Severity | None:
    """How strongly a different name speaks: high on a medical paper, low for one character, None for the same.

    One character that was not read with certainty is no difference.
    """
    apart = name_distance(one.text, other_text)
    if apart == 0 or (apart == 1 and one.field.confidence < _SURE):
        return None
    if apart == 1:
        return "low"
    return "high" if one.paper.reading.document_type in _MEDICAL else "medium"


def _id_number(paper: Paper) -> tuple[Evidence, str] | None:
    number = evidence(paper, "id_number")
    return None if number is None or "*" in number.text else (number, number.text.upper())


def _names(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """The first pair that differs most; one finding a claim, so that five papers do not shout five times."""
    named = [found for found in (evidence(paper, "patient_name") for paper in papers) if found is not None]
    # A name that was accepted is the better yardstick, wherever it stands.
    named.sort(key=lambda one: one.doubtful)
    for other in named[1:]:
        severity = name_severity(other, named[0].text)
        if severity is not None:
            yield finding("names_differ_between_papers", other, against=(named[0],), at_most=severity)
            return


def _plain(
    papers: tuple[Paper, ...], read: Callable[[Paper], tuple[Evidence, str] | None], code: str
) -> Iterator[Finding]:
    found = sorted((one for one in map(read, papers) if one is not None), key=lambda one: one[0].doubtful)
    for other in found[1:]:
        if other[1] != found[0][1]:
            yield finding(code, other[0], against=(found[0][0],))
            return


def _ages(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    ages = sorted(
        (one for one in (evidence_count(paper, "age") for paper in papers) if one is not None), key=lambda one: one[1]
    )
    if ages and ages[-1][1] - ages[0][1] > _AGE_YEARS:
        yield finding("ages_differ_between_papers", ages[-1][0], against=(ages[0][0],), years=ages[-1][1] - ages[0][1])


def _hospitals(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    named = [
        found
        for found in (evidence(p, "hospital_name") for p in papers if p.reading.document_type in _OF_THE_STAY)
        if found is not None
    ]
    for other in named[1:]:
        if not hospitals_alike(named[0].text, other.text):
            yield finding("hospitals_differ_between_papers", other, against=(named[0],))
            return


def _stays(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """Two stays that overlap without being equal; stays apart from one another are lawful."""
    stays = [stay for stay in map(stay_of, papers) if stay is not None]
    for place, other in enumerate(stays):
        for one in stays[:place]:
            overlap = one.admitted <= other.discharged and other.admitted <= one.discharged
            near = abs((one.admitted - other.admitted).days) <= _SAME_STAY_DAYS
            differ = (one.admitted, one.discharged) != (other.admitted, other.discharged)
            if differ and (overlap or near):
                gap = max(abs((one.admitted - other.admitted).days), abs((one.discharged - other.discharged).days))
                yield finding(
                    "stays_differ_between_papers",
                    *other.grounds,
                    against=one.grounds,
                    at_most="low" if gap <= 1 else "medium",
                    first=one,
                    second=other,
                )
                return


def _totals(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    of_kind = {
        kind: [paper for paper in papers if paper.reading.document_type == kind]
        for kind in ("inpatient_invoice", "itemised_bill")
    }
    # A paper whose total was not read may hold what is missing.
    if any(unread(paper, "total_amount") for some in of_kind.values() for paper in some):
        return
    totals = {
        kind: [found for found in (evidence_fen(paper, "total_amount") for paper in some) if found is not None]
        for kind, some in of_kind.items()
    }
    invoices, bills = totals["inpatient_invoice"], totals["itemised_bill"]
    # Several invoices or bills are parts of something: only one beside one can be compared.
    if len(invoices) == len(bills) == 1 and invoices[0][1] != bills[0][1]:
        yield finding(
            "totals_differ_between_papers",
            invoices[0][0],
            against=(bills[0][0],),
            invoice=yuan_text(invoices[0][1]),
            bill=yuan_text(bills[0][1]),
        )
