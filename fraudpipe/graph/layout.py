"""Where the nodes of a small graph are drawn: the same graph always gives the same picture."""

import math

import networkx as nx

_RING = 120.0


def radial_layout(graph: nx.Graph, centre: str) -> dict[str, tuple[float, float]]:
    """A tree around the centre: rings by distance, every branch a sector that grows with its leaves.

    Args:
        graph: A small graph; nodes out of reach of the centre stand on an outermost ring.
        centre: The node at the origin.

    Returns:
        Node to (x, y), rings 120 apart, rounded to 0.1.

    >>> radial_layout(nx.Graph([("a", "b")]), "a")
    {'a': (0.0, 0.0), 'b': (-120.0, 0.0)}
    """
    depth, parents = {centre: 0}, {}
    order = [centre]
    for node in order:
        for other in sorted(graph[node]):
            if other not in depth:
                depth[other] = depth[node] + 1
                parents[other] = node
                order.append(other)
    outside = max(depth.values()) + 1
    for other in sorted(set(graph) - set(depth)):
        depth[other], parents[other] = outside, centre
        order.append(other)
    children: dict[str, list[str]] = {node: [] for node in order}
    for node, parent in parents.items():
        children[parent].append(node)
    leaves: dict[str, int] = {}
    for node in reversed(order):
        leaves[node] = sum(leaves[child] for child in children[node]) or 1
    # Roots keep one busy branch from squeezing all others into a line.
    widths = {node: math.sqrt(count) for node, count in leaves.items()}
    sectors = {centre: (0.0, 2 * math.pi)}
    for node in order:
        begin, end = sectors[node]
        whole = sum(widths[child] for child in children[node])
        for child in children[node]:
            width = (end - begin) * widths[child] / whole
            sectors[child] = (begin, begin + width)
            begin += width
    return {node: _place(depth[node] * _RING, sum(sectors[node]) / 2) for node in order}


def _place(radius: float, angle: float) -> tuple[float, float]:
    # Adding 0.0 turns -0.0 into 0.0, so that equal places are equal text.
    return round(radius * math.cos(angle), 1) + 0.0, round(radius * math.sin(angle), 1) + 0.0
