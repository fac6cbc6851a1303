"""Offices issue papers twice, late, elsewhere, or before they were sure."""

import datetime as dt
from dataclasses import replace

from fraudpipe.records.moments import day_of
from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.country.regions import REGION_BY_CODE
from fraudpipe.simulation.deliveries import LATEST_DAYS
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import EVERYDAY, WOMEN_ONLY
from fraudpipe.simulation.paper_values.stay import record_number
from fraudpipe.simulation.papers import new_token, template_of
from fraudpipe.simulation.slips.clerical import having, own_papers, wrong_age
from fraudpipe.simulation.truth import ClaimTruth, Paper

_CENTRES = ("示例病理会诊中心", "演示大学医学院病理中心", "模拟病理诊断中心")
_OWN_TO_A_STAY = frozenset({"admission_date", "discharge_date", "inpatient_days", "diagnosis"})
SMALL_HOUSES = ("第二人民医院", "中医医院", "仁济医院", "南湖医院")
_NOTICED_BEFORE = 0.7
_SLIDES_ALONE = 0.3
_SLIDES_SAY = ("patient_name", "sex", "age", "pathology_diagnosis", "sampled_date", "tumour_stage")
_ORIGINALS = frozenset({"inpatient_invoice", "outpatient_invoice", "itemised_bill"})
_STATED_ON = {"diagnosis_certificate": "issue_date", "pathology_report": "reported_date"}


def questioned_diagnosis(claim: ClaimTruth, dice: Dice) -> bool:
    """An early paper still asks, or holds what was first thought."""
    paper = having(claim, dice, "diagnosis")
    first = claim.illness.benign[1]
    if paper is None or not first:
        return False
    was = paper.values["diagnosis"]
    paper.values["diagnosis"] = dice.pick((f"{first}？", f"{claim.illness.name}待查", first))
    return bool(paper.values["diagnosis"] != was)


def second_illness(claim: ClaimTruth, dice: Dice) -> bool:
    """The record lists what else the patient has."""
    found = own_papers(claim, "diagnosis", "admission_date")
    paper = next((one for one in found if one.document_type == "discharge_record"), found[0] if found else None)
    if paper is None:
        return False
    code, name = dice.pick(EVERYDAY)
    if code in WOMEN_ONLY and claim.member.sex == "M":
        return False
    paper.values["diagnosis"] += f"；{name}"
    return True


def corrected_record(claim: ClaimTruth, dice: Dice) -> bool:
    """A mistake is noticed and the paper issued anew; both versions are handed in."""
    paper = having(claim, dice, "hospital_name", "diagnosis" if dice.chance(0.6) else "pathology_diagnosis")
    dated = _STATED_ON.get(paper.document_type) if paper else None
    if paper is None or dated is None or paper.original:
        return False
    first = dt.date.fromisoformat(paper.values[dated])
    issued = first + dt.timedelta(days=dice.whole(3, 40))
    # Most notice before they claim, the others when the reviewer asks.
    if dice.chance(_NOTICED_BEFORE):
        issued = max(first, min(issued, day_of(claim.submitted_at)))
    again = another(claim, paper, {dated: issued.isoformat()}, dice)
    again.late_days = _not_before(claim, issued, paper.late_days)
    if "tumour_stage" in paper.values:
        del paper.values["tumour_stage"]
    elif not wrong_age(claim, dice):
        paper.values.pop("record_number", None)
    return True


def originals_elsewhere(claim: ClaimTruth, dice: Dice) -> bool:
    """The original invoice, or a bill, was surrendered to another insurer; only the rest can be handed in."""
    del dice
    kept = claim.papers[:]
    for paper in claim.papers:
        # Of whoever altered or borrowed a paper the other insurer has another one.
        if paper.document_type in _ORIGINALS and paper.is_of(claim.number) and not paper.original:
            kept = [one for one in claim.papers if one is not paper]
            if paper.document_type == "inpatient_invoice":
                break
    if len(kept) == len(claim.papers) or all(one.late_days for one in kept):
        return False
    claim.papers = kept
    # Two covers at once are lawful under a fixed benefit, and the other insurer says so when it is asked.
    claim.filed_elsewhere = True
    return True


