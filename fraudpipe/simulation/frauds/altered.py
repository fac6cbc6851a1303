"""Altered paper: a genuine paper of a harmless or older illness made to say what the plan pays for.

Footprint: certificate (and often pathology) disagree with a companion paper that was not altered — another diagnosis,
another duration, another date. When the companion is left out, only the missing paper remains to be seen.
"""

import datetime as dt
from collections.abc import Sequence

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "altered_paper"
_COMPANION_LEFT = 0.62


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """Alters the papers of a claim; its truth is a harmless illness, a longer history or another date."""
    del earlier
    claim = honest_claim(slot, scene, dice, plan_kind="fixed_benefit" if dice.chance(0.85) else None)
    _bend(claim, dice)
    return claim


def _bend(claim: ClaimTruth, dice: Dice) -> None:
    claim.fraud_kind = KIND
    claim.lost_fen = claim.amount_fen
    what = dice.weighted(("diagnosis", "duration", "date"), (55, 20, 25))
    {"diagnosis": _diagnosis, "duration": _duration, "date": _date}[what](claim, dice)
    for paper in claim.papers:
        if paper.altered:
            paper.making = "altered"


def _diagnosis(claim: ClaimTruth, dice: Dice) -> None:
    name = claim.illness.benign[1]
    claimed: list[tuple[str, str]] = []
    for paper in claim.papers:
        for field in ("diagnosis", "pathology_diagnosis"):
            if field in paper.values:
                claimed.append((paper.token, paper.values[field]))
                # First the paper as it was printed, then the alteration on top of it.
                paper.values[field] = name
    record = claim.paper("discharge_record")
    companion = record is not None and dice.chance(_COMPANION_LEFT)
    for paper in claim.papers:
        for token, text in claimed:
            if paper.token == token and not (companion and paper is record):
                paper.alter("diagnosis" if "diagnosis" in paper.values else "pathology_diagnosis", text)
    claim.footprints.append("diagnosis_contradicted" if companion else "all_papers_altered")


def _duration(claim: ClaimTruth, dice: Dice) -> None:
    record = claim.paper("discharge_record")
    if record is None:
        return
    years = dice.whole(2, 5)
    complaint = claim.illness.complaint
    told = record.values["chief_complaint"].removeprefix(complaint)
    record.values["chief_complaint"] = f"{complaint}{years}年"
    record.values["present_illness"] = f"患者{years}年前无明显诱因出现{complaint.removeprefix('发现')}，近来加重。"
    record.alter("chief_complaint", f"{complaint}{told if '年' not in told else f'{years}月'}")
    if dice.chance(0.55):
        claim.footprints.append("duration_contradicted")
    else:
        record.alter("present_illness", record.values["present_illness"].replace(f"{years}年前", f"{years}月前"))
        claim.footprints.append("all_papers_altered")


def _date(claim: ClaimTruth, dice: Dice) -> None:
    """The stay was another one: its dates are moved on some papers only."""
    moved = dt.timedelta(days=dice.whole(20, 160))
    kept = "inpatient_invoice" if dice.chance(_COMPANION_LEFT) else ""
    for paper in claim.papers:
        for field in ("admission_date", "discharge_date", "issue_date", "sampled_date", "reported_date"):
            if field in paper.values:
                claimed = paper.values[field]
                paper.values[field] = (dt.date.fromisoformat(claimed) - moved).isoformat()
                if paper.document_type != kept:
                    paper.alter(field, claimed)
    claim.footprints.append("date_contradicted" if kept else "all_papers_altered")
