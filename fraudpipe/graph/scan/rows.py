"""Excess over expected of the cells that a claim lies in, as of the moment it is scored.

Expected is the product of the margins of the same days: what the owner of the cell sees, by the shares that are usual
among its like. Members are counted, not claims: that one patient comes back is no excess. Hospitals differ by more than
chance, so that counts are held against a negative binomial tail; and of all cells that hold anybody on a day only those
are an excess that stand out among all of them.

What is fresh is held against more: against the cell's own past, too, which is the share that it has among those whose
window at its owner is over. Where a row was corrected within the window, the corrected one tells. A hospital that
always saw many is then no excess, whatever its peers see.
Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.
"""

import numba
import numpy as np
import numpy.typing as npt
from scipy.special import betainc

from fraudpipe.graph.occurrences import Ints
from fraudpipe.graph.runs import grouped
from fraudpipe.graph.scan.cells import GROUPS, Cells

Reals = npt.NDArray[np.float64]

_LEAST_MEMBERS = 4
_LEAST_RATIO = 2.0
_DISPERSION = 10.0
_HIGHEST = 30_000
_LEAST_PAST = 20
COLUMNS = (
    *(f"{group}_excess_millis" for group in GROUPS),
    "fresh_excess_millis",
    "excess_claim_count",
    "excess_expected_millis",
)


def scan_rows(found: Cells, claim: Ints, as_of: Ints) -> dict[str, Ints]:
    """By column, for each probe: 1000 x -log10 q of its best cell in each group, the freshest, and what the best holds.

    Args:
        found: The cells.
        claim: Position of each probe's claim.
        as_of: Moment of each probe.
    """
    rows: dict[str, Ints] = {name: np.zeros(len(claim), np.int64) for name in COLUMNS}
    counters, cells = int(found.counter.max(initial=-1)) + 1, len(found.group)
    state = (
        np.zeros(counters, np.int64),
        np.zeros(cells, np.int64),
        np.full(cells, -1, np.int64),
        np.zeros(cells, np.int64),
        np.zeros(4, np.int64),
        np.zeros(len(found.claim), bool),
    )
    past = (np.zeros(counters, np.int64), np.zeros(cells, np.int64), np.zeros(len(found.claim), bool))
    orders = (np.argsort(found.start, kind="stable"), np.argsort(found.end, kind="stable"))
    given = (found.start, found.end, found.lapsed, *orders)
    owned = (found.member, *grouped(found.member, int(found.member.max(initial=-1)) + 1))
    version = _current(found, claim, as_of)
    order = np.argsort(as_of, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(as_of[order])) + 1) if len(order) else []:
        _advance((state, past), given, (found.cell, found.counter), owned, as_of[part[0]])
        tested, count, expected, own = _tested(state, past, found.margins)
        score, fresh = (_scores(count, by, int(state[4][3])) for by in (expected, np.maximum(expected, own)))
        _best(rows, part, found, found.cell[version[part]], (tested, score, fresh, count, expected))
    return rows


def _current(found: Cells, claim: Ints, as_of: Ints) -> Ints:
    """The row of each probe's claim that was the last one visible."""
    late = np.searchsorted(found.claim, claim, side="right") - 1
    version = np.searchsorted(found.claim, claim)
    while (more := (version < late) & (found.start[np.minimum(version + 1, late)] < as_of)).any():
        version = version + more
    return version


def _scores(count: Ints, expected: Reals, cells: int) -> Ints:
    """1000 x -log10 of the false discovery rate at which each tested cell stands out; the untested ones count, too.

    >>> _scores(np.array([12, 4]), np.array([1.0, 2.0]), 1000).tolist()
    [4370, 0]
    """
    chance = betainc(count, _DISPERSION, expected / (expected + _DISPERSION))
    order = np.argsort(chance, kind="stable")
    rate = chance[order] * cells / np.arange(1, len(order) + 1)
    rate = np.minimum.accumulate(rate[::-1])[::-1]
    score = np.empty(len(order), np.int64)
    score[order] = np.rint(-1000 * np.log10(np.clip(rate, 10.0 ** (-_HIGHEST / 1000), 1.0)))
    return score


