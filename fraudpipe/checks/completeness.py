"""Which papers are missing or out of date, and what on them cannot be read?"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fraudpipe.checks.evidence import Evidence, evidence, evidence_day, finding
from fraudpipe.checks.required_papers import RequiredPaper, required_papers
from fraudpipe.records.finding import Finding
from fraudpipe.records.page_notes import PageProblem
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import FieldReading

FIELD_NAMES = {
    "patient_name": ("姓名", "name"),
    "id_number": ("身份证号", "identity number"),
    "diagnosis": ("诊断", "diagnosis"),
    "pathology_diagnosis": ("病理诊断", "pathology conclusion"),
    "tumour_stage": ("分期", "stage"),
    "hospital_name": ("医院", "hospital"),
    "admission_date": ("入院日期", "admission date"),
    "discharge_date": ("出院日期", "discharge date"),
    "reported_date": ("报告日期", "report date"),
    "operation_name": ("手术", "operation"),
    "total_amount": ("总金额", "total"),
}
"""The fields that decide a claim, in Chinese and English."""

_CONSENT_DAYS = 180
# Where the letter states no period of its own: half a year, as the forms of the platforms do.
_LENGTH = r"(?<!\d)(一|二|两|三|六|十二|\d{1,2})\s*(个月|年)"
_PERIODS = (re.compile(_LENGTH + "内?有效"), re.compile(r"有效期限?[为是:：]?\s*" + _LENGTH))
_COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3, "六": 6, "十二": 12}
_DAYS_OF = {"个月": 30, "年": 365}


@dataclass(frozen=True, slots=True)
class Expired:
    """A consent that had run out when it was sent.

    Attributes:
        ground: Its date.
        signed_on: When it was signed.
        expired_on: Its last day.
    """

    ground: Evidence
    signed_on: dt.date
    expired_on: dt.date


def check_completeness(papers: PaperSet) -> Iterator[Finding]:
    """Missing papers and deciding fields that nobody could read, or not for certain: whom to ask for what."""
    if not papers.papers:
        yield finding("no_papers")
        return
    for needed in missing_papers(papers):
        if needed.decides:
            yield finding("paper_missing", paper_zh=needed.zh, paper_en=needed.en)
    for one in expired_consents(papers):
        yield finding("paper_expired", one.ground, signed=one.signed_on, expired=one.expired_on)
    for paper in papers.papers:
        yield from _open_fields(paper)


def missing_papers(papers: PaperSet) -> tuple[RequiredPaper, ...]:
    """What the plan asks for and nothing that came will do for."""
    present = {paper.reading.document_type for paper in papers.papers}
    return tuple(one for one in required_papers(papers.claim) if present.isdisjoint(one.document_types))


def expired_consents(papers: PaperSet) -> tuple[Expired, ...]:
    """Authorisations that had run out when they were sent, unless a later one is there."""
    consents = [paper for paper in papers.papers if paper.reading.document_type == "authorisation_letter"]
    found = [_expired(paper, papers.claim.known_on) for paper in consents]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _expired(paper: Paper, claimed_on: dt.date) -> Expired | None:
    """None where it still ran when it was sent, or where nobody knows since when it runs."""
    signed = evidence_day(paper, "issue_date")
    if signed is None or signed[0].doubtful:
        return None
    expired_on = signed[1] + dt.timedelta(days=_consent_days(paper))
    return Expired(*signed, expired_on) if expired_on < (paper.sent_on or claimed_on) else None


def _consent_days(paper: Paper) -> int:
    scope = evidence(paper, "scope")
    found = (None if scope is None else period.search(scope.text) for period in _PERIODS)
    stated = next((one for one in found if one is not None), None)
    if stated is None:
        return _CONSENT_DAYS
    count = stated.group(1)
    return (int(count) if count.isdigit() else _COUNTS[count]) * _DAYS_OF[stated.group(2)]


def lost_fields(paper: Paper) -> dict[str, FieldReading]:
    """The deciding fields of a paper that nobody could read."""
    deciding = {name: field for name, field in paper.reading.fields.items() if name in FIELD_NAMES}
    return {name: field for name, field in deciding.items() if field.status == "unreadable" or field.value is None}


def _open_fields(paper: Paper) -> Iterator[Finding]:
    """What the claimant has to send again, and what a person has to look at."""
    lost = lost_fields(paper)
    doubtful = {
        name: field
        for name, field in paper.reading.fields.items()
        if name in FIELD_NAMES and field.status == "doubtful" and name not in lost
    }
    if paper.reading.problems:
        yield _unreadable_page(paper, paper.reading.problems[0])
    if lost:
        yield _listed("fields_unreadable", paper, lost)
    if doubtful:
        yield replace(_listed("fields_in_doubt", paper, doubtful), in_doubt=True)


def _unreadable_page(paper: Paper, problem: PageProblem) -> Finding:
    made = finding("page_unreadable", problem_zh=problem.message_zh, problem_en=problem.message_en)
    return replace(made, document_id=paper.document_id, page=problem.page)


def _listed(code: str, paper: Paper, fields: dict[str, FieldReading]) -> Finding:
    names = sorted(FIELD_NAMES[name] for name in fields)
    return finding(
        code,
        *(Evidence(paper, name, field, "") for name, field in fields.items()),
        fields_zh="、".join(zh for zh, _ in names),
        fields_en=", ".join(en for _, en in names),
    )
