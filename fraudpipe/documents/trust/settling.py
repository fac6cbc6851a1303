"""Settles the fields of a document from all votes, with the arithmetic that the paper itself offers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fraudpipe.documents.forms.fields.regions import joined_to_region, region_of_code
from fraudpipe.documents.forms.form import Value
from fraudpipe.documents.forms.rows.bill_rows import proved
from fraudpipe.documents.forms.rows.line_items import fitting_items, items_fen
from fraudpipe.documents.lines.whole_tables import with_whole_tables
from fraudpipe.documents.trust.votes import Ballot, Vote, elect, items_of
from fraudpipe.documents.values.amounts import mend_words
from fraudpipe.documents.values.dates import whole_day
from fraudpipe.documents.values.dictionary import edits
from fraudpipe.records.capitals import words_fen
from fraudpipe.records.charge_categories import CATEGORIES
from fraudpipe.records.identity_numbers import id_number_holds
from fraudpipe.records.money import fen, yuan_text
from fraudpipe.records.reading import LineItem

_CUT_DIGITS = 3
_HIDDEN_MARKS = 2
_STROKES = frozenset("一丨丿丶、|Il1-—_.·")
_LEGIBLE = 0.9
_MISREAD_DIGITS = 2
_PAID = ("insurance_fund_paid", "personal_account_paid", "personal_cash_paid")


@dataclass(frozen=True)
class Settled:
    """The chosen vote of each field, and what the checks within the paper say about it.

    Attributes:
        chosen: Field name to the vote that won.
        confirmed: Fields whose value another field of the paper proves.
        contradicted: Fields whose values cannot all be right.
    """

    chosen: dict[str, Vote]
    confirmed: set[str] = field(default_factory=set)
    contradicted: set[str] = field(default_factory=set)


def settle(ballot: Ballot) -> Settled:
    """One vote a field."""
    ballot = with_whole_tables(ballot)
    chosen = {name: vote for name, votes in ballot.items() if (vote := elect(votes)) is not None}
    settled = Settled(chosen)
    _settle_total(ballot, settled)
    _settle_payments(ballot, settled)
    _settle_stay(ballot, settled)
    _settle_region(ballot, settled)
    _settle_hospital(ballot, settled)
    number = chosen.get("id_number")
    if number is not None:
        good = id_number_holds(str(number.candidate.value))
        (settled.confirmed if good else settled.contradicted).add("id_number")
    return settled


def _settle_total(ballot: Ballot, settled: Settled) -> None:
    """The amount that two of items, words and digits state is the total."""
    digits = {fen(str(vote.candidate.value)): vote for vote in reversed(ballot.get("total_amount", ()))}
    words = {
        amount: vote
        for vote in reversed(ballot.get("total_amount_words", ()))
        if (amount := words_fen(str(vote.candidate.value))) is not None
    }
    item_votes = ballot.get("line_items", ())
    sums = {items_fen(items_of(vote)) for vote in item_votes}
    for amount in (*digits, *words):
        sums |= {amount for vote in item_votes if fitting_items(items_of(vote), amount)}
    counts = Counter([*digits, *words, *sorted(sums)])
    total, sources = max(counts.items(), key=lambda one: one[1], default=(None, 0))
    if total is None or sources < 2:
        if not _settle_cut_total(ballot.get("total_amount", ()), item_votes, settled):
            _without_proof(settled, bool(digits) and bool(words or sums))
        return
    if total in digits:
        settled.chosen["total_amount"] = digits[total]
        settled.confirmed.add("total_amount")
    elif total in words:
        _settle_against_digits(ballot.get("total_amount", ()), words[total], total, settled)
    _settle_words(ballot, settled, total, words)
    for vote in sorted(item_votes, key=lambda one: one.role != "careful"):
        fitting = fitting_items(items_of(vote), total)
        if fitting:
            settled.chosen["line_items"] = _with_value(vote, fitting, vote.candidate.trust)
            if _whole_rows(fitting, vote.candidate.score):
                settled.confirmed.add("line_items")
            return
    if item_votes:
        settled.contradicted.add("line_items")


def _settle_against_digits(totals: Sequence[Vote], words: Vote, total: int, settled: Settled) -> None:
    """The amount of the words, proved by the items, is the total unless the digits were clearly printed otherwise.

    Digits that no misreading makes of it are what the paper says. Digits that all of several readers saw, and that one
    misreading would explain as well as one stroke of a pen, are left to a person: as they stand, and in doubt.
    """
    seen = {fen(str(vote.candidate.value)) for vote in totals}
    clear = len(seen) == 1 and max(vote.candidate.score for vote in totals) >= _LEGIBLE
    misread = not clear or all(_misread(amount, total) for amount in seen)
    if clear and misread and len({vote.role for vote in totals}) > 1:
        settled.contradicted.add("total_amount")
    elif misread:
        settled.chosen["total_amount"] = _with_value(words, yuan_text(total), 0.8)
        settled.confirmed.add("total_amount")


def _misread(seen: int, total: int) -> bool:
    """Whether a slip of a reader makes one amount of the other: few digits differ, or some are cut off."""
    cut = str(seen) in str(total) or str(total) in str(seen)
    return cut or edits(str(seen), str(total)) <= _MISREAD_DIGITS


def _whole_rows(items: tuple[LineItem, ...], score: float) -> bool:
    """Whether no more than the amounts had to be proved: names are legible, and where rows have prices all have."""
    legible = score >= _LEGIBLE or all(item.name in CATEGORIES for item in items)
    return legible and (all(map(proved, items)) or all(item.unit_price is None for item in items))


def _settle_cut_total(totals: Sequence[Vote], item_votes: Sequence[Vote], settled: Settled) -> bool:
    """A total whose end is hidden, where rows that prove themselves one by one add up to what begins like it."""
    for vote in item_votes:
        items = items_of(vote)
        amount = yuan_text(items_fen(items))
        for seen in totals if all(map(proved, items)) else ():
            begins = str(seen.candidate.value).removesuffix(".00")
            if len(begins) >= _CUT_DIGITS and amount.startswith(begins):
                settled.chosen["total_amount"] = _with_value(seen, amount, 0.85)
                settled.chosen["line_items"] = vote
                return True
    return False


def _without_proof(settled: Settled, conflicting: bool) -> None:
    """No two sources agree: the digits stand in doubt, or the words stand in for them."""
    words = settled.chosen.get("total_amount_words")
    amount = words_fen(str(words.candidate.value)) if words else None
    if "total_amount" not in settled.chosen and words is not None and amount is not None:
        settled.chosen["total_amount"] = _with_value(words, yuan_text(amount), 0.6)
    if conflicting:
        settled.contradicted.update({"total_amount", "total_amount_words", "line_items"} & set(settled.chosen))


def _settle_words(ballot: Ballot, settled: Settled, total: int, words: dict[int, Vote]) -> None:
    if total in words:
        settled.chosen["total_amount_words"] = words[total]
        settled.confirmed.add("total_amount_words")
        return
    for vote in ballot.get("total_amount_words", ()):
        mended = mend_words(str(vote.candidate.value), total)
        if mended:
            settled.chosen["total_amount_words"] = _with_value(vote, mended, 0.85)
            settled.confirmed.add("total_amount_words")
            return
    if "total_amount_words" in settled.chosen:
        settled.contradicted.add("total_amount_words")


def _settle_payments(ballot: Ballot, settled: Settled) -> None:
    """Parts that add up to the total prove one another; other parts may be printed, so a difference proves nothing."""
    total = settled.chosen.get("total_amount")
    if total is None or not all(ballot.get(name) for name in _PAID):
        return
    wanted = fen(str(total.candidate.value))
    combinations: list[tuple[Vote, ...]] = [()]
    for name in _PAID:
        combinations = [(*before, vote) for before in combinations for vote in ballot[name][:3]]
    for votes in combinations:
        if sum(fen(str(vote.candidate.value)) for vote in votes) == wanted:
            settled.chosen.update(zip(_PAID, votes, strict=True))
            settled.confirmed.update(_PAID)
            return


def _settle_stay(ballot: Ballot, settled: Settled) -> None:
    """Admission, discharge and number of days; the day of arrival is counted or not."""
    pairs = [
        (first, last)
        for first in ballot.get("admission_date", ())
        for last in ballot.get("discharge_date", ())
        if str(first.candidate.value)[:7] <= str(last.candidate.value)[:7]
    ]
    if not pairs:
        settled.contradicted.update({"admission_date", "discharge_date"} if _has_stay(settled) else set())
        return
    for days in ballot.get("inpatient_days", ()):
        for first, last in pairs:
            admission, discharge = whole_day(first.candidate.value), whole_day(last.candidate.value)
            if (
                admission
                and discharge
                and (discharge - admission).days in (days.candidate.value, int(str(days.candidate.value)) - 1)
            ):
                settled.chosen.update({"admission_date": first, "discharge_date": last, "inpatient_days": days})
                settled.confirmed.update({"admission_date", "discharge_date", "inpatient_days"})
                return
    first, last = settled.chosen["admission_date"], settled.chosen["discharge_date"]
    if str(first.candidate.value)[:7] > str(last.candidate.value)[:7]:
        settled.chosen.update({"admission_date": pairs[0][0], "discharge_date": pairs[0][1]})
    admission, discharge = (
        whole_day(settled.chosen["admission_date"].candidate.value),
        whole_day(settled.chosen["discharge_date"].candidate.value),
    )
    if admission and discharge and admission > discharge:
        settled.contradicted.update({"admission_date", "discharge_date"})


def _has_stay(settled: Settled) -> bool:
    return "admission_date" in settled.chosen and "discharge_date" in settled.chosen


def _settle_region(ballot: Ballot, settled: Settled) -> None:
    """The first two digits of an invoice code are those of the province."""
    regions = {str(vote.candidate.value): vote for vote in reversed(ballot.get("region", ()))}
    for vote in ballot.get("invoice_code", ()):
        region = region_of_code(vote.candidate.value)
        if region in regions:
            settled.chosen.update({"region": regions[region], "invoice_code": vote})
            settled.confirmed.update({"region", "invoice_code"})
            return
    code = settled.chosen.get("invoice_code")
    if code is not None and "region" not in settled.chosen and (region := region_of_code(code.candidate.value)):
        settled.chosen["region"] = _with_value(code, region, 0.8)


def _settle_hospital(ballot: Ballot, settled: Settled) -> None:
    """A name whose first characters a stamp hides: another look saw them, or the name of the province ends in them."""
    name, region = settled.chosen.get("hospital_name"), settled.chosen.get("region")
    for vote in ballot.get("hospital_name", ()) if name is not None else ():
        seen, rest = (str(one.candidate.value) for one in (vote, settled.chosen["hospital_name"]))
        # Readers leave a mark out far more often than they make one up, but for the edges of stamps and frames.
        more = seen.removesuffix(rest)
        clear = vote.role == "careful" and vote.candidate.score >= _LEGIBLE and not _STROKES & set(more)
        if clear and more != seen and 0 < len(more) <= _HIDDEN_MARKS:
            name = settled.chosen["hospital_name"] = vote
    if name is None or region is None:
        return
    full = joined_to_region(str(name.candidate.value), str(region.candidate.value))
    if full != name.candidate.value:
        settled.chosen["hospital_name"] = _with_value(name, full, 0.85)


def _with_value(vote: Vote, value: Value, trust: float) -> Vote:
    candidate = replace(vote.candidate, value=value, trust=min(trust, max(vote.candidate.trust, trust)))
    return replace(vote, candidate=candidate)
