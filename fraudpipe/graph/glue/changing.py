"""Components whose links begin and end: a walk over all moments that takes links back.

A union-find cannot take a union back unless it remembers what it did. So the moments form the leaves of a segment
tree; each link is hung on the few nodes that cover its life; and one walk over the leaves applies links on the way down
and takes them back on the way up.
Source: the offline dynamic connectivity scheme of Eppstein's divide and conquer, as commonly taught.
"""

import numba
import numpy as np

from fraudpipe.graph.glue.spans import CLAIMS, COLUMNS, CONFIRMED, Spans, joined, recent_marks
from fraudpipe.graph.occurrences import Ints


def change(
    seen: Ints, nodes: int, links: Spans, marked: Spans, probes: tuple[Ints, Ints], own: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Sums of each probe's component, probes x COLUMNS, and its first instant; arguments as for `growing.grow`."""
    claim, as_of = probes
    moments, place = np.unique(as_of, return_inverse=True)
    at = np.searchsorted(place, np.arange(len(moments) + 1))
    spans = joined(links, marked, recent_marks(np.arange(len(seen), dtype=np.int32), seen))
    low, high = np.searchsorted(moments, spans.start, side="right"), np.searchsorted(moments, spans.end, side="right")
    hung = _hang(low, high, 1 << max(len(moments) - 1, 0).bit_length())
    found: tuple[Ints, Ints] = _walk((seen, nodes), hung, (spans.left, spans.right, spans.amount), (at, claim), own)
    return found


@numba.njit(cache=True)
def _hang(low, high, leaves):  # type: ignore[no-untyped-def]
    begins = np.zeros(2 * leaves + 1, np.int64)
    entry = np.zeros(0, np.int32)
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
            entry = np.zeros(begins[-1], np.int32)
    # Filling moved every start to its end, which is the next start.
    begins[1:] = begins[:-1].copy()
    begins[0] = 0
    return begins, entry


@numba.njit(cache=True)
def _walk(nodes, hung, spans, probes, own):  # type: ignore[no-untyped-def]
    begins, entry = hung
    at, claim = probes
    own_begins, own_node = own
    seen, count = nodes
    sums = np.zeros((count, COLUMNS), np.int32)
    sums[: len(seen), CLAIMS] = 1
    first = np.full(count, np.iinfo(seen.dtype).max, seen.dtype)
    first[: len(seen)] = seen
    forest = (np.arange(count).astype(np.int32), np.ones(count, np.int32), first, sums)
    leaves = (len(begins) - 1) // 2
    depth = 0
    while 1 << depth < leaves:
        depth += 1
    # What was done, to be taken back: of a union the node and its new parent's first instant before; of a mark -1 and
    # the span.
    done = np.zeros((_highest(begins, leaves, depth) + 1, 2), np.int64)
    height = 0
    heights = np.zeros(depth + 1, np.int64)
    found = np.zeros((len(claim), COLUMNS), np.int32)
    since = np.zeros(len(claim), seen.dtype)
    for leaf in range(len(at) - 1):
        level = 0
        if leaf:
            # The branches to two neighbouring leaves differ below as many levels as the later one has final zeros.
            level = depth
            while (leaf >> (depth - level)) & 1 == 0:
                level -= 1
            height = _take_back(forest, done, height, heights[level], spans)
        for step in range(level, depth + 1):
            heights[step] = height
            branch = (leaves + leaf) >> (depth - step)
            for item in range(begins[branch], begins[branch + 1]):
                height = _apply(forest, done, height, spans, np.int64(entry[item]))
        for probe in range(at[leaf], at[leaf + 1]):
            root = _root(forest[0], claim[probe])
            found[probe] = sums[root]
            since[probe] = first[root]
            for place in range(own_begins[probe], own_begins[probe + 1]):
                found[probe, CONFIRMED] -= _root(forest[0], own_node[place]) == root
    return found, since


@numba.njit(cache=True)
def _highest(begins, leaves, depth):  # type: ignore[no-untyped-def]
    """The most spans that are applied at one time: those on the way to one leaf."""
    highest = 0
    for leaf in range(leaves):
        height = 0
        for step in range(depth + 1):
            branch = (leaves + leaf) >> step
            height += begins[branch + 1] - begins[branch]
        highest = max(highest, height)
    return highest


@numba.njit(cache=True)
def _apply(forest, done, height, spans, item):  # type: ignore[no-untyped-def]
    """Joins two nodes, or marks one; returns the height of what was done."""
    parent, size, first, sums = forest
    left, right, amount = spans
    one = _root(parent, left[item])
    if amount[item] != 0:
        sums[one, right[item]] += amount[item]
        done[height, 0], done[height, 1] = -1, item
        return height + 1
    two = _root(parent, right[item])
    if one == two:
        return height
    if size[one] > size[two]:
        one, two = two, one
    done[height, 0], done[height, 1] = one, first[two]
    parent[one] = two
    size[two] += size[one]
    first[two] = min(first[two], first[one])
    for column in range(sums.shape[1]):
        sums[two, column] += sums[one, column]
    return height + 1


@numba.njit(cache=True)
def _take_back(forest, done, height, target, spans):  # type: ignore[no-untyped-def]
    """Undoes everything above `target`, last first; returns `target`."""
    parent, size, first, sums = forest
    left, right, amount = spans
    while height > target:
        height -= 1
        node, before = done[height, 0], done[height, 1]
        if node == -1:
            # Later unions have been taken back: the node's root is the one that was marked.
            sums[_root(parent, left[before]), right[before]] -= amount[before]
            continue
        above = parent[node]
        size[above] -= size[node]
        first[above] = before
        parent[node] = node
        for column in range(sums.shape[1]):
            sums[above, column] -= sums[node, column]
    return target


@numba.njit(cache=True)
def _root(parent, node):  # type: ignore[no-untyped-def]
    while parent[node] != node:
        node = parent[node]
    return node
