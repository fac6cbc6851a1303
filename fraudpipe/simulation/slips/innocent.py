"""People explain themselves badly: names, birthdays, cards that were lent, histories told and written down loosely."""

import datetime as dt
import re

from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import EVERYDAY, WOMEN_ONLY
from fraudpipe.simulation.paper_values.stay import SEXES
from fraudpipe.simulation.slips.clerical import having
from fraudpipe.simulation.truth import ClaimTruth, Paper, Visit

_HISTORIES = ("discharge_record", "admission_note")
_SINCE = re.compile(r"患者.{1,5}?前")
_ROUNDED = ("1年", "2年", "1年余")
_REMEMBERED = ("1周", "1月", "3月", "半年", "1年")
# The characters of GB 18030 that every system prints; rarer ones lie outside.
_COMMON = range(0x4E00, 0x9FA6)


def relatives_paper(claim: ClaimTruth, dice: Dice) -> bool:
    """Whoever uploads for a household mixes up two papers: the name and often sex and age are a relative's."""
    paper = having(claim, dice, "patient_name")
    if paper is None or paper.document_type in ("identity_card", "bank_card", "authorisation_letter"):
        return False
    paper.values["patient_name"] = person_name(dice)
    if dice.chance(0.5) and "sex" in paper.values:
        paper.values["sex"] = SEXES["M" if claim.member.sex == "F" else "F"]
    if dice.chance(0.8) and "age" in paper.values:
        paper.values["age"] = f"{dice.whole(20, 75)}岁"
    return True


def other_name(claim: ClaimTruth, dice: Dice) -> bool:
    """One office knows a member by a former name, a minority name without its dot, or cannot print a character."""
    name = claim.member.name
    rare = [one for one in name if ord(one) not in _COMMON and one != "·"]
    if claim.member.former_name:
        changed = claim.member.former_name
    elif "·" in name:
        changed = name.replace("·", dice.pick(("", "．", ""))) if dice.chance(0.7) else name.partition("·")[0]
    elif rare:
        changed = name.replace(rare[0], dice.pick(("?", "□", "*")))
    else:
        return False
    paper = having(claim, dice, "patient_name")
    if paper is None or paper.values["patient_name"] != name or paper.document_type == "identity_card":
        return False
    paper.values["patient_name"] = changed
    return True


def wrong_birthday(claim: ClaimTruth, dice: Dice) -> bool:
    """The hospital's system holds the other birthday, or a year that was mistyped: all that it prints is off alike."""
    born = claim.member.birth_on
    other = claim.member.other_birth_on
    if other is None:
        years = dice.pick((-10, -5, -3, -2, -1, 1, 2, 3, 5, 10))
        other = dt.date(born.year - years, born.month, min(born.day, 28))
    elder = _years(other, claim.event_on) - _years(born, claim.event_on)
    changed = False
    for paper in claim.papers:
        if not paper.is_of(claim.number) or paper.document_type in ("identity_card", "health_check_report"):
            continue
        if "birth_date" in paper.values and "birth_date" not in paper.original:
            paper.values["birth_date"] = other.isoformat()
            changed = True
        changed = (bool(elder) and _older(paper, elder)) or changed
    return changed


def _years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def traditional_age(claim: ClaimTruth, dice: Dice) -> bool:
    """The age counted in the traditional way, one or two years ahead."""
    paper = having(claim, dice, "age")
    return paper is not None and _older(paper, dice.pick((1, 1, 2)))


def _older(paper: Paper, years: int) -> bool:
    values = paper.values
    age = str(values.get("age", ""))
    if "age" in paper.original or not age.endswith("岁") or int(age.removesuffix("岁")) + years < 1:
        return False
    values["age"] = f"{int(age.removesuffix('岁')) + years}岁"
    return True


def lent_card(claim: ClaimTruth, dice: Dice) -> bool:
    """A relative was seen under the member's insurance card: a visit in the member's name that was not theirs."""
    day = claim.event_on - dt.timedelta(days=dice.whole(30, 1_500))
    # Illness runs in families: the relative may have had the forerunner, or the very illness.
    own = (claim.illness.benign[0], claim.illness.code)
    code = own[dice.chance(0.3)] if dice.chance(0.3) else dice.pick(EVERYDAY)[0]
    womans = code in WOMEN_ONLY and claim.member.sex == "M"  # the desk would refuse it
    if not code or womans or day <= claim.member.birth_on:
        return False
    visit = Visit(day, code, dice.weighted(("outpatient", "inpatient"), (6, 1)), claim.hospital.hospital_id)
    claim.visits.append(visit)
    return True


def doctors_rounding(claim: ClaimTruth, dice: Dice) -> bool:
    """「1年」 written for some months: a chief complaint alone proves nothing."""
    rounded = f"{claim.illness.complaint}{dice.pick(_ROUNDED)}"
    found = [one for one in _histories(claim, "chief_complaint") if one.values["chief_complaint"] != rounded]
    for paper in found:
        paper.values["chief_complaint"] = rounded
    return bool(found)


def poor_memory(claim: ClaimTruth, dice: Dice) -> bool:
    """Dialect, sedation or poor memory: the present illness began at another time than the complaint says."""
    found = [one for one in _histories(claim, "present_illness") if _SINCE.match(one.values["present_illness"])]
    if not found:
        return False
    paper = dice.pick(found)
    told = paper.values["present_illness"]
    paper.values["present_illness"] = _SINCE.sub(f"患者{dice.pick(_REMEMBERED)}前", told, count=1)
    return bool(paper.values["present_illness"] != told)


def family_history_as_own(claim: ClaimTruth, dice: Dice) -> bool:
    """What a parent had stands under the patient's own history."""
    name = claim.illness.benign[1]
    found = _histories(claim, "past_history")
    if not found or not name:
        return False
    paper = dice.pick(found)
    was = paper.values["past_history"]
    paper.values["past_history"] = f"{name}病史{dice.whole(1, 4)}年。"
    return bool(paper.values["past_history"] != was)


def _histories(claim: ClaimTruth, name: str) -> list[Paper]:
    return [
        paper
        for paper in claim.papers
        if paper.document_type in _HISTORIES
        and paper.is_of(claim.number)
        and name in paper.values
        and name not in paper.original
    ]
