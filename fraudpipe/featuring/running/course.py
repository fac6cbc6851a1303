"""Moments and the histories that they look at as arrays, with what several features need worked out once."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from fraudpipe.featuring.running import walks
from fraudpipe.featuring.running.medians import peers, usual
from fraudpipe.featuring.running.walks import NOTHING, Course, Ints
from fraudpipe.records.moments import DAY_SECONDS


class Moments:
    """Moments by position.

    Attributes:
        rows: What they were made of.
        instants: All moments, each once, in order. It matters only which sees a change first, so an instant is its
            place among them: a step.
        step: The step of each moment.
        by_step: Positions in the order of time.

    Args:
        rows: moment, claim_id, as_of, keys and, as `month_at`, the first instant of the month.
    """

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows
        self.instants, self.step = np.unique(_ints(rows["as_of"]), return_inverse=True)
        self.by_step = np.argsort(self.step, kind="stable")
        self._values: dict[str, tuple[Ints, pa.Array[Any]]] = {}

    def coded(self, name: str) -> tuple[Ints, "pa.Array[Any]"]:
        """The number of each moment's value of a column, and the values by number."""
        if name not in self._values:
            self._values[name] = _codes(self.rows[name])
        return self._values[name]

    def first_after(self, instant: Ints) -> Ints:
        """The first step after an instant."""
        return np.asarray(np.searchsorted(self.instants, instant, side="right"))


