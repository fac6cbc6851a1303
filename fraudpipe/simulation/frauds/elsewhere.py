"""An earlier diagnosis elsewhere, paid for oneself, and then a "first" one at another hospital.

Who: a member who learned of the illness before joining or inside the wait, and kept it from the insurance office by
paying cash. What pays: a benefit that the earlier diagnosis excludes. In effect a non-disclosure, but planned, so it
counts as fraud. Pages: all genuine and unaltered. Footprint (TRACES): pathology that is a consultation on slides from
elsewhere (外院切片会诊), sampled long before; imaging of another hospital; a history that mentions it; no visit in
between, where others have some.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.care import WAITING_DAYS
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.tenure import careful_tenure
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.illnesses import ILLNESSES, Illness
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "earlier_elsewhere"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "consultation_pathology": 0.6,
        "sampled_before_joining": 0.45,
        "several_hospitals": 0.55,
        "mentions_elsewhere": 0.45,
        "event_just_after_wait": 0.5,
    }
)
_SOON_DAYS, _CAREFUL_DAYS = 40, 250
_FIRST_PAPERS = ("imaging_report", "laboratory_report", "outpatient_invoice")


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim on a first diagnosis that was the second."""
    del earlier
    soon = scene.leaves("event_just_after_wait", TRACES["event_just_after_wait"], slot.submitted_at, dice)
    tenure = WAITING_DAYS + dice.whole(1, _SOON_DAYS)
    if not soon:
        tenure = careful_tenure(slot, scene, WAITING_DAYS + _SOON_DAYS, _CAREFUL_DAYS, dice)
    claim = honest_claim(
        slot, scene, dice, plan_kind="fixed_benefit", illness=_illness(dice), tenure_days=tenure
    )  # fmt: skip
    deed = begin(claim, scene, dice, KIND, TRACES)
    if soon:
        deed.left("event_just_after_wait")
    known_on = claim.member.joined_on - dt.timedelta(days=dice.whole(5, 60))
    _consult(deed, known_on)
    _first_hospital(deed, known_on)
    told = [one for one in claim.papers if "present_illness" in one.values]
    if told and deed.leaves("mentions_elsewhere"):
        months = max(1, (claim.admitted_on - known_on).days // 30)
        for paper in told:
            paper.values["present_illness"] = (
                f"患者{months}月前于外院检查提示{claim.illness.name}可能，未规律治疗，为进一步诊治收入我科。"
            )
        deed.left("mentions_elsewhere")
    return claim


def _illness(dice: Dice) -> Illness:
    """One that tissue decides, and that waits for its patient."""
    slow = [one for one in ILLNESSES if one.is_cancer and one.tissue]
    return dice.weighted(slow, [one.women + one.men for one in slow])


def _consult(deed: Deed, known_on: dt.date) -> None:
    report = deed.claim.paper("pathology_report")
    if report is None:
        return
    if deed.leaves("consultation_pathology"):
        report.values["specimen"] = "外院切片会诊"
        report.values["pathology_diagnosis"] = f"外院切片会诊：{report.values['pathology_diagnosis']}"
        deed.left("consultation_pathology")
    if deed.leaves("sampled_before_joining"):
        report.values["sampled_date"] = known_on.isoformat()
        deed.left("sampled_before_joining")


def _first_hospital(deed: Deed, known_on: dt.date) -> None:
    """Some of the first papers are handed in as well, since nothing else shows the finding so well."""
    claim, dice = deed.claim, deed.dice
    first = [one for one in claim.papers if one.document_type in _FIRST_PAPERS]
    if not first or not deed.leaves("several_hospitals"):
        return
    near = [one for one in deed.scene.country.by_region[claim.member.region] if one is not claim.hospital]
    hospital = dice.pick(near or deed.scene.country.hospitals)
    dated = dice.chance(0.5)
    for paper in first:
        paper.house = hospital.hospital_id
        paper.values["hospital_name"] = hospital.name
        paper.values.pop("record_number", None)
        if dated:
            # The careful ones bring only what was repeated later.
            early = {
                name: known_on.isoformat() for name in ("examined_date", "sampled_date", "reported_date", "issue_date")
            }
            paper.values |= {name: day for name, day in early.items() if name in paper.values}
    deed.left("several_hospitals")
