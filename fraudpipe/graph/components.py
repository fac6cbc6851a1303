"""Components of strongly linked claims, as of every moment at once.

Links appear and end (window, crowded values), and a union-find cannot take a union back unless it remembers what it
did. So the moments form the leaves of a segment tree; each link is hung on the few nodes that cover its life; and one
walk over the leaves applies links on the way down and takes them back on the way up. Every moment sees exactly the
links that hold then, and moments that are computed together agree with moments that are computed alone.
Source: the offline dynamic connectivity scheme of Eppstein's divide and conquer, as commonly taught.
"""

from dataclasses import dataclass

import numba
import numpy as np

from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, ClaimArrays, Ints, Occurrences
from fraudpipe.graph.outcomes import CONFIRMED_CODE, OutcomeSpans
from fraudpipe.records.moments import DAY_SECONDS


@dataclass(frozen=True)
class Spans:
    """Things that hold for ``start < as_of <= end``: links between two nodes, or marks on one (`left` == `right`)."""

    left: Ints
    right: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True)
class ComponentRows:
    """One row a probe.

    Attributes:
        claim_count: Claims in the component, the probe's own included.
        first_seen: Instant at which the oldest of them became visible.
        confirmed_count: Other members' claims in it whose outcome was then confirmed.
    """

    claim_count: Ints
    first_seen: Ints
    confirmed_count: Ints


def component_rows(
    arrays: ClaimArrays, shown: Occurrences, known: OutcomeSpans, claim: Ints, as_of: Ints, *, window_days: int
) -> ComponentRows:
    """The component of each probe's claim, glued by strong values and by identity (claims of one member)."""
    links, nodes = strong_links(arrays, shown, window_days=window_days)
    fraud = known.code == CONFIRMED_CODE
    marks = Spans(known.claim[fraud], known.claim[fraud], known.start[fraud], known.end[fraud])
    order = np.argsort(as_of, kind="stable")
    moments, place = np.unique(as_of[order], return_inverse=True)
    begins = np.searchsorted(place, np.arange(len(moments) + 1)).astype(np.int64)
    own = _own_marks(arrays, marks, claim[order], as_of[order])
    claims = len(arrays.seen)
    weight = np.zeros(nodes, np.int64)
    weight[:claims] = 1
    first = np.full(nodes, np.iinfo(np.int64).max, np.int64)
    first[:claims] = arrays.seen
    both = _hung(moments, links, marks)
    found = np.empty((len(order), 3), np.int64)
    found[order] = _walk(weight, first, both, (begins, claim[order]), own, len(moments))
    return ComponentRows(found[:, 0], found[:, 1], found[:, 2])


def strong_links(arrays: ClaimArrays, shown: Occurrences, *, window_days: int) -> tuple[Spans, int]:
    """Links between claim nodes and nodes of values and members; and the number of nodes, claims first.

    Values and members with a single claim link nothing and get no node.
    """
    strong = np.isin(shown.kind, [LINK_KINDS.index(kind) for kind in STRONG_KINDS])[shown.value]
    value, claim = shown.value[strong], shown.claim[strong]
    start, end = shown.start[strong], shown.end[strong]
    several = _holders(value, claim, len(shown.kind))[value] > 1
    everyone = np.arange(len(arrays.seen))
    again = np.bincount(arrays.member, minlength=len(arrays.members))[arrays.member] > 1
    value_nodes, member_nodes = len(arrays.seen), len(arrays.seen) + len(shown.kind)
    links = Spans(
        np.concatenate([claim[several], everyone[again]]),
        np.concatenate([value[several] + value_nodes, arrays.member[again] + member_nodes]),
        np.concatenate([start[several], arrays.seen[again]]),
        np.concatenate([end[several], arrays.seen[again] + window_days * DAY_SECONDS]),
    )
    return links, member_nodes + len(arrays.members)


def _holders(value: Ints, claim: Ints, count: int) -> Ints:
    """Distinct claims of each value."""
    order = np.lexsort((claim, value))
    fresh = np.ones(len(value), bool)
    fresh[1:] = (np.diff(value[order]) != 0) | (np.diff(claim[order]) != 0)
    return np.bincount(value[order][fresh], minlength=count).astype(np.int64)


def _own_marks(arrays: ClaimArrays, marks: Spans, claim: Ints, as_of: Ints) -> tuple[Ints, Ints]:
    """For each probe the marked claims of its own member, itself included, as runs: they must not count."""
    by_member = np.argsort(arrays.member[marks.left], kind="stable")
    owner = arrays.member[marks.left][by_member]
    low = np.searchsorted(owner, arrays.member[claim])
    counts = np.searchsorted(owner, arrays.member[claim], side="right") - low
    probe = np.repeat(np.arange(len(claim)), counts)
    step = np.arange(len(probe)) - np.repeat(np.cumsum(counts) - counts, counts)
    mark = by_member[low[probe] + step]
    holds = (marks.start[mark] < as_of[probe]) & (as_of[probe] <= marks.end[mark])
    begins = np.searchsorted(probe[holds], np.arange(len(claim) + 1)).astype(np.int64)
    return begins, marks.left[mark[holds]]


