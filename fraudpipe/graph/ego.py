"""The neighbourhood of one claim as a small networkx graph, for a person to look at.

Node ids and labels identify nobody: claims, members, doctors and hospitals by their ids, values by a short digest of
their keyed hash.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import networkx as nx
import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.graph.layout import radial_layout
from fraudpipe.graph.link_view import STRONG_WEIGHT, LinkView, link_view

CONTEXT_KINDS = ("doctor", "hospital")
"""Kinds of nodes that are shown and never walked through."""

LABELS = {
    "claim": ("案件", "claim"),
    "member": ("会员", "member"),
    "phone": ("电话", "telephone"),
    "bank_account": ("银行账户", "bank account"),
    "device": ("设备", "device"),
    "address": ("地址", "address"),
    "referrer": ("推荐人", "referrer"),
    "document": ("材料", "document"),
    "same_person": ("疑似同一人", "probably one person"),
    "doctor": ("医生", "doctor"),
    "hospital": ("医院", "hospital"),
}
"""Kind of node to its name in Chinese and English."""

_CONTEXT_WEIGHT = 0.1
_DIGEST_LETTERS = 12
_LABEL_LETTERS = 4


@dataclass
class _Neighbourhood:
    """Claims found so far, in the order in which they are shown."""

    view: LinkView
    steps: dict[int, int] = field(default_factory=dict)
    values: dict[int, None] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.steps) + len(self.values) + len(self.shown_members)

    @property
    def shown_members(self) -> list[int]:
        """The member in the middle, and whoever has several of the claims; the others would only be leaves."""
        return [member for place, (member, count) in enumerate(self.members.items()) if count > 1 or place == 0]


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
        Nodes with kind, label, label_en, x, y, claims also with member_id, step and outcome; edges with kind, weight
        (rarer values weigh more) and first_seen (epoch seconds); the graph's attributes focus and as_of.

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
    if claim_id not in view.arrays.ids:
        msg = f"no claim {claim_id} is known at this moment"
        raise NotFoundError(msg)
    focus = int(view.arrays.ids.get_indexer(pd.Index([claim_id]))[0])
    near = _Neighbourhood(view)
    _grow(near, focus, radius, node_cap - len(CONTEXT_KINDS))
    graph = _as_graph(near, focus)
    _add_context(graph, near, node_cap)
    graph.graph.update(focus=f"claim:{claim_id}", as_of=view.as_of)
    for node, (x, y) in radial_layout(graph, f"claim:{claim_id}").items():
        graph.nodes[node].update(x=x, y=y)
    return graph


def _grow(near: _Neighbourhood, focus: int, radius: int, node_cap: int) -> None:
    """Adds claims step by step until the cap is reached."""
    view, known = near.view, near.view.outcome
    near.steps[focus] = 0
    near.members[int(view.arrays.member[focus])] = 1
    own = [value for value in view.values_of(focus) if view.kind(value) != "document"]
    near.values.update(dict.fromkeys(own[: max(0, node_cap - near.size)]))
    edge = [focus]
    for step in range(1, radius + 1):
        pull: dict[int, tuple[float, list[int]]] = {}
        for claim in edge:
            for value in view.values_of(claim):
                for other in view.claims_of(value):
                    if other not in near.steps:
                        weight, through = pull.get(other, (0.0, []))
                        pull[other] = (weight + view.weight(value), [*through, value])
            for other in view.claims_of_member(int(view.arrays.member[claim])):
                if other not in near.steps:
                    weight, through = pull.get(other, (0.0, []))
                    pull[other] = (weight + STRONG_WEIGHT, through)
        proved = {claim for claim in pull if known.get(claim) == "confirmed_fraud"}
        ranked = sorted(pull, key=lambda claim: (claim not in proved, -pull[claim][0], claim))
        edge = [claim for claim in ranked if _add(near, claim, step, pull[claim][1], node_cap)]


def _add(near: _Neighbourhood, claim: int, step: int, through: Iterable[int], node_cap: int) -> bool:
    """Adds a claim with the values that lead to it, if they fit."""
    values = [value for value in dict.fromkeys(through) if value not in near.values]
    member = int(near.view.arrays.member[claim])
    if near.size + len(values) + 1 + (near.members.get(member) == 1) > node_cap:
        return False
    near.steps[claim] = step
    near.members[member] = near.members.get(member, 0) + 1
    near.values.update(dict.fromkeys(values))
    return True


def _as_graph(near: _Neighbourhood, focus: int) -> nx.Graph:
    view, arrays, shown = near.view, near.view.arrays, near.view.shown
    graph = nx.Graph()
    for claim, step in near.steps.items():
        name = str(arrays.ids[claim])
        # The outcome of the claim that is being looked at is not part of what led to it.
        outcome = "" if claim == focus else view.outcome.get(claim, "")
        member = str(arrays.members[arrays.member[claim]])
        graph.add_node(f"claim:{name}", **_labels("claim", name), member_id=member, step=step, outcome=outcome)
    shown_members = set(near.shown_members)
    for claim in near.steps:
        if arrays.member[claim] not in shown_members:
            continue
        member = str(arrays.members[arrays.member[claim]])
        if f"member:{member}" not in graph:
            graph.add_node(f"member:{member}", **_labels("member", member))
        seen = int(arrays.seen[claim])
        ends = (f"claim:{arrays.ids[claim]}", f"member:{member}")
        graph.add_edge(*ends, kind="member", weight=STRONG_WEIGHT, first_seen=seen)
    for value in near.values:
        kind = view.kind(value)
        digest = hashlib.sha256(str(shown.labels[value]).encode()).hexdigest()[:_DIGEST_LETTERS]
        graph.add_node(f"{kind}:{digest}", **_labels(kind, f"···{digest[-_LABEL_LETTERS:]}"))
        weight = round(view.weight(value), 6)
        rows = slice(view.value_begins[value], view.value_begins[value + 1])
        for claim, seen in zip(shown.claim[rows].tolist(), shown.start[rows].tolist(), strict=True):
            ends = (f"claim:{arrays.ids[claim]}", f"{kind}:{digest}")
            if claim in near.steps and not graph.has_edge(*ends):
                graph.add_edge(*ends, kind=kind, weight=weight, first_seen=int(seen))
    return graph


def _labels(kind: str, name: str) -> dict[str, str]:
    zh, en = LABELS[kind]
    return {"kind": kind, "label": f"{zh} {name}", "label_en": f"{en} {name}"}


def _add_context(graph: nx.Graph, near: _Neighbourhood, node_cap: int) -> None:
    """Doctors and hospitals: those of the claim in the middle, then those that several claims share, if they fit."""
    ids = [str(near.view.arrays.ids[claim]) for claim in near.steps]
    latest = near.view.places.loc[ids]
    seen = {claim: int(at) for claim, at in zip(ids, latest["visible_at"].tolist(), strict=True)}
    for kind in CONTEXT_KINDS:
        names = latest[f"{kind}_id"].dropna()
        shared = names.value_counts()
        several = sorted(shared[shared > 1].index, key=lambda name: (-shared[name], name))
        own = [names[ids[0]]] if ids[0] in names.index else []
        for name in dict.fromkeys([*own, *several]):
            if graph.number_of_nodes() >= node_cap:
                break
            graph.add_node(f"{kind}:{name}", **_labels(kind, str(name)))
            for claim in names.index[names == name]:
                ends = (f"claim:{claim}", f"{kind}:{name}")
                graph.add_edge(*ends, kind=kind, weight=_CONTEXT_WEIGHT, first_seen=seen[str(claim)])