def _best(
    rows: dict[str, Ints], part: Ints, found: Cells, cell: Ints, tested: tuple[Ints, Ints, Ints, Ints, Reals]
) -> None:
    """Writes what is known of the best cell of each probe in `part`."""
    cells, score, fresh, count, expected = tested
    place = np.full(len(found.group) + 1, -1, np.int64)
    place[cells] = np.arange(len(cells))
    held = place[cell]
    value = np.where(held >= 0, np.append(score, 0)[held], 0)
    for number, group in enumerate(GROUPS):
        rows[f"{group}_excess_millis"][part] = np.where(np.append(found.group, -1)[cell] == number, value, 0).max(
            axis=1
        )
    rows["fresh_excess_millis"][part] = np.where(held >= 0, np.append(fresh, 0)[held], 0).max(axis=1)
    first = np.take_along_axis(held, value.argmax(axis=1)[:, None], axis=1)[:, 0]
    kept = value.max(axis=1) > 0
    rows["excess_claim_count"][part] = np.where(kept, np.append(count, 0)[first], 0)
    rows["excess_expected_millis"][part] = np.where(kept, np.rint(1000 * np.append(expected, 0.0)[first]), 0)


@numba.njit(cache=True)
def _advance(counts, given, tables, owned, moment):  # type: ignore[no-untyped-def]
    """Counts the rows that hold at `moment`. Progress: rows begun, rows ended, cells to test, cells with anybody."""
    state, past = counts
    progress = state[4]
    start, end, lapsed, by_start, by_end = given
    while progress[0] < len(start) and start[by_start[progress[0]]] < moment:
        _add(state, tables, owned, by_start[progress[0]], 1)
        progress[0] += 1
    while progress[1] < len(end) and end[by_end[progress[1]]] < moment:
        _add(state, tables, owned, by_end[progress[1]], -1)
        if lapsed[by_end[progress[1]]]:
            _note(past, tables, owned, by_end[progress[1]])
        progress[1] += 1


@numba.njit(cache=True)
def _add(state, tables, owned, row, change):  # type: ignore[no-untyped-def]
    """Begins or ends a row. A member counts once wherever it is, however many of its rows are there."""
    margin, count, place, large, progress, holds = state
    cell, counter = tables
    holds[row] = False
    for column in range(counter.shape[1]):
        one = counter[row, column]
        if one >= 0 and not _held(counter[:, column], holds, owned, row):
            margin[one] += change
    for column in range(cell.shape[1]):
        one = cell[row, column]
        if one < 0 or _held(cell[:, column], holds, owned, row):
            continue
        progress[3] += (count[one] == 0 and change > 0) - (count[one] == 1 and change < 0)
        count[one] += change
        if count[one] >= _LEAST_MEMBERS and place[one] < 0:
            place[one] = progress[2]
            large[progress[2]] = one
            progress[2] += 1
        elif count[one] < _LEAST_MEMBERS and place[one] >= 0:
            progress[2] -= 1
            last = large[progress[2]]
            large[place[one]], place[last] = last, place[one]
            place[one] = -1
    holds[row] = change > 0


@numba.njit(cache=True)
def _note(past, tables, owned, row):  # type: ignore[no-untyped-def]
    """Counts the member of a row that the window ended, once wherever it was."""
    margin, count, lapsed = past
    cell, counter = tables
    for column in range(counter.shape[1]):
        if counter[row, column] >= 0 and not _held(counter[:, column], lapsed, owned, row):
            margin[counter[row, column]] += 1
    for column in range(cell.shape[1]):
        if cell[row, column] >= 0 and not _held(cell[:, column], lapsed, owned, row):
            count[cell[row, column]] += 1
    lapsed[row] = True


@numba.njit(cache=True)
def _held(column, holds, owned, row):  # type: ignore[no-untyped-def]
    """Whether another row that holds has the member of this one where this one is."""
    member, begins, order = owned
    for at in range(begins[member[row]], begins[member[row] + 1]):
        if holds[order[at]] and column[order[at]] == column[row]:
            return True
    return False


@numba.njit(cache=True)
def _tested(state, past, margins):  # type: ignore[no-untyped-def]
    """Cells that hold enough members, and at least twice as many as expected: cell, members, expected, by its past."""
    margin, count, _, large, progress, _ = state
    past_margin, past_count, _ = past
    cells, counts = np.empty(progress[2], np.int64), np.empty(progress[2], np.int64)
    expected, own = np.empty(progress[2], np.float64), np.zeros(progress[2], np.float64)
    kept = 0
    for one in np.sort(large[: progress[2]]):
        owner, first, second, total = margins[one]
        by_chance = margin[owner] * margin[first] / margin[total]
        if second >= 0:
            by_chance *= margin[second] / margin[total]
        if count[one] >= _LEAST_RATIO * by_chance:
            cells[kept], counts[kept], expected[kept] = one, count[one], by_chance
            if past_margin[owner] >= _LEAST_PAST:
                own[kept] = margin[owner] * past_count[one] / past_margin[owner]
            kept += 1
    return cells[:kept], counts[:kept], expected[:kept], own[:kept]
