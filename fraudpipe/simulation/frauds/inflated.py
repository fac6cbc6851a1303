"""Invoice inflation: a real stay, a bigger bill. Pays only under reimbursement.

Who: a member with an editor, or a hospital that pads. What pays: the difference. Signature: sums or days that the stay
does not bear. Pages: where the cashier padded, genuine and unaltered; where the total alone was raised, the invoice is
edited on its pixels or printed anew. Footprint (TRACES): days charged beyond the stay, lines that do not add up, words
unlike digits, a bill far above what the illness costs.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.records.money import yuan_text
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.bills import sum_up
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import falsify
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.paper_values.invoices import sums_of
from fraudpipe.simulation.plans import reimbursed_fen
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "inflated_invoice"
PLAN_KIND = "reimbursement"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        # Tried in this order; who leaves none of the first three pads a little everywhere.
        "more_days_than_stay": 0.3,
        "far_above_usual_cost": 0.35,
        "lines_do_not_add_up": 0.6,
        "words_differ_from_digits": 0.5,
        "bill_differs_from_invoice": 0.6,
    }
)
_BY_DAY = ("床位费", "诊察费", "护理费")
_WITH_DAYS = ("西药费", "治疗费")
"""What a longer stay needs more of, at the same prices."""
_BY_PRICE = ("西药费", "卫生材料费", "检查费", "治疗费")


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Raises what a claim asks for: by more days, by dearer lines, on the total alone, or by a little of everything."""
    del earlier
    claim = honest_claim(slot, scene, dice, plan_kind=PLAN_KIND)
    before = claim.amount_fen
    deed = begin(claim, scene, dice, KIND, TRACES)
    # At a package price no days are charged.
    by_day = any(line.category in _BY_DAY and line.quantity >= claim.stay_days for line in claim.lines)
    if by_day and deed.leaves("more_days_than_stay"):
        _days(deed)
    elif deed.leaves("far_above_usual_cost"):
        deed.left("far_above_usual_cost")
        _dearer(deed, 1.7, 3.0)
    elif deed.leaves("lines_do_not_add_up"):
        _total(deed)
    else:
        _dearer(deed, 1.15, 1.45)
    claim.lost_fen = max(1, claim.amount_fen - before)
    return claim


def _days(deed: Deed) -> None:
    claim = deed.claim
    extra = deed.dice.whole(3, max(4, claim.stay_days))
    # Of two grades of nursing only the last one goes on.
    longer = list({line.category: line for line in claim.lines if line.category in _BY_DAY}.values())
    for line in longer:
        line.quantity += extra
        deed.left("more_days_than_stay")
    for line in claim.lines:
        if line.category in _WITH_DAYS:
            line.quantity = max(line.quantity, round(line.quantity * (1.0 + extra / claim.stay_days)))
        if line.category in (*_BY_DAY, *_WITH_DAYS):
            line.amount_fen = line.unit_price_fen * line.quantity
    sum_up(claim, deed.dice)


def _dearer(deed: Deed, least: float, most: float) -> None:
    factor = deed.dice.between(least, most)
    for line in deed.claim.lines:
        if line.category in _BY_PRICE:
            line.unit_price_fen = round(line.unit_price_fen * factor)
            line.amount_fen = line.unit_price_fen * line.quantity
    sum_up(deed.claim, deed.dice)


def _total(deed: Deed) -> None:
    """Only the printed sums are altered; the lines are left, and often the words or the itemised bill."""
    claim, dice = deed.claim, deed.dice
    total = round(claim.total_fen * dice.between(1.25, 2.2))
    invoice, bill = claim.paper("inpatient_invoice"), claim.paper("itemised_bill")
    if invoice is not None:
        claimed = sums_of(invoice.values, total, claim.fund_fen)
        if deed.leaves("words_differ_from_digits"):
            del claimed["total_amount_words"]
            deed.left("words_differ_from_digits")
        falsify(invoice, claimed, dice)
        deed.left("lines_do_not_add_up")
    if bill is not None:
        if deed.leaves("bill_differs_from_invoice"):
            deed.left("bill_differs_from_invoice")
        else:
            falsify(bill, {"total_amount": yuan_text(total)}, dice)
    claim.total_fen = total
    claim.amount_fen = reimbursed_fen(total, claim.fund_fen)
