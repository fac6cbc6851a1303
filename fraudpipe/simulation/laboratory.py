"""Laboratory panels: what a sheet lists, and how the values of the sick and the healthy fall.

The panels stand in `tables/panels.csv`. Healthy values fill the reference range; one in forty lies outside it, as a
range of 95 % means. A sick value is displaced by the factor of its row, and only in the share of patients that the row
states: most values of a sick person are normal too.
"""

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import rows_of

LaboratoryRow = tuple[str, str, str, str, str]

_OUTSIDE = 0.05
_SIZE = re.compile(r"\d+(?=mm|×)")


@dataclass(frozen=True, slots=True)
class Analyte:
    """One line of a panel. `ill_factor` displaces the sick from the range, in `ill_share` of them."""

    name: str
    unit: str
    low: float
    high: float
    decimals: int
    ill_factor: float
    ill_share: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One sheet of the laboratory; `title` is printed on it."""

    title: str
    analytes: tuple[Analyte, ...]


@functools.cache
def panels() -> Mapping[str, Panel]:
    """All panels by key. A constant of the package: it takes no argument and so never goes stale.

    >>> panels()["liver"].title
    '肝功能'
    """
    found: dict[str, list[Analyte]] = {}
    titles: dict[str, str] = {}
    for row in rows_of("panels"):
        titles[row["panel"]] = row["title"]
        found.setdefault(row["panel"], []).append(
            Analyte(
                row["item"], row["unit"], float(row["low"]), float(row["high"]), int(row["decimals"]),
                float(row["ill_factor"]), float(row["ill_share"]),
            )
        )  # fmt: skip
    return {key: Panel(titles[key], tuple(analytes)) for key, analytes in found.items()}


def laboratory_rows(panel: str, ill: bool, dice: Dice) -> list[LaboratoryRow]:
    """The lines of one sheet as texts: (name, result, unit, range, flag); the flag is "", "↑" or "↓".

    Args:
        panel: Key of the panel.
        ill: Whether the patient has the illness that the panel is taken for.
        dice: Chance.
    """
    return [_row(one, _value(one, ill, dice)) for one in panels()[panel].analytes]


def measured(text: str, dice: Dice) -> str:
    """The text of a report with its sizes in mm drawn anew around the typical ones.

    >>> from fraudpipe.simulation.dice import stream
    >>> measured("结节，大小约14×8mm，狭窄约80%。", Dice(stream(1, "sizes"))).endswith("mm，狭窄约80%。")
    True
    """
    return _SIZE.sub(lambda found: str(max(2, round(dice.lognormal(float(found[0]), 1.6 * float(found[0]))))), text)


def _value(one: Analyte, ill: bool, dice: Dice) -> float:
    if ill and dice.chance(one.ill_share):
        edge = one.high if one.ill_factor >= 1 else one.low
        # Beyond the edge for nearly all: a log-normal around the factor, never back over the middle of the range.
        return edge * math.exp(math.log(one.ill_factor) * dice.lognormal(1.0, 1.8))
    if dice.chance(_OUTSIDE):
        width = (one.high - one.low) * dice.between(0.01, 0.15)
        return max(0.0, one.low - width) if one.low and dice.chance(0.5) else one.high + width
    middle, half = (one.low + one.high) / 2, (one.high - one.low) / 2
    return min(one.high, max(one.low, dice.normal(middle, half * 0.5)))


def _row(one: Analyte, value: float) -> LaboratoryRow:
    result = f"{value:.{one.decimals}f}"
    shown = float(result)
    flag = "↑" if shown > one.high else "↓" if shown < one.low else ""
    span = f"0-{one.high:g}" if one.low == 0 else f"{one.low:g}-{one.high:g}"
    return one.name, result, one.unit, span, flag
