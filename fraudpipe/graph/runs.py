"""Arrays in runs of one key, made and walked without sorting."""

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
"""Whole numbers: int64 when they come from tables; narrower ones are taken as they are, for what fills the memory."""


_BITS = 11
_DIGITS = 1 << _BITS
_WIDTH = 63


def pointers(keys: Ints, count: int) -> Ints:
    """Where the run of each key starts in a sorted array of keys, with one end more.

    >>> pointers(np.array([0, 0, 2]), 3).tolist()
    [0, 2, 2, 3]
    """
    return np.searchsorted(keys, np.arange(count + 1)).astype(np.int64)


def pointers_of(keys: Ints, count: int) -> Ints:
    """What `pointers` gives once the keys are sorted.

    >>> pointers_of(np.array([2, 0, 0]), 3).tolist()
    [0, 2, 2, 3]
    """
    return np.asarray(_pointers_of(keys, count))


def grouped(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """Where the run of each key starts, and the places in the order of their keys, otherwise as they were.

    >>> [one.tolist() for one in grouped(np.array([2, 0, 0]), 3)]
    [[0, 2, 2, 3], [1, 2, 0]]
    """
    begins = pointers_of(keys, count)
    return begins, np.asarray(_grouped(keys, begins))


def in_order(keys: Ints) -> Ints:
    """The places of whole numbers in their order, equal ones as they come.

    >>> in_order(np.array([30, -2, 30, 7])).tolist()
    [1, 3, 0, 2]
    """
    if len(keys) == 0 or bool((keys[1:] >= keys[:-1]).all()):
        return np.arange(len(keys), dtype=np.int32)
    return np.asarray(_in_order(keys, keys.min(), int(keys.max()) - int(keys.min())))


@numba.njit(cache=True)
def between_members(claim, value, member):  # type: ignore[no-untyped-def]
    """Of rows sorted by value: which show a value that two members or more ever show."""
    kept, begin = np.zeros(len(claim), np.bool_), 0
    for row in range(len(claim)):
        if value[row] != value[begin]:
            begin = row
        if member[claim[row]] != member[claim[begin]] and not kept[row]:
            last = begin
            while last < len(claim) and value[last] == value[begin]:
                kept[last] = True
                last += 1
    return kept


@numba.njit(cache=True)
def merged(value, holder, start, end, holders):  # type: ignore[no-untyped-def]
    """Of spans sorted by value, then start: the first row of each unbroken run of one holder, and the run's end."""
    row, until = np.empty(len(value), np.int32), np.empty_like(end)
    shown, place = np.full(holders, -1, np.int32), np.zeros(holders, np.int32)
    kept = 0
    for at in range(len(value)):
        who = holder[at]
        if shown[who] == value[at] and start[at] <= until[place[who]]:
            until[place[who]] = max(until[place[who]], end[at])
            continue
        shown[who], place[who] = value[at], kept
        row[kept], until[kept] = at, end[at]
        kept += 1
    return row[:kept], until[:kept]


@numba.njit(cache=True)
def _pointers_of(keys, count):  # type: ignore[no-untyped-def]
    begins = np.zeros(count + 1, np.int64)
    for key in keys:
        begins[key + 1] += 1
    for key in range(count):
        begins[key + 1] += begins[key]
    return begins


@numba.njit(cache=True)
def _grouped(keys, begins):  # type: ignore[no-untyped-def]
    order, place = np.empty(len(keys), np.int32), begins[:-1].copy()
    for row in range(len(keys)):
        order[place[keys[row]]] = row
        place[keys[row]] += 1
    return order


@numba.njit(cache=True)
def _in_order(keys, least, span):  # type: ignore[no-untyped-def]
    """Digit by digit, the lowest first: several times as fast as comparing instants of a few years."""
    order, following = np.arange(len(keys)).astype(np.int32), np.empty(len(keys), np.int32)
    place = np.empty(_DIGITS + 1, np.int64)
    shift = 0
    while shift < _WIDTH and span >> shift:
        place[:] = 0
        for key in keys:
            place[((np.int64(key) - least >> shift) & _DIGITS - 1) + 1] += 1
        place = np.cumsum(place)
        for row in order:
            digit = (np.int64(keys[row]) - least >> shift) & _DIGITS - 1
            following[place[digit]] = row
            place[digit] += 1
        order, following = following, order
        shift += _BITS
    return order
