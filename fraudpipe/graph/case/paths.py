"""Why two nodes of an ego network are linked, in sentences that a person can check."""

import itertools
import math
from dataclasses import dataclass
from typing import Any

import networkx as nx

from fraudpipe.graph.case.case_nodes import CONTEXT_KINDS, LABELS
from fraudpipe.graph.case.same_person import same_person_sentence
from fraudpipe.records.moments import day_of

_OR_ELSE = {
    "picture": (
        "；两页图像几乎相同，请对照原页：可能是一家人共用的材料，或放错案件",
        "; two pages look the same, compare them: a household may share a paper, or it was put to the wrong claim",
    ),
    "form": (
        "；表格由医院发放，同院患者都用它，只是背景，不是证据；若见于多家医院，请对照原页",
        "; a hospital gives its form to all patients: context, no evidence; where several hospitals have it, compare",
    ),
}
"""By kind of value: what else would explain that it is shared."""

_OUTCOME_ORDER = ("confirmed_fraud", "non_disclosure", "not_covered", "withdrawn", "inconclusive", "not_fraud")


@dataclass(frozen=True, slots=True)
class LinkPath:
    """A chain of links.

    Attributes:
        nodes: Node ids from one end to the other.
        strength: Product of the weights of the steps from claim to claim, 0-1.
        zh: One sentence a step from claim to claim.
        en: The same in English.
    """

    nodes: tuple[str, ...]
    strength: float
    zh: tuple[str, ...]
    en: tuple[str, ...]


def why_linked(graph: nx.Graph, one: str, other: str) -> LinkPath | None:
    """The strongest chain between two nodes: shortest first, then the rarest shared values.

    A doctor, a hospital or a form is only walked through when nothing else connects the two. None when nothing does.

    Raises:
        KeyError: One of the nodes is not in the graph.
    """
    for node in (one, other):
        if node not in graph:
            raise KeyError(node)
    ends = {one, other}
    without_context = graph.subgraph(
        [node for node, kind in graph.nodes(data="kind") if kind not in CONTEXT_KINDS or node in ends]
    )
    for within in (without_context, graph):
        try:
            nodes = nx.shortest_path(within, one, other, weight=_length)
        except nx.NetworkXNoPath:
            continue
        return _path(graph, nodes)
    return None


def known_paths(graph: nx.Graph, limit: int = 5) -> tuple[LinkPath, ...]:
    """Chains from the claim in the middle to others whose outcome is known, the gravest outcome first."""
    focus = graph.graph["focus"]
    found = []
    for node, outcome in graph.nodes(data="outcome"):
        if outcome and node != focus and graph.nodes[node]["kind"] == "claim":
            path = why_linked(graph, focus, node)
            if path is not None and not any(graph.nodes[one]["kind"] in CONTEXT_KINDS for one in path.nodes):
                found.append((_OUTCOME_ORDER.index(outcome), len(path.nodes), -path.strength, node, path))
    return tuple(one[-1] for one in sorted(found, key=lambda one: one[:-1])[:limit])


def _length(_one: str, _other: str, attributes: dict[str, Any]) -> float:
    # One more step costs more than any weight can win back on a path of this size.
    return 10.0 - float(attributes["weight"])


def _path(graph: nx.Graph, nodes: list[str]) -> LinkPath:
    # Two edges make one step from claim to claim: their roots give the step the weight of the value once.
    strength = math.prod(math.sqrt(graph.edges[one, two]["weight"]) for one, two in itertools.pairwise(nodes))
    claims = [place for place, node in enumerate(nodes) if graph.nodes[node]["kind"] in ("claim", "claims")]
    sentences = [_step(graph, nodes[a], nodes[a + 1], nodes[b]) for a, b in itertools.pairwise(claims)]
    sentences += [_loose(graph, nodes[0], nodes[1])] if claims and claims[0] > 0 else []
    sentences += [_loose(graph, nodes[-1], nodes[-2])] if claims and claims[-1] < len(nodes) - 1 else []
    return LinkPath(
        tuple(nodes), round(strength, 6), tuple(zh for zh, _ in sentences), tuple(en for _, en in sentences)
    )


def _step(graph: nx.Graph, one: str, through: str, other: str) -> tuple[str, str]:
    """Two claims and what they share, with the day from which both showed it."""
    since = day_of(max(graph.edges[one, through]["first_seen"], graph.edges[through, other]["first_seen"]))
    if graph.nodes[through]["kind"] == "same_person":
        return same_person_sentence(graph.nodes[through]["agreed"], _called(graph, one), _called(graph, other), since)
    (a_zh, a_en), (b_zh, b_en), (v_zh, v_en) = (_called(graph, node) for node in (one, other, through))
    but_zh, but_en = _OR_ELSE.get(graph.nodes[through]["kind"], ("", ""))
    return (
        f"{a_zh}与{b_zh}共用{v_zh}（自{since}起）{but_zh}",
        f"{a_en} and {b_en} share {v_en} (since {since}){but_en}",
    )


def _loose(graph: nx.Graph, end: str, claim: str) -> tuple[str, str]:
    (e_zh, e_en), (c_zh, c_en) = _called(graph, end), _called(graph, claim)
    since = day_of(graph.edges[end, claim]["first_seen"])
    return f"{e_zh}见于{c_zh}（自{since}起）", f"{e_en} is on {c_en} (since {since})"


def _called(graph: nx.Graph, node: str) -> tuple[str, str]:
    attributes = graph.nodes[node]
    return attributes["label"], attributes["label_en"]


def legend(graph: nx.Graph) -> list[tuple[str, str, str]]:
    """Kinds that occur, in a fixed order: kind, Chinese and English name."""
    present = {kind for _, kind in graph.nodes(data="kind")}
    return [(kind, zh, en) for kind, (zh, en) in LABELS.items() if kind in present]
