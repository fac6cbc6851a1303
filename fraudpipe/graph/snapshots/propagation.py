"""How much of what is known about some claims reaches others along the links of a week.

Two walks with restarts between claims and values. Personalised PageRank gives a node's score to its neighbours in equal
parts; BiRank (He et al. 2017, BiRank: Towards Ranking on Bipartite Graphs) divides by the root of both degrees. Scores
are whole numbers of 2^-36 and a walk has three rounds, so that sums do not depend on the order of rows, and what lies
further away than that cannot change a score at all: leaving a member's own outcomes out is exact.
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


@dataclass(frozen=True)
class Walk:
    """What a step multiplies with, by node.

    Attributes:
        give_claim: A claim's score on leaving it.
        take_value: The sum that arrives at a value.
        give_value: A value's score on leaving it; 0 where only one claim shows it, and nothing can go on.
        take_claim: The sum that arrives at a claim.
    """

    give_claim: Reals
    take_value: Reals
    give_value: Reals
    take_claim: Reals


def pagerank_walk(found: Snapshot) -> Walk:
    """Equal parts by weight: a random walk."""
    several = found.holders > 1
    degree = _degrees(found)
    return Walk(1 / degree, found.weight.astype(np.float64), np.where(several, 1 / found.holders, 0.0), degree * 0 + 1)


def birank_walk(found: Snapshot) -> Walk:
    """Divided by the root of both degrees."""
    root = 1 / np.sqrt(_degrees(found))
    bound = np.sqrt(found.weight / found.holders)
    return Walk(root, bound, np.where(found.holders > 1, bound, 0.0), root)


def _degrees(found: Snapshot) -> Reals:
    """Weight of each claim's links that lead on, and one more, so that a claim without any can pass something on."""
    return np.asarray(_degree(found.claim_begins, found.value_of, found.weight, found.holders), np.float64)


def value_scores(found: Snapshot, walk: Walk, seeds: Ints) -> Ints:
    """Score of each value after the last round, from claims with a seed of one."""
    sides = (found.claim_begins, found.value_of, found.value_begins, found.claim_of)
    return np.asarray(_scores(sides, (walk.give_claim, walk.take_value, walk.give_value, walk.take_claim), seeds))


@numba.njit(cache=True)
def _degree(claim_begins, value_of, weight, holders):  # type: ignore[no-untyped-def]
    degree = np.ones(len(claim_begins) - 1, np.int64)
    for claim in range(len(degree)):
        for place in range(claim_begins[claim], claim_begins[claim + 1]):
            if holders[value_of[place]] > 1:
                degree[claim] += weight[value_of[place]]
    return degree


@numba.njit(cache=True)
def _scores(sides, walk, seeds):  # type: ignore[no-untyped-def]
    claim_begins, value_of, value_begins, claim_of = sides
    give_claim, take_value, give_value, take_claim = walk
    restart = (seeds * ((1 - DAMPING) * ONE)).astype(np.int64)
    claim, value = restart.copy(), np.zeros(len(value_begins) - 1, np.int64)
    for turn in range(ROUNDS + 1):
        given = (claim * give_claim).astype(np.int64)
        for node in range(len(value)):
            arrived = 0
            for place in range(value_begins[node], value_begins[node + 1]):
                arrived += given[claim_of[place]]
            value[node] = np.int64(arrived * take_value[node])
        if turn == ROUNDS:
            break
        given = (value * give_value).astype(np.int64)
        for node in range(len(claim)):
            arrived = 0
            for place in range(claim_begins[node], claim_begins[node + 1]):
                arrived += given[value_of[place]]
            claim[node] = restart[node] + np.int64(DAMPING * take_claim[node] * arrived)
    return value


def scores_without(
    found: Snapshot, walk: Walk, seeds: Ints, asked: tuple[Ints, Ints], left_out: tuple[Ints, Ints]
) -> Ints:
    """What `value_scores` would say of each asked value if some claims were no seeds.

    Args:
        found: The snapshot.
        walk: The steps.
        seeds: Seeds of all claims.
        asked: For each question the run of its values; and those values.
        left_out: For each question the run of the claims that are no seeds; and those claims.
    """
    sides = (found.claim_begins, found.value_of, found.value_begins, found.claim_of)
    steps = (walk.give_claim, walk.take_value, walk.give_value, walk.take_claim)
    return np.asarray(_scores_without(sides, steps, seeds, asked, left_out))


@numba.njit(cache=True)
def _scores_without(sides, walk, seeds, asked, left_out):  # type: ignore[no-untyped-def]
    value_begins, values = asked
    out_begins, out = left_out
    found = np.zeros(len(values), np.int64)
    # Place of a node in the neighbourhood that is being looked at; -1 outside of it.
    claim_place, value_place = np.full(len(sides[0]) - 1, -1, np.int32), np.full(len(sides[2]) - 1, -1, np.int32)
    for question in range(len(value_begins) - 1):
        own = values[value_begins[question] : value_begins[question + 1]]
        claims, near = _neighbourhood(sides, own, claim_place, value_place)
        small = (
            *_part(sides[0], sides[1], claims, value_place),
            *_part(sides[2], sides[3], near, claim_place),
        )
        fewer = seeds[claims]
        for place in range(out_begins[question], out_begins[question + 1]):
            if claim_place[out[place]] >= 0:
                fewer[claim_place[out[place]]] = 0
        steps = (walk[0][claims], walk[1][near], walk[2][near], walk[3][claims])
        scores = _scores(small, steps, fewer)
        for place in range(len(own)):
            found[value_begins[question] + place] = scores[value_place[own[place]]]
        claim_place[claims] = -1
        value_place[near] = -1
    return found


@numba.njit(cache=True)
def _neighbourhood(sides, own, claim_place, value_place):  # type: ignore[no-untyped-def]
    """All that can reach some values within the rounds: claims and values, and their places."""
    claim_begins, value_of, value_begins, claim_of = sides
    claims, values = [np.int64(0) for _ in range(0)], [np.int64(0) for _ in range(0)]
    for value in own:
        value_place[value] = len(values)
        values.append(np.int64(value))
    claims_done = values_done = 0
    for turn in range(ROUNDS + 1):
        last = len(values)
        while values_done < last:
            value = values[values_done]
            for place in range(value_begins[value], value_begins[value + 1]):
                if claim_place[claim_of[place]] < 0:
                    claim_place[claim_of[place]] = len(claims)
                    claims.append(np.int64(claim_of[place]))
            values_done += 1
        last = len(claims)
        while turn < ROUNDS and claims_done < last:
            claim = claims[claims_done]
            for place in range(claim_begins[claim], claim_begins[claim + 1]):
                if value_place[value_of[place]] < 0:
                    value_place[value_of[place]] = len(values)
                    values.append(np.int64(value_of[place]))
            claims_done += 1
    return np.array(claims), np.array(values)


@numba.njit(cache=True)
def _part(begins, others, nodes, place_of):  # type: ignore[no-untyped-def]
    """Neighbours of some nodes as far as they have a place."""
    part = np.zeros(len(nodes) + 1, np.int64)
    for filling in (False, True):
        if filling:
            found = np.zeros(part[-1], np.int32)
        kept = 0
        for number in range(len(nodes)):
            for place in range(begins[nodes[number]], begins[nodes[number] + 1]):
                if place_of[others[place]] >= 0:
                    if filling:
                        found[kept] = place_of[others[place]]
                    kept += 1
            part[number + 1] = kept
    return part, found
