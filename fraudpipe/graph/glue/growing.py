"""Components whose links never end before they are last asked about: one union-find in the order of time."""

import numba
import numpy as np

from fraudpipe.graph.glue.spans import CLAIMS, COLUMNS, CONFIRMED, RECENT_30, RECENT_90, RECENT_SECONDS, Spans
from fraudpipe.graph.occurrences import Ints
from fraudpipe.graph.runs import in_order

_MONTH, _QUARTER = RECENT_SECONDS


def grow(
    seen: Ints, nodes: int, links: Spans, marked: Spans, probes: tuple[Ints, Ints], own: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Sums of each probe's component, probes x COLUMNS, and its first instant.

    Args:
        seen: When each claim became visible; claims are the first nodes.
        nodes: How many nodes there are.
        links: Links; none may end before the last probe of its component.
        marked: Marks, without those of recent claims.
        probes: Claim and moment, in the order of moments.
        own: For each probe the run of marks of its own member; and the nodes that those are on.
    """
    # What ends after the last probe never ends here.
    last = probes[1][-1] if len(probes[1]) else 0
    begin, rise = in_order(links.start), in_order(marked.start)
    fall = np.flatnonzero(marked.end < last)
    fall = fall[in_order(marked.end[fall])]
    found: tuple[Ints, Ints] = _grow(
        (seen, in_order(seen), nodes),
        (links.left, links.right, links.start, begin),
        (marked.left, marked.right, marked.amount, marked.start, marked.end, rise, fall),
        probes,
        own,
    )
    return found


def ever_joined(left: Ints, right: Ints, nodes: int) -> Ints:
    """For each node the root of all that any link between `left` and `right`, whenever it held, joins it to."""
    return np.asarray(_ever_joined(left, right, nodes))


@numba.njit(cache=True)
def _grow(nodes, links, marked, probes, own):  # type: ignore[no-untyped-def]
    seen, by_seen, count = nodes
    left, right, begin, by_begin = links
    node, column, amount, start, end, rise, fall = marked
    claim, as_of = probes
    own_begins, own_node = own
    parent, size = np.arange(count).astype(np.int32), np.ones(count, np.int32)
    first = np.full(count, np.iinfo(seen.dtype).max, seen.dtype)
    first[: len(seen)] = seen
    sums = np.zeros((count, COLUMNS), np.int32)
    sums[: len(seen), CLAIMS] = 1
    found = np.zeros((len(claim), COLUMNS), np.int32)
    since = np.zeros(len(claim), seen.dtype)
    link = up = down = fresh = older = old = 0
    for probe in range(len(claim)):
        moment = as_of[probe]
        while link < len(left) and begin[by_begin[link]] < moment:
            _join(parent, size, first, sums, left[by_begin[link]], right[by_begin[link]])
            link += 1
        while up < len(rise) and start[rise[up]] < moment:
            sums[_root(parent, node[rise[up]]), column[rise[up]]] += amount[rise[up]]
            up += 1
        while down < len(fall) and end[fall[down]] < moment:
            sums[_root(parent, node[fall[down]]), column[fall[down]]] -= amount[fall[down]]
            down += 1
        while fresh < len(seen) and seen[by_seen[fresh]] < moment:
            root = _root(parent, by_seen[fresh])
            sums[root, RECENT_30] += 1
            sums[root, RECENT_90] += 1
            fresh += 1
        while older < len(seen) and seen[by_seen[older]] < moment - _MONTH:
            sums[_root(parent, by_seen[older]), RECENT_30] -= 1
            older += 1
        while old < len(seen) and seen[by_seen[old]] < moment - _QUARTER:
            sums[_root(parent, by_seen[old]), RECENT_90] -= 1
            old += 1
        root = _root(parent, claim[probe])
        found[probe] = sums[root]
        since[probe] = first[root]
        for place in range(own_begins[probe], own_begins[probe + 1]):
            found[probe, CONFIRMED] -= _root(parent, own_node[place]) == root
    return found, since


@numba.njit(cache=True)
def _ever_joined(left, right, nodes):  # type: ignore[no-untyped-def]
    parent, size = np.arange(nodes).astype(np.int32), np.ones(nodes, np.int32)
    for link in range(len(left)):
        one, two = _root(parent, left[link]), _root(parent, right[link])
        if one != two:
            if size[one] > size[two]:
                one, two = two, one
            parent[one] = two
            size[two] += size[one]
    for node in range(nodes):
        parent[node] = _root(parent, node)
    return parent


@numba.njit(cache=True)
def _join(parent, size, first, sums, left, right):  # type: ignore[no-untyped-def]
    one, two = _root(parent, left), _root(parent, right)
    if one == two:
        return
    if size[one] > size[two]:
        one, two = two, one
    parent[one] = two
    size[two] += size[one]
    first[two] = min(first[two], first[one])
    for column in range(sums.shape[1]):
        sums[two, column] += sums[one, column]


@numba.njit(cache=True)
def _root(parent, node):  # type: ignore[no-untyped-def]
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
