"""The ring that a claim lies in: everything that strong links join, its dense middle and the groups it falls into."""

import itertools
from collections import Counter, defaultdict

import networkx as nx

from fraudpipe.graph.case.case_nodes import CaseNodes, case_graph
from fraudpipe.graph.case.crowds import gather_crowds
from fraudpipe.graph.case.layout import grouped_layout
from fraudpipe.graph.case.link_view import LinkView
from fraudpipe.graph.occurrences import STRONG_KINDS

_SEED = 7
_OF_CLAIM = 2
"""Nodes that a claim may take: its own and its member's."""


def ring_graph(view: LinkView, claim_id: str, node_cap: int = 150) -> nx.Graph:
    """The claims that accounts, devices, papers and members join with one, as of the view's moment.

    Args:
        view: All links as of the moment.
        claim_id: A claim of the ring.
        node_cap: Most nodes that are drawn; the nearest claims come first.

    Returns:
        What `case_graph` returns, without values that only one claim shows; each node with core (its k-core number in
        the ring), community (from 0, the largest first; Louvain with a fixed seed), x and y; the graph's attributes
        claim_count (of the whole ring), shown_count, density (links among claims, of all that are possible), core
        (the highest) and communities.

    Raises:
        NotFoundError: The claim is not in the view.
    """
    focus = view.position(claim_id)
    steps = _joined(view, focus)
    shown = _shown(view, steps, node_cap)
    graph = case_graph(shown, focus)
    _describe(graph, claim_count=len(steps))
    told = {node: {"core": one["core"], "community": one["community"]} for node, one in graph.nodes(data=True)}
    gather_crowds(graph)
    for node in graph:
        graph.nodes[node].update(told[node.replace("claims:", "claim:", 1)])
    for node, (x, y) in grouped_layout(graph).items():
        graph.nodes[node].update(x=x, y=y)
    return graph


def _shown(view: LinkView, steps: dict[int, int], node_cap: int) -> CaseNodes:
    """The nearest claims that fit, the first one always, and the values that join them."""
    shown = CaseNodes(view)
    left_out: set[int] = set()
    for claim, step in steps.items():
        values = [value for value in _strong(view, claim) if len(view.claims_of(value)) > 1 and value not in left_out]
        fresh = [value for value in values if value not in shown.values]
        room = node_cap - shown.size - _OF_CLAIM
        if step == 0:
            # With many papers of its own it leaves room for whom it shares them with.
            most = max(0, room - _OF_CLAIM)
            left_out.update(fresh[most:])
            fresh = fresh[:most]
        elif len(fresh) == len(values) and int(view.arrays.member[claim]) not in shown.members:
            continue  # what joins it was left out
        if step > 0 and len(fresh) > room:
            break
        shown.add_claim(claim, step)
        shown.values.update(dict.fromkeys(fresh))
    return shown


def _joined(view: LinkView, focus: int) -> dict[int, int]:
    """All claims of the ring, nearest first, with their steps."""
    steps = {focus: 0}
    order = [focus]
    for claim in order:
        near = set(view.of_same_member(claim))
        for value in _strong(view, claim):
            near.update(view.claims_of(value))
        for other in sorted(near - steps.keys()):
            steps[other] = steps[claim] + 1
            order.append(other)
    return steps


def _strong(view: LinkView, claim: int) -> list[int]:
    return [value for value in view.values_of(claim) if view.kind(value) in STRONG_KINDS]


def _describe(graph: nx.Graph, claim_count: int) -> None:
    """How dense the ring is and which groups it falls into, over the claims that are shown."""
    claims = sorted(node for node, kind in graph.nodes(data="kind") if kind == "claim")
    linked = _among_claims(graph, claims)
    cores, groups = nx.core_number(linked), _communities(linked)
    graph.graph.update(
        claim_count=claim_count,
        shown_count=len(claims),
        density=round(nx.density(linked), 4) if len(claims) > 1 else 0.0,
        core=max(cores.values()),
        communities=len(set(groups.values())),
    )
    for node in graph:
        own = [node] if node in cores else sorted(graph[node])
        # A value lies as deep as the second deepest claim that shows it: it joins no more than that.
        depths = sorted((cores[one] for one in own), reverse=True)
        common = Counter(groups[one] for one in own)
        home = min(common, key=lambda group: (-common[group], group))
        graph.nodes[node].update(core=depths[min(1, len(depths) - 1)], community=home)


def _among_claims(graph: nx.Graph, claims: list[str]) -> nx.Graph:
    """Claims that share something, weighed by all they share; nodes and edges in sorted order."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for shared in sorted(set(graph) - set(claims)):
        for one, two in itertools.combinations(sorted(graph[shared]), 2):
            weights[one, two] += graph.edges[one, shared]["weight"]
    linked = nx.Graph()
    linked.add_nodes_from(claims)
    linked.add_weighted_edges_from((one, two, weight) for (one, two), weight in sorted(weights.items()))
    return linked


def _communities(linked: nx.Graph) -> dict[str, int]:
    """Claim to its community by modularity (Louvain), the largest first; a fixed seed makes them the same each time."""
    groups = (sorted(group) for group in nx.community.louvain_communities(linked, seed=_SEED))
    ordered = sorted(groups, key=lambda group: (-len(group), group[0]))
    return {claim: place for place, group in enumerate(ordered) for claim in group}
