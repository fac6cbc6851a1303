"""What a stay of an illness is like: days and cost at hospitals of that level in that province.

Quantiles, because one dear case must not move them; a small group is drawn towards the larger one that holds it:
illness, level and province -> illness and level -> illness -> all stays.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

QUANTILES = (0.1, 0.5, 0.9, 0.99)
PRIOR = 30.0
"""Stays of the larger group that every group is given beforehand."""
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual of one measure in a group of peers.

    Attributes:
        count: Stays of the same illness, level and province; 0 where only larger groups are known.
        low: A tenth of the stays are below.
        median: Half of them are.
        high: A tenth are above.
        extreme: One in a hundred is above.
    """

    count: int
    low: float
    median: float
    high: float
    extreme: float


@dataclass(frozen=True, slots=True)
class _Groups:
    """All groups of one width: sorted numbers, how many stays each has, and the logarithms of its quantiles."""

    numbers: Ints
    sizes: Ints
    logs: Floats

    def place(self, number: int) -> int | None:
        at = int(self.numbers.searchsorted(number))
        return at if at < len(self.numbers) and self.numbers[at] == number else None


class Peers:
    """Quantiles of one measure by group.

    Args:
        illnesses: Names of the illnesses; a place in it is a number.
        provinces: Names of the provinces.
        widths: Groups by illness; by illness and level; by illness, level and province.
    """

    def __init__(self, illnesses: Sequence[str], provinces: Sequence[str], widths: Sequence[_Groups]) -> None:
        self._illness = {name: place for place, name in enumerate(illnesses)}
        self._province = {name: place for place, name in enumerate(provinces)}
        self._widths = tuple(widths)

    def usual(self, illness: str, level: int, province: str) -> Usual | None:
        """What is usual for an illness category at such hospitals; None where the illness was never seen."""
        a, c = self._illness.get(illness), self._province.get(province, len(self._province))
        if a is None:
            return None
        by_level = a * _LEVELS + level
        numbers = (a, by_level, by_level * (len(self._province) + 1) + c)
        count = 0
        for groups, number in zip(reversed(self._widths), reversed(numbers), strict=True):
            place = groups.place(number)
            if place is not None:
                count = int(groups.sizes[place]) if groups is self._widths[-1] else 0
                return Usual(count, *(math.exp(one) for one in groups.logs[place].tolist()))
        return None


def peers_of(
    illnesses: Sequence[str], provinces: Sequence[str], illness: Ints, level: Ints, province: Ints, values: Floats
) -> Peers:
    """Quantiles of all groups.

    Args:
        illnesses: Names of the illnesses.
        provinces: Names of the provinces.
        illness: Of each stay the place in `illnesses`.
        level: Of each stay the hospital level, 0 to 3.
        province: Of each stay the place in `provinces`; -1 unknown.
        values: Days or fen; what is not above 0 is left out.
    """
    known = values > 0
    width = len(provinces) + 1
    by_level = illness[known] * _LEVELS + level[known]
    by_province = by_level * width + np.where(province[known] < 0, width - 1, province[known])
    logs = np.log(values[known])
    everything = _groups(np.zeros(len(logs), np.int64), logs, None, 1)
    by_illness = _groups(illness[known], logs, everything, len(illnesses) + 1)
    by_levels = _groups(by_level, logs, by_illness, _LEVELS)
    return Peers(
        illnesses, provinces, (by_illness, by_levels, _groups(by_province, logs, by_levels, width))
    )  # fmt: skip


def _groups(numbers: Ints, logs: Floats, larger: _Groups | None, width: int) -> _Groups:
    """Groups of one width, each drawn towards the larger group that holds it: the one of its number // width."""
    order = np.lexsort((logs, numbers))
    numbers, logs = numbers[order], logs[order]
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    sizes = np.diff(np.append(starts, len(numbers)))
    own = np.column_stack([logs[starts + np.floor(share * (sizes - 1)).astype(np.int64)] for share in QUANTILES])
    if larger is not None:
        weight = (sizes / (sizes + PRIOR))[:, None]
        own = weight * own + (1 - weight) * larger.logs[larger.numbers.searchsorted(numbers[starts] // width)]
    return _Groups(numbers[starts], sizes.astype(np.int64), own)
