"""Hospitals have histories: doctors leave, wards have templates, numbers live longer than stays, bodies are guessed."""

import datetime as dt
import re

from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.stay import record_number
from fraudpipe.simulation.paper_values.wording import ward_text, when_of
from fraudpipe.simulation.slips.clerical import having, own_papers
from fraudpipe.simulation.truth import ClaimTruth, Paper

_OTHER_NUMBERS = ("laboratory_number", "imaging_number", "pathology_number")
_RUN = 4
UNTOUCHED = re.compile(r"患者.{1,5}前无明显诱因")
_STAGES = ("0期（原位癌）", "IA期", "IB期", "IIA期", "IIB期", "IIIA期", "IIIB期")
_GROUPS = ("A型", "B型", "O型", "AB型")
_SMALL = ("病灶局部切除术", "病灶活检术", "诊断性穿刺术")
_FROM_EARLIER_STAY = (60, 1_500)


def doctor_left(claim: ClaimTruth, dice: Dice) -> bool:
    """Who treated the patient has left, or never stood on the list: a name that the register does not hold."""
    papers = [
        one for one in own_papers(claim, "attending_doctor") if one.values["attending_doctor"] == claim.doctor.name
    ]
    if not papers:
        return False
    name = person_name(dice)
    for paper in papers:
        paper.values["attending_doctor"] = name
    claim.names_doctor = False
    return True


def number_of_earlier_stay(claim: ClaimTruth, dice: Dice) -> bool:
    """Many houses give a patient one number for good: that of the first stay, years ago, on every paper."""
    number = record_number(claim.admitted_on - dt.timedelta(days=dice.whole(*_FROM_EARLIER_STAY)), dice)
    papers = [one for one in own_papers(claim, "record_number") if one.house == claim.hospital.hospital_id]
    for paper in papers:
        paper.values["record_number"] = number
    return bool(papers)


def one_number(claim: ClaimTruth, dice: Dice) -> bool:
    """The bar code of a patient ends the numbers of all offices of the house alike."""
    run = dice.digits(_RUN)
    changed = False
    for name in ("record_number", *_OTHER_NUMBERS):
        for paper in own_papers(claim, name):
            paper.values[name] = paper.values[name][:-_RUN] + run
            changed = True
    return changed


def ward_template(claim: ClaimTruth, dice: Dice) -> bool:
    """The ward fills in one template for everybody: histories of strangers in the same words."""
    del dice
    papers = [one for one in own_papers(claim, "present_illness") if UNTOUCHED.match(one.values["present_illness"])]
    text = ward_text(f"{claim.hospital.hospital_id}:{claim.doctor.department}")
    for paper in papers:
        paper.values["present_illness"] = text.format(when=when_of(paper.values["present_illness"]))
    return bool(papers)


def clinical_stage(claim: ClaimTruth, dice: Dice) -> bool:
    """One paper still gives the stage as the clinician saw it; the microscope said the next one."""
    name = dice.pick(("diagnosis", "tumour_stage"))
    paper = having(claim, dice, name)
    was = str(paper.values[name]) if paper is not None else ""
    # The longest first: IIA期 ends as IA期 does.
    stage = next((one for one in sorted(_STAGES, key=len, reverse=True) if was.endswith(one)), "")
    if paper is None or not stage:
        return False
    place = _STAGES.index(stage)
    other = _STAGES[max(0, place - 1) if dice.chance(0.6) else min(len(_STAGES) - 1, place + 1)]
    paper.values[name] = was.removesuffix(stage) + other
    return other != stage


def small_operation(claim: ClaimTruth, dice: Dice) -> bool:
    """Only a small operation at first: to take tissue, or because more was not needed yet."""
    name = dice.pick(_SMALL)
    papers = [one for one in own_papers(claim, "operation_name") if one.values["operation_name"] != name]
    for paper in papers:
        paper.values["operation_name"] = name
    return bool(papers)


def body_by_hearsay(claim: ClaimTruth, dice: Dice) -> bool:
    """Height was asked and not measured, or a blood group copied from memory: another body on one paper."""
    height, group = having(claim, dice, "height_cm"), having(claim, dice, "blood_group")
    if group is not None and group.values["blood_group"] in _GROUPS and (height is None or dice.chance(0.5)):
        group.values["blood_group"] = dice.pick([one for one in _GROUPS if one != group.values["blood_group"]])
        return True
    if height is None:
        return False
    height.values["height_cm"] += dice.pick((-8, -6, -5, 5, 6, 7))
    return True


def harmless_check_up(claim: ClaimTruth, dice: Dice) -> bool:
    """A health check before joining saw what many have: harmless then, and next to the illness now."""
    found: Paper | None = having(claim, dice, "health_check_findings")
    harmless = claim.illness.benign[1]
    if found is None or not harmless or "examined_date" in found.original:
        return False
    examined = claim.member.joined_on - dt.timedelta(days=dice.whole(20, 500))
    found.values |= {
        "examined_date": examined.isoformat(),
        "reported_date": (examined + dt.timedelta(days=dice.whole(1, 7))).isoformat(),
        "health_check_findings": f"{harmless}，建议{dice.pick(('定期复查', '随访', '专科进一步检查'))}。",
    }
    return True
