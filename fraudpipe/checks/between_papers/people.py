"""Do the papers of one claim speak of the same person?"""

import re
from collections.abc import Callable, Iterator

from fraudpipe.checks.evidence import Evidence, evidence, evidence_count, evidence_sex, finding
from fraudpipe.checks.names_alike import bare, name_distance
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.paper_set import Paper

_MEDICAL = ("discharge_record", "diagnosis_certificate", "pathology_report", "operation_record", "record_front_page")
_AGE_YEARS = 2
_SURE = 0.95
_BLOOD_GROUP = re.compile(r"AB|[ABO]")


def check_people(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """Names, sexes, ages, identity numbers and blood groups that differ."""
    yield from _names(papers)
    yield from _plain(papers, evidence_sex, "sexes_differ_between_papers")
    yield from _plain(papers, _id_number, "id_numbers_differ_between_papers")
    yield from _plain(papers, _blood_group, "blood_groups_differ_between_papers")
    yield from _ages(papers)


def name_severity(one: Evidence, other_text: str) -> Severity | None:
    """How strongly a different name speaks: high on a medical paper, low for one character, None for the same.

    One character that was not read with certainty is no difference, and neither is one character alone: no name is that
    short. A name within the other was cut short, by a reader or, as with long names of minorities, by a form.
    """
    apart = name_distance(one.text, other_text)
    if apart == 0 or len(bare(one.text)) == 1 or (apart == 1 and one.field.confidence < _SURE):
        return None
    if apart == 1 or _within(bare(one.text), bare(other_text)):
        return "low"
    # Relatives share an account.
    if one.paper.reading.document_type == "bank_card":
        return "low"
    return "high" if one.paper.reading.document_type in _MEDICAL else "medium"


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _id_number(paper: Paper) -> tuple[Evidence, str] | None:
    number = evidence(paper, "id_number")
    return None if number is None or "*" in number.text else (number, number.text.upper())


def _blood_group(paper: Paper) -> tuple[Evidence, str] | None:
    group = evidence(paper, "blood_group")
    letters = _BLOOD_GROUP.search(group.text.upper()) if group is not None else None
    return None if group is None or letters is None else (group, letters[0])


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
