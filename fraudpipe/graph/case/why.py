"""Why two claims are linked: the shortest chain of shared values, however far apart they are."""

from dataclasses import dataclass

import networkx as nx

from fraudpipe.errors import NotFoundError
from fraudpipe.graph.case.case_nodes import CaseNodes, add_shared_form, case_graph, claim_node
from fraudpipe.graph.case.layout import chain_layout
from fraudpipe.graph.case.link_view import STRONG_WEIGHT, LinkView
from fraudpipe.graph.case.paths import LinkPath, why_linked

_MOST_STEPS = 8
_MOST_CLAIMS = 200_000


@dataclass(frozen=True, slots=True)
class _Reached:
    """How a claim was reached: with what strength, from which claim, through which value (-1: the same member)."""

    strength: float
    before: int
    through: int


def evidence_path(view: LinkView, claim_id: str, other_id: str) -> tuple[nx.Graph, LinkPath]:
    """The shortest chain between two claims, of several the strongest, as a graph and in sentences.

    Where there is none, a blank form that both have, which is no more than context.

    Args:
        view: All links as of the moment.
        claim_id: Where the chain begins.
        other_id: Where it ends.

    Raises:
        NotFoundError: One is not known at the moment, or nothing but doctors and hospitals links them.
    """
    one, other = view.position(claim_id), view.position(other_id)
    reached = _search(view, one, other)
    shown = CaseNodes(view)
    chain = _chain(reached, other)
    for step, (claim, through) in enumerate(chain):
        shown.add_claim(claim, step)
        if through >= 0:
            shown.values[through] = None
    graph = case_graph(shown, one)
    if other not in reached:
        add_shared_form(graph, view, claim_id, other_id)
    path = why_linked(graph, claim_node(view, one), claim_node(view, other))
    if path is None:
        msg = f"nothing links {claim_id} with {other_id} within {_MOST_STEPS} steps at this moment"
        raise NotFoundError(msg)
    for node, (x, y) in chain_layout(graph, path.nodes).items():
        graph.nodes[node].update(x=x, y=y)
    return graph, path


def _search(view: LinkView, one: int, other: int) -> dict[int, _Reached]:
    """Step by step from one claim, until the other is reached or there is nothing more."""
    reached = {one: _Reached(1.0, -1, -1)}
    edge = [one]
    for _ in range(_MOST_STEPS):
        found: dict[int, _Reached] = {}
        for claim in edge:
            for neighbour, weight, through in _neighbours(view, claim):
                strength = reached[claim].strength * weight
                if neighbour not in reached and (neighbour not in found or strength > found[neighbour].strength):
                    found[neighbour] = _Reached(strength, claim, through)
        reached |= found
        edge = sorted(found)
        if other in reached or not edge or len(reached) > _MOST_CLAIMS:
            break
    return reached


def _neighbours(view: LinkView, claim: int) -> list[tuple[int, float, int]]:
    found = [(near, STRONG_WEIGHT, -1) for near in view.of_same_member(claim)]
    for value in view.values_of(claim):
        weight = view.weight(value)
        found += [(near, weight, value) for near in view.claims_of(value)]
    return found


def _chain(reached: dict[int, _Reached], last: int) -> list[tuple[int, int]]:
    """Claims from the first to the last, each with the value that leads to it; the ends alone if there is no chain."""
    if last not in reached:
        return [(next(iter(reached)), -1), (last, -1)]
    chain = []
    while last >= 0:
        chain.append((last, reached[last].through))
        last = reached[last].before
    return chain[::-1]
