"""Fabricated paper: a stay that never was, typed up with somebody's template.

Footprint: a doctor or a ward that the hospital does not have, a hospital where the illness is rarely seen, no record
number, sums too round, dates without the usual gaps.
"""

import datetime as dt
from collections.abc import Sequence

from fraudpipe.records.money import fen, yuan_text
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.names import person_name
from fraudpipe.simulation.papers import set_total
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "fabricated_paper"


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Makes all papers of a claim somebody's invention."""
    del earlier
    claim = honest_claim(slot, scene, dice)
    _bend(claim, dice)
    return claim


def _bend(claim: ClaimTruth, dice: Dice) -> None:
    claim.fraud_kind = KIND
    claim.lost_fen = claim.amount_fen
    for paper in claim.papers:
        if paper.document_type != "identity_card":
            paper.making = "fabricated"
    if dice.chance(0.5):
        claim.footprints.append("unknown_doctor")
        claim.names_doctor = False
        _rewrite(claim, "attending_doctor", person_name(dice))
    if dice.chance(0.35):
        claim.footprints.append("unknown_department")
        claim.department = dice.pick(("肿瘤综合科", "特需外科", "疑难病科", "肿瘤二科"))
        _rewrite(claim, "department", claim.department)
    if dice.chance(0.4):
        claim.footprints.append("no_record_number")
        for paper in claim.papers:
            paper.values.pop("record_number", None)
    if dice.chance(0.45):
        claim.footprints.append("round_sums")
        _round_sums(claim)
    if dice.chance(0.4):
        claim.footprints.append("dates_without_gaps")
        _same_day(claim)


def _rewrite(claim: ClaimTruth, field: str, value: str) -> None:
    for paper in claim.papers:
        if field in paper.values:
            paper.values[field] = value


def _round_sums(claim: ClaimTruth) -> None:
    for line in claim.lines:
        line.unit_price_fen = max(10_000, round(line.unit_price_fen * line.quantity / 10_000) * 10_000)
        line.quantity = 1
        line.amount_fen = line.unit_price_fen
    total = sum(line.amount_fen for line in claim.lines)
    fund = round(total * 0.5)
    if claim.plan_kind == "reimbursement":
        claim.amount_fen = claim.lost_fen = total - fund
    claim.total_fen, claim.fund_fen = total, fund
    invoice = claim.paper("inpatient_invoice")
    if invoice is not None:
        sums: dict[str, int] = {}
        for line in claim.lines:
            sums[line.category] = sums.get(line.category, 0) + line.amount_fen
        invoice.values["line_items"] = [(category, yuan_text(amount)) for category, amount in sums.items()]
        set_total(invoice, total, fund)
        invoice.values["prepaid"] = yuan_text(fen("1000") * ((total - fund) // fen("1000") + 1))
        invoice.original.clear()  # nothing was altered: it was typed so


def _same_day(claim: ClaimTruth) -> None:
    day = claim.discharged_on.isoformat()
    sampled = (claim.discharged_on - dt.timedelta(days=1)).isoformat()
    for paper in claim.papers:
        for field, value in (("issue_date", day), ("sampled_date", sampled), ("reported_date", day)):
            if field in paper.values:
                paper.values[field] = value
