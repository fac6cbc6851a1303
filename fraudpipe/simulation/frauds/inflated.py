"""Invoice inflation and phantom stays; they pay only under reimbursement.

Footprint: days charged that exceed the stay, lines that do not add up to the total, words that differ from digits, a
bill far above what the illness costs, a stay without nursing.
"""

from collections.abc import Sequence

from fraudpipe.records.money import yuan_text
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.papers import set_total
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "inflated_invoice"
PLAN_KIND = "reimbursement"


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Raises what a claim asks for, by more days, by dearer lines or on the total alone."""
    del earlier
    claim = honest_claim(slot, scene, dice, plan_kind=PLAN_KIND)
    _bend(claim, dice)
    return claim


def _bend(claim: ClaimTruth, dice: Dice) -> None:
    claim.fraud_kind = KIND
    before = claim.amount_fen
    how = dice.weighted(("days", "prices", "total", "phantom"), (30, 25, 25, 20))
    {"days": _days, "prices": _prices, "total": _total, "phantom": _phantom}[how](claim, dice)
    claim.amount_fen = claim.total_fen - claim.fund_fen
    claim.lost_fen = claim.amount_fen if how == "phantom" else max(1, claim.amount_fen - before)


def _days(claim: ClaimTruth, dice: Dice) -> None:
    claim.footprints.append("more_days_than_stay")
    extra = dice.whole(3, max(4, claim.stay_days))
    for line in claim.lines:
        if line.category in ("床位费", "诊察费", "护理费"):
            line.quantity += extra
            line.unit_price_fen = round(line.unit_price_fen * 2)
            line.amount_fen = line.unit_price_fen * line.quantity
    _settle(claim, dice)


def _prices(claim: ClaimTruth, dice: Dice) -> None:
    claim.footprints.append("far_above_usual_cost")
    factor = dice.between(1.7, 3.0)
    for line in claim.lines:
        if line.category in ("西药费", "卫生材料费", "检查费", "治疗费"):
            line.unit_price_fen = round(line.unit_price_fen * factor)
            line.amount_fen = line.unit_price_fen * line.quantity
    _settle(claim, dice)


def _total(claim: ClaimTruth, dice: Dice) -> None:
    """Only the printed sums are altered; the lines are left, and often the words."""
    claim.footprints.append("lines_do_not_add_up")
    total = round(claim.total_fen * dice.between(1.25, 2.2))
    invoice = claim.paper("inpatient_invoice")
    if invoice is not None:
        words = invoice.values["total_amount_words"]
        set_total(invoice, total, claim.fund_fen)
        invoice.making = "altered"
        if dice.chance(0.5):
            claim.footprints.append("words_differ_from_digits")
            invoice.values["total_amount_words"] = words
            invoice.original.pop("total_amount_words", None)
    claim.total_fen = total


def _phantom(claim: ClaimTruth, dice: Dice) -> None:
    claim.footprints.append("stay_without_nursing")
    claim.lines = [line for line in claim.lines if line.category not in ("护理费", "手术费", "治疗费")]
    for line in claim.lines:
        if line.category == "西药费":
            line.unit_price_fen = round(line.unit_price_fen * dice.between(1.5, 2.5))
            line.amount_fen = line.unit_price_fen * line.quantity
    record = claim.paper("discharge_record")
    if record is not None:
        record.values.pop("operation_name", None)
    _settle(claim, dice)


def _settle(claim: ClaimTruth, dice: Dice) -> None:
    """The invoice is printed by the hospital's own cashier, so its sums agree with the padded lines."""
    claim.total_fen = sum(line.amount_fen for line in claim.lines)
    claim.fund_fen = round(claim.total_fen * dice.between(0.35, 0.6))
    invoice = claim.paper("inpatient_invoice")
    if invoice is None:
        return
    sums: dict[str, int] = {}
    for line in claim.lines:
        sums[line.category] = sums.get(line.category, 0) + line.amount_fen
    invoice.values["line_items"] = [(category, yuan_text(amount)) for category, amount in sums.items()]
    set_total(invoice, claim.total_fen, claim.fund_fen)
    invoice.original.clear()
