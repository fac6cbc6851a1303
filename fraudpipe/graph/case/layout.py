"""Where the nodes of a small graph are drawn: the same graph always gives the same picture."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import networkx as nx
import numpy as np

from fraudpipe.graph.case.case_nodes import CONTEXT_KINDS

_RING = 120.0
_ROOM = 56.0
"""What a node with its label needs on a ring."""
_WIDE = 1.4
"""Labels are wider than high: nodes beside one another need so much more room."""
_PUSHES = 200
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def radial_layout(graph: nx.Graph, centre: str) -> dict[str, tuple[float, float]]:
    """A tree around the centre: rings by distance, every branch a sector that grows with its leaves.

    Args:
        graph: A small graph; nodes out of reach of the centre stand on an outermost ring.
        centre: The node at the origin.

    Returns:
        Node to (x, y), rings at least 120 apart and wide enough for their nodes, rounded to 0.1.

    >>> radial_layout(nx.Graph([("a", "b")]), "a")
    {'a': (0.0, 0.0), 'b': (-120.0, 0.0)}
    """
    depth, parents = {centre: 0}, {}
    order = [centre]
    for node in order:
        # What is only shown as context leads nowhere: it would pull together what nothing links.
        for other in sorted(graph[node]) if graph.nodes[node].get("kind") not in CONTEXT_KINDS else ():
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
    # Less than in proportion, so that one busy branch does not squeeze all others into a line.
    widths = {node: count**0.75 for node, count in leaves.items()}
    sectors = {centre: (0.0, 2 * math.pi)}
    for node in order:
        begin, end = sectors[node]
        whole = sum(widths[child] for child in children[node])
        for child in children[node]:
            width = (end - begin) * widths[child] / whole
            sectors[child] = (begin, begin + width)
            begin += width
    radii = _radii(Counter(depth.values()))
    return _apart({node: _place(radii[depth[node]], sum(sectors[node]) / 2) for node in order})


def chain_layout(graph: nx.Graph, chain: Sequence[str]) -> dict[str, tuple[float, float]]:
    """A chain from left to right, one node up, one down; whatever else there is hangs below its neighbour.

    >>> chain_layout(nx.Graph([("a", "b"), ("b", "c"), ("a", "m")]), ["a", "b", "c"])
    {'a': (0.0, 0.0), 'b': (120.0, 60.0), 'c': (240.0, 0.0), 'm': (0.0, -120.0)}
    """
    places = {node: (turn * _RING, turn % 2 * _RING / 2) for turn, node in enumerate(chain)}
    below: Counter[str] = Counter()
    for node in sorted(set(graph) - set(chain)):
        beside = next((other for other in sorted(graph[node]) if other in places), chain[0])
        x, y = places[beside]
        places[node] = (x + below[beside] * _RING / 2, y - _RING)
        below[beside] += 1
    return places


def grouped_layout(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    """Every community as a disc, the deepest nodes in its middle; the largest community in the middle of all.

    Args:
        graph: Nodes with community (0 the largest) and core.

    Returns:
        Node to (x, y), rounded to 0.1.
    """
    groups: dict[int, list[str]] = defaultdict(list)
    for node, told in graph.nodes(data=True):
        groups[told["community"]].append(node)
    radii = {group: _ROOM * math.sqrt(len(nodes)) for group, nodes in groups.items()}
    centres = {0: (0.0, 0.0)}
    others = sorted(set(groups) - {0})
    round_them = sum(2 * radii[group] + _ROOM for group in others)
    away = max(radii[0] + max((radii[group] for group in others), default=0.0) + _ROOM, round_them / (2 * math.pi))
    turned = 0.0
    for group in others:
        share = (2 * radii[group] + _ROOM) / round_them * 2 * math.pi
        centres[group] = _place(away, turned + share / 2)
        turned += share
    found = {}
    for group, nodes in groups.items():
        ordered = sorted(nodes, key=lambda node: (-graph.nodes[node]["core"], -graph.degree(node), node))
        for turn, node in enumerate(ordered):
            x, y = _place(_ROOM * math.sqrt(turn), turn * _GOLDEN_ANGLE)
            found[node] = (round(centres[group][0] + x, 1), round(centres[group][1] + y, 1))
    return found


def _apart(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Pushes apart what would lie on one another, the first node staying where it is."""
    at = np.array(list(places.values()), np.float64)
    for _ in range(_PUSHES):
        between = at[:, None, :] - at[None, :, :]
        between[:, :, 0] /= _WIDE
        distance = np.hypot(between[:, :, 0], between[:, :, 1])
        np.fill_diagonal(distance, np.inf)
        near = distance < _ROOM
        if not near.any():
            break
        push = np.where(near, (_ROOM - distance) / 2, 0.0) / np.maximum(distance, 1.0)
        at[1:] += (between * push[:, :, None]).sum(axis=1)[1:] / 2
    return {node: (round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for node, (x, y) in zip(places, at, strict=True)}


def _radii(counts: "Counter[int]") -> list[float]:
    """The radius of each ring, from the number of nodes on it."""
    radii = [0.0]
    for ring in range(1, max(counts, default=0) + 1):
        radii.append(max(radii[-1] + _RING, counts[ring] * _ROOM / (2 * math.pi)))
    return radii


def _place(radius: float, angle: float) -> tuple[float, float]:
    # Adding 0.0 turns -0.0 into 0.0, so that equal places are equal text.
    return round(radius * math.cos(angle), 1) + 0.0, round(radius * math.sin(angle), 1) + 0.0
