"""Members: claimants and their families, and the telephones, accounts, devices and addresses they share innocently."""

import datetime as dt

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.names import identity_number, person_name
from fraudpipe.simulation.truth import Member

_DAY_OPENS = 8 * 3_600
_DAY_CLOSES = 22 * 3_600


def moment_on(day: dt.date, dice: Dice) -> int:
    """An instant in the waking hours of `day`."""
    return seconds(day) + dice.whole(_DAY_OPENS, _DAY_CLOSES)


def phone(dice: Dice) -> str:
    """A mobile number in a range that is not assigned (10x)."""
    return "10" + dice.digits(9)


def account(dice: Dice) -> str:
    """A card number under an issuer prefix that does not exist."""
    return "00" + dice.digits(17)


def device(dice: Dice) -> str:
    """An upload device."""
    return "dev-" + "".join(f"{dice.whole(0, 65535):04x}" for _ in range(3))


def address(region: str, dice: Dice) -> str:
    """A street address; a few in a thousand fall on the same house by chance, as in tower blocks."""
    street = dice.pick("桂榕柳松梅竹菊荷樟枫")
    return f"{region}{street}园路{dice.whole(1, 180)}号{dice.whole(1, 30)}栋{dice.whole(101, 2804)}室"


def make_member(sex: str, birth_on: dt.date, region: str, joined_on: dt.date, declared: bool, dice: Dice) -> Member:
    """A member who shares nothing yet."""
    return Member(
        member_id="",
        name=person_name(dice),
        id_number=identity_number(dice, birth_on.strftime("%Y%m%d")),
        sex=sex,
        birth_on=birth_on,
        region=region,
        joined_on=joined_on,
        joined_at=moment_on(joined_on, dice) - DAY_SECONDS,
        declared_illness=declared,
        phone=phone(dice),
        bank_account=account(dice),
        device=device(dice),
        address=address(region, dice),
        referrer="",
    )


def share_household(member: Member, head: Member, dice: Dice) -> None:
    """Makes `member` one of the household of `head`: innocent sharing that looks like a ring's."""
    member.region = head.region
    if dice.chance(0.9):
        member.address = head.address
    if dice.chance(0.35):
        member.phone = head.phone
    if dice.chance(0.4):
        member.bank_account = head.bank_account
    if dice.chance(0.55):
        member.device = head.device
    if dice.chance(0.5):
        member.referrer = head.referrer


def relative_of(head: Member, dice: Dice) -> Member:
    """A member of the same household who claims nothing: a spouse, a child or a parent."""
    years = dice.pick((0, 0, -27, 26))
    birth = head.birth_on + dt.timedelta(days=round((years + dice.normal(0, 3)) * 365.25))
    birth = min(birth, head.joined_on - dt.timedelta(days=30))
    joined = head.joined_on + dt.timedelta(days=dice.whole(0, 40))
    found = make_member("F" if head.sex == "M" else "M", birth, head.region, joined, dice.chance(0.08), dice)
    share_household(found, head, dice)
    return found
