"""Components whose links never end before they are last asked about: one union-find in the order of time."""

import numba
import numpy as np

from fraudpipe.graph.glue.spans import COLUMNS, CONFIRMED, Spans
from fraudpipe.graph.occurrences import Ints


def grow(
    nodes: tuple[Ints, Ints], links: Spans, marked: Spans, probes: tuple[Ints, Ints], own: tuple[Ints, Ints]
) -> Ints:
    """Sums of each probe's component, probes x (COLUMNS, first instant).

    Args:
        nodes: What each node counts in the first column, and its first instant.
        links: Links; none may end before the last probe of its component.
        marked: Marks.
        probes: Claim and moment, in the order of moments.
        own: For each probe the run of marks of its own member; and the nodes that those are on.
    """
    begin = np.argsort(links.start, kind="stable")
    rise, fall = np.argsort(marked.start, kind="stable"), np.argsort(marked.end, kind="stable")
    return np.asarray(
        _grow(
            nodes,
            (links.left[begin], links.right[begin], links.start[begin]),
            (marked.left, marked.right, marked.amount, marked.start, marked.end, rise, fall),
            probes,
            own,
            COLUMNS,
        )
    )


def ever_joined(links: Spans, nodes: int) -> Ints:
    """For each node the root of all that any link, whenever it held, joins it to."""
    return np.asarray(_ever_joined(links.left, links.right, nodes))


@numba.njit(cache=True)
def _grow(nodes, links, marked, probes, own, columns):  # type: ignore[no-untyped-def]
    left, right, begin = links
    node, column, amount, start, end, rise, fall = marked
    claim, as_of = probes
    own_begins, own_node = own
    count = len(nodes[0])
    parent, size, first = np.arange(count), np.ones(count, np.int64), nodes[1].copy()
    sums = np.zeros((count, columns), np.int64)
    sums[:, 0] = nodes[0]
    found = np.zeros((len(claim), columns + 1), np.int64)
    link = up = down = 0
    for probe in range(len(claim)):
        moment = as_of[probe]
        while link < len(left) and begin[link] < moment:
            _join(parent, size, first, sums, left[link], right[link])
            link += 1
        while up < len(rise) and start[rise[up]] < moment:
            sums[_root(parent, node[rise[up]]), column[rise[up]]] += amount[rise[up]]
            up += 1
        while down < len(fall) and end[fall[down]] < moment:
            sums[_root(parent, node[fall[down]]), column[fall[down]]] -= amount[fall[down]]
            down += 1
        root = _root(parent, claim[probe])
        found[probe, :columns] = sums[root]
        found[probe, columns] = first[root]
        for place in range(own_begins[probe], own_begins[probe + 1]):
            found[probe, CONFIRMED] -= _root(parent, own_node[place]) == root
    return found


@numba.njit(cache=True)
def _ever_joined(left, right, nodes):  # type: ignore[no-untyped-def]
    parent, size = np.arange(nodes), np.ones(nodes, np.int32)
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
