"""Honest care: a member falls ill, is treated, and claims."""

import datetime as dt
from collections.abc import Sequence

from fraudpipe.records.moments import DAY_SECONDS, day_of
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import EVERYDAY, ILLNESSES, Illness
from fraudpipe.simulation.people import make_member
from fraudpipe.simulation.places import REGIONS, Doctor, Hospital
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth, Line, Member, Visit

WAITING_DAYS = 90
CLAIM_LIMIT_DAYS = 180
_FEN = 100
_BENEFIT_YOUNG_FEN = 300_000 * _FEN
_BENEFIT_OLDER_FEN = 100_000 * _FEN
_MILD_FEN = 50_000 * _FEN

_CATEGORIES: tuple[tuple[str, str, int, float], ...] = (
    ("床位费", "床位费", 6_000, 1.0),
    ("诊察费", "住院诊察费", 3_000, 1.0),
    ("护理费", "一级护理", 4_500, 1.0),
    ("西药费", "西药", 0, 0.30),
    ("卫生材料费", "一次性卫生材料", 0, 0.22),
    ("检查费", "CT及超声检查", 0, 0.14),
    ("化验费", "血液及生化化验", 0, 0.12),
    ("治疗费", "综合治疗", 0, 0.10),
    ("手术费", "手术", 0, 0.12),
)
"""(category, item, price of a day in fen or 0, share of the rest of the bill)."""


def make_claim(
    scene: Scene,
    number: int,
    submitted_at: int,
    dice: Dice,
    *,
    plan_kind: str | None = None,
    illness: Illness | None = None,
    hospital: Hospital | None = None,
    doctor: Doctor | None = None,
    tenure_days: int | None = None,
) -> ClaimTruth:
    """An honest claim without papers.

    Args:
        scene: The world.
        number: Its place in the making.
        submitted_at: When it is handed in.
        dice: Chance.
        plan_kind: Given, or drawn.
        illness: Given, or drawn by sex.
        hospital: Given, or drawn by region and illness.
        doctor: Given, or drawn from the ward.
        tenure_days: Days from joining to the event; given, or drawn.
    """
    if plan_kind is None:
        plan_kind = "fixed_benefit" if dice.chance(scene.parameters.fixed_benefit_share) else "reimbursement"
    sex = "F" if dice.chance(0.54) else "M"
    illness = illness or _draw_illness(sex, dice)
    if (illness.women if sex == "F" else illness.men) == 0:
        sex = "M" if sex == "F" else "F"
    stay = max(1, round(dice.lognormal(illness.stay_days, illness.stay_days * 1.8)))
    event_on, admitted_on, discharged_on = _days(plan_kind, submitted_at, stay, dice)
    tenure = _tenure(dice) if tenure_days is None else tenure_days
    member = _patient(scene, sex, illness, event_on, tenure, hospital, dice)
    hospital = hospital or scene.country.hospital_for(illness, member.region, dice)
    doctor = doctor or _doctor(hospital, illness, dice)
    lines = _lines(illness, stay, (0.7, 0.85, 1.15)[hospital.level - 1], dice)
    total = sum(line.amount_fen for line in lines)
    fund = round(total * dice.between(0.35, 0.68))
    claim = ClaimTruth(
        number=number, member=member, plan_kind=plan_kind, illness=illness, hospital=hospital, doctor=doctor,
        names_doctor=dice.chance(0.9), department=doctor.department, event_on=event_on, admitted_on=admitted_on,
        discharged_on=discharged_on, amount_fen=total - fund, total_fen=total, fund_fen=fund,
        submitted_at=submitted_at, identifiers={}, lines=lines, in_waiting=tenure < WAITING_DAYS,
    )  # fmt: skip
    if plan_kind == "fixed_benefit":
        claim.amount_fen = _benefit(claim, dice)
    claim.visits = _visits(claim, dice)
    return claim


def retake(claim: ClaimTruth, member: Member, dice: Dice) -> None:
    """Gives the claim to a member who is already there, with the illness kept and the benefit of that age."""
    claim.member = member
    claim.in_waiting = (claim.event_on - member.joined_on).days < WAITING_DAYS
    if claim.plan_kind == "fixed_benefit":
        claim.amount_fen = _benefit(claim, dice)


def _patient(
    scene: Scene, sex: str, illness: Illness, event_on: dt.date, tenure: int, hospital: Hospital | None, dice: Dice
) -> Member:
    """Somebody of an age at which one falls ill so, who lives near the hospital if that is given."""
    joined_on = event_on - dt.timedelta(days=tenure)
    age = min(59.5, max(0.3 if illness.age < 30 else 16.0, dice.normal(illness.age, illness.age_spread)))
    birth_on = min(event_on - dt.timedelta(days=round(age * 365.25)), joined_on - dt.timedelta(days=30))
    region = hospital.region if hospital and dice.chance(0.7) else dice.pick(REGIONS)
    return make_member(sex, birth_on, region, joined_on, dice.chance(scene.parameters.declared_share), dice)


