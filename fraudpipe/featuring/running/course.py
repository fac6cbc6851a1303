"""A history and the moments that look at it as arrays, with what several features need worked out once."""

import numpy as np
import pandas as pd
import pyarrow as pa

from fraudpipe.featuring.cut import FOREVER
from fraudpipe.featuring.running import walks
from fraudpipe.featuring.running.walks import NOTHING, Course, Ints
from fraudpipe.records.moments import DAY_SECONDS


class History:
    """What each moment saw of its key, without the rows of its own claim; a moment without a key saw nothing.

    Args:
        moments: claim_id, as_of and keys.
        rows: Keys, known_at, visible_at, superseded_at, claim_id where there is one, and further columns.
    """

    def __init__(self, moments: pa.Table, rows: pa.Table) -> None:
        self._moments, self._rows = moments, rows
        self._known_at, self._superseded_at = _ints(rows["known_at"]), _ints(rows["superseded_at"])
        # It matters only which moment sees a change first, so an instant is its place among them.
        self._instants, self._step = np.unique(_ints(moments["as_of"]), return_inverse=True)
        self._by_step = np.argsort(self._step, kind="stable")
        self._begin = self._first_after(_ints(rows["visible_at"]))
        if "claim_id" in rows.column_names:
            self._row_claim, self._moment_claim, claims = _codes(rows["claim_id"], moments["claim_id"])
        else:
            self._row_claim, self._moment_claim, claims = np.full(len(rows), -1), np.zeros(len(moments), np.int64), 1
        self._own = np.argsort(self._row_claim, kind="stable")
        self._own_from = np.searchsorted(self._row_claim[self._own], np.arange(claims + 1))
        self._courses: dict[int | None, Course] = {}
        self._keys: dict[tuple[str, ...], tuple[Ints, Ints, int]] = {}

    def summed(self, column: str, keys: tuple[str, ...], window_days: int | None) -> pa.Array:
        """The sum of a column of whole numbers without nulls."""
        rows, moments, count = self._coded(keys)
        return pa.array(walks.summed(self._course(window_days), count, rows, moments, _ints(self._rows[column])))

    def different(self, column: str, keys: tuple[str, ...], window_days: int | None) -> pa.Array:
        """The number of different values of a column."""
        rows, moments, count = self._coded(keys)
        value, _, values = _codes(self._rows[column], self._rows[column].slice(0, 0))
        pair, _, pairs = _together((rows, moments[:0], count), (value, value[:0], values))
        return pa.array(walks.different(self._course(window_days), count, rows, moments, pairs, pair))

    def greatest(self, column: str, keys: tuple[str, ...]) -> pa.Array:
        """The greatest of a column of whole numbers over all history; null where there is none."""
        rows, moments, count = self._coded(keys)
        rows = np.where(_nulls(self._rows[column]), -1, rows)
        claims = self._row_claim, self._moment_claim
        found = walks.greatest(
            self._course(None), count, rows, moments, _ints(self._rows[column]), claims, len(self._instants)
        )
        return pa.array(found, mask=found == NOTHING)

    def _first_after(self, instant: Ints) -> Ints:
        """The first step after an instant."""
        return np.searchsorted(self._instants, instant, side="right")

    def _course(self, window_days: int | None) -> Course:
        if window_days not in self._courses:
            ends = self._superseded_at
            if window_days is not None:
                ends = np.minimum(ends, self._known_at + window_days * DAY_SECONDS)
            end = np.maximum(self._first_after(ends), self._begin)
            row = np.arange(len(end))
            change, step = np.concatenate((row, -1 - row)), np.concatenate((self._begin, end))
            # What no moment sees is no change, nor is one after the last moment.
            counts = (step < len(self._instants)) & np.tile(self._begin < end, 2)
            change, step = change[counts], step[counts]
            order = np.argsort(step, kind="stable")
            until = np.searchsorted(step[order], self._step[self._by_step], side="right")
            claim = self._moment_claim
            self._courses[window_days] = Course(
                change[order], self._by_step, until, self._step, self._begin, end,
                self._own_from[claim], self._own_from[claim + 1], self._own,
            )  # fmt: skip
        return self._courses[window_days]

    def _coded(self, keys: tuple[str, ...]) -> tuple[Ints, Ints, int]:
        """Numbers of the keys of rows and of moments, and how many there are."""
        if keys not in self._keys:
            *others, last = keys
            found = _codes(self._rows[last], self._moments[last])
            self._keys[keys] = _together(self._coded(tuple(others)), found) if others else found
        return self._keys[keys]


def _ints(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.fill_null(0).to_numpy(), dtype=np.int64)


def _nulls(column: pa.ChunkedArray) -> np.ndarray:
    return column.is_null().to_numpy()


def _codes(rows: pa.ChunkedArray, moments: pa.ChunkedArray) -> tuple[Ints, Ints, int]:
    """Numbers from 0 for equal values, -1 for null, and how many there are."""
    both = pa.chunked_array([*rows.chunks, *moments.chunks], rows.type).dictionary_encode().unify_dictionaries()
    codes = np.concatenate([np.asarray(one.indices.fill_null(-1), dtype=np.int64) for one in both.chunks] or [_NONE])
    return codes[: len(rows)], codes[len(rows) :], max((len(one.dictionary) for one in both.chunks), default=0)


def _together(left: tuple[Ints, Ints, int], right: tuple[Ints, Ints, int]) -> tuple[Ints, Ints, int]:
    """Numbers of pairs."""
    ones, others = np.concatenate(left[:2]), np.concatenate(right[:2])
    codes, found = pd.factorize(ones * right[2] + others)
    codes = np.where((ones < 0) | (others < 0), -1, codes)
    return codes[: len(left[0])], codes[len(left[0]) :], len(found)


_NONE = np.zeros(0, np.int64)
