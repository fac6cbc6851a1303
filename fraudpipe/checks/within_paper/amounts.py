"""Do the amounts of an invoice or a bill add up?"""

import re
from collections.abc import Iterator

from fraudpipe.checks.evidence import Evidence, amount_fen, evidence, evidence_fen, finding, line_items, stay_dates
from fraudpipe.records.capitals import words_fen
from fraudpipe.records.daily_charges import DAILY_CHARGES
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import Paper
from fraudpipe.records.reading import LineItem

_INVOICES = ("inpatient_invoice", "outpatient_invoice", "itemised_bill")
_PAYMENTS = ("insurance_fund_paid", "personal_account_paid", "personal_cash_paid")
_ROUNDING_FEN = 5
_LATE_CHARGE_SHARE = 0.1
_COUNT = re.compile(r"(\d{1,6})(?:\.0+)?\s*[天日次]?")


def check_amounts(paper: Paper, *, pays_costs: bool) -> Iterator[Finding]:
    """Lines, digits, words and payments against the total, and charged days against the stay.

    Args:
        paper: Any paper.
        pays_costs: Whether the plan pays costs; under a fixed benefit an amount decides nothing.
    """
    yield from _charged_days(paper, "medium" if pays_costs else "low")
    total = evidence_fen(paper, "total_amount")
    if total is None or paper.reading.document_type not in _INVOICES:
        return
    where, stated = total
    yield from _sum(paper, where, stated, pays_costs=pays_costs)
    yield from _payments(paper, where, stated, "medium" if pays_costs else "low")
    words = evidence(paper, "total_amount_words")
    if words is not None:
        spelled = words_fen(words.text.replace(" ", "").removeprefix("人民币"))
        if spelled is not None and spelled != stated:
            yield finding("words_differ_from_digits", words, against=(where,), total=yuan_text(stated))


def _sum(paper: Paper, where: Evidence, stated: int, *, pays_costs: bool) -> Iterator[Finding]:
    items = line_items(paper)
    # A line that was lost in reading leaves the lines in doubt; that is for a second look, not for a finding.
    if items is None or items[0].doubtful:
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
        against=(items[0],),
        at_most="medium" if pays_costs and far else "low",
        items=yuan_text(summed),
        total=yuan_text(stated),
    )


def _payments(paper: Paper, where: Evidence, stated: int, at_most: Severity) -> Iterator[Finding]:
    """More paid than charged. Less says nothing: forms print other parts (relief, supplements) that are not read."""
    parts = [found for found in (evidence_fen(paper, name) for name in _PAYMENTS) if found is not None]
    paid = sum(amount for _, amount in parts)
    if len(parts) == len(_PAYMENTS) and paid > stated + _ROUNDING_FEN:
        yield finding(
            "payments_exceed_total",
            *(ground for ground, amount in parts if amount),
            against=(where,),
            at_most=at_most,
            paid=yuan_text(paid),
            total=yuan_text(stated),
        )


def _charged_days(paper: Paper, at_most: Severity) -> Iterator[Finding]:
    """More days of bed, care or ward round than the stay has; both its first and its last day may count."""
    items, stay = line_items(paper), stay_dates(paper)
    if items is None or stay is None:
        return
    days = (stay.discharged - stay.admitted).days
    too_many = sorted(count for kind in DAILY_CHARGES if (count := _quantity(items[1], kind)) > days + 1)
    if too_many:
        yield finding(
            "charged_days_exceed_stay",
            items[0],
            against=stay.grounds,
            # One such line alone may be a misread quantity; what is charged by day is charged alike.
            at_most=at_most if len(too_many) > 1 else "low",
            charged=too_many[0],
            days=days,
        )


def _quantity(items: tuple[LineItem, ...], kind: re.Pattern[str]) -> int:
    """How many days of a kind are charged; 0 where one of its lines does not say."""
    counts = [_COUNT.fullmatch(one.quantity or "") for one in items if kind.search(one.name)]
    return 0 if None in counts else sum(int(one[1]) for one in counts if one is not None)
