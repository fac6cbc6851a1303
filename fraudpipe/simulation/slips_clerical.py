"""Slips of clerks: what is typed, dated, counted or named wrongly on one paper."""

import datetime as dt

from fraudpipe.records.capitals import words_of
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.names import WRONG_NEIGHBOURS, person_name
from fraudpipe.simulation.paper_values.invoices import sums_of
from fraudpipe.simulation.truth import ClaimTruth, Paper

_DATES = ("issue_date", "admission_date", "discharge_date", "reported_date")
_IN_ORDER = (
    ("admission_date", "discharge_date"),
    ("admission_date", "issue_date"),
    ("sampled_date", "reported_date"),
    ("examined_date", "reported_date"),
)
_NOTICED = 0.9


def having(claim: ClaimTruth, dice: Dice, *names: str) -> Paper | None:
    """One of the claim's own papers that print all of `names`, none of them altered; None where there is none.

    A borrowed paper is another claim's file: what slipped on it slipped there.
    """
    found = [
        paper
        for paper in claim.papers
        if paper.making != "borrowed" and all(name in paper.values and name not in paper.original for name in names)
    ]
    return dice.pick(found) if found else None


def wrong_date(claim: ClaimTruth, dice: Dice) -> bool:
    """A day, a week or a month off; most clerks notice what cannot be."""
    field = dice.pick(_DATES)
    paper = having(claim, dice, field)
    if paper is None:
        return False
    days = dice.pick((-31, -30, -10, -7, -1, 1, 7, 10, 30))
    was = paper.values[field]
    paper.values[field] = (dt.date.fromisoformat(was) + dt.timedelta(days=days)).isoformat()
    if _out_of_order(paper) and dice.chance(_NOTICED):
        paper.values[field] = was
        return False
    return True


def _out_of_order(paper: Paper) -> bool:
    values = paper.values
    return any(one in values and other in values and values[other] < values[one] for one, other in _IN_ORDER)


def wrong_age(claim: ClaimTruth, dice: Dice) -> bool:
    """One digit of the age is mistyped."""
    paper = having(claim, dice, "age")
    if paper is None or not paper.values["age"].endswith("岁"):
        return False
    years = int(paper.values["age"].removesuffix("岁"))
    wrong = years + dice.pick((-10, -2, -1, 1, 2, 10))
    if wrong < 1:
        return False
    paper.values["age"] = f"{wrong}岁"
    return True


def wrong_name(claim: ClaimTruth, dice: Dice) -> bool:
    """A character that looks or sounds like the right one."""
    paper = having(claim, dice, "patient_name")
    if paper is None:
        return False
    name = paper.values["patient_name"]
    for right, wrong in WRONG_NEIGHBOURS.items():
        if right in name:
            paper.values["patient_name"] = name.replace(right, wrong)
            return True
    return False


def stand_in_doctor(claim: ClaimTruth, dice: Dice) -> bool:
    """Somebody else signs, who is not on the register of the house."""
    paper = having(claim, dice, "attending_doctor")
    if paper is None:
        return False
    paper.values["attending_doctor"] = person_name(dice)
    return True


def ward_by_other_name(claim: ClaimTruth, dice: Dice) -> bool:
    """A ward that was split or renamed and that the register of doctors still calls otherwise."""
    named = claim.department + dice.pick(("一病区", "二病区", "（东院区）"))
    for one in claim.papers:
        if one.making != "borrowed" and one.values.get("department") == claim.department:
            one.values["department"] = named
    claim.department = named
    return True


def no_record_number(claim: ClaimTruth, dice: Dice) -> bool:
    """The number was left out."""
    paper = having(claim, dice, "record_number")
    if paper is None:
        return False
    del paper.values["record_number"]
    return True


def days(claim: ClaimTruth, dice: Dice) -> bool:
    """Some wards count both the first and the last day."""
    paper = having(claim, dice, "inpatient_days")
    if paper is None:
        return False
    paper.values["inpatient_days"] += 1
    return True


def late_charge(claim: ClaimTruth, dice: Dice) -> bool:
    """A charge is booked after the items were printed: total and items differ by a little."""
    paper = claim.paper("inpatient_invoice")
    if paper is None or paper.making == "borrowed" or paper.original:
        return False
    words = paper.values["total_amount_words"]
    paper.values |= sums_of(paper.values, claim.total_fen + dice.whole(1_000, 60_000), claim.fund_fen)
    if dice.chance(0.3) and words == words_of(claim.total_fen):
        paper.values["total_amount_words"] = words
    return True
