"""Do the papers say what the claim and the member's registration say?"""

import datetime as dt
from collections.abc import Iterator

from fraudpipe.checks.between_papers.people import name_severity
from fraudpipe.checks.evidence import (
    Evidence,
    counting_day,
    evidence,
    evidence_count,
    evidence_day,
    evidence_fen,
    evidence_sex,
    finding,
    stay_dates,
    unread,
    years_between,
)
from fraudpipe.checks.names_alike import hospitals_alike
from fraudpipe.records.finding import Finding
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet

_AGE_YEARS = 2
_FAR_AHEAD = dt.timedelta(days=180)
_STAY_TYPES = ("inpatient_invoice", "discharge_record", "diagnosis_certificate")
_INVOICES = ("inpatient_invoice", "outpatient_invoice")
_DATES = ("issue_date", "reported_date", "sampled_date", "discharge_date", "admission_date")


def check_with_claim(papers: PaperSet) -> Iterator[Finding]:
    """Contradictions between papers on one side, claim and member on the other."""
    for paper in papers.papers:
        yield from _person(paper, papers.member, papers.claim.event_on)
        yield from _dated_after(paper, papers.claim)
    yield from _hospital(papers)
    yield from _stay(papers)
    yield from _amount(papers)


def _person(paper: Paper, member: MemberFacts, event_on: dt.date) -> Iterator[Finding]:
    name = evidence(paper, "patient_name")
    if name is not None:
        severity = name_severity(name, member.name)
        if severity is not None:
            yield finding("name_differs_from_member", name, at_most=severity)
    sex = evidence_sex(paper)
    if sex is not None and sex[1] != member.sex:
        yield finding("sex_differs_from_member", sex[0])
    age = evidence_count(paper, "age")
    day = counting_day(paper, _DATES, event_on)
    if age is not None and day is not None:
        years = abs(age[1] - years_between(member.birth_on, day))
        # The traditional count runs up to two years ahead.
        if years > _AGE_YEARS:
            yield finding("age_differs_from_member", age[0], years=years)
    number = evidence(paper, "id_number")
    if number is not None and member.id_number and "*" not in number.text:
        wrong = sum(a != b for a, b in zip(number.text.upper(), member.id_number.upper(), strict=False))
        if wrong or len(number.text) != len(member.id_number):
            yield finding("id_number_differs_from_member", number, at_most="low" if wrong == 1 else "medium")


def _dated_after(paper: Paper, claim: ClaimFacts) -> Iterator[Finding]:
    """Later than the day on which the paper was handed in, which may be long after the claim."""
    sent = claim.known_on if paper.sent_on is None else max(paper.sent_on, claim.known_on)
    for ground, day in (found for found in (evidence_day(paper, name) for name in _DATES) if found is not None):
        # A year far ahead that was read in doubt is a misread digit, which the finding about the field tells.
        if day > sent and not (ground.doubtful and day > sent + _FAR_AHEAD):
            yield finding("dated_after_claim", ground, day=day, sent=sent)
            return


def _hospital(papers: PaperSet) -> Iterator[Finding]:
    """Only when no paper of the stay names the claimed hospital: papers of a second hospital are usual."""
    of_stay = [paper for paper in papers.papers if paper.reading.document_type in _STAY_TYPES]
    if any(unread(paper, "hospital_name") for paper in of_stay):
        return
    named = [found for found in (evidence(paper, "hospital_name") for paper in of_stay) if found is not None]
    if named and not any(hospitals_alike(one.text, papers.claim.hospital_name) for one in named):
        yield finding("hospital_differs_from_claim", *named)


def _stay(papers: PaperSet) -> Iterator[Finding]:
    """A type of paper that covers other stays only, never the claimed one."""
    admitted, discharged = papers.claim.admitted_on, papers.claim.discharged_on
    if admitted is None or discharged is None:
        return
    yield from _admitted(papers.papers, admitted)
    for kind in (*_STAY_TYPES, "itemised_bill", "record_front_page"):
        of_kind = [paper for paper in papers.papers if paper.reading.document_type == kind]
        if any(unread(paper, name) for paper in of_kind for name in ("admission_date", "discharge_date")):
            continue
        stays = [stay for stay in map(stay_dates, of_kind) if stay is not None]
        if stays and not any(stay.admitted == admitted and stay.discharged == discharged for stay in stays):
            gap = min(abs((stay.admitted - admitted).days) + abs((stay.discharged - discharged).days) for stay in stays)
            yield finding(
                "stay_differs_from_claim",
                *stays[0].grounds,
                at_most="low" if gap <= 1 else "medium",
                paper=stays[0],
                claim=f"{admitted}–{discharged}",
            )


def _admitted(papers: tuple[Paper, ...], admitted: dt.date) -> Iterator[Finding]:
    """Admission notes, which know no discharge, of other admissions only."""
    notes = [paper for paper in papers if paper.reading.document_type == "admission_note"]
    if any(unread(paper, "admission_date") for paper in notes):
        return
    days = [found for paper in notes if (found := evidence_day(paper, "admission_date")) is not None]
    if days and all(day != admitted for _, day in days):
        ground, day = min(days, key=lambda one: abs((one[1] - admitted).days))
        yield finding(
            "stay_differs_from_claim",
            ground,
            at_most="low" if abs((day - admitted).days) <= 1 else "medium",
            paper=day,
            claim=admitted,
        )


def _amount(papers: PaperSet) -> Iterator[Finding]:
    if papers.claim.plan_kind != "reimbursement":
        return
    # A paper of a kind that was not recognised may be the invoice that is missing.
    invoices = [p for p in papers.papers if p.reading.document_type in (*_INVOICES, "other")]
    totals = [evidence_fen(paper, "total_amount") for paper in invoices]
    grounds: list[Evidence] = [found[0] for found in totals if found is not None]
    # An invoice whose total could not be read may hold what is missing.
    if len(grounds) != len(totals) or not grounds:
        return
    # So may the invoice of the stay, where only others came; that it is missing is told by another finding.
    stayed = papers.claim.admitted_on is not None
    if stayed and all(one.paper.reading.document_type == "outpatient_invoice" for one in grounds):
        return
    summed = sum(found[1] for found in totals if found is not None)
    if papers.claim.amount_fen > summed:
        yield finding("amount_above_papers", *grounds, total=yuan_text(summed))
