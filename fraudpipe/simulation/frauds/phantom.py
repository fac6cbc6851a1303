"""A stay without a patient (挂床): charged, signed, and slept in by nobody. Pays only under reimbursement.

Who: a small hospital and the member whose card it borrows. What pays: the refund of a bill for nothing. Signature:
beds and drugs without nursing or treatment. Pages: the hospital's own, genuine and unaltered; what they say is untrue.
Footprint (TRACES): no nursing and no operation among the lines, a drug charged twice, an outpatient visit somewhere
else in the middle of the stay.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.bills import sum_up
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.inflated import PLAN_KIND
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.office import everyday_code
from fraudpipe.simulation.papers import send_something
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Visit

KIND = "phantom_stay"
TRACES: Mapping[str, float] = MappingProxyType(
    {"stay_without_nursing": 0.75, "same_line_twice": 0.5, "visit_during_stay": 0.4}
)
CARE = ("护理费", "手术费", "治疗费")
_MOST_REPEATED = 3


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Makes the stay of a claim one that nobody lay in for."""
    del earlier
    claim = honest_claim(slot, scene, dice, plan_kind=PLAN_KIND)
    deed = begin(claim, scene, dice, KIND, TRACES)
    bare = [line for line in claim.lines if line.category not in CARE]
    if bare and len(bare) < len(claim.lines) and deed.leaves("stay_without_nursing"):
        claim.lines = bare
        for paper in claim.papers:
            paper.values.pop("operation_name", None)
        claim.papers = [one for one in claim.papers if one.document_type != "operation_record"] or claim.papers
        send_something(claim)
        deed.left("stay_without_nursing")
    drugs = [line for line in claim.lines if line.category == "西药费"]
    for line in drugs:
        line.unit_price_fen = round(line.unit_price_fen * dice.between(1.3, 2.2))
        line.amount_fen = line.unit_price_fen * line.quantity
    if drugs and deed.leaves("same_line_twice"):
        claim.lines += [replace(line) for line in drugs[:_MOST_REPEATED]]
        deed.left("same_line_twice")
    sum_up(claim, dice)
    claim.lost_fen = claim.amount_fen
    visit_during_stay(deed)
    return claim


def visit_during_stay(deed: Deed) -> None:
    """Perhaps the member was seen elsewhere while somebody, or nobody, lay in the bed."""
    claim, dice = deed.claim, deed.dice
    if claim.stay_days < 3 or not deed.leaves("visit_during_stay"):
        return
    day = claim.admitted_on + dt.timedelta(days=dice.whole(1, claim.stay_days - 1))
    near = [one for one in deed.scene.country.by_region[claim.member.region] if one is not claim.hospital]
    code = everyday_code(claim.member, day, dice)
    if near and code:
        claim.visits.append(Visit(day, code, "outpatient", dice.pick(near).hospital_id))
        deed.left("visit_during_stay")