def _draw_illness(sex: str, dice: Dice) -> Illness:
    return dice.weighted(ILLNESSES, [one.women if sex == "F" else one.men for one in ILLNESSES])


def _days(plan_kind: str, submitted_at: int, stay: int, dice: Dice) -> tuple[dt.date, dt.date, dt.date]:
    """(event, admission, discharge); the claim follows within 180 days."""
    median, ninetieth = (45, 120) if plan_kind == "fixed_benefit" else (22, 70)
    delay = min(CLAIM_LIMIT_DAYS - 5, max(1, round(dice.lognormal(median, ninetieth))))
    last = day_of(submitted_at - DAY_SECONDS)
    if plan_kind == "reimbursement":
        discharged = last - dt.timedelta(days=delay)
        return discharged, discharged - dt.timedelta(days=stay), discharged
    admitted = min(
        last - dt.timedelta(days=delay) - dt.timedelta(days=dice.whole(-6, 6)), last - dt.timedelta(days=stay)
    )
    event = admitted + dt.timedelta(days=dice.whole(0, min(stay, 5)))
    return event, admitted, admitted + dt.timedelta(days=stay)


def _tenure(dice: Dice) -> int:
    """Days of membership at the event: long for most, just after the wait for some, inside it for a few."""
    if dice.chance(0.015):
        return dice.whole(20, WAITING_DAYS - 1)
    if dice.chance(0.06):
        return dice.whole(WAITING_DAYS + 1, WAITING_DAYS + 45)
    return WAITING_DAYS + 1 + min(2_000, round(dice.lognormal(340, 1_200)))


def _doctor(hospital: Hospital, illness: Illness, dice: Dice) -> Doctor:
    ward = hospital.doctors.get(illness.department)
    if ward:
        # The head of a ward treats more than the others: honest claims cluster too.
        return ward[int(dice.unit() ** 2 * len(ward))]
    return dice.pick([one for staff in hospital.doctors.values() for one in staff])


def _benefit(claim: ClaimTruth, dice: Dice) -> int:
    if claim.illness.code == "C73" and dice.chance(0.3):
        return _MILD_FEN
    return _BENEFIT_YOUNG_FEN if claim.member.age_on(claim.event_on) < 40 else _BENEFIT_OLDER_FEN


def _lines(illness: Illness, stay: int, factor: float, dice: Dice) -> list[Line]:
    """The charges of a stay; they add up to its cost."""
    cost_fen = dice.lognormal(illness.cost_yuan, illness.cost_yuan * 1.9) * _FEN * factor
    cost_fen *= (stay / illness.stay_days) ** 0.5
    lines = []
    for category, item, daily_fen, share in _CATEGORIES:
        if category == "手术费" and not illness.operation:
            continue
        if daily_fen:
            price, quantity = round(daily_fen * dice.between(0.7, 1.6) / 50) * 50, stay
        else:
            quantity = 1 if category == "手术费" else dice.whole(2, 40)
            price = max(100, round(cost_fen * share * dice.between(0.5, 1.5) / quantity))
        name = illness.operation if category == "手术费" else item
        lines.append(Line(name, category, quantity, price, price * quantity))
    return lines


def _visits(claim: ClaimTruth, dice: Dice) -> list[Visit]:
    """What an insurance office holds: everyday illness over years, and the way to this diagnosis."""
    found = []
    near: Sequence[Hospital] = (claim.hospital,)
    for _ in range(dice.weighted((0, 1, 2, 3, 5), (35, 28, 18, 12, 7))):
        code, _name = dice.pick(EVERYDAY)
        day = claim.event_on - dt.timedelta(days=dice.whole(20, 1_500))
        kind = dice.weighted(("outpatient", "inpatient", "health_check"), (7, 1, 2))
        found.append(Visit(day, code, kind, dice.pick(near).hospital_id))
    if dice.chance(0.35):
        day = claim.event_on - dt.timedelta(days=dice.whole(1, 30))
        if day > claim.member.joined_on:
            found.append(Visit(day, claim.illness.benign[0], "outpatient", claim.hospital.hospital_id))
    if dice.chance(0.025):
        # A harmless forerunner long before: nodules and gastritis are common and prove nothing.
        day = claim.member.joined_on - dt.timedelta(days=dice.whole(30, 900))
        found.append(
            Visit(day, claim.illness.benign[0], dice.pick(("outpatient", "health_check")), claim.hospital.hospital_id)
        )
    return found
