"""Diagnosis inside the waiting period, its date moved behind day 90.

Footprint: the event falls just after the wait; pathology, first-visit invoice and record number still know the true
date.
"""

import datetime as dt
from collections.abc import Sequence

from fraudpipe.simulation.care import WAITING_DAYS
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.papers import record_number
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Visit

KIND = "early_diagnosis"
_MOVED_DAYS = (15, 75)


def _tenure_days(dice: Dice) -> int:
    """How long after joining such a claim says it fell ill: mostly just after the wait, the careful ones later."""
    if dice.chance(0.65):
        return dice.whole(WAITING_DAYS + 1, WAITING_DAYS + 28)
    return dice.whole(WAITING_DAYS + 29, WAITING_DAYS + 110)


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Leaves on some papers of a claim the dates before they were moved."""
    del earlier
    plan_kind = "fixed_benefit" if dice.chance(0.85) else None
    claim = honest_claim(slot, scene, dice, plan_kind=plan_kind, tenure_days=_tenure_days(dice))
    _bend(claim, dice)
    return claim


def _bend(claim: ClaimTruth, dice: Dice) -> None:
    claim.fraud_kind = KIND
    claim.lost_fen = claim.amount_fen
    tenure = (claim.event_on - claim.member.joined_on).days
    moved = dt.timedelta(days=max(dice.whole(*_MOVED_DAYS), tenure - WAITING_DAYS + dice.whole(1, 30)))
    for kind, fields, share in (
        ("pathology_report", ("sampled_date", "reported_date"), 0.5),
        ("outpatient_invoice", ("issue_date",), 0.7),
        ("diagnosis_certificate", ("issue_date", "admission_date"), 0.2),
    ):
        paper = claim.paper(kind)
        if paper is None:
            continue
        stays = dice.chance(share)
        for field in fields:
            claimed = paper.values[field]
            paper.values[field] = (dt.date.fromisoformat(claimed) - moved).isoformat()
            if not stays:
                paper.alter(field, claimed)
                paper.making = "altered"
        if stays:
            claim.footprints.append(f"{kind}_before_event")
    if dice.chance(0.35):
        day = claim.event_on - moved
        claim.visits.append(Visit(day, claim.illness.code, "outpatient", claim.hospital.hospital_id))
        claim.footprints.append("visit_in_waiting")
    if dice.chance(0.4):
        _old_number(claim, moved, dice)


def _old_number(claim: ClaimTruth, moved: dt.timedelta, dice: Dice) -> None:
    claim.footprints.append("record_number_out_of_order")
    number = record_number(claim.admitted_on - moved, dice)
    for paper in claim.papers:
        if "record_number" in paper.values:
            paper.values["record_number"] = number
