"""Does a paper contradict itself?"""

import itertools
from collections.abc import Iterator

from fraudpipe.checks.evidence import (
    Evidence,
    amount_fen,
    evidence,
    evidence_count,
    evidence_day,
    evidence_fen,
    finding,
    line_items,
)
from fraudpipe.checks.history_sentences import longest_duration
from fraudpipe.records.capitals import words_fen
from fraudpipe.records.finding import Finding
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import Paper, PaperSet

_INVOICES = ("inpatient_invoice", "outpatient_invoice", "itemised_bill")
_ROUNDING_FEN = 5
_LATE_CHARGE_SHARE = 0.1
_FAR_APART = 3
_WORSENING = ("加重", "复发", "再发", "术后", "化疗")
# GB 11643-1999, annex A: weights and check characters of the identity number.
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_LENGTH = 18


def check_within_papers(papers: PaperSet) -> Iterator[Finding]:
    """Contradictions inside each paper: sums, stays, dates, check digits."""
    for paper in papers.papers:
        yield from _amounts(paper, pays_costs=papers.claim.plan_kind == "reimbursement")
        yield from _stay(paper)
        yield from _days_in_order(paper)
        yield from _durations(paper)
        yield from _id_number(paper)


def _amounts(paper: Paper, *, pays_costs: bool) -> Iterator[Finding]:
    total = evidence_fen(paper, "total_amount")
    if total is None or paper.reading.document_type not in _INVOICES:
        return
    where, stated = total
    yield from _sum(paper, where, stated, pays_costs=pays_costs)
    words = evidence(paper, "total_amount_words")
    if words is not None:
        spelled = words_fen(words.text.replace(" ", "").removeprefix("人民币"))
        if spelled is not None and spelled != stated:
            yield finding("words_differ_from_digits", words, against=(where,), total=yuan_text(stated))


def _sum(paper: Paper, where: Evidence, stated: int, *, pays_costs: bool) -> Iterator[Finding]:
    items = line_items(paper)
    # A line that was lost in reading leaves the lines in doubt; that is for a second look, not for a finding.
    if items is None or items[0].status != "accepted":
        return
    amounts = [amount_fen(item.amount) for item in items[1]]
    summed = sum(amount for amount in amounts if amount is not None)
    # Categories printed above their own items are read twice; that is a layout, not a contradiction.
    fits = any(abs(summed - times * stated) <= _ROUNDING_FEN for times in (1, 2))
    if None in amounts or fits:
        return
    # Late charges move a total a little; and under a fixed benefit an invoice decides nothing.
    far = abs(summed - stated) > _LATE_CHARGE_SHARE * stated
    yield finding(
        "items_differ_from_total",
        where,
        at_most="medium" if pays_costs and far else "low",
        items=yuan_text(summed),
        total=yuan_text(stated),
    )


def _stay(paper: Paper) -> Iterator[Finding]:
    admission, discharge = evidence_day(paper, "admission_date"), evidence_day(paper, "discharge_date")
    if admission is not None and discharge is not None:
        if discharge[1] < admission[1]:
            yield finding(
                "discharge_before_admission",
                discharge[0],
                against=(admission[0],),
                discharge=discharge[1],
                admission=admission[1],
            )
        else:
            yield from _length(paper, (discharge[1] - admission[1]).days, (discharge[0], admission[0]))
    issued = evidence_day(paper, "issue_date")
    if issued is not None and admission is not None and issued[1] < admission[1]:
        yield finding(
            "issued_before_admission", issued[0], against=(admission[0],), issued=issued[1], admission=admission[1]
        )


def _length(paper: Paper, expected: int, grounds: tuple[Evidence, ...]) -> Iterator[Finding]:
    stated = evidence_count(paper, "inpatient_days")
    # The day of discharge is counted by some hospitals and not by others.
    if stated is not None and abs(stated[1] - expected) > 1:
        yield finding("days_differ_from_dates", stated[0], against=grounds, days=stated[1], expected=expected)


def _days_in_order(paper: Paper) -> Iterator[Finding]:
    sampled, reported = evidence_day(paper, "sampled_date"), evidence_day(paper, "reported_date")
    if sampled is not None and reported is not None and reported[1] < sampled[1]:
        yield finding(
            "reported_before_sampled", reported[0], against=(sampled[0],), reported=reported[1], sampled=sampled[1]
        )


def _durations(paper: Paper) -> Iterator[Finding]:
    """A complaint far shorter than the present illness, unless it says that it names the latest worsening only."""
    complaint, history = evidence(paper, "chief_complaint"), evidence(paper, "present_illness")
    if complaint is None or history is None:
        return
    short, long = longest_duration(complaint.text), longest_duration(history.text)
    if short is None or long is None or not 0 < short.years * _FAR_APART <= long.years:
        return
    yield finding(
        "durations_differ",
        complaint,
        against=(history,),
        at_most="medium" if long.years >= 1 and not any(word in complaint.text for word in _WORSENING) else "low",
        complaint_zh=short.zh,
        complaint_en=short.en,
        history_zh=long.zh,
        history_en=long.en,
    )


def _id_number(paper: Paper) -> Iterator[Finding]:
    number = evidence(paper, "id_number")
    if number is not None and len(number.text) == _ID_LENGTH and not id_number_holds(number.text.upper()):
        yield finding("id_number_check_digit", number)


def id_number_holds(number: str) -> bool:
    """Whether the last character of an 18-character identity number fits the others; true for other forms.

    >>> id_number_holds("11010519491231002X"), id_number_holds("110105194912310021")
    (True, False)
    """
    if not (number[:-1].isdigit() and number[-1] in _ID_CHECKS):
        return True
    weighed = itertools.starmap(lambda weight, digit: weight * int(digit), zip(_ID_WEIGHTS, number, strict=False))
    return _ID_CHECKS[sum(weighed) % 11] == number[-1]
