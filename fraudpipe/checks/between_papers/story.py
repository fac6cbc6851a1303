"""Do the papers tell one story in order: symptom, examination, tissue, admission, operation, discharge?"""

import datetime as dt
from collections.abc import Iterator

from fraudpipe.checks.evidence import Evidence, Stay, evidence, evidence_day, finding, stay_dates, unread
from fraudpipe.checks.history_sentences import longest_duration
from fraudpipe.checks.names_alike import bare
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import Paper, PaperSet

_STAY_TYPES = ("discharge_record", "record_front_page", "inpatient_invoice", "diagnosis_certificate", "itemised_bill")
_EXAMINED = {"pathology_report": "sampled_date", "imaging_report": "examined_date"}
_REPORTED = {**_EXAMINED, "laboratory_report": "sampled_date"}
# Whoever is to be admitted is examined some weeks before, and what was sent away comes back some weeks after.
_AROUND_STAY_DAYS = 30
_YEAR_DAYS = 365.25
# "1 month" may be six weeks, and nobody remembers a year to the day.
_ROUNDED_SHARE, _ROUNDED_DAYS = 1.5, 30
_BEFORE_PATHOLOGY_DAYS = 1
# Sections are reported within two weeks, consultations and special stains within two months.
_OLD_SAMPLE_DAYS = 60


def check_story(papers: PaperSet) -> Iterator[Finding]:
    """Operations and examinations outside of the stay or before the first symptom, certificates before the tissue."""
    yield from _operation(papers.papers)
    yield from _examined_outside(papers.papers)
    yield from _symptoms(papers.papers)
    yield from _certificate(papers)
    for paper in papers.papers:
        yield from _old_sample(paper)


def _operation(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """On a day of none of the stays that the papers tell of."""
    stays = _stays(papers)
    for paper in papers:
        found = evidence_day(paper, "operation_date")
        if found is not None and stays:
            nearest = min(stays, key=lambda one: _days_off(one, found[1]))
            if _days_off(nearest, found[1]) > 0:
                yield finding(
                    "operation_outside_stay",
                    found[0],
                    against=nearest.grounds,
                    at_most="low" if _days_off(nearest, found[1]) <= 1 else "medium",
                    day=found[1],
                    stay=nearest,
                )


def _examined_outside(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """A report under the record number of a stay, of a day far from every stay."""
    stays = _stays(papers)
    numbers = {_number(stay.grounds[0].paper) for stay in stays}
    for paper in papers:
        day, number = evidence_day(paper, _REPORTED.get(paper.reading.document_type, "")), _number(paper)
        if day is None or number is None or number not in numbers:
            continue
        nearest = min(stays, key=lambda one: _days_off(one, day[1]))
        if _days_off(nearest, day[1]) > _AROUND_STAY_DAYS:
            yield finding("examined_outside_stay", day[0], against=nearest.grounds, day=day[1], stay=nearest)
            return


def _stays(papers: tuple[Paper, ...]) -> list[Stay]:
    """The stays that the papers tell of; none where one was not read, which may be any."""
    of_stays = [paper for paper in papers if paper.reading.document_type in _STAY_TYPES]
    if any(unread(paper, name) for paper in of_stays for name in ("admission_date", "discharge_date")):
        return []
    return [stay for paper in of_stays if (stay := stay_dates(paper))]


def _number(paper: Paper) -> tuple[str, str] | None:
    """Hospital and record number as the paper prints them."""
    hospital, number = evidence(paper, "hospital_name"), evidence(paper, "record_number")
    return None if hospital is None or number is None else (bare(hospital.text), bare(number.text).lstrip("0"))


def _days_off(stay: Stay, day: dt.date) -> int:
    return max((stay.admitted - day).days, (day - stay.discharged).days)


def _symptoms(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """An examination for the illness long before the complaint says that anything was felt."""
    begun = [one for one in map(_first_symptom, papers) if one is not None]
    if not begun:
        return
    ground, earliest = min(begun, key=lambda one: one[1])
    for paper in papers:
        found = evidence_day(paper, _EXAMINED.get(paper.reading.document_type, ""))
        if found is not None and found[1] < earliest:
            yield finding("examined_before_symptoms", found[0], against=(ground,), day=found[1])
            return


def _first_symptom(paper: Paper) -> tuple[Evidence, dt.date] | None:
    """The complaint, and the earliest day that it can mean."""
    complaint, admission = evidence(paper, "chief_complaint"), evidence_day(paper, "admission_date")
    duration = None if complaint is None else longest_duration(complaint.text)
    if complaint is None or admission is None or duration is None:
        return None
    days = duration.years * _YEAR_DAYS * _ROUNDED_SHARE + _ROUNDED_DAYS
    return complaint, admission[1] - dt.timedelta(days=round(days))


def _old_sample(paper: Paper) -> Iterator[Finding]:
    """Tissue that was taken long before it was reported on: somebody had looked at it before."""
    if paper.reading.document_type != "pathology_report":
        return
    sampled, reported = evidence_day(paper, "sampled_date"), evidence_day(paper, "reported_date")
    if sampled is not None and reported is not None and (reported[1] - sampled[1]).days > _OLD_SAMPLE_DAYS:
        yield finding(
            "tissue_taken_long_before", sampled[0], against=(reported[0],), sampled=sampled[1], reported=reported[1]
        )


def _certificate(papers: PaperSet) -> Iterator[Finding]:
    """A cancer certified without a doubt before any tissue was reported on."""
    if not papers.claim.illness_code.startswith("C"):
        return
    tissue_reports = [paper for paper in papers.papers if paper.reading.document_type == "pathology_report"]
    # A report whose day was not read may be the first.
    if any(unread(paper, "reported_date") for paper in tissue_reports):
        return
    reported = [found for paper in tissue_reports if (found := evidence_day(paper, "reported_date")) is not None]
    issued = [
        found
        for paper in papers.papers
        if paper.reading.document_type == "diagnosis_certificate"
        and (found := evidence_day(paper, "issue_date")) is not None
    ]
    if not reported or not issued:
        return
    first, tissue = min(issued, key=lambda one: one[1]), min(reported, key=lambda one: one[1])
    if (tissue[1] - first[1]).days > _BEFORE_PATHOLOGY_DAYS:
        yield finding("certified_before_pathology", first[0], against=(tissue[0],), issued=first[1], reported=tissue[1])
