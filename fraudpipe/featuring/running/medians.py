"""Medians among peers and their spread, month by month, from arrays."""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from fraudpipe.featuring.running.walks import Ints


class Peers(NamedTuple):
    """Rows of history by key.

    Attributes:
        first: Where the rows of each key begin, and at last where they end.
        visible_at: Of each row.
        leaves_at: The last instant that sees it.
        value: A whole number.
    """

    first: Ints
    visible_at: Ints
    leaves_at: Ints
    value: Ints


def peers(key: Ints, keys: int, visible_at: Ints, leaves_at: Ints, value: Ints) -> Peers:
    """Rows in any order, by key from 0 to `keys`; those with a key of -1 are left out."""
    order = np.argsort(key, kind="stable")
    first = np.searchsorted(key[order], np.arange(keys + 1))
    return Peers(first, visible_at[order], leaves_at[order], value[order])


@numba.njit(cache=True)
def usual(rows, key, instant):  # type: ignore[no-untyped-def]
    """The median of the values that are seen of each (key, instant), and the median distance from it; NaN without."""
    middle, spread = np.full(len(key), np.nan), np.full(len(key), np.nan)
    longest = 0
    for number in range(len(rows.first) - 1):
        longest = max(longest, rows.first[number + 1] - rows.first[number])
    values = np.empty(longest, np.float64)
    for number in range(len(key)):
        if key[number] < 0:
            continue
        count = 0
        for row in range(rows.first[key[number]], rows.first[key[number] + 1]):
            if rows.visible_at[row] < instant[number] <= rows.leaves_at[row]:
                values[count] = rows.value[row]
                count += 1
        if count > 0:
            middle[number] = _median(values[:count])
            spread[number] = _median(np.abs(values[:count] - middle[number]))
    return middle, spread


@numba.njit(cache=True)
def _median(values: npt.NDArray[np.float64]) -> float:
    """As engines have it: the mean of the two in the middle of an even number."""
    half = len(values) // 2
    parted = np.partition(values, half)
    if len(values) % 2:
        return float(parted[half])
    return float(parted[:half].max() * 0.5 + parted[half] * 0.5)
