"""Members: claimants and their families, and the telephones, accounts, devices and addresses they share innocently."""

import datetime as dt
from dataclasses import replace

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.country.names import SURNAME_LENGTH, identity_number, person_name
from fraudpipe.simulation.country.regions import draw_home
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.plans import OLDEST_JOINING
from fraudpipe.simulation.truth import Member

_DAY_OPENS = 8 * 3_600
_DAY_CLOSES = 22 * 3_600
_OTHER_BIRTHDAY = 0.006
_FORMER_NAME = 0.008
_CHILD_AGE = 18.0
_ADULT, _PARENT_FROM, _PARENT_TO, _GAP_SPREAD = 20, 23, 36, 8
_SAME_SURNAME = 0.6
_DECLARED = 0.08
_SAME_DEVICE = 0.5
"""Second memberships that are used from the same telephone set [A]."""


def moment_on(day: dt.date, dice: Dice) -> int:
    """An instant in the waking hours of `day`."""
    return seconds(day) + dice.whole(_DAY_OPENS, _DAY_CLOSES)


def phone(dice: Dice) -> str:
    """A mobile number in a range that is not assigned (10x)."""
    return f"10{dice.whole(0, 999_999_999):09d}"


def account(dice: Dice) -> str:
    """A card number under an issuer prefix that does not exist."""
    return f"00{dice.whole(0, 99_999_999):08d}{dice.whole(0, 999_999_999):09d}"


def device(dice: Dice) -> str:
    """An upload device."""
    return f"dev-{dice.whole(0, 0xFFFFFF):06x}{dice.whole(0, 0xFFFFFF):06x}"


def address(region: str, dice: Dice) -> str:
    """An address in a region: a flat of a city or a county town, or a house of a village."""
    return draw_home(region, dice).text


def make_member(sex: str, birth_on: dt.date, region: str, joined_on: dt.date, declared: bool, dice: Dice) -> Member:
    """A member who shares nothing yet.

    A few are written with another birthday in one system (lunar calendar, month and day exchanged), a few women and
    fewer men bore another name before.
    """
    home = draw_home(region, dice)
    name = person_name(dice, sex)
    member = Member(
        member_id="",
        name=name,
        id_number=identity_number(dice, birth_on.strftime("%Y%m%d"), sex),
        sex=sex,
        birth_on=birth_on,
        region=region,
        joined_on=joined_on,
        joined_at=moment_on(joined_on, dice) - DAY_SECONDS,
        declared_illness=declared,
        phone=phone(dice),
        bank_account=account(dice),
        device=device(dice),
        address=home.text,
        referrer="",
        place=home.place,
        home=home.kind,
    )
    if dice.chance(_OTHER_BIRTHDAY):
        member.other_birth_on = _misdated(birth_on, dice)
    if dice.chance(_FORMER_NAME):
        member.former_name = person_name(dice, sex)
    return member


def share_household(member: Member, head: Member, dice: Dice) -> None:
    """Makes `member` one of the household of `head`: innocent sharing that looks like a ring's.

    The old and the young are helped by one of the household, who uploads for all of them.
    """
    member.head = head.head or head
    member.region, member.place, member.home = head.region, head.place, head.home
    helped = abs((member.birth_on - head.birth_on).days) > _CHILD_AGE * 365.25
    if dice.chance(0.9):
        member.address = head.address
    if dice.chance(0.5 if helped else 0.3):
        member.phone = head.phone
    if dice.chance(0.55 if helped else 0.35):
        member.bank_account = head.bank_account
    if dice.chance(0.75 if helped else 0.45):
        member.device = head.device
    if dice.chance(0.5):
        member.referrer = head.referrer


def relative_of(head: Member, dice: Dice) -> Member:
    """A member of the same household who claims nothing: a spouse, a child or a parent, of an age that may join."""
    age = head.age_on(head.joined_on)
    kinds = ["spouse", "spouse"] if age >= _ADULT else []
    kinds += ["child"] if age >= _PARENT_FROM else []
    kinds += ["parent"] if age + _PARENT_FROM <= OLDEST_JOINING - _GAP_SPREAD else []
    kind = dice.pick(kinds)
    if kind == "spouse":
        years, sex = dice.normal(0, 3), "F" if head.sex == "M" else "M"
    elif kind == "child":
        years, sex = dice.between(_PARENT_FROM - 1, min(_PARENT_TO, age)), dice.pick("FM")
    else:
        years, sex = -dice.between(_PARENT_FROM, _PARENT_FROM + _GAP_SPREAD), dice.pick("FM")
    joined = head.joined_on + dt.timedelta(days=dice.whole(0, 40))
    birth = head.birth_on + dt.timedelta(days=round(years * 365.25))
    birth = min(birth, joined - dt.timedelta(days=30 + dice.whole(0, 300)))
    birth = max(birth, joined - dt.timedelta(days=OLDEST_JOINING * 365))
    found = make_member(sex, birth, head.region, joined, dice.chance(_DECLARED), dice)
    if kind != "spouse" and dice.chance(_SAME_SURNAME):
        found.name = head.name[:SURNAME_LENGTH] + found.name[SURNAME_LENGTH:]
    share_household(found, head, dice)
    return found


def joined_again(member: Member, joined_on: dt.date, dice: Dice) -> Member:
    """The same person under a second membership, of the same household and reached in the same ways, without an id yet.

    Args:
        member: The first membership.
        joined_on: Of the second; whoever would be too old by then joined with the first.
        dice: Chance.
    """
    if member.age_on(joined_on) > OLDEST_JOINING:
        joined_on = member.joined_on
    return replace(
        member, member_id="", joined_on=joined_on, joined_at=moment_on(joined_on, dice) - DAY_SECONDS, referrer="",
        device=member.device if dice.chance(_SAME_DEVICE) else device(dice), head=member.head or member,
    )  # fmt: skip


def give_other_contact(member: Member, dice: Dice) -> None:
    """Gives `member` a telephone and an address that nobody has shown so far."""
    member.phone, member.address = phone(dice), address(member.region, dice)


def mistyped(number: str, dice: Dice) -> str:
    """An identity number with one wrong digit in its serial: the check mark no longer holds."""
    place = dice.whole(14, 16)
    return f"{number[:place]}{(int(number[place]) + dice.whole(1, 9)) % 10}{number[place + 1 :]}"


def _misdated(birth_on: dt.date, dice: Dice) -> dt.date:
    """The birthday as another system has it: day and month exchanged, the lunar one, or a year off."""
    how = dice.weighted(("exchanged", "lunar", "year"), (35, 40, 25))
    if how == "exchanged" and birth_on.day <= 12 and birth_on.day != birth_on.month:
        return birth_on.replace(month=birth_on.day, day=birth_on.month)
    if how == "year":
        return birth_on + dt.timedelta(days=365 * dice.pick((-1, 1)))
    return birth_on - dt.timedelta(days=dice.whole(20, 50))
