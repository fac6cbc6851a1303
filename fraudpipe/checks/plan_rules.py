"""Does the claim fit the plan: membership and waiting period?"""

import datetime as dt
from collections.abc import Iterator

from fraudpipe.checks.evidence import Evidence, evidence, evidence_count, evidence_day, finding, unread
from fraudpipe.checks.tissue_words import finds_cancer
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.illness import SURE, IllnessReader
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.plan_terms import WAITING_DAYS

_JUST_AFTER_DAYS = 30
_DIAGNOSIS_DAYS = {
    "pathology_report": ("reported_date", "pathology_diagnosis"),
    "diagnosis_certificate": ("issue_date", "diagnosis"),
    "discharge_record": ("discharge_date", "diagnosis"),
    "imaging_report": ("examined_date", "imaging_diagnosis"),
}
_CARE_DAYS = {
    "pathology_report": "sampled_date",
    "diagnosis_certificate": "admission_date",
    "discharge_record": "admission_date",
    "outpatient_invoice": "issue_date",
}


def check_plan_rules(papers: PaperSet, illnesses: IllnessReader) -> Iterator[Finding]:
    """Membership, waiting period and earlier admissions."""
    yield from _event(papers)
    for paper in papers.papers:
        yield from _early_paper(paper, papers, illnesses)
    for paper in papers.papers:
        admissions = evidence_count(paper, "admission_count")
        if admissions is not None and admissions[1] > 1:
            yield finding("earlier_admissions", admissions[0], count=admissions[1])


def _event(papers: PaperSet) -> Iterator[Finding]:
    event, joined = papers.claim.event_on, papers.member.joined_on
    days = (event - joined).days
    if days < 0:
        yield finding("event_before_joining", event=event, joined=joined)
    elif days < WAITING_DAYS:
        yield finding("event_inside_waiting", event=event, day=days)
    elif days < WAITING_DAYS + _JUST_AFTER_DAYS:
        yield finding("event_just_after_waiting", day=days)


def _early_paper(paper: Paper, papers: PaperSet, illnesses: IllnessReader) -> Iterator[Finding]:
    """A paper that places diagnosis or care before the claim says it was, where that matters."""
    event, joined = papers.claim.event_on, papers.member.joined_on
    waited = joined + dt.timedelta(days=WAITING_DAYS)
    if event < waited:
        return
    known = _stated_on(paper, papers.claim.illness_code, illnesses)
    if known is not None and known[1] < waited:
        ground, day, at_most = known
        if day < joined:
            yield finding("papers_before_joining", ground, at_most=at_most, day=day, joined=joined)
        else:
            yield finding("papers_inside_waiting", ground, at_most=at_most, day=day, event=event)
        return
    care = evidence_day(paper, _CARE_DAYS.get(paper.reading.document_type, ""))
    if care is not None and joined <= care[1] < waited:
        yield finding("care_inside_waiting", care[0], day=care[1], event=event)


def _stated_on(paper: Paper, illness_code: str, illnesses: IllnessReader) -> tuple[Evidence, dt.date, Severity] | None:
    """The day on which a paper stated the claimed illness, and how much can be built on it."""
    names = _DIAGNOSIS_DAYS.get(paper.reading.document_type)
    if names is None:
        return None
    day, stated = evidence_day(paper, names[0]), evidence(paper, names[1])
    # A diagnosis that was not read may be of another illness, which explains the early day.
    if day is None or unread(paper, names[1]):
        return None
    if stated is None:
        return day[0], day[1], "low"
    named = [one for one in illnesses(stated.text) if one.confidence >= SURE]
    claimed = [one for one in named if one.may_be(illness_code) and not (one.negated or one.family)]
    if claimed:
        # What a doctor only suspected on an early day was not yet a diagnosis.
        sure = not stated.doubtful and any(one.stands for one in claimed)
        # A picture shows, and a doctor says what it is.
        return day[0], day[1], "high" if sure and names[1] != "imaging_diagnosis" else "low"
    # Pathologists name the tissue, not the organ; a malignant one may be the claimed cancer, and may be another.
    malignant = not named and illness_code.startswith("C") and finds_cancer(stated.text)
    return (day[0], day[1], "low") if malignant else None
