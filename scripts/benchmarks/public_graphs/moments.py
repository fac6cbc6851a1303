"""What was known about a row's neighbours just before it: the rows that share a key with it and stand earlier.

Rows stand in time order, so a row's number is its moment. Every function sees strictly earlier rows alone; a row with
nothing before it gets 0 as a count and NaN as anything else.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Past:
    """The earlier rows of each row that have the same key.

    Args:
        key: One whole number a row, from 0; rows in time order.
    """

    def __init__(self, key: Ints) -> None:
        self._order = np.argsort(key, kind="stable")
        held = key[self._order]
        starts = np.flatnonzero(np.concatenate([[True], held[1:] != held[:-1]]))
        self._start = np.repeat(starts, np.diff(np.append(starts, len(key))))
        self._joined = held * np.int64(len(key)) + self._order

    def _back(self, sorted_values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        out = np.empty_like(sorted_values)
        out[self._order] = sorted_values
        return out

    def count(self) -> Numbers:
        """How many rows stand before."""
        return self._back((np.arange(len(self._order)) - self._start).astype(np.float64))

    def count_within(self, rows: int) -> Numbers:
        """How many of the last so many rows of all keys have this key."""
        row = self._order
        low = np.searchsorted(self._joined, self._joined - np.minimum(rows, row))
        return self._back((np.arange(len(row)) - low).astype(np.float64))

    def since(self, steps: int = 1) -> Numbers:
        """How many rows ago the last (the last but one, ...) row with the key stood."""
        return np.arange(len(self._order)) - self.before(np.arange(len(self._order), dtype=np.float64), steps)

    def before(self, value: Numbers, steps: int = 1) -> Numbers:
        """The value of the last (the last but one, ...) row with the key."""
        place = np.arange(len(self._order)) - steps
        held = value[self._order]
        return self._back(np.where(place >= self._start, held[np.maximum(place, 0)], np.nan))

    def total(self, value: Numbers, last: int | None = None) -> Numbers:
        """The sum of a value over all earlier rows, or over the last so many, with the key."""
        sums = np.concatenate([[0.0], np.cumsum(value[self._order])])
        place = np.arange(len(self._order))
        low = self._start if last is None else np.maximum(self._start, place - last)
        return self._back(sums[place] - sums[low])

    def mean(self, value: Numbers, last: int | None = None) -> Numbers:
        """The mean of a value over all earlier rows, or over the last so many."""
        count = self.count() if last is None else np.minimum(self.count(), last)
        return np.divide(self.total(value, last), count, out=np.full(len(count), np.nan), where=count > 0)

    def deviation(self, value: Numbers) -> Numbers:
        """How many standard deviations a row's value lies from the mean of the earlier ones; NaN where those are equal.

        Values are whole numbers: a smaller spread than half of one is rounding.
        """
        mean, square = self.mean(value), self.mean(value * value)
        spread = np.sqrt(np.maximum(square - mean * mean, 0.0))
        return np.divide(value - mean, spread, out=np.full(len(mean), np.nan), where=spread > 0.5)

    def distinct(self, other: Ints) -> Numbers:
        """How many different values of another key the earlier rows have."""
        first = ~(Past(joined(_codes_of(self._joined, self._order), other)).count() > 0)
        return self.total(first.astype(np.float64))


def _codes_of(joined_key: Ints, order: Ints) -> Ints:
    out = np.empty(len(order), np.int64)
    out[order] = joined_key // max(len(order), 1)
    return out


def codes(values: Sequence[object] | npt.NDArray[np.generic]) -> Ints:
    """Whole numbers from 0 in place of values.

    >>> codes(["b", "a", "b"]).tolist()
    [1, 0, 1]
    """
    return np.unique(np.asarray(values), return_inverse=True)[1].astype(np.int64)


def joined(left: Ints, right: Ints) -> Ints:
    """One key out of two.

    >>> joined(np.array([0, 0, 1]), np.array([5, 5, 5])).tolist()
    [0, 0, 1]
    """
    return codes(left * (int(right.max(initial=0)) + 1) + right)
