"""Diagnosis inside the waiting period, its date moved behind day 90.

Who: a member who fell ill too soon, sometimes with a doctor's help. What pays: a benefit that the waiting period
excludes. Signature: the stated event falls just after the wait. Pages: papers whose dates were moved are edited or
printed anew; those that still say the true date are genuine. Footprint: pathology, imaging, laboratory, first-visit
invoice, office and record number still know the true date (TRACES).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.care import WAITING_DAYS
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import falsify, rewrite
from fraudpipe.simulation.frauds.tenure import careful_tenure
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.papers import record_number
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Visit

KIND = "early_diagnosis"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "pathology_report_before_event": 0.5,
        "imaging_report_before_event": 0.5,
        "laboratory_report_before_event": 0.4,
        "outpatient_invoice_before_event": 0.7,
        "diagnosis_certificate_before_event": 0.2,
        "visit_in_waiting": 0.35,
        "record_number_out_of_order": 0.4,
        "event_just_after_wait": 0.65,
    }
)
_DATED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pathology_report": ("sampled_date", "reported_date"),
        "imaging_report": ("examined_date", "reported_date"),
        "laboratory_report": ("sampled_date", "reported_date"),
        "outpatient_invoice": ("issue_date",),
        "diagnosis_certificate": ("issue_date", "admission_date"),
    }
)
_MOVED_DAYS = (15, 75)
_SOON_DAYS, _CAREFUL_DAYS = 28, 120


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Leaves on some papers of a claim the dates before they were moved."""
    del earlier
    plan_kind = "fixed_benefit" if dice.chance(0.85) else None
    soon = scene.leaves("event_just_after_wait", TRACES["event_just_after_wait"], slot.submitted_at, dice)
    tenure = WAITING_DAYS + dice.whole(1, _SOON_DAYS)
    if not soon:  # the careful ones let more time pass
        tenure = careful_tenure(slot, scene, WAITING_DAYS + _SOON_DAYS, _CAREFUL_DAYS, dice)
    claim = honest_claim(slot, scene, dice, plan_kind=plan_kind, tenure_days=tenure)
    deed = begin(claim, scene, dice, KIND, TRACES)
    if soon:
        deed.left("event_just_after_wait")
    _move(deed)
    return claim


def _move(deed: Deed) -> None:
    claim, dice = deed.claim, deed.dice
    tenure = (claim.event_on - claim.member.joined_on).days
    moved = dt.timedelta(days=max(dice.whole(*_MOVED_DAYS), tenure - WAITING_DAYS + dice.whole(1, 30)))
    for paper in claim.papers:
        fields = [name for name in _DATED.get(paper.document_type, ()) if name in paper.values]
        if not fields:
            continue
        true = {name: (dt.date.fromisoformat(paper.values[name]) - moved).isoformat() for name in fields}
        trace = f"{paper.document_type}_before_event"
        if deed.leaves(trace):
            paper.values |= true
            deed.left(trace)
        else:
            falsify(paper, {name: paper.values[name] for name in fields}, dice, true=true)
    if deed.leaves("visit_in_waiting"):
        day = claim.event_on - moved
        claim.visits.append(Visit(day, claim.illness.code, "outpatient", claim.hospital.hospital_id))
        deed.left("visit_in_waiting")
    if deed.leaves("record_number_out_of_order"):
        rewrite(claim, {"record_number": record_number(claim.admitted_on - moved, dice)})
        deed.left("record_number_out_of_order")
