"""What do the answers from outside say against the papers?

Only an answer accuses. What nobody asked, and what an office could not say, is no finding and no all-clear.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from fraudpipe.checks.evidence import Evidence, evidence, evidence_day, evidence_fen, finding
from fraudpipe.checks.names_alike import names_agree
from fraudpipe.checks.outside.questions import NUMBER_FIELDS, placed
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.verification import Answer

_FIELD_OF = dict(NUMBER_FIELDS)
_DATED_BY: Mapping[str, str] = {
    "stay": "admission_date",
    "pathology": "sampled_date",
    "imaging": "examined_date",
    "laboratory": "sampled_date",
}
# Samples are entered when they reach the laboratory, stays when the bed is free.
_LATE_ENTRY_DAYS = 3


def check_answers(papers: PaperSet) -> Iterator[Finding]:
    """What was answered about the claim and its papers, each answer as of the moment of the check."""
    by_place = {(paper.document_id, place): paper for place, paper in placed(papers)}
    silence = _silence_allows(papers.answers, by_place)
    for answer in papers.answers:
        if answer.state != "checked":
            continue
        if answer.kind == "filed_elsewhere":
            if answer.says == "filed":
                yield finding("filed_elsewhere", at_most=_filed_severity(papers))
            continue
        paper = by_place.get((answer.document_id or "", answer.place))
        if paper is not None:
            if answer.kind == "invoice":
                yield from _of_invoice(answer, paper, silence)
            else:
                yield from _of_number(answer, paper, papers.member.name, silence)


def _filed_severity(papers: PaperSet) -> Severity:
    """Two fixed benefits for one illness are lawful; costs are paid back once."""
    return "medium" if papers.claim.plan_kind == "reimbursement" else "low"


def _silence_allows(answers: tuple[Answer, ...], by_place: Mapping[tuple[str, int], Paper]) -> Severity:
    """One unknown number among known ones is a misreading or another campus; several, or nothing known, say more."""
    missing = {_number(one, by_place) for one in answers if one.says == "not_held"}
    return "medium" if len(missing) > 1 or not any(one.says == "held" for one in answers) else "low"


def _number(answer: Answer, by_place: Mapping[tuple[str, int], Paper]) -> tuple[str, str | None]:
    """What was asked for: one number may stand on several papers."""
    paper = by_place.get((answer.document_id or "", answer.place))
    found = None if paper is None else evidence(paper, _FIELD_OF.get(answer.kind, "invoice_number"))
    return answer.kind, None if found is None else found.text


def _of_invoice(answer: Answer, paper: Paper, silence: Severity) -> Iterator[Finding]:
    number = evidence(paper, "invoice_number")
    if number is None:
        return
    if answer.says == "not_held":
        yield finding("invoice_not_registered", number, at_most=silence)
        return
    if answer.says == "refunded":
        yield finding("invoice_refunded", number)
    elif answer.says == "replaced":
        yield finding("invoice_replaced", number)
    total = evidence_fen(paper, "total_amount")
    if total is not None and answer.total_fen is not None and total[1] != answer.total_fen:
        yield finding(
            "invoice_total_differs_from_register",
            total[0],
            against=(number,),
            total=yuan_text(total[1]),
            registered=yuan_text(answer.total_fen),
        )
    yield from _dated(answer, evidence_day(paper, "issue_date"), number, 0)


def _of_number(answer: Answer, paper: Paper, member_name: str, silence: Severity) -> Iterator[Finding]:
    number = evidence(paper, _FIELD_OF[answer.kind])
    if number is None:
        return
    if answer.says == "not_held":
        yield finding("number_not_at_hospital", number, at_most=silence)
        return
    name = evidence(paper, "patient_name")
    if answer.same_name is False and name is not None:
        # A paper in another's name does not pretend to be the member's.
        pretends = names_agree(name.text, member_name)
        yield finding("number_of_another_patient", name, against=(number,), at_most="high" if pretends else "low")
    yield from _dated(answer, evidence_day(paper, _DATED_BY[answer.kind]), number, _LATE_ENTRY_DAYS)


def _dated(
    answer: Answer, printed: tuple[Evidence, dt.date] | None, number: Evidence, tolerated_days: int
) -> Iterator[Finding]:
    if printed is None or answer.dated_on is None or abs((printed[1] - answer.dated_on).days) <= tolerated_days:
        return
    yield finding(
        "date_differs_from_register", printed[0], against=(number,), printed=printed[1], registered=answer.dated_on
    )
