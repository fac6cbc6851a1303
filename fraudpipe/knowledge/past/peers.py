"""What a stay of an illness is like: days and cost at hospitals of that level in that province.

Quantiles, because one dear case must not move them; a small group is drawn towards the larger one that holds it:
illness, level and province -> illness and level -> illness -> all stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

QUANTILES = (0.1, 0.5, 0.9, 0.99)
PRIOR = 30.0
"""Stays of the larger group that every group is given beforehand."""
_EVERYTHING = (-1, -1, -1)


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


class Peers:
    """Quantiles of one measure by group.

    Args:
        illnesses: Names of the first key.
        provinces: Names of the third key.
        groups: (illness, level, province) as places, -1 for any, to count and quantiles.
    """

    def __init__(
        self,
        illnesses: Sequence[str],
        provinces: Sequence[str],
        groups: dict[tuple[int, int, int], tuple[int, tuple[float, ...]]],
    ) -> None:
        self._illness = {name: place for place, name in enumerate(illnesses)}
        self._province = {name: place for place, name in enumerate(provinces)}
        self._groups = groups

    def usual(self, illness: str, level: int, province: str) -> Usual | None:
        """What is usual for an illness category at such hospitals; None where the illness was never seen."""
        a, c = self._illness.get(illness, -2), self._province.get(province, -2)
        narrowest = self._groups.get((a, level, c))
        count = narrowest[0] if narrowest else 0
        for group in ((a, level, c), (a, level, -1), (a, -1, -1)):
            found = self._groups.get(group)
            if found is not None:
                return Usual(count, *found[1])
        return None


def peers_of(
    illnesses: Sequence[str], provinces: Sequence[str], illness: Ints, level: Ints, province: Ints, values: Floats
) -> Peers:
    """Quantiles of all groups.

    Args:
        illnesses: Names of the illnesses.
        provinces: Names of the provinces.
        illness: Of each stay the place in `illnesses`.
        level: Of each stay the hospital level.
        province: Of each stay the place in `provinces`.
        values: Days or fen, above 0.
    """
    known = values > 0
    illness, level, province, values = illness[known], level[known], province[known], values[known]
    groups: dict[tuple[int, int, int], tuple[int, tuple[float, ...]]] = {}
    anything = np.full(len(values), -1, np.int64)
    for keys in (
        (anything, anything, anything),
        (illness, anything, anything),
        (illness, level, anything),
        (illness, level, province),
    ):
        _add(groups, keys, values)
    return Peers(illnesses, provinces, groups)


def _add(
    groups: dict[tuple[int, int, int], tuple[int, tuple[float, ...]]], keys: tuple[Ints, Ints, Ints], values: Floats
) -> None:
    """Adds the groups of one width, each drawn towards the next larger one that is there already."""
    if not len(values):
        return
    order = np.lexsort((values, keys[2], keys[1], keys[0]))
    ordered = [key[order] for key in keys]
    values = values[order]
    changes = np.any([key[1:] != key[:-1] for key in ordered], axis=0)
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1))
    sizes = np.diff(np.concatenate((starts, [len(values)])))
    picked = [values[starts + np.floor(share * (sizes - 1)).astype(np.int64)] for share in QUANTILES]
    for place, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
        group = (int(ordered[0][start]), int(ordered[1][start]), int(ordered[2][start]))
        own = tuple(float(one[place]) for one in picked)
        groups[group] = (size, _drawn(own, size, groups.get(_larger(group))))


def _larger(group: tuple[int, int, int]) -> tuple[int, int, int]:
    if group[2] >= 0:
        return group[0], group[1], -1
    if group[1] >= 0:
        return group[0], -1, -1
    return _EVERYTHING


def _drawn(own: tuple[float, ...], size: int, larger: tuple[int, tuple[float, ...]] | None) -> tuple[float, ...]:
    """Quantiles between their own and those of the larger group, on the scale of ratios."""
    if larger is None:
        return own
    weight = size / (size + PRIOR)
    mixed = weight * np.log(own) + (1 - weight) * np.log(larger[1])
    return tuple(float(one) for one in np.exp(mixed))
