"""How deep in a block of mutual links a node lies, by peeling off the loosest node again and again.

The weighted core number of a node is the largest `s` for which it is part of a block in which every node keeps weight
`s` or more. It does not depend on the order of peeling, and the deepest core holds at least half of the greatest mean
weight that any block has (Charikar 2000). With the weight of a value falling as it gets popular, links to what
everybody has do not hide a block: Hooi et al. (2016), FRAUDAR: Bounding Graph Fraud in the Face of Camouflage.
"""

import numba
import numpy as np

from fraudpipe.graph.occurrences import Ints
from fraudpipe.graph.snapshots.week import Snapshot

_POPULARITY_OFFSET = 5
_UNIT = 100


def plain_weight(found: Snapshot) -> Ints:
    """One for each value: the weighted core is then the k-core of claims and values."""
    return np.ones(len(found.values), np.int64)


def camouflage_weight(found: Snapshot) -> Ints:
    """Hundredths: the weight of a value's kind over log(claims that show it + 5)."""
    return np.rint(_UNIT * found.weight / np.log(found.holders + _POPULARITY_OFFSET)).astype(np.int64)


def value_cores(found: Snapshot, weight: Ints) -> Ints:
    """Weighted core number of each value; every link of a value has the value's weight."""
    return np.asarray(_peel(found.claim_begins, found.value_of, found.value_begins, found.claim_of, weight))


@numba.njit(cache=True)
def core_of(cores, weights):  # type: ignore[no-untyped-def]
    """The core that a claim with links of these weights to values of these cores lies in."""
    order = np.argsort(-cores, kind="mergesort")
    total, best = 0, 0
    for place in order:
        total += weights[place]
        best = max(best, min(total, cores[place]))
    return best


@numba.njit(cache=True)
def _peel(claim_begins, value_of, value_begins, claim_of, weight):  # type: ignore[no-untyped-def]
    claims, values = len(claim_begins) - 1, len(value_begins) - 1
    left = np.zeros(claims + values, np.int64)
    for claim in range(claims):
        for place in range(claim_begins[claim], claim_begins[claim + 1]):
            left[claim] += weight[value_of[place]]
    for value in range(values):
        left[claims + value] = weight[value] * (value_begins[value + 1] - value_begins[value])
    # Nodes hang in one chain for each weight that is left, so that the loosest is found without sorting.
    head = np.full(left.max() + 1 if len(left) else 1, -1, np.int32)
    after, before = np.full(len(left), -1, np.int32), np.full(len(left), -1, np.int32)
    for node in range(len(left)):
        _hang(head, after, before, node, left[node])
    core = np.full(len(left), -1, np.int64)
    level = 0
    while level < len(head):
        node = head[level]
        if node < 0:
            level += 1
            continue
        _take(head, after, before, node, level)
        core[node] = level
        is_claim = node < claims
        begins, others = (claim_begins, value_of) if is_claim else (value_begins, claim_of)
        own = node if is_claim else node - claims
        for place in range(begins[own], begins[own + 1]):
            other = others[place] + (claims if is_claim else 0)
            less = weight[others[place]] if is_claim else weight[own]
            if core[other] < 0 and less > 0:
                _take(head, after, before, other, max(left[other], level))
                left[other] -= less
                _hang(head, after, before, other, max(left[other], level))
    return core[claims:]


@numba.njit(cache=True)
def _hang(head, after, before, node, level):  # type: ignore[no-untyped-def]
    after[node], before[node] = head[level], -1
    if head[level] >= 0:
        before[head[level]] = node
    head[level] = node


@numba.njit(cache=True)
def _take(head, after, before, node, level):  # type: ignore[no-untyped-def]
    if before[node] >= 0:
        after[before[node]] = after[node]
    else:
        head[level] = after[node]
    if after[node] >= 0:
        before[after[node]] = before[node]
