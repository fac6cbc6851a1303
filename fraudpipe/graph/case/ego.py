"""The neighbourhood of one claim as a small networkx graph, for a person to look at."""

from collections.abc import Iterable

import networkx as nx
import pandas as pd

from fraudpipe.graph.case.case_nodes import CONTEXT_KINDS, CaseNodes, add_context, case_graph
from fraudpipe.graph.case.crowds import gather_crowds
from fraudpipe.graph.case.layout import radial_layout
from fraudpipe.graph.case.link_view import STRONG_WEIGHT, LinkView, link_view
from fraudpipe.graph.case.own_pages import stack_own_pages


def ego_network(
    claim_id: str,
    as_of: int,
    claims: pd.DataFrame,
    identifiers: pd.DataFrame,
    documents: pd.DataFrame,
    outcomes: pd.DataFrame,
    radius: int = 2,
    node_cap: int = 150,
    *,
    member_cap: int = 50,
    window_days: int = 1095,
) -> nx.Graph:
    """What links a claim to others, as known before `as_of`.

    Args:
        claim_id: The claim in the middle.
        as_of: Only rows with ``visible_at < as_of`` are seen.
        claims: As for `network_rows`.
        identifiers: As for `network_rows`.
        documents: As for `network_rows`.
        outcomes: As for `network_rows`.
        radius: Steps from claim to claim through a shared value or a member.
        node_cap: Most nodes; claims with a proved outcome and with stronger links come first.
        member_cap: Values shared by more members are left out.
        window_days: Rows older than this are left out.

    Returns:
        What `case_graph` returns, with x and y for each node; many claims that are linked in the very same way are
        gathered into one node (`gather_crowds`), and pages that no other claim shows lie in one place.

    Raises:
        NotFoundError: The claim is not visible at `as_of`.
    """
    view = link_view(as_of, claims, identifiers, documents, outcomes, member_cap=member_cap, window_days=window_days)
    return neighbourhood(view, claim_id, radius, node_cap)


def neighbourhood(view: LinkView, claim_id: str, radius: int = 2, node_cap: int = 150) -> nx.Graph:
    """The same as `ego_network`, for looking at many claims of one moment.

    Raises:
        NotFoundError: The claim is not in the view.
    """
    focus = view.position(claim_id)
    near = CaseNodes(view)
    _grow(near, focus, radius, node_cap - len(CONTEXT_KINDS) + view.forms.empty)
    graph = case_graph(near, focus)
    add_context(graph, near, node_cap)
    gather_crowds(graph)
    stacked = stack_own_pages(graph, len(_own_pages(view, focus)))
    places = radial_layout(graph.subgraph(set(graph) - set(stacked)), graph.graph["focus"])
    for node in graph:
        x, y = places[stacked.get(node, node)]
        graph.nodes[node].update(x=x, y=y)
    return graph


def _grow(near: CaseNodes, focus: int, radius: int, node_cap: int) -> None:
    """Adds claims step by step until the cap is reached."""
    view, known = near.view, near.view.outcome
    near.add_claim(focus, 0)
    own = [value for value in view.values_of(focus) if view.kind(value) != "document"]
    pages = _own_pages(view, focus)
    _add_values(near, [value for value in own if value not in pages], node_cap)
    edge = [focus]
    for step in range(1, radius + 1):
        pull: dict[int, tuple[float, list[int]]] = {}
        for claim in edge:
            for value in view.values_of(claim):
                for other in view.claims_of(value):
                    if other not in near.steps:
                        weight, through = pull.get(other, (0.0, []))
                        pull[other] = (weight + view.weight(value), [*through, value])
            for other in view.of_same_member(claim):
                if other not in near.steps:
                    weight, through = pull.get(other, (0.0, []))
                    pull[other] = (weight + STRONG_WEIGHT, through)
        proved = {claim for claim in pull if known.get(claim) == "confirmed_fraud"}
        ranked = sorted(pull, key=lambda claim: (claim not in proved, -pull[claim][0], claim))
        edge = [claim for claim in ranked if _add(near, claim, step, pull[claim][1], node_cap)]
    _add_values(near, pages, node_cap)  # last: they lead to nobody


def _own_pages(view: LinkView, focus: int) -> list[int]:
    return [one for one in view.values_of(focus) if view.kind(one) == "picture" and view.claims_of(one) == [focus]]


def _add_values(near: CaseNodes, values: list[int], node_cap: int) -> None:
    near.values.update(dict.fromkeys(values[: max(0, node_cap - near.size)]))


def _add(near: CaseNodes, claim: int, step: int, through: Iterable[int], node_cap: int) -> bool:
    """Adds a claim with the values that lead to it, if they fit."""
    values = [value for value in dict.fromkeys(through) if value not in near.values]
    member = int(near.view.arrays.member[claim])
    if near.size + len(values) + 1 + (near.members.get(member) == 1) > node_cap:
        return False
    near.add_claim(claim, step)
    near.values.update(dict.fromkeys(values))
    return True
