"""Honest care: a member falls ill, is treated, and claims."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fraudpipe.records.moments import DAY_SECONDS, day_of
from fraudpipe.simulation.billing import charges_of
from fraudpipe.simulation.country.people import make_member, share_household
from fraudpipe.simulation.country.places import Doctor, Hospital, heads_first
from fraudpipe.simulation.country.population import draw_age, draw_illness, draw_patient, draw_sex, waves
from fraudpipe.simulation.country.regions import draw_region
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE, Illness
from fraudpipe.simulation.office import earlier_visits
from fraudpipe.simulation.plans import CLAIM_LIMIT_DAYS, FRANCHISE_FEN, WAITING_DAYS, benefit_fen, reimbursed_fen
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth, Line, Member

__all__ = ["CLAIM_LIMIT_DAYS", "WAITING_DAYS", "claim_again", "make_claim"]

_LEVEL_FACTOR = (0.7, 0.85, 1.15)
_COST_RISE = 1.04
_COSTS_OF = 2023
"""Bills rise by 4 % a year [A]; the tables tell costs of this year."""
_LEAST_COST_FEN = 4_000 * 100
_MILD_SHARE = 0.8
"""Of thyroid and prostate cancers, those found early [A]."""
_UNFUNDED = 0.035
"""Bills into which no fund paid: no insurance, treated away from home without referral, settled by hand later [A]."""
_FROM_SCREENING = 0.02
_SCREENED = MappingProxyType({"C73": 40, "C50.9": 25, "C53.9": 15, "C34.9": 12, "C22.0": 8})
"""Illnesses that screening campaigns look for, and how often [A]."""
_SCREENINGS_A_QUARTER = 3
_OLDEST = 59.9
_LONGEST_STAY = 120
_LATEST_DAYS = CLAIM_LIMIT_DAYS - 8
"""Claims come so late at the most, counted from a day that may lie a week off the event."""
_HOME_REGION = 0.7
_ALIKE_YEARS = 2.5
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Screening:
    """A campaign that looks for one illness among the people of one region and sends them to one hospital."""

    illness: Illness
    region: str
    hospital: Hospital


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
    member: Member | None = None,
    like: Member | None = None,
    head: Member | None = None,
) -> ClaimTruth:
    """An honest claim without papers.

    Args:
        scene: The world.
        number: Its place in the making.
        submitted_at: When it is handed in.
        dice: Chance.
        plan_kind: Given, or drawn.
        illness: Given, or drawn by onset rate and exposure.
        hospital: Given, or drawn by region and illness.
        doctor: Given, or drawn from the ward.
        tenure_days: Days from joining to the event; given, or drawn from the waves in which members joined.
        member: Who claims, if it is a member who is already there; may not have joined by then (see `claim_again`).
        like: Whom a new member resembles in sex and age, so that papers fit both.
        head: To whose household a new member belongs.
    """
    if plan_kind is None:
        plan_kind = "fixed_benefit" if dice.chance(scene.parameters.fixed_benefit_share) else "reimbursement"
    region = ""
    settled = illness or hospital or member or head
    if not settled and dice.chance(_FROM_SCREENING):
        screening = _screening(scene, submitted_at, dice)
        illness, hospital, region = screening.illness, screening.hospital, screening.region
    claimed_on = _claimed_on(plan_kind, submitted_at, dice)
    if member is not None:
        tenure_days = (claimed_on - member.joined_on).days
    elif tenure_days is None:
        joined_on = waves(scene.parameters.starts_on, scene.parameters.ends_on).joined_on(claimed_on, dice)
        tenure_days = (claimed_on - joined_on).days
    covered = plan_kind == "fixed_benefit"
    illness, sex, age = _who(covered, illness, member or like, claimed_on, tenure_days, dice)
    stay = min(_LONGEST_STAY, max(1, round(dice.lognormal(illness.stay_days, illness.stay_days * 1.8))))
    event_on, admitted_on, discharged_on = _days(plan_kind, claimed_on, submitted_at, stay, dice)
    if member is None:
        region = head.region if head else region or _region(hospital, dice)
        member = _patient(scene, sex, age, region, event_on, tenure_days, dice)
        if head is not None:
            share_household(member, head, dice)
    hospital = hospital or scene.country.hospital_for(illness, member.region, dice)
    doctor = doctor or _doctor(hospital, illness, dice)
    # Nobody looks at the lines behind a fixed benefit of which only a summary is kept.
    itemised = plan_kind == "reimbursement" or not scene.parameters.summary_readings
    lines, total, fund = _bill(illness, stay, hospital, discharged_on.year, dice, itemised=itemised)
    claim = ClaimTruth(
        number=number, member=member, plan_kind=plan_kind, illness=illness, hospital=hospital, doctor=doctor,
        names_doctor=dice.chance(0.9), department=doctor.department, event_on=event_on, admitted_on=admitted_on,
        discharged_on=discharged_on, amount_fen=reimbursed_fen(total, fund), total_fen=total, fund_fen=fund,
        submitted_at=submitted_at, identifiers={}, lines=lines,
        in_waiting=(event_on - member.joined_on).days < WAITING_DAYS, mild=illness.mild and dice.chance(_MILD_SHARE),
    )  # fmt: skip
    _ask(claim)
    claim.visits = earlier_visits(scene, claim, dice)
    return claim


def claim_again(
    scene: Scene,
    number: int,
    submitted_at: int,
    first: ClaimTruth,
    earlier: Sequence[ClaimTruth],
    dice: Dice,
    *,
    plan_kind: str,
    illness: Illness | None = None,
) -> ClaimTruth | None:
    """A further claim of the member of `first`, or None where none fits.

    It follows the stays that the member has claimed for, and a fixed benefit is paid once an illness. What offices told
    of the time before with an earlier claim they do not tell again.

    Args:
        scene: The world.
        number: Its place in the making.
        submitted_at: When it is handed in.
        first: A claim of the member.
        earlier: The claims so far; some are the member's.
        dice: Chance.
        plan_kind: Of the claim.
        illness: Given, or drawn for the member's sex and age.
    """
    member = first.member
    if illness is not None and not illness.strikes(member.sex):
        return None
    before = [one for one in earlier if one.member is member]
    free_from = max(max(one.discharged_on, one.event_on) for one in [first, *before])
    paid = [one.illness for one in before if one.plan_kind == "fixed_benefit"]
    for _ in range(_TRIES):
        claim = make_claim(scene, number, submitted_at, dice, plan_kind=plan_kind, illness=illness, member=member)
        new = plan_kind == "reimbursement" or claim.illness not in paid
        if new and claim.admitted_on > free_from and member.age_on(claim.event_on) <= _OLDEST:
            claim.visits = [one for one in claim.visits if one.event_on > free_from]
            return claim
    return None


def _who(
    covered: bool, illness: Illness | None, known: Member | None, day: dt.date, tenure: int, dice: Dice
) -> tuple[Illness, str, float]:
    """(illness, sex, age) of who claims: of somebody known or of about that age, or drawn."""
    if known is not None:
        age = (day - known.birth_on).days / 365.25
        illness = illness or draw_illness(covered, known.sex, age, dice)
        return illness, known.sex, max(0.0, age + dice.normal(0, _ALIKE_YEARS))
    if illness is None:
        return draw_patient(covered, tenure, dice)
    sex = draw_sex(illness, dice)
    return illness, sex, draw_age(illness, sex, tenure, dice)


def _ask(claim: ClaimTruth) -> None:
    if claim.plan_kind == "fixed_benefit":
        claim.amount_fen = benefit_fen(claim.member.age_on(claim.event_on), claim.mild)


def _screening(scene: Scene, submitted_at: int, dice: Dice) -> _Screening:
    """One of the campaigns of that quarter; all blocks of the world know the same ones."""
    name = dice.whole(0, _SCREENINGS_A_QUARTER - 1)
    draw = Dice(stream(scene.seed, "screening", scene.quarter(submitted_at), name), block=32)
    illness = ILLNESS_BY_CODE[draw.weighted(tuple(_SCREENED), tuple(_SCREENED.values()))]
    region = draw_region(draw)
    near = [one for one in scene.country.by_region[region] if illness.department in one.doctors]
    return _Screening(illness, region, draw.pick(near or scene.country.by_region[region]))


def _claimed_on(plan_kind: str, submitted_at: int, dice: Dice) -> dt.date:
    """The day from which the time to claim counts: the claim follows within 180 days."""
    median, ninetieth = (45, 120) if plan_kind == "fixed_benefit" else (22, 70)
    delay = max(1, round(dice.lognormal(median, ninetieth)))
    while delay > _LATEST_DAYS:  # drawn anew: cutting off would pile claims up on the last day
        delay = max(1, round(dice.lognormal(median, ninetieth)))
    return day_of(submitted_at - DAY_SECONDS) - dt.timedelta(days=delay)


def _days(
    plan_kind: str, claimed_on: dt.date, submitted_at: int, stay: int, dice: Dice
) -> tuple[dt.date, dt.date, dt.date]:
    """(event, admission, discharge): the event is the diagnosis, or the discharge where costs are paid back."""
    if plan_kind == "reimbursement":
        return claimed_on, claimed_on - dt.timedelta(days=stay), claimed_on
    last = day_of(submitted_at - DAY_SECONDS)
    admitted = min(claimed_on - dt.timedelta(days=dice.whole(-6, 6)), last - dt.timedelta(days=stay))
    event = admitted + dt.timedelta(days=dice.whole(0, min(stay, 5)))
    return event, admitted, admitted + dt.timedelta(days=stay)


def _region(hospital: Hospital | None, dice: Dice) -> str:
    return hospital.region if hospital and dice.chance(_HOME_REGION) else draw_region(dice)


def _patient(scene: Scene, sex: str, age: float, region: str, event_on: dt.date, tenure: int, dice: Dice) -> Member:
    joined_on = event_on - dt.timedelta(days=tenure)
    born = event_on - dt.timedelta(days=round(min(age, _OLDEST) * 365.25))
    birth_on = min(born, joined_on - dt.timedelta(days=30))
    return make_member(sex, birth_on, region, joined_on, dice.chance(scene.parameters.declared_share), dice)


def _doctor(hospital: Hospital, illness: Illness, dice: Dice) -> Doctor:
    ward = hospital.doctors.get(illness.department)
    if ward:
        return heads_first(ward, dice)
    return dice.pick([one for staff in hospital.doctors.values() for one in staff])


def _bill(
    illness: Illness, stay: int, hospital: Hospital, year: int, dice: Dice, *, itemised: bool
) -> tuple[list[Line], int, int]:
    """(lines, total, part of the insurance fund) of a stay."""
    cost_fen = dice.lognormal(illness.cost_yuan, illness.cost_yuan * 1.9) * 100 * _LEVEL_FACTOR[hospital.level - 1]
    cost_fen *= (stay / illness.stay_days) ** 0.5 * _COST_RISE ** (year - _COSTS_OF)
    lines = charges_of(illness, stay, max(_LEAST_COST_FEN, cost_fen), dice, itemised=itemised)
    total = sum(line.amount_fen for line in lines)
    fund = 0 if dice.chance(_UNFUNDED) else round(total * dice.between(0.35, 0.68))
    # Bills that do not reach the franchise are not claimed: of a small one the fund pays little.
    return lines, total, min(fund, max(0, total - FRANCHISE_FEN - 100 * dice.whole(1, 900)))
