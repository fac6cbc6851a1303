"""Running sums in arrays: what a database does with a window for each sum, one sort does for all."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def sums_at(
    group: Whole, at: Whole, values: Mapping[str, Whole], asked_group: Whole, asked_at: Whole
) -> dict[str, Whole]:
    """The sum of each value over the rows of the asked group up to and including the asked instant.

    Group numbers times the seconds between the first and the last asked instant must fit 63 bits: a hundred years have
    room for two thousand million groups.

    >>> one = np.array([1, 1, 2]), np.array([10, 20, 10]), {"count": np.array([1, 1, 5])}
    >>> sums_at(*one, np.array([1, 1, 2, 1]), np.array([9, 20, 11, 10]))["count"].tolist()
    [0, 2, 5, 1]
    """
    if not asked_at.size:
        return {name: np.zeros(0, np.int64) for name in values}
    first = int(asked_at.min())
    span = int(asked_at.max()) - first + 2
    # Whatever comes after the last question shares its place behind it; what was before the first, its place at it.
    place = group * span + np.clip(at - first, 0, span - 1)
    order = np.argsort(place)
    place = place[order]
    wanted = asked_group * span + (asked_at - first)
    # Looked up in order, neighbours are found in the same corner of memory.
    turn = np.argsort(wanted)
    begun, ended = np.empty_like(turn), np.empty_like(turn)
    begun[turn] = np.searchsorted(place, (asked_group * span)[turn], side="left")
    ended[turn] = np.searchsorted(place, wanted[turn], side="right")
    found = {}
    for name, value in values.items():
        so_far = np.concatenate((np.zeros(1, np.int64), np.cumsum(value[order], dtype=np.int64)))
        found[name] = so_far[ended] - so_far[begun]
    return found
