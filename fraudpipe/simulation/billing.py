"""The charges of a stay: named drugs, examinations and treatments with prices and quantities that add up.

Unit prices stand in `tables/charges.csv`. How much of a bill falls to which category is assumed; beds, rounds and
nursing are charged by the day.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import Illness, rows_of
from fraudpipe.simulation.truth import Line

_FEN = 100
_SHARES = (
    ("西药费", 0.30),
    ("中成药费", 0.03),
    ("卫生材料费", 0.22),
    ("检查费", 0.14),
    ("化验费", 0.12),
    ("治疗费", 0.10),
    ("手术费", 0.12),
)
"""Category to its usual share of the bill beside beds, rounds and nursing [A]."""

_USUAL_ITEMS = {"西药费": 3, "中成药费": 1, "卫生材料费": 2, "检查费": 2, "化验费": 3, "治疗费": 2, "手术费": 1}
_A_DAY = {"西药费": 4, "中成药费": 2, "卫生材料费": 4, "检查费": 0.5, "化验费": 1, "治疗费": 12, "手术费": 0.1}
"""How many items a category has beside those of the illness, and how often at most one of them is charged a day."""

_WITH_PATENT_MEDICINE = 0.4
_FIRST = 0.8
_LEFT_OVER = 0.12
_LEAST_DEAR_FEN = 150_000
"""What no ordinary item used up of a category is charged as one dear item, if it is so large a part and so much."""
_DEAR = {"卫生材料费": "植入性高值耗材", "治疗费": "重症监护治疗", "检查费": "特殊影像学检查", "化验费": "基因检测"}

_NOT_OPERATED = 0.04
"""Stays of an illness that is operated on, in which it is not, or not yet: too weak, drugs first, refused [A]."""
_DAY_STAY = 2
_DAY_WITHOUT_NURSING = 0.12
"""Day surgery and short stays, up to so many days, that charge no nursing [A]."""
_NURSING_WITH_BED = 0.02
"""Houses that charge nursing with the bed [A]."""
_WARD_CHANGED = 0.012
"""Stays in which two wards both charge the day of the move, or keep the bed for a patient on leave [A]."""
_ORDERED_TWICE = 0.025
"""Bills on which orders of two days stand as two equal lines [A]."""
_SMALL_ORDER_FEN = 60_000
_PACKAGE_STAY, _PACKAGE, _PACKAGE_SHORT = 3, 0.004, 0.05
"""Bills at agreed package prices: rare, but for short stays [A]."""
_ROUND_FEN = 10_000


@dataclass(frozen=True, slots=True)
class Charge:
    """One item that hospitals charge, with the range of its price in fen."""

    name: str
    low_fen: int
    high_fen: int


@dataclass(frozen=True, slots=True)
class PriceList:
    """What is charged: by category for any stay and for stays with an operation, and named drugs."""

    plain: Mapping[str, tuple[Charge, ...]]
    surgical: Mapping[str, tuple[Charge, ...]]
    named: Mapping[str, tuple[str, Charge]]


@functools.cache
def price_list() -> PriceList:
    """The price list, of each category first what nearly every stay needs.

    A constant of the package: it takes no argument and so never goes stale.

    >>> price_list().named["百令胶囊"][0]
    '中成药费'
    """
    plain: dict[str, list[Charge]] = {}
    surgical: dict[str, list[Charge]] = {}
    named: dict[str, tuple[str, Charge]] = {}
    for row in rows_of("charges"):
        low, high = (round(float(row[name]) * _FEN) for name in ("low_yuan", "high_yuan"))
        charge = Charge(row["name"], low, high)
        if row["scope"] == "named":
            named[charge.name] = (row["category"], charge)
            continue
        surgical.setdefault(row["category"], []).append(charge)
        if row["scope"] != "surgery":
            plain.setdefault(row["category"], []).append(charge)
    return PriceList(
        {name: tuple(found) for name, found in plain.items()},
        {name: tuple(found) for name, found in surgical.items()},
        named,
    )


def charges_of(illness: Illness, stay_days: int, cost_fen: float, dice: Dice, *, itemised: bool = True) -> list[Line]:
    """The lines of a stay, about `cost_fen` in all; a bill is their sum.

    Args:
        illness: What is treated.
        stay_days: Days of the stay, at least 1.
        cost_fen: What such a stay costs, beside chance.
        dice: Chance.
        itemised: Whether every item has its line; else a category has one, which is four times quicker.
    """
    operated = bool(illness.operation) and not dice.chance(_NOT_OPERATED)
    lines = _daily(stay_days, operated, dice)
    rest = max(cost_fen * 0.4, cost_fen - sum(one.amount_fen for one in lines))
    patent = dice.chance(_WITH_PATENT_MEDICINE)
    for category, share in _SHARES:
        if (category == "手术费" and not operated) or (category == "中成药费" and not patent):
            continue
        target = rest * share * dice.between(0.5, 1.5)
        if itemised:
            lines += _category(category, illness, stay_days, target, dice)
        else:
            lines.append(_line(category, category, 1, max(100, round(target))))
    if itemised and dice.chance(_ORDERED_TWICE):
        small = [one for one in lines[3:] if one.amount_fen <= _SMALL_ORDER_FEN]
        lines += [replace(one) for one in small[: dice.whole(1, 2)]]
    if dice.chance(_PACKAGE_SHORT if stay_days <= _PACKAGE_STAY else _PACKAGE):
        return [_line(one.name, one.category, 1, _to_hundreds(one.amount_fen)) for one in lines]
    return lines


def _to_hundreds(amount_fen: int) -> int:
    """A sum of whole hundreds of yuan, as packages are agreed."""
    return max(_ROUND_FEN, round(amount_fen / _ROUND_FEN) * _ROUND_FEN)


def _daily(stay_days: int, operated: bool, dice: Dice) -> list[Line]:
    """Bed, rounds and nursing, each for every day of the stay; some houses charge no nursing, some beds twice."""
    intense = min(stay_days, dice.whole(1, 4) if operated else dice.whole(0, 2))
    lines = [_line("普通病房床位费", "床位费", stay_days, _step(dice.between(4_000, 9_600)))]
    if dice.chance(_WARD_CHANGED):
        bed = lines[0]
        lines[0] = _line(bed.name, bed.category, stay_days + dice.whole(1, 3), bed.unit_price_fen)
    lines.append(_line("住院诊察费", "诊察费", stay_days, _step(dice.between(2_000, 4_800))))
    if dice.chance(_NURSING_WITH_BED + (_DAY_WITHOUT_NURSING if stay_days <= _DAY_STAY else 0.0)):
        return lines
    if intense:
        lines.append(_line("一级护理", "护理费", intense, _step(dice.between(4_000, 7_200))))
    if stay_days > intense:
        lines.append(_line("二级护理", "护理费", stay_days - intense, _step(dice.between(2_000, 4_200))))
    return lines


def _category(category: str, illness: Illness, stay_days: int, target: float, dice: Dice) -> list[Line]:
    """Items of one category until its part of the bill is used up."""
    lines: list[Line] = []
    left = target
    if category == "手术费":
        price = max(5_000, _step(target * dice.between(0.55, 0.85)))
        lines.append(Line(illness.operation, category, 1, price, price))
        left -= price
    items = _items(category, illness, dice)
    last = len(items) - 1
    most = _A_DAY[category] * stay_days
    unit = dice.unit
    for place, item in enumerate(items):
        low = item.low_fen
        if left < low and lines:
            continue
        price = int(low + (item.high_fen - low) * unit())
        part = left if place == last else left * (0.2 + 0.5 * unit())
        quantity = int(min(part / price, most * (0.2 + 0.8 * unit())) + 0.5) or 1
        amount = price * quantity
        lines.append(Line(item.name, category, quantity, price, amount))
        left -= amount
    if left > max(_LEFT_OVER * target, _LEAST_DEAR_FEN) and category in _DEAR:
        number = dice.whole(1, 3)
        price = max(100, round(left * dice.between(0.8, 1.1) / number))
        lines.append(Line(_DEAR[category], category, number, price, price * number))
    return lines


def _items(category: str, illness: Illness, dice: Dice) -> list[Charge]:
    """Which items of a category this stay has: those of the illness first, then some of the usual ones."""
    listed = price_list()
    usual = (listed.surgical if illness.operation else listed.plain).get(category, ())
    found = [named[1] for name in illness.drugs if (named := listed.named[name])[0] == category]
    # Some neighbours of the list, so that no two stays need the same ones; the first is charged in nearly every stay.
    wanted = min(_USUAL_ITEMS[category], len(usual) - 1)
    if wanted <= 0:
        return found + list(usual[:1])
    start = int(dice.unit() * (len(usual) - 1))
    found += [usual[1 + (start + turn) % (len(usual) - 1)] for turn in range(wanted)]
    return [usual[0], *found] if dice.chance(_FIRST) else found


def _line(name: str, category: str, quantity: int, price_fen: int) -> Line:
    return Line(name, category, quantity, price_fen, price_fen * quantity)


def _step(price_fen: float) -> int:
    """A price as price lists have it, in steps of half a yuan."""
    return round(price_fen / 50) * 50
