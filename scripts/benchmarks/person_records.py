"""Records of simulated people, some of them written down twice, for `scripts/bench linkage`; prints a few."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from fraudpipe.linkage.person_keys import Person
from fraudpipe.records.identity_numbers import id_number_holds
from fraudpipe.simulation.country.names import WRONG_NEIGHBOURS
from fraudpipe.simulation.country.people import make_member, phone, relative_of
from fraudpipe.simulation.country.regions import draw_home, draw_region
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.truth import Member

TUNED = {
    "spelled": 0.40,  # widths, spaces, +86, a province left out: what normal forms undo
    "typed_name": 0.05,
    "typed_id": 0.08,
    "changed_phone": 0.35,
}
"""Noise that the fitted model has seen, with the share of second records that have it."""

UNSEEN = {
    "traditional": 0.05,
    "look_alike": 0.04,
    "swapped_name": 0.02,
    "dropped_character": 0.02,
    "swapped_id": 0.05,
    "masked_id": 0.1,
    "no_id": 0.03,
    "typed_phone": 0.04,
    "moved": 0.2,
    "typed_address": 0.06,
    "other_birthday": 0.01,
}
"""Noise that it has never seen, on top of the other."""

_TRADITIONAL = str.maketrans("华丽凤龙东杰伟强飞云学庆银红晓", "華麗鳳龍東傑偉強飛雲學慶銀紅曉")
_LOOKS = str.maketrans(
    {**WRONG_NEIGHBOURS, "敏": "教", "静": "净", "玲": "铃", "永": "水", "浩": "皓", "波": "坡", "林": "材"}
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HOUSEHOLD = (0, 0, 1, 1, 2, 3)


@dataclass(frozen=True)
class World:
    """Records and which person each is of."""

    records: list[tuple[str, Person]]
    person_of: dict[str, int]

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """All pairs of records of one person."""
        frame = pd.DataFrame({"record": list(self.person_of), "person": list(self.person_of.values())})
        both = frame.merge(frame, on="person")
        both = both[both["record_x"] < both["record_y"]]
        return set(zip(both["record_x"], both["record_y"], strict=True))


def person_world(records: int, noise: dict[str, float], seed: int, again: float = 0.25) -> World:
    """`records` records of people in households; a share `again` of all is a second or third record of somebody."""
    dice = Dice(stream(seed, "person records"))
    people: list[Member] = []
    taken: set[str] = set()
    wanted = round(records * (1 - again))
    while len(people) < wanted:
        head = _head(dice)
        family = [relative_of(head, dice) for _ in range(dice.pick(_HOUSEHOLD))]
        family = [one for one in family if one.name != head.name]
        for one in [head, *family][: wanted - len(people)]:
            _numbered(one, head, taken, dice)
            people.append(one)
    owners = list(range(wanted)) + [dice.whole(0, wanted - 1) for _ in range(records - wanted)]
    written = [
        _record(people[at]) if place < wanted else _noisy(people[at], noise, dice) for place, at in enumerate(owners)
    ]
    order = sorted(range(records), key=lambda _: dice.unit())
    named = {f"r{place:06d}": at for place, at in enumerate(order)}
    return World([(name, written[at]) for name, at in named.items()], {name: owners[at] for name, at in named.items()})


def _head(dice: Dice) -> Member:
    born = dt.date(1950, 1, 1) + dt.timedelta(days=dice.whole(0, 55 * 365))
    return make_member(dice.pick("FM"), born, draw_region(dice), dt.date(2024, 1, 1), declared=False, dice=dice)


def _numbered(member: Member, head: Member, taken: set[str], dice: Dice) -> None:
    """A number of its own, issued where the head of the household lives: one division for a county, as in life."""
    while True:
        order = dice.whole(0, 499) * 2 + (member.sex == "M")
        begin = f"99{int(head.region[:4]) * 7 % 10_000:04d}{member.birth_on:%Y%m%d}{order:03d}"
        number = next(begin + mark for mark in "0123456789X" if id_number_holds(begin + mark))
        if number not in taken:
            taken.add(number)
            member.id_number = number
            return


def _record(member: Member) -> Person:
    return Person(member.name, member.id_number, member.birth_on.isoformat(), member.phone, member.address)


def _noisy(member: Member, noise: dict[str, float], dice: Dice) -> Person:
    person = _record(member)
    for kind, share in noise.items():
        if dice.chance(share):
            person = _CHANGES[kind](person, member, dice)
    return person


def _typed(text: str, marks: str, dice: Dice) -> str:
    at = dice.whole(0, len(text) - 1)
    return text[:at] + dice.pick(marks.replace(text[at], "")) + text[at + 1 :]


def _swapped(text: str, dice: Dice, first: int = 0) -> str:
    places = [at for at in range(first, len(text) - 1) if text[at] != text[at + 1]]
    if not places:
        return text
    at = dice.pick(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _dropped(text: str, dice: Dice) -> str:
    at = dice.whole(0, len(text) - 1)
    return text[:at] + text[at + 1 :]


def _spelled(person: Person, _: Member, dice: Dice) -> Person:
    """The same in other spellings."""
    short = person.address[3:] if person.address[2] == "省" else person.address
    return replace(
        person,
        name=dice.pick((person.name + " ", person.name[:2] + " " + person.name[2:], person.name + "女士")),
        phone=dice.pick(
            ("+86 " + person.phone, person.phone.translate(_WIDE), person.phone[:3] + "-" + person.phone[3:])
        ),
        id_number=dice.pick((person.id_number.lower(), person.id_number.translate(_WIDE))),
        address=dice.pick(
            (short, short.replace("栋", "幢"), short.replace("号", "-").replace("栋", "-").replace("室", ""))
        ),
    )


def _other_birthday(person: Person, _: Member, dice: Dice) -> Person:
    day = dt.date.fromisoformat(person.birth_on) + dt.timedelta(days=dice.whole(-50, 50))
    return replace(person, birth_on=day.isoformat())


_NAME_MARKS = "文志海晓雨思佳玉明德家宝新金世云芳兰英梅娟敏静丽霞燕"
_CHANGES = {
    "spelled": _spelled,
    "typed_name": lambda p, _, d: replace(p, name=_typed(p.name, _NAME_MARKS, d)),
    "typed_id": lambda p, _, d: replace(p, id_number=_typed(p.id_number, "0123456789", d)),
    "changed_phone": lambda p, _, d: replace(p, phone=phone(d)),
    "traditional": lambda p, _, __: replace(p, name=p.name.translate(_TRADITIONAL)),
    "look_alike": lambda p, _, __: replace(p, name=p.name.translate(_LOOKS)),
    "swapped_name": lambda p, _, d: replace(p, name=_swapped(p.name, d, 1)),
    "dropped_character": lambda p, _, d: replace(p, name=_dropped(p.name, d)),
    "swapped_id": lambda p, _, d: replace(p, id_number=_swapped(p.id_number, d)),
    "masked_id": lambda p, _, __: replace(p, id_number=p.id_number[:6] + "********" + p.id_number[14:]),
    "no_id": lambda p, _, __: replace(p, id_number=""),
    "typed_phone": lambda p, _, d: replace(p, phone=_typed(p.phone, "0123456789", d)),
    "moved": lambda p, m, d: replace(p, address=draw_home(m.region if d.chance(0.6) else draw_region(d), d).text),
    "typed_address": lambda p, _, d: replace(p, address=_typed(p.address, "路街村镇号东西南北0123456789", d)),
    "other_birthday": _other_birthday,
}


def main() -> None:
    """Shows what noise does."""
    world = person_world(400, TUNED | UNSEEN, seed=1)
    of = dict(world.records)
    for one, other in sorted(world.pairs)[:8]:
        print(of[one], of[other], sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
