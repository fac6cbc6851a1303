"""Do the papers say what the claim and the member's registration say?"""

import datetime as dt
from collections.abc import Iterator

from fraudpipe.checks.between_papers import name_severity, stay_of
from fraudpipe.checks.evidence import (
    Evidence,
    counting_day,
    evidence,
    evidence_count,
    evidence_day,
    evidence_fen,
    evidence_sex,
    finding,
    unread,
)
from fraudpipe.checks.illness_words import categories_in, category_of
from fraudpipe.checks.names_alike import hospitals_alike
from fraudpipe.records.finding import Finding
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet

_AGE_YEARS = 2
_STAY_TYPES = ("inpatient_invoice", "discharge_record", "diagnosis_certificate")
_INVOICES = ("inpatient_invoice", "outpatient_invoice")
_UNCERTAIN = ("?", "待查", "待排", "疑似", "考虑", "可能")
_DATES = ("issue_date", "reported_date", "sampled_date", "discharge_date", "admission_date")


def check_with_claim(papers: PaperSet) -> Iterator[Finding]:
    """Contradictions between papers on one side, claim and member on the other."""
    for paper in papers.papers:
        yield from _person(paper, papers.member, papers.claim.event_on)
        yield from _diagnosis(paper, papers.claim)
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
        years = abs(age[1] - _years_between(member.birth_on, day))
        # The traditional count runs up to two years ahead.
        if years > _AGE_YEARS:
            yield finding("age_differs_from_member", age[0], years=years)
    number = evidence(paper, "id_number")
    if number is not None and member.id_number and "*" not in number.text:
        wrong = sum(a != b for a, b in zip(number.text.upper(), member.id_number.upper(), strict=False))
        if wrong or len(number.text) != len(member.id_number):
            yield finding("id_number_differs_from_member", number, at_most="low" if wrong == 1 else "medium")


def _years_between(birth: dt.date, day: dt.date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _diagnosis(paper: Paper, claim: ClaimFacts) -> Iterator[Finding]:
    """Words that the table does not know accuse nobody."""
    wanted = category_of(claim.illness_code)
    for name in ("diagnosis", "pathology_diagnosis"):
        stated = evidence(paper, name)
        if stated is None:
            continue
        uncertain = any(mark in stated.text for mark in _UNCERTAIN)
        if uncertain:
            yield finding("diagnosis_uncertain", stated)
        named = categories_in(stated.text)
        if named and wanted not in named:
            # A doctor who asks has not yet said anything else.
            yield finding(
                "diagnosis_differs_from_claim",
                stated,
                at_most="low" if uncertain else "medium",
                illness=claim.illness_code,
            )


def _dated_after(paper: Paper, claim: ClaimFacts) -> Iterator[Finding]:
    days = [found for found in (evidence_day(paper, name) for name in _DATES) if found is not None]
    late = [found for found in days if found[1] > claim.known_on]
    if late:
        yield finding("dated_after_claim", late[0][0], day=late[0][1], sent=claim.known_on)


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
    for kind in _STAY_TYPES:
        of_kind = [paper for paper in papers.papers if paper.reading.document_type == kind]
        if any(unread(paper, name) for paper in of_kind for name in ("admission_date", "discharge_date")):
            continue
        stays = [stay for stay in map(stay_of, of_kind) if stay is not None]
        if stays and not any(stay.admitted == admitted and stay.discharged == discharged for stay in stays):
            gap = min(abs((stay.admitted - admitted).days) + abs((stay.discharged - discharged).days) for stay in stays)
            yield finding(
                "stay_differs_from_claim",
                *stays[0].grounds,
                at_most="low" if gap <= 1 else "medium",
                paper=stays[0],
                claim=f"{admitted}–{discharged}",
            )


def _amount(papers: PaperSet) -> Iterator[Finding]:
    if papers.claim.plan_kind != "reimbursement":
        return
    invoices = [p for p in papers.papers if p.reading.document_type in _INVOICES]
    totals = [evidence_fen(paper, "total_amount") for paper in invoices]
    grounds: list[Evidence] = [found[0] for found in totals if found is not None]
    # An invoice whose total could not be read may hold what is missing.
    if len(grounds) != len(totals) or not grounds:
        return
    summed = sum(found[1] for found in totals if found is not None)
    if papers.claim.amount_fen > summed:
        yield finding("amount_above_papers", *grounds, total=yuan_text(summed))