class History:
    """What each moment saw of its key, without the rows of its own claim; a moment without a key saw nothing.

    Args:
        moments: The moments.
        rows: Keys, known_at, visible_at, superseded_at, claim_id where there is one, and further columns.
    """

    def __init__(self, moments: Moments, rows: pa.Table) -> None:
        self._moments, self._rows = moments, rows
        self._courses: dict[int | None, Course] = {}
        self._keys: dict[tuple[str, ...], tuple[Ints, Ints, int]] = {}
        self._usual: dict[tuple[str, tuple[str, ...], int | None], tuple[pa.Array[Any], pa.Array[Any]]] = {}
        self._begin = moments.first_after(_ints(rows["visible_at"]))
        self._claim, claims = np.full(len(rows), -1), len(moments.coded("claim_id")[1])
        if "claim_id" in rows.column_names:
            self._claim, _, _ = self._coded(("claim_id",))
        own = np.flatnonzero(self._claim >= 0)
        self._own = own[np.argsort(self._claim[own], kind="stable")]
        self._own_from = np.searchsorted(self._claim[self._own], np.arange(claims + 1))

    def summed(self, column: str, keys: tuple[str, ...], window_days: int | None) -> "pa.Array[Any]":
        """The sum of a column of whole numbers without nulls."""
        rows, moments, count = self._coded(keys)
        found: Ints = walks.summed(self._course(window_days), count, rows, moments, _ints(self._rows[column]))
        return pa.array(found)

    def different(self, column: str, keys: tuple[str, ...], window_days: int | None) -> "pa.Array[Any]":
        """The number of different values of a column."""
        rows, moments, count = self._coded(keys)
        value, values = _codes(self._rows[column])
        pair, _, pairs = _together((rows, _NONE, count), (value, _NONE, len(values)))
        found: Ints = walks.different(self._course(window_days), count, rows, moments, pairs, pair)
        return pa.array(found)

    def greatest(self, column: str, keys: tuple[str, ...]) -> "pa.Array[Any]":
        """The greatest of a column of whole numbers over all history; null where there is none."""
        rows, moments, count = self._coded(keys)
        rows = np.where(_nulls(self._rows[column]), -1, rows)
        claims, last = (self._claim, self._moments.coded("claim_id")[0]), len(self._moments.instants)
        found: Ints = walks.greatest(self._course(None), count, rows, moments, _ints(self._rows[column]), claims, last)
        return pa.array(found, mask=found == NOTHING)

    def usual(
        self, column: str, keys: tuple[str, ...], window_days: int | None
    ) -> tuple["pa.Array[Any]", "pa.Array[Any]"]:
        """The median of a column of whole numbers as of the month's first instant, and the median distance from it.

        The claim's own row counts like any other; null where there is no value.
        """
        asked = (column, keys, window_days)
        if asked not in self._usual:
            rows, moments, count = self._coded(keys)
            rows = np.where(_nulls(self._rows[column]), -1, rows)
            visible_at, leaves_at = _ints(self._rows["visible_at"]), self._last_seen(window_days)
            history = peers(rows, count, visible_at, leaves_at, _ints(self._rows[column]))
            months, month = np.unique(_ints(self._moments.rows["month_at"]), return_inverse=True)
            cells, cell = np.unique(moments * len(months) + month, return_inverse=True)
            middle, spread = (one[cell] for one in usual(history, cells // len(months), months[cells % len(months)]))
            self._usual[asked] = pa.array(middle, mask=np.isnan(middle)), pa.array(spread, mask=np.isnan(spread))
        return self._usual[asked]

    def _course(self, window_days: int | None) -> Course:
        if window_days not in self._courses:
            moments = self._moments
            end = np.maximum(moments.first_after(self._last_seen(window_days)), self._begin)
            row = np.arange(len(end))
            change, step = np.concatenate((row, -1 - row)), np.concatenate((self._begin, end))
            # What no moment sees is no change, nor is one after the last moment.
            counts = (step < len(moments.instants)) & np.tile(self._begin < end, 2)
            change, step = change[counts], step[counts]
            # Numbers of two bytes are sorted without comparing them.
            order = np.argsort(step.astype(np.min_scalar_type(len(moments.instants))), kind="stable")
            until = np.searchsorted(step[order], moments.step[moments.by_step], side="right")
            claim, _ = moments.coded("claim_id")
            self._courses[window_days] = Course(
                change[order], moments.by_step, until, moments.step, self._begin, end,
                self._own_from[claim], self._own_from[claim + 1], self._own,
            )  # fmt: skip
        return self._courses[window_days]

    def _last_seen(self, window_days: int | None) -> Ints:
        """The last instant that sees each row within the window."""
        ends = _ints(self._rows["superseded_at"])
        if window_days is None:
            return ends
        return np.minimum(ends, _ints(self._rows["known_at"]) + window_days * DAY_SECONDS)

    def _coded(self, keys: tuple[str, ...]) -> tuple[Ints, Ints, int]:
        """Numbers of the keys of rows and of moments, and how many there are. What no moment has is not numbered."""
        if keys not in self._keys:
            *others, last = keys
            moments, values = self._moments.coded(last)
            rows = pc.index_in(self._rows[last], value_set=values.drop_null()).fill_null(-1)
            found = np.asarray(rows.to_numpy(), dtype=np.int64), moments, len(values)
            self._keys[keys] = _together(self._coded(tuple(others)), found) if others else found
        return self._keys[keys]


def _ints(column: Any) -> Ints:
    filled = pc.fill_null(column, 0) if column.null_count else column
    return np.asarray(filled.to_numpy(), dtype=np.int64)


def _nulls(column: "pa.ChunkedArray[Any]") -> npt.NDArray[np.bool_]:
    return column.is_null().to_numpy()


def _codes(column: "pa.ChunkedArray[Any]") -> tuple[Ints, "pa.Array[Any]"]:
    """Numbers from 0 for equal values, -1 for null, and the values by number."""
    coded = column.combine_chunks().dictionary_encode()
    return np.asarray(coded.indices.fill_null(-1), dtype=np.int64), coded.dictionary


def _together(left: tuple[Ints, Ints, int], right: tuple[Ints, Ints, int]) -> tuple[Ints, Ints, int]:
    """Numbers of pairs."""
    ones, others = np.concatenate(left[:2]), np.concatenate(right[:2])
    codes, found = pd.factorize(ones * right[2] + others)
    codes = np.where((ones < 0) | (others < 0), -1, codes)
    return codes[: len(left[0])], codes[len(left[0]) :], len(found)


_NONE = np.zeros(0, np.int64)
