"""Slips of clerks: what is typed, dated, counted or named wrongly on one paper."""

import datetime as dt

from fraudpipe.records.capitals import words_of
from fraudpipe.records.money import fen, yuan_text
from fraudpipe.simulation.country.names import WRONG_NEIGHBOURS, person_name
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import KINDRED_WARDS
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
_RENAMED = 0.4
_NEW_WARDS = ("肿瘤综合科", "特需外科", "肿瘤二科", "综合病区", "日间手术中心", "国际医疗部", "疑难病科")
_NOWHERE = 0.3
_MOST_LATE_FEN = 60_000


def having(claim: ClaimTruth, dice: Dice, *names: str) -> Paper | None:
    """One of `own_papers`; None where there is none."""
    found = own_papers(claim, *names)
    return dice.pick(found) if found else None


def own_papers(claim: ClaimTruth, *names: str) -> list[Paper]:
    """The claim's own papers that print all of `names`, none of them altered.

    Another claim's file is left out: what slipped on it slipped there.
    """
    return [
        paper
        for paper in claim.papers
        if paper.is_of(claim.number) and all(name in paper.values and name not in paper.original for name in names)
    ]


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
    """A ward that was split, merged or renamed and that the register of doctors still calls otherwise."""
    if dice.chance(_RENAMED):
        wards = _NEW_WARDS if dice.chance(0.5) else KINDRED_WARDS[claim.illness.is_cancer]
        named = dice.pick([one for one in wards if one != claim.department])
    else:
        named = claim.department + dice.pick(("一病区", "二病区", "（东院区）"))
    for one in own_papers(claim, "department"):
        if one.values["department"] == claim.department:
            one.values["department"] = named
    claim.department = named
    return True


def no_record_number(claim: ClaimTruth, dice: Dice) -> bool:
    """The number was left out, on one paper or, where a house prints none, on all."""
    found = own_papers(claim, "record_number")
    if not found:
        return False
    for paper in found if dice.chance(_NOWHERE) else [dice.pick(found)]:
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
    late = dice.whole(1_000, _MOST_LATE_FEN)
    invoice = claim.paper("inpatient_invoice")
    if invoice is None or not invoice.is_of(claim.number) or invoice.original:
        # On the bill it shows as well.
        bill = having(claim, dice, "line_items", "admission_date", "total_amount")
        if bill is None or bill.document_type != "itemised_bill":
            return False
        bill.values["total_amount"] = yuan_text(fen(bill.values["total_amount"]) + late)
        return True
    words = invoice.values["total_amount_words"]
    invoice.values |= sums_of(invoice.values, claim.total_fen + late, claim.fund_fen)
    if dice.chance(0.3) and words == words_of(claim.total_fen):
        invoice.values["total_amount_words"] = words
    return True
