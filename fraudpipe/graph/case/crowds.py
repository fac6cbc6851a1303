"""Keeps a picture readable when dozens share one thing: claims linked in the very same way become one node."""

from collections import defaultdict

import networkx as nx

from fraudpipe.graph.case.case_nodes import CONTEXT_KINDS
from fraudpipe.records.outcome_names import OUTCOMES_ZH

CROWD = 8
"""So many claims, linked in the very same way and with the same outcome, are shown as one node."""

_NEVER_GATHERED = ("confirmed_fraud", "non_disclosure")


def gather_crowds(graph: nx.Graph, crowd: int = CROWD) -> None:
    """Replaces claims that nothing tells apart by a node of kind ``claims`` with count, claim_ids and outcome.

    The claim in the middle and proved ones always stay. Context does not tell claims apart; what of it would link
    nothing but gathered claims is left out. Changes `graph`.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for node, told in graph.nodes(data=True):
        if told["kind"] == "claim" and node != graph.graph["focus"] and told["outcome"] not in _NEVER_GATHERED:
            through = sorted(other for other in graph[node] if graph.nodes[other]["kind"] not in CONTEXT_KINDS)
            alike[told["outcome"], tuple(through)].append(node)
    gathered = False
    for (outcome, links), claims in sorted(alike.items()):
        if links and len(claims) >= crowd:
            _gather(graph, sorted(claims), outcome, links)
            gathered = True
    if gathered:
        few = [node for node, kind in graph.nodes(data="kind") if kind in CONTEXT_KINDS and not graph[node]]
        graph.remove_nodes_from(few)


def _gather(graph: nx.Graph, claims: list[str], outcome: str, links: tuple[str, ...]) -> None:
    names = [claim.removeprefix("claim:") for claim in claims]
    step = min(graph.nodes[claim]["step"] for claim in claims)
    edges = {
        other: {
            "kind": graph.edges[claims[0], other]["kind"],
            "weight": graph.edges[claims[0], other]["weight"],
            "first_seen": min(graph.edges[claim, other]["first_seen"] for claim in claims),
        }
        for other in links
    }
    graph.remove_nodes_from(claims)
    told_zh = f"（{OUTCOMES_ZH[outcome]}）" if outcome else ""
    told_en = f" ({outcome.replace('_', ' ')})" if outcome else ""
    node = f"claims:{names[0]}"
    graph.add_node(
        node,
        kind="claims",
        label=f"{len(names)} 个案件{told_zh}",
        label_en=f"{len(names)} claims{told_en}",
        count=len(names),
        claim_ids=" ".join(names),
        outcome=outcome,
        step=step,
    )
    graph.add_edges_from((node, other, how) for other, how in edges.items())
