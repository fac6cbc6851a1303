"""A member's visits, and which of them an insurance office holds: dated, incomplete, sometimes wrong.

What was paid for oneself no office knows; offices differ by region in how much they hold; some answer at once under an
authorisation, the others only when somebody goes there. Shares are assumed.
"""

import datetime as dt
import zlib

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import EVERYDAY, EVERYDAY_YOUNG, WOMEN_ONLY, Illness
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth, Member, Visit

_YEARS_BACK = 1_500
_VISIT_COUNTS, _VISIT_WEIGHTS = (0, 1, 2, 3, 5), (35, 28, 18, 12, 7)
_KINDS, _KIND_WEIGHTS = ("outpatient", "inpatient", "health_check"), (7, 1, 2)
_ON_THE_WAY = 0.35
_SUSPECTED = 0.2
"""Of visits on the way, those that are coded as what is only suspected, so that the examination is paid [A]."""
_FORERUNNER = 0.025
_SEEN_ELSEWHERE = 0.012
"""Stays during which another house was visited: sent over for an examination, a relative with the card [A]."""
_LEAST_STAY = 3
_NODULES = (("E04.1", 0.2), ("R91", 0.06), ("N63", 0.1))
"""Nodules are common: about a fifth of adults have them in the thyroid [S]; a third are ever told so."""
_TOLD = 0.33
_ADULT = 18

_SELF_PAID = {"outpatient": 0.22, "inpatient": 0.04, "health_check": 0.6}
_HELD_LEAST, _HELD_MOST = 0.62, 0.97
_ONLINE_REGIONS = 0.55
_MISCODED = 0.02
_CODES = tuple(code for code, _ in EVERYDAY)
_MENS_CODES = tuple(code for code in _CODES if code not in WOMEN_ONLY)
"""The desk's own system refuses a woman's illness of a man."""


def earlier_visits(scene: Scene, claim: ClaimTruth, dice: Dice) -> list[Visit]:
    """All other visits: everyday illness over years, nodules, the way to this diagnosis, seldom one within the stay."""
    member, found = claim.member, list[Visit]()
    before = first_day(claim)
    near = scene.country.by_region[member.region]
    for _ in range(dice.weighted(_VISIT_COUNTS, _VISIT_WEIGHTS)):
        day = before - dt.timedelta(days=dice.whole(20, _YEARS_BACK))
        code = everyday_code(member, day, dice)
        if code:
            found.append(Visit(day, code, dice.weighted(_KINDS, _KIND_WEIGHTS), dice.pick(near).hospital_id))
    if member.age_on(claim.event_on) >= _ADULT and dice.chance(_TOLD):
        found += _nodules(claim, near[0].hospital_id, dice)
    if dice.chance(_ON_THE_WAY):
        day = before - dt.timedelta(days=dice.whole(1, 30))
        if day > member.joined_on:
            code = claim.illness.code if dice.chance(_SUSPECTED) else claim.illness.benign[0]
            found.append(Visit(day, code, "outpatient", claim.hospital.hospital_id))
    if dice.chance(_FORERUNNER):
        found += _forerunner(claim, claim.illness, dice)
    if dice.chance(_SEEN_ELSEWHERE) and claim.stay_days >= _LEAST_STAY:
        other = [one for one in near if one is not claim.hospital]
        day = claim.admitted_on + dt.timedelta(days=dice.whole(1, claim.stay_days - 1))
        code = everyday_code(member, day, dice)
        if other and code:
            found.append(Visit(day, code, "outpatient", dice.pick(other).hospital_id))
    return [one for one in found if one.event_on > member.birth_on]


def first_day(claim: ClaimTruth) -> dt.date:
    """The day that visits are counted back from: nobody on a ward goes to see another doctor."""
    return min(claim.event_on, claim.admitted_on)


def everyday_code(member: Member, day: dt.date, dice: Dice) -> str:
    """An ordinary illness that the member could have, or ""."""
    code = dice.pick(EVERYDAY)[0] if member.age_on(day) >= _ADULT else dice.pick(EVERYDAY_YOUNG)
    return "" if code in WOMEN_ONLY and member.sex == "M" else code


def record_visits(claim: ClaimTruth, dice: Dice) -> None:
    """Decides which visits the office holds, and whether it answers at once; for all claims alike, after frauds.

    A visit that is marked as not recorded stays so.
    """
    held, online = office_of(claim.member.region)
    for visit in claim.visits:
        visit.recorded = visit.recorded and dice.chance(held * (1.0 - _SELF_PAID[visit.visit_kind]))
        visit.online = online
        if dice.chance(_MISCODED):
            # A slip of the desk, or a lent card: the record says what somebody else had, or what is paid better.
            visit.illness_code = dice.pick(_MENS_CODES if claim.member.sex == "M" else _CODES)


def office_of(region: str) -> tuple[float, bool]:
    """(share of insured visits that the office of a region holds, whether it answers at once): fixed a region.

    >>> office_of("110100") == office_of("110100")
    True
    """
    mark = zlib.crc32(region.encode())
    held = _HELD_LEAST + (_HELD_MOST - _HELD_LEAST) * (mark & 0xFFFF) / 0x10000
    return held, (mark >> 16) / 0x10000 < _ONLINE_REGIONS


def _nodules(claim: ClaimTruth, hospital_id: str, dice: Dice) -> list[Visit]:
    found = []
    for code, share in _NODULES:
        if dice.chance(share) and not (code in WOMEN_ONLY and claim.member.sex == "M"):
            day = first_day(claim) - dt.timedelta(days=dice.whole(30, _YEARS_BACK))
            found.append(Visit(day, code, "health_check" if dice.chance(0.7) else "outpatient", hospital_id))
    return found


def _forerunner(claim: ClaimTruth, illness: Illness, dice: Dice) -> list[Visit]:
    """A harmless forerunner long before: nodules and gastritis are common and prove nothing."""
    day = claim.member.joined_on - dt.timedelta(days=dice.whole(30, 900))
    kind = dice.pick(("outpatient", "health_check"))
    return [Visit(day, illness.benign[0], kind, claim.hospital.hospital_id)]
