"""How deep in a block of mutual links a node lies, by peeling off the loosest node again and again.

The weighted core number of a node is the largest `s` for which it is part of a block in which every node keeps weight
`s` or more. It does not depend on the order of peeling, and the deepest core holds at least half of the greatest mean
weight that any block has (Charikar 2000). The nodes are members and values: somebody who claims often makes no block.
With the weight of a value falling as it gets popular, links to what
everybody has do not hide a block: Hooi et al. (2016), FRAUDAR: Bounding Graph Fraud in the Face of Camouflage.
"""

from dataclasses import dataclass

import numba
import numpy as np

from fraudpipe.graph.occurrences import Ints
from fraudpipe.graph.runs import grouped, pointers_of
from fraudpipe.graph.snapshots.week import Snapshot
from fraudpipe.records.chains import hang, take_off

_POPULARITY_OFFSET = 5
_UNIT = 100


@dataclass(frozen=True)
class Holders:
    """The members who show the values of a week, each member once on a value.

    Attributes:
        counts: How many members show each value.
        member_begins: Where the run of `value_of` of each member with two values or more starts.
        value_of: Values of those members.
        value_begins: Where each value's run of `member_of` starts.
        member_of: Those members of each value.
    """

    counts: Ints
    member_begins: Ints
    value_of: Ints
    value_begins: Ints
    member_of: Ints


def holders_of(found: Snapshot, member: Ints) -> Holders:
    """The members behind the claims of a snapshot.

    Args:
        found: The snapshot.
        member: Member of each claim by position.
    """
    shows = member[found.claims][found.claim_of]
    everybody = int(member.max(initial=-1)) + 1
    who, value = _once(found.value_begins, shows, everybody)
    counts = np.diff(pointers_of(value, len(found.values)))
    several = np.bincount(who, minlength=everybody) > 1
    value, who = value[several[who]], (np.cumsum(several, dtype=np.int32) - 1)[who[several[who]]]
    member_begins, by_member = grouped(who, int(several.sum()))
    return Holders(counts, member_begins, value[by_member], pointers_of(value, len(found.values)), who)


def plain_weight(found: Snapshot) -> Ints:
    """One for each value: the weighted core is then the k-core of members and values."""
    return np.ones(len(found.values), np.int64)


def camouflage_weight(found: Snapshot, holders: Holders) -> Ints:
    """Hundredths: the weight of a value's kind over log(members who show it + 5)."""
    return np.rint(_UNIT * found.weight / np.log(holders.counts + _POPULARITY_OFFSET)).astype(np.int64)


def value_cores(holders: Holders, weight: Ints) -> Ints:
    """Weighted core number of each value; every link of a value has the value's weight.

    A member with one value is peeled off with that link's weight, which no core of the value is below: what is left to
    peel are the members with several.
    """
    sides = (holders.member_begins, holders.value_of, holders.value_begins, holders.member_of)
    return np.asarray(np.maximum(_peel(*sides, weight), weight))


@numba.njit(cache=True)
def _once(begins, shows, members):  # type: ignore[no-untyped-def]
    """Of runs of members by value: each member once a value, and the value."""
    who, value, last = np.empty(len(shows), np.int32), np.empty(len(shows), np.int32), np.full(members, -1, np.int32)
    kept = 0
    for one in range(len(begins) - 1):
        for place in range(begins[one], begins[one + 1]):
            if last[shows[place]] != one:
                last[shows[place]] = one
                who[kept], value[kept] = shows[place], one
                kept += 1
    return who[:kept], value[:kept]


@numba.njit(cache=True)
def core_of(cores, weights):  # type: ignore[no-untyped-def]
    """The core that somebody with links of these weights to values of these cores lies in."""
    order = np.argsort(-cores, kind="mergesort")
    total, best = 0, 0
    for place in order:
        total += weights[place]
        best = max(best, min(total, cores[place]))
    return best


@numba.njit(cache=True)
def _peel(member_begins, value_of, value_begins, member_of, weight):  # type: ignore[no-untyped-def]
    members, values = len(member_begins) - 1, len(value_begins) - 1
    left = np.zeros(members + values, np.int32)
    for member in range(members):
        for place in range(member_begins[member], member_begins[member + 1]):
            left[member] += weight[value_of[place]]
    for value in range(values):
        left[members + value] = weight[value] * (value_begins[value + 1] - value_begins[value])
    # Nodes hang in one chain for each weight that is left, so that the loosest is found without sorting.
    head = np.full(left.max() + 1 if len(left) else 1, -1, np.int32)
    after, before = np.full(len(left), -1, np.int32), np.full(len(left), -1, np.int32)
    core = np.full(len(left), -1, np.int32)
    for node in range(len(left)):
        if left[node] == 0:
            core[node] = 0
        else:
            hang(head, after, before, left[node], node)
    level = 0
    while level < len(head):
        node = head[level]
        if node < 0:
            level += 1
            continue
        take_off(head, after, before, level, node)
        core[node] = level
        is_member = node < members
        begins, others = (member_begins, value_of) if is_member else (value_begins, member_of)
        own = node if is_member else node - members
        for place in range(begins[own], begins[own + 1]):
            other = others[place] + (members if is_member else 0)
            less = weight[others[place]] if is_member else weight[own]
            if core[other] < 0 and left[other] > level:
                take_off(head, after, before, left[other], other)
                left[other] = max(left[other] - less, level)
                hang(head, after, before, left[other], other)
    return core[members:]