def consultation_pathology(claim: ClaimTruth, dice: Dice) -> bool:
    """Another house looks at the same slides: a report with a number, a date and a name of its own, or that alone.

    Whatever is untrue of the tissue or was altered on the first report stands on this one as well.
    """
    paper = claim.paper("pathology_report")
    if paper is None or not paper.is_of(claim.number):
        return False
    reported = dt.date.fromisoformat(paper.values["reported_date"]) + dt.timedelta(days=dice.whole(4, 25))
    again = another(
        claim,
        paper,
        {
            "hospital_name": dice.pick(_CENTRES),
            "pathology_number": f"HZ{reported:%y}{dice.whole(1, 99_999):05d}",
            "specimen": "外院切片会诊",
            "pathology_diagnosis": f"外院切片会诊：{paper.values['pathology_diagnosis']}",
            "reported_date": reported.isoformat(),
        },
        dice,
    )
    again.original = {name: value for name, value in paper.original.items() if name in _SLIDES_SAY}
    if "pathology_diagnosis" in again.original:
        again.original["pathology_diagnosis"] = f"外院切片会诊：{paper.original['pathology_diagnosis']}"
    if not again.original and paper.making == "altered":
        again.making, again.edit = "genuine", ""
    again.values.pop("record_number", None)
    again.house = ""
    again.late_days = _not_before(claim, reported, paper.late_days)
    if not paper.original and not again.late_days and dice.chance(_SLIDES_ALONE):
        claim.papers = [one for one in claim.papers if one is not paper]  # the first house keeps its report
    return True


def outside_slides(claim: ClaimTruth, dice: Dice) -> bool:
    """The house itself looked at slides that were cut elsewhere some weeks before: an early sample, a late report."""
    paper = claim.paper("pathology_report")
    if paper is None or not paper.is_of(claim.number) or "sampled_date" in paper.original:
        return False
    sampled = dt.date.fromisoformat(paper.values["sampled_date"]) - dt.timedelta(days=dice.whole(10, 60))
    paper.values["sampled_date"] = sampled.isoformat()
    paper.values["specimen"] = "外院切片"
    return True


def two_hospitals(claim: ClaimTruth, dice: Dice) -> bool:
    """A few days in another house before the transfer, with a record of its own."""
    paper = claim.paper("discharge_record")
    if paper is None or not paper.is_of(claim.number) or not _OWN_TO_A_STAY.issuperset(paper.original):
        return False
    left = claim.admitted_on - dt.timedelta(days=dice.pick((0, 0, 1, 2)))
    came = left - dt.timedelta(days=dice.whole(1, 5))
    name = claim.illness.name
    city = REGION_BY_CODE[claim.member.region].city
    house = dice.pick([one for one in SMALL_HOUSES if f"{city}{one}" != claim.hospital.name])
    earlier = another(
        claim,
        paper,
        {
            "hospital_name": f"{city}{house}",
            "record_number": record_number(came, dice),
            "admission_date": came.isoformat(),
            "discharge_date": left.isoformat(),
            "inpatient_days": (left - came).days,
            "diagnosis": dice.pick((f"{name}？", f"{name}待查")),
            "attending_doctor": person_name(dice),
        },
        dice,
    )
    if paper.original:
        earlier.making, earlier.edit = "genuine", ""  # another stay's record, and all that was altered is its own
    earlier.values.pop("operation_name", None)
    earlier.house = f"elsewhere:{earlier.values['hospital_name']}"
    earlier.template = template_of(earlier.house, earlier.document_type, left)
    return True


def another(claim: ClaimTruth, paper: Paper, changes: dict[str, str | int], dice: Dice) -> Paper:
    """A second paper of `claim` that says what `paper` says, but for `changes`."""
    values = paper.values | {name: value for name, value in changes.items() if name in paper.values}
    again = replace(paper, token=new_token(claim, dice), values=values, original={})
    claim.papers.append(again)
    return again


def _not_before(claim: ClaimTruth, issued: dt.date, late_days: int) -> int:
    """Nothing is handed in before it was issued."""
    return min(LATEST_DAYS, max(late_days, (issued - day_of(claim.submitted_at)).days + 1, 0))
