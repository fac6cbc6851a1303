"""Illness has a history: what was looked at earlier, elsewhere, and found harmless then."""

import datetime as dt

from fraudpipe.simulation.country.regions import REGION_BY_CODE
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.laboratory import measured
from fraudpipe.simulation.plans import WAITING_DAYS
from fraudpipe.simulation.slips.clerical import own_papers
from fraudpipe.simulation.slips.hospital import UNTOUCHED
from fraudpipe.simulation.slips.records import SMALL_HOUSES, another
from fraudpipe.simulation.truth import ClaimTruth, Paper

_FIRST_PAPERS = ("imaging_report", "laboratory_report", "outpatient_invoice")
_DATED = ("examined_date", "sampled_date", "reported_date", "issue_date")
_EARLIER_DAYS = (20, 300)
_KEPT_BESIDE = 0.4


def follow_up_imaging(claim: ClaimTruth, dice: Dice) -> bool:
    """A harmless finding was followed; the picture of an earlier year is handed in, alone or beside the last one."""
    found = _own(claim, "imaging_report")
    illness = claim.illness
    if found is None or not illness.imaging_benign or found.original:
        return False
    paper = another(claim, found, {}, dice) if dice.chance(_KEPT_BESIDE) else found
    _earlier(paper, dice.whole(*_EARLIER_DAYS))
    paper.values |= {
        "imaging_number": paper.values["examined_date"][2:].replace("-", "") + dice.digits(4),
        "imaging_findings": measured(illness.imaging_benign, dice),
        "imaging_diagnosis": f"考虑{illness.benign[1]}。",
    }
    paper.values.pop("record_number", None)  # an outpatient then
    return True


def template_findings(claim: ClaimTruth, dice: Dice) -> bool:
    """The text of the imaging room as its template has it, sizes and all, for everybody with that illness."""
    del dice
    found = _own(claim, "imaging_report")
    text = claim.illness.imaging_findings
    if found is None or found.original or claim.illness.imaging_diagnosis not in found.values["imaging_diagnosis"]:
        return False
    was = found.values["imaging_findings"]
    found.values["imaging_findings"] = text
    return bool(was != text)


def earlier_biopsy(claim: ClaimTruth, dice: Dice) -> bool:
    """Tissue was taken years ago and was harmless: a second report, sampled before joining more often than not."""
    found = _own(claim, "pathology_report")
    if found is None or found.original or not claim.illness.benign[1]:
        return False
    paper = another(claim, found, {"pathology_diagnosis": claim.illness.benign[1], "specimen": "穿刺活检组织"}, dice)
    _earlier(paper, dice.whole(60, 1_000))
    paper.values["pathology_number"] = paper.values["sampled_date"][:4] + dice.digits(5)
    for name in ("tumour_stage", "record_number"):
        paper.values.pop(name, None)
    return True


def first_seen_elsewhere(claim: ClaimTruth, dice: Dice) -> bool:
    """The house at home found it and sent the patient on: its picture, its laboratory, its bill, some weeks earlier."""
    first = [one for one in claim.papers if one.document_type in _FIRST_PAPERS and one.is_of(claim.number)]
    first = [one for one in first if not one.original]
    if not first:
        return False
    name = f"{REGION_BY_CODE[claim.member.region].city}{dice.pick(SMALL_HOUSES)}"
    days = min(dice.whole(3, 60) if dice.chance(0.6) else 0, max(0, _days_since_wait(claim)))
    for paper in first:
        paper.values["hospital_name"] = name
        paper.values.pop("record_number", None)
        paper.house = f"elsewhere:{name}"
        _earlier(paper, days)
    return True


def sent_from_elsewhere(claim: ClaimTruth, dice: Dice) -> bool:
    """The history says that another house suspected it first, as most histories of large houses do."""
    papers = [one for one in own_papers(claim, "present_illness") if UNTOUCHED.match(one.values["present_illness"])]
    # Whoever suspected it inside the wait made it a case that is not covered, and no slip.
    months = min(dice.whole(1, 6), _days_since_wait(claim) // 30)
    if months < 1:
        return False
    for paper in papers:
        paper.values["present_illness"] = (
            f"患者{months}月前于外院检查提示{claim.illness.name}可能，未规律治疗，为进一步诊治收入我科。"
        )
    return bool(papers)


def _days_since_wait(claim: ClaimTruth) -> int:
    """Days between the end of the wait and what happened first, the event or the admission."""
    return (min(claim.event_on, claim.admitted_on) - claim.member.joined_on).days - WAITING_DAYS


def _own(claim: ClaimTruth, document_type: str) -> Paper | None:
    return next((one for one in claim.papers if one.document_type == document_type and one.is_of(claim.number)), None)


def _earlier(paper: Paper, days: int) -> None:
    for name in _DATED:
        if name in paper.values:
            day = dt.date.fromisoformat(paper.values[name]) - dt.timedelta(days=days)
            paper.values[name] = day.isoformat()