def _hung(moments: Ints, links: Spans, marks: Spans) -> tuple[Ints, Ints, Ints]:
    """Links and marks by node of the segment tree: where each node's run starts, and the two ends of each entry.

    A mark is told from a link by both ends being the same node.
    """
    left, right = np.concatenate([links.left, marks.left]), np.concatenate([links.right, marks.right])
    start, end = np.concatenate([links.start, marks.start]), np.concatenate([links.end, marks.end])
    low = np.searchsorted(moments, start, side="right").astype(np.int64)
    high = np.searchsorted(moments, end, side="right").astype(np.int64)
    begins, entry = _hang(low, high, _leaves(len(moments)))
    return begins, left[entry], right[entry]


def _leaves(count: int) -> int:
    return 1 << max(count - 1, 0).bit_length()


@numba.njit(cache=True)
def _hang(low, high, leaves):  # type: ignore[no-untyped-def]
    begins = np.zeros(2 * leaves + 1, np.int64)
    entry = np.zeros(0, np.int64)
    for filling in (False, True):
        for item in range(len(low)):
            left, right = low[item] + leaves, high[item] + leaves
            while left < right:
                if left & 1:
                    if filling:
                        entry[begins[left]] = item
                    begins[left + 1 - filling] += 1
                    left += 1
                if right & 1:
                    right -= 1
                    if filling:
                        entry[begins[right]] = item
                    begins[right + 1 - filling] += 1
                left, right = left >> 1, right >> 1
        if not filling:
            begins = np.cumsum(begins)
            entry = np.zeros(begins[-1], np.int64)
    # Filling moved every start to its end, which is the next start.
    begins[1:] = begins[:-1].copy()
    begins[0] = 0
    return begins, entry


@numba.njit(cache=True)
def _walk(weight, first, hung, probes, own, moments):  # type: ignore[no-untyped-def]
    begins, left, right = hung
    probe_begins, probe_claim = probes
    own_begins, own_claim = own
    nodes = len(weight)
    forest = (np.arange(nodes), np.ones(nodes, np.int64), weight, np.zeros(nodes, np.int64), first)
    leaves = (len(begins) - 1) // 2
    depth = 0
    while 1 << depth < leaves:
        depth += 1
    # What was done, to be taken back: the node, and its new parent's first instant before it was joined (-1: a mark).
    done = np.zeros((len(left) + 1, 2), np.int64)
    height = 0
    heights = np.zeros(depth + 1, np.int64)
    found = np.zeros((len(probe_claim), 3), np.int64)
    for leaf in range(moments):
        level = 0
        if leaf:
            # The branches to two neighbouring leaves differ below as many levels as the later one has final zeros.
            level = depth
            while (leaf >> (depth - level)) & 1 == 0:
                level -= 1
            height = _take_back(forest, done, height, heights[level])
        for step in range(level, depth + 1):
            heights[step] = height
            branch = (leaves + leaf) >> (depth - step)
            for item in range(begins[branch], begins[branch + 1]):
                height = _apply(forest, done, height, left[item], right[item])
        for probe in range(probe_begins[leaf], probe_begins[leaf + 1]):
            root = _root(forest[0], probe_claim[probe])
            found[probe] = forest[2][root], forest[4][root], forest[3][root]
            for place in range(own_begins[probe], own_begins[probe + 1]):
                found[probe, 2] -= _root(forest[0], own_claim[place]) == root
    return found


@numba.njit(cache=True)
def _apply(forest, done, height, left, right):  # type: ignore[no-untyped-def]
    """Joins two nodes, or marks one; returns the height of what was done."""
    parent, size, weight, fraud, first = forest
    one, two = _root(parent, left), _root(parent, right)
    if left == right:
        fraud[one] += 1
        done[height] = one, -1
        return height + 1
    if one == two:
        return height
    if size[one] > size[two]:
        one, two = two, one
    done[height] = one, first[two]
    parent[one] = two
    size[two] += size[one]
    weight[two] += weight[one]
    fraud[two] += fraud[one]
    first[two] = min(first[two], first[one])
    return height + 1


@numba.njit(cache=True)
def _take_back(forest, done, height, target):  # type: ignore[no-untyped-def]
    """Undoes everything above `target`, last first; returns `target`."""
    parent, size, weight, fraud, first = forest
    while height > target:
        height -= 1
        node, before = done[height]
        if before == -1:
            fraud[node] -= 1
            continue
        above = parent[node]
        size[above] -= size[node]
        weight[above] -= weight[node]
        fraud[above] -= fraud[node]
        first[above] = before
        parent[node] = node
    return target


@numba.njit(cache=True)
def _root(parent, node):  # type: ignore[no-untyped-def]
    while parent[node] != node:
        node = parent[node]
    return node
