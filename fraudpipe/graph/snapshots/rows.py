"""What the week's snapshot says of each claim, by the values that it shares as of its own moment."""

import numba
import numpy as np

from fraudpipe.graph.occurrences import ClaimArrays, Ints, Occurrences
from fraudpipe.graph.outcomes import CLEARED_CODE, CONFIRMED_CODE, OutcomeSpans
from fraudpipe.graph.runs import grouped, pointers_of
from fraudpipe.graph.snapshots.cores import camouflage_weight, core_of, plain_weight, value_cores
from fraudpipe.graph.snapshots.propagation import (
    ONE,
    Reals,
    Walk,
    birank_walk,
    pagerank_walk,
    scores_without,
    value_scores,
)
from fraudpipe.graph.snapshots.week import Snapshot, snapshot, week_start

_SEEDS = (("confirmed", CONFIRMED_CODE), ("cleared", CLEARED_CODE))
_MILLION = 1_000_000
COLUMNS = (
    "core_number",
    "block_hundredths",
    *(f"{walk}_{name}_millionths" for walk in ("pagerank", "birank") for name, _ in _SEEDS),
)


def snapshot_rows(
    arrays: ClaimArrays, links: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints
) -> dict[str, Ints]:
    """Core numbers and propagated outcomes of each probe, by column.

    Args:
        arrays: The claims.
        links: The values that link.
        known: Outcomes; those of the probe's own member are left out.
        claim: Position of each probe's claim.
        as_of: Moment of each probe.
    """
    found: dict[str, Ints] = {name: np.zeros(len(claim), np.int64) for name in COLUMNS}
    pointed = grouped(links.claim, len(arrays.seen))
    weeks = week_start(as_of.astype(np.int64))
    order = np.argsort(weeks, kind="stable")
    starts = np.flatnonzero(np.diff(weeks[order], prepend=-1)) if len(order) else order
    for part in np.split(order, starts[1:]) if len(order) else []:
        week = snapshot(links, int(weeks[part[0]]))
        run, value = _values(links, pointed, week, claim[part], as_of[part])
        for name, values in _rows(arrays, week, known, int(weeks[part[0]]), claim[part], (run, value)).items():
            found[name][part] = values
    return found


def _values(
    links: Occurrences, pointed: tuple[Ints, Ints], week: Snapshot, claim: Ints, as_of: Ints
) -> tuple[Ints, Ints]:
    """For each probe the run of its values that another claim shows in the snapshot, and those values."""
    begins, by_claim = pointed
    counts = begins[claim + 1] - begins[claim]
    probe = np.repeat(np.arange(len(claim)), counts)
    step = np.arange(len(probe)) - np.repeat(np.cumsum(counts) - counts, counts)
    row = by_claim[np.repeat(begins[claim], counts) + step]
    place = np.minimum(np.searchsorted(week.values, links.value[row]), max(len(week.values) - 1, 0))
    if not len(week.values):
        return np.zeros(len(claim) + 1, np.int64), place[:0]
    known = week.values[place] == links.value[row]
    only = (week.holders[place] == 1) & (week.claims[week.claim_of[week.value_begins[place]]] == claim[probe])
    holds = known & ~only & (links.start[row] < as_of[probe]) & (links.end[row] >= as_of[probe])
    return pointers_of(probe[holds], len(claim)), place[holds]


def _rows(
    arrays: ClaimArrays, week: Snapshot, known: OutcomeSpans, moment: int, claim: Ints, asked: tuple[Ints, Ints]
) -> dict[str, Ints]:
    plain, camouflage = plain_weight(week), camouflage_weight(week)
    found = {
        "core_number": _cores(*asked, value_cores(week, plain), plain),
        "block_hundredths": _cores(*asked, value_cores(week, camouflage), camouflage),
    }
    member = arrays.member[week.claims]
    for name, code in _SEEDS:
        told = (known.code == code) & (known.start < moment) & (known.end >= moment)
        marked = np.zeros(len(arrays.seen), np.int64)
        marked[known.claim[told]] = 1
        seeds = marked[week.claims]
        if seeds.any():
            own = _own_seeds(member, seeds, arrays.member[claim])
            pagerank, birank = pagerank_walk(week), birank_walk(week)
            arrive = np.sqrt(_weights(*asked, week.weight) + 1)
            found[f"pagerank_{name}_millionths"] = _arrived(week, pagerank, seeds, asked, own, 1 / week.holders)
            reached = _arrived(week, birank, seeds, asked, own, np.sqrt(week.weight / week.holders))
            found[f"birank_{name}_millionths"] = (reached / arrive).astype(np.int64)
    return found


def _own_seeds(member: Ints, seeds: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """For each probe the run of seeds that are its own member's, and those seeds."""
    seed = np.flatnonzero(seeds)
    seed = seed[np.argsort(member[seed], kind="stable")]
    low, high = (np.searchsorted(member[seed], owner, side=side) for side in ("left", "right"))
    counts = high - low
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), seed[np.repeat(low, counts) + step]


def _arrived(
    week: Snapshot, walk: Walk, seeds: Ints, asked: tuple[Ints, Ints], own: tuple[Ints, Ints], part: Reals
) -> Ints:
    """Millionths that reach each probe from its values, its own member's seeds left out."""
    begins, value = asked
    score = value_scores(week, walk, seeds)[value]
    few = np.flatnonzero((np.diff(own[0]) > 0) & (np.diff(begins) > 0))
    if len(few):
        places = [np.arange(begins[one], begins[one + 1]) for one in few]
        place = np.concatenate(places)
        run = np.concatenate([[0], np.cumsum([len(one) for one in places])]).astype(np.int64)
        owned = [own[1][own[0][one] : own[0][one + 1]] for one in few]
        out = np.concatenate([[0], np.cumsum([len(one) for one in owned])]).astype(np.int64)
        score[place] = scores_without(week, walk, seeds, (run, value[place]), (out, np.concatenate(owned)))
    given = (score * part[value]).astype(np.int64)
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(given)])
    return np.asarray((total[begins[1:]] - total[begins[:-1]]) // (ONE // _MILLION))


def _weights(begins: Ints, value: Ints, weight: Ints) -> Ints:
    """Sum of the weights of each probe's values."""
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(weight[value])])
    return np.asarray(total[begins[1:]] - total[begins[:-1]])


@numba.njit(cache=True)
def _cores(begins, value, cores, weight):  # type: ignore[no-untyped-def]
    found = np.zeros(len(begins) - 1, np.int64)
    for probe in range(len(found)):
        own = value[begins[probe] : begins[probe + 1]]
        found[probe] = core_of(cores[own], weight[own])
    return found
