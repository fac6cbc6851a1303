"""Innocent explanations: what honest claims and honest offices do that looks like fraud.

Applied to every claim alike, so a slip says nothing about honesty by itself.
"""

import datetime as dt

from fraudpipe.records.capitals import words_of
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.names import WRONG_NEIGHBOURS, person_name
from fraudpipe.simulation.papers import set_total
from fraudpipe.simulation.truth import ClaimTruth, Paper


def make_slips(claim: ClaimTruth, share: float, dice: Dice) -> None:
    """Lets each kind of slip happen to `claim` with probability `share`."""
    for name, slip in _SLIPS:
        if dice.chance(share):
            paper = dice.pick(claim.papers)
            if slip(claim, paper, dice):
                claim.slips.append(name)


def _wrong_date(_claim: ClaimTruth, paper: Paper, dice: Dice) -> bool:
    fields = [
        name for name in ("issue_date", "admission_date", "discharge_date", "reported_date") if name in paper.values
    ]
    if not fields:
        return False
    field = dice.pick(fields)
    days = dice.pick((-31, -30, -10, -7, -1, 1, 7, 10, 30))
    paper.values[field] = (dt.date.fromisoformat(paper.values[field]) + dt.timedelta(days=days)).isoformat()
    return True


def _wrong_age(_claim: ClaimTruth, paper: Paper, dice: Dice) -> bool:
    if "age" not in paper.values:
        return False
    years = int(paper.values["age"].removesuffix("岁"))
    paper.values["age"] = f"{max(0, years + dice.pick((-10, -2, -1, 1, 2, 10)))}岁"
    return True


def _wrong_name(claim: ClaimTruth, paper: Paper, _dice: Dice) -> bool:
    name = claim.member.name
    for right, wrong in WRONG_NEIGHBOURS.items():
        if right in name and "patient_name" in paper.values:
            paper.values["patient_name"] = name.replace(right, wrong)
            return True
    return False


def _relatives_paper(_claim: ClaimTruth, paper: Paper, dice: Dice) -> bool:
    """Whoever uploads for a household mixes up two papers."""
    if "patient_name" not in paper.values or not dice.chance(0.3):
        return False
    paper.values["patient_name"] = person_name(dice)
    return True


def _questioned_diagnosis(claim: ClaimTruth, paper: Paper, dice: Dice) -> bool:
    """An early paper still asks, or holds what was first thought."""
    if "diagnosis" not in paper.values:
        return False
    paper.values["diagnosis"] = dice.pick(
        (f"{claim.illness.benign[1]}？", f"{claim.illness.name}待查", claim.illness.benign[1])
    )
    return True


def _stand_in_doctor(_claim: ClaimTruth, paper: Paper, dice: Dice) -> bool:
    if "attending_doctor" not in paper.values:
        return False
    paper.values["attending_doctor"] = person_name(dice)
    return True


def _ward_by_other_name(claim: ClaimTruth, _paper: Paper, dice: Dice) -> bool:
    """A ward that was split or renamed and that the register of doctors still calls otherwise."""
    named = claim.department + dice.pick(("一病区", "二病区", "（东院区）"))
    for one in claim.papers:
        if one.values.get("department") == claim.department:
            one.values["department"] = named
    claim.department = named
    return True


def _no_number(_claim: ClaimTruth, paper: Paper, _dice: Dice) -> bool:
    return paper.values.pop("record_number", None) is not None


def _days_by_other_count(_claim: ClaimTruth, paper: Paper, _dice: Dice) -> bool:
    """Some wards count both the first and the last day."""
    if "inpatient_days" not in paper.values:
        return False
    paper.values["inpatient_days"] += 1
    return True


def _doctors_rounding(claim: ClaimTruth, _paper: Paper, dice: Dice) -> bool:
    """「1年」 written for some months: a chief complaint alone proves nothing."""
    record = claim.paper("discharge_record")
    if record is None:
        return False
    record.values["chief_complaint"] = f"{claim.illness.complaint}{dice.pick(('1年', '2年', '1年余'))}"
    return True


def _family_history(claim: ClaimTruth, _paper: Paper, dice: Dice) -> bool:
    record = claim.paper("discharge_record")
    if record is None:
        return False
    record.values["past_history"] = f"{claim.illness.benign[1]}病史{dice.whole(1, 4)}年。"
    return True


def _late_charge(claim: ClaimTruth, paper: Paper, dice: Dice) -> bool:
    """A charge is booked after the items were printed: total and items differ by a little."""
    if paper.document_type != "inpatient_invoice":
        return False
    total = claim.total_fen + dice.whole(1_000, 60_000)
    altered = dict(paper.original)
    set_total(paper, total, claim.fund_fen)
    paper.original = altered
    if dice.chance(0.3):
        paper.values["total_amount_words"] = words_of(claim.total_fen)
    return True


_SLIPS = (
    ("wrong_date", _wrong_date),
    ("wrong_age", _wrong_age),
    ("wrong_name", _wrong_name),
    ("relatives_paper", _relatives_paper),
    ("questioned_diagnosis", _questioned_diagnosis),
    ("stand_in_doctor", _stand_in_doctor),
    ("ward_by_other_name", _ward_by_other_name),
    ("no_record_number", _no_number),
    ("days_by_other_count", _days_by_other_count),
    ("doctors_rounding", _doctors_rounding),
    ("family_history_as_own", _family_history),
    ("late_charge", _late_charge),
)
