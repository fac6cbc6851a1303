"""An invoice refunded after use: paid in cash, claimed, and then red-flushed (红冲) at the hospital's counter.

Who: a member who pays for oneself, so that the hospital can take the money back and settle through the insurance
office. What pays: the same bill twice. Only under reimbursement. Signature: an invoice that no fund has paid into.
Pages: all genuine and unaltered; the invoice was valid on the day it was photographed. Footprint (TRACES): the tax
office's register says "refunded" from `claim.refunded_at` on; on the invoice the fund has paid nothing; it is handed in
within days of the discharge.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import begin
from fraudpipe.simulation.frauds.inflated import PLAN_KIND
from fraudpipe.simulation.honest import made_claim
from fraudpipe.simulation.papers import add_paper, write_papers
from fraudpipe.simulation.plans import reimbursed_fen
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "refunded_invoice"
TRACES: Mapping[str, float] = MappingProxyType({"fund_paid_nothing": 0.5})
_REFUND_DAYS = (9.0, 40.0)
"""Median and 90th percentile from claim to refund [A]: before the register is usually asked, and after."""


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim on a bill whose money comes back."""
    del earlier
    claim = made_claim(slot, scene, dice, plan_kind=PLAN_KIND)
    unfunded = scene.leaves("fund_paid_nothing", TRACES["fund_paid_nothing"], slot.submitted_at, dice)
    if unfunded:
        claim.fund_fen = 0
        claim.amount_fen = reimbursed_fen(claim.total_fen, 0)
    stay = write_papers(claim, dice)
    if claim.paper("inpatient_invoice") is None:
        add_paper(claim, "inpatient_invoice", stay, dice)
    deed = begin(claim, scene, dice, KIND, TRACES)
    if unfunded:
        deed.left("fund_paid_nothing")
    claim.refunded_at = slot.submitted_at + max(3_600, round(dice.lognormal(*_REFUND_DAYS) * DAY_SECONDS))
    return claim
