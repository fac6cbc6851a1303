"""One walk through history in the order of time, with a running figure for every key.

Keys and values are numbered from 0; -1 is an unknown one, whose figures lie in a last place that nobody asks for.
"""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from fraudpipe.records.chains import hang, take_off

Ints = npt.NDArray[np.int64]
NOTHING = np.iinfo(np.int64).min
"""The greatest value of no rows."""


class Course(NamedTuple):
    """Rows and moments in the order of time.

    Attributes:
        changes: Row by row as they come into sight (row) and go (-1 - row).
        moments: Moments in the order of time.
        until: For each of these, how many changes it sees.
        step: When each moment is.
        begin: The first step that sees each row.
        end: The first step that no longer sees it.
        own_from: For each moment, where the rows of its own claim begin in `own`,
        own_until: and where they end.
        own: Rows by claim.
    """

    changes: Ints
    moments: Ints
    until: Ints
    step: Ints
    begin: Ints
    end: Ints
    own_from: Ints
    own_until: Ints
    own: Ints


@numba.njit(cache=True)
def summed(course, keys, row_key, moment_key, value):  # type: ignore[no-untyped-def]
    """The sum of the values that each moment sees of its key, without its own claim's."""
    now = np.zeros(keys + 1, np.int64)
    found = np.zeros(len(moment_key), np.int64)
    place = 0
    for number in range(len(course.moments)):
        while place < course.until[number]:
            row = course.changes[place]
            if row >= 0:
                now[row_key[row]] += value[row]
            else:
                now[row_key[-1 - row]] -= value[-1 - row]
            place += 1
        moment = course.moments[number]
        key, step = moment_key[moment], course.step[moment]
        if key < 0:
            continue
        found[moment] = now[key]
        for row in course.own[course.own_from[moment] : course.own_until[moment]]:
            if row_key[row] == key and course.begin[row] <= step < course.end[row]:
                found[moment] -= value[row]
    return found


@numba.njit(cache=True)
def different(course, keys, row_key, moment_key, pairs, pair):  # type: ignore[no-untyped-def]
    """The number of different pairs (of key and value) that each moment sees of its key, without its own claim's."""
    now, held = np.zeros(keys + 1, np.int64), np.zeros(pairs + 1, np.int64)
    found = np.zeros(len(moment_key), np.int64)
    place = 0
    for number in range(len(course.moments)):
        while place < course.until[number]:
            row = course.changes[place]
            more = 1 if row >= 0 else -1
            row = row if row >= 0 else -1 - row
            held[pair[row]] += more
            if pair[row] >= 0 and held[pair[row]] == (more > 0):
                now[row_key[row]] += more
            place += 1
        moment = course.moments[number]
        if moment_key[moment] >= 0:
            found[moment] = now[moment_key[moment]] - _only_own(course, moment, row_key, moment_key[moment], pair, held)
    return found


@numba.njit(cache=True)
def _only_own(course, moment, row_key, key, pair, held):  # type: ignore[no-untyped-def]
    """How many pairs are held by rows of the moment's own claim alone."""
    own, step = course.own[course.own_from[moment] : course.own_until[moment]], course.step[moment]
    alone = 0
    for row in own:
        if row_key[row] == key and pair[row] >= 0 and course.begin[row] <= step < course.end[row]:
            held[pair[row]] -= 1
            alone += held[pair[row]] == 0
    for row in own:
        if row_key[row] == key and pair[row] >= 0 and course.begin[row] <= step < course.end[row]:
            held[pair[row]] += 1
    return alone


@numba.njit(cache=True)
def greatest(course, keys, row_key, moment_key, value, claims, last):  # type: ignore[no-untyped-def]
    """The greatest value that each moment sees of its key, without its own claim's; NOTHING without rows.

    A maximum cannot be taken back. Of rows that stay to the step `last` the two greatest are known, as a claim has but
    one row in sight; the few others hang in a chain a key, and each is looked at.
    """
    row_claim, moment_claim = claims
    first, second = np.full(keys + 1, NOTHING), np.full(keys + 1, NOTHING)
    chain = np.full(keys + 1, -1)
    after, before = np.full(len(row_key), -1), np.full(len(row_key), -1)
    found = np.full(len(moment_key), NOTHING)
    place = 0
    for number in range(len(course.moments)):
        while place < course.until[number]:
            row = course.changes[place]
            if row < 0:
                take_off(chain, after, before, row_key[-1 - row], -1 - row)
            elif course.end[row] < last:
                hang(chain, after, before, row_key[row], row)
            else:
                key = row_key[row]
                second[key] = max(second[key], min(first[key], value[row]))
                first[key] = max(first[key], value[row])
            place += 1
        moment = course.moments[number]
        key = moment_key[moment]
        if key < 0:
            continue
        own = _own_lasting(course, moment, row_key, key, value, last)
        found[moment] = second[key] if own == first[key] else first[key]
        row = chain[key]
        while row >= 0:
            if row_claim[row] != moment_claim[moment]:
                found[moment] = max(found[moment], value[row])
            row = after[row]
    return found


@numba.njit(cache=True)
def _own_lasting(course, moment, row_key, key, value, last):  # type: ignore[no-untyped-def]
    """The value of the own claim's row, where it stays; NOTHING otherwise."""
    for row in course.own[course.own_from[moment] : course.own_until[moment]]:
        if row_key[row] == key and course.begin[row] <= course.step[moment] and course.end[row] >= last:
            return value[row]
    return NOTHING
