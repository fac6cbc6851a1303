"""A bill that somebody bent, summed up anew by the hospital's own cashier, so that its papers agree."""

from fraudpipe.records.money import yuan_text
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.invoices import print_charges
from fraudpipe.simulation.plans import FRANCHISE_FEN, reimbursed_fen
from fraudpipe.simulation.truth import ClaimTruth

_FEN = 100
_MOST_ABOVE_YUAN = 900


def sum_up(claim: ClaimTruth, dice: Dice) -> None:
    """Sums a claim up from its lines; the fund bears the share of the bill that it bore before."""
    share = claim.fund_fen / claim.total_fen
    claim.total_fen = sum(line.amount_fen for line in claim.lines)
    # Nobody pads a bill that stays below the franchise; honest ones lie as far above it (see care.py).
    most = claim.total_fen - FRANCHISE_FEN - _FEN * dice.whole(1, _MOST_ABOVE_YUAN)
    claim.fund_fen = max(0, min(round(claim.total_fen * share), most))
    if claim.plan_kind == "reimbursement":
        claim.amount_fen = reimbursed_fen(claim.total_fen, claim.fund_fen)
    for paper in claim.papers:
        if paper.document_type in ("inpatient_invoice", "itemised_bill"):
            print_charges(paper, claim)
        elif paper.document_type == "record_front_page":
            paper.values["total_amount"] = yuan_text(claim.total_fen)
