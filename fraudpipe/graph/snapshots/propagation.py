"""How much of what is known about some claims reaches others along the links of a week.

Two walks with restarts between claims and values. Personalised PageRank gives a claim's score to its values in equal
parts; BiRank (He et al. 2017, BiRank: Towards Ranking on Bipartite Graphs) divides by the root of both degrees. Scores
are whole numbers of 2^-36 and a walk has three rounds, so that sums do not depend on the order of rows, and a claim's
own seed can be taken out of every sum that it went into without a trace.
"""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from fraudpipe.graph.occurrences import Ints
from fraudpipe.graph.snapshots.week import Snapshot

Reals = npt.NDArray[np.float64]

ONE = 1 << 36
ROUNDS = 3
DAMPING = 0.85
WALKS = ("pagerank", "birank")
SEEDS = 2
"""Kinds of seed that walk apart. Columns are walk x kind of seed."""


@dataclass(frozen=True)
class Walked:
    """All walks over one snapshot, and what arrived in each round.

    Attributes:
        start: Score that a claim begins every round with, claims x columns.
        give: What part of its score a claim gives to each of its values, claims x columns.
        take: What part of the sum that arrives at a claim is its score, claims x columns.
        share: What part of the sum that arrives at a value goes to each of its claims.
        at_value: Sums that arrived, rounds x values x columns.
        at_claim: Sums that arrived, rounds x claims x columns.
    """

    start: Ints
    give: Reals
    take: Reals
    share: Reals
    at_value: Ints
    at_claim: Ints

    def parts(self) -> tuple[Ints | Reals, ...]:
        """The arrays, as compiled functions take them."""
        return self.start, self.give, self.take, self.share, self.at_value, self.at_claim


def walked(found: Snapshot, seeds: Ints) -> Walked:
    """The walks from claims with a seed of one.

    Args:
        found: The snapshot.
        seeds: Claims x SEEDS, 0 or 1.
    """
    # One more than the weight of the links, so that a claim keeps something of what it gives.
    root = 1 / np.sqrt(_degree(found.claim_begins, found.value_of, found.weight))
    give = np.repeat(np.column_stack([root * root, root]), SEEDS, axis=1)
    take = DAMPING * np.repeat(np.column_stack([np.ones(len(root)), root]), SEEDS, axis=1)
    start = np.tile((seeds * ((1 - DAMPING) * ONE)).astype(np.int64), len(WALKS))
    share = found.weight / found.holders
    sides = (found.claim_begins, found.value_of, found.value_begins, found.claim_of)
    return Walked(start, give, take, share, *_walk(sides, start, give, take, share))


@numba.njit(cache=True)
def given(start, take, give, arrived):  # type: ignore[no-untyped-def]
    """What a claim gives to each of its values."""
    return np.int64((start + np.int64(take * arrived)) * give)


@numba.njit(cache=True)
def _degree(claim_begins, value_of, weight):  # type: ignore[no-untyped-def]
    degree = np.ones(len(claim_begins) - 1, np.int64)
    for claim in range(len(degree)):
        for place in range(claim_begins[claim], claim_begins[claim + 1]):
            degree[claim] += weight[value_of[place]]
    return degree


@numba.njit(cache=True)
def _walk(sides, start, give, take, share):  # type: ignore[no-untyped-def]
    claim_begins, value_of, value_begins, claim_of = sides
    claims, columns = start.shape
    at_value = np.zeros((ROUNDS, len(share), columns), np.int64)
    at_claim = np.zeros((ROUNDS, claims, columns), np.int64)
    passed, gift = np.zeros((len(share), columns), np.int64), np.zeros((claims, columns), np.int64)
    for turn in range(ROUNDS):
        for claim in range(claims):
            for one in range(columns):
                arrived = at_claim[turn - 1, claim, one] if turn else 0
                gift[claim, one] = given(start[claim, one], take[claim, one], give[claim, one], arrived)
        for value in range(len(share)):
            for place in range(value_begins[value], value_begins[value + 1]):
                for one in range(columns):
                    at_value[turn, value, one] += gift[claim_of[place], one]
            for one in range(columns):
                passed[value, one] = np.int64(at_value[turn, value, one] * share[value])
        for claim in range(claims):
            for place in range(claim_begins[claim], claim_begins[claim + 1]):
                for one in range(columns):
                    at_claim[turn, claim, one] += passed[value_of[place], one]
    return at_value, at_claim


@numba.njit(cache=True)
def taken_out(sides, parts, out, scratch):  # type: ignore[no-untyped-def]
    """How much less each claim would give after the last round if some claims were no seeds.

    Every sum that a seed went into is made up again without it: what comes out is what a walk without those seeds
    would say, to the last digit, and only what the seeds reach is looked at.

    Args:
        sides: The neighbours of the snapshot.
        parts: The walks.
        out: Places of the claims that are no seeds.
        scratch: Zeros by claim, by claim and by value, all x columns, and by claim and by value; the first holds the
            answer, the caller sets it back to zero where it was touched.

    Returns:
        Places of the claims that may give less.
    """
    start, give, take, _, _, at_claim = parts
    less, short, missing, met_claim, met_value = scratch
    touched = [np.int64(one) for one in out]
    for claim in out:
        met_claim[claim] = 2
        for one in range(start.shape[1]):
            less[claim, one] = given(start[claim, one], take[claim, one], give[claim, one], 0)
    for turn in range(ROUNDS):
        values = _missed(sides, touched, less, missing, met_value)
        _shorten(sides, parts, turn, values, touched, (short, missing, met_claim))
        for claim in touched:
            for one in range(start.shape[1]):
                arrived, factor, part = at_claim[turn, claim, one], take[claim, one], give[claim, one]
                kept = start[claim, one] if met_claim[claim] == 1 else 0
                whole = given(start[claim, one], factor, part, arrived)
                less[claim, one] = whole - given(kept, factor, part, arrived - short[claim, one])
                short[claim, one] = 0
    for claim in touched:
        met_claim[claim] = 0
    return touched


@numba.njit(cache=True)
def _missed(sides, touched, less, missing, met_value):  # type: ignore[no-untyped-def]
    """Adds to `missing` what does not arrive at values; returns those values."""
    claim_begins, value_of, _, _ = sides
    values = [np.int64(0) for _ in range(0)]
    for claim in touched:
        for place in range(claim_begins[claim], claim_begins[claim + 1]):
            value = value_of[place]
            if met_value[value] == 0:
                met_value[value] = 1
                values.append(np.int64(value))
            for one in range(less.shape[1]):
                missing[value, one] += less[claim, one]
    for value in values:
        met_value[value] = 0
    return values


@numba.njit(cache=True)
def _shorten(sides, parts, turn, values, touched, marks):  # type: ignore[no-untyped-def]
    """Adds to `short` what does not arrive at claims, and to `touched` those claims; `missing` is zero again."""
    _, _, value_begins, claim_of = sides
    _, _, _, share, at_value, _ = parts
    short, missing, met_claim = marks
    for value in values:
        for one in range(short.shape[1]):
            arrived = at_value[turn, value, one]
            gone = np.int64(arrived * share[value]) - np.int64((arrived - missing[value, one]) * share[value])
            missing[value, one] = 0
            if gone == 0:
                continue
            for place in range(value_begins[value], value_begins[value + 1]):
                claim = claim_of[place]
                if met_claim[claim] == 0:
                    met_claim[claim] = 1
                    touched.append(np.int64(claim))
                short[claim, one] += gone
