"""The neighbourhood of one claim as a small networkx graph, for a person to look at.

Node ids and labels identify nobody: claims, members, doctors and hospitals by their ids, values by a short digest of
their keyed hash.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.graph.layout import radial_layout
from fraudpipe.graph.occurrences import (
    LINK_KINDS,
    STRONG_KINDS,
    ClaimArrays,
    Ints,
    Occurrences,
    claim_arrays,
    occurrences,
    pointers,
)

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
    "doctor": ("医生", "doctor"),
    "hospital": ("医院", "hospital"),
}
"""Kind of node to its name in Chinese and English."""

_STRONG_WEIGHT, _MEDIUM_WEIGHT, _CONTEXT_WEIGHT = 1.0, 0.5, 0.1
_DIGEST_LETTERS = 12
_LABEL_LETTERS = 4


@dataclass
class _Neighbourhood:
    """Claims found so far, in the order in which they are shown."""

    arrays: ClaimArrays
    shown: Occurrences
    by_claim: Ints
    claim_begins: Ints
    value_begins: Ints
    steps: dict[int, int] = field(default_factory=dict)
    values: dict[int, None] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)

    def values_of(self, claim: int) -> list[int]:
        rows = self.by_claim[self.claim_begins[claim] : self.claim_begins[claim + 1]]
        return sorted(set(self.shown.value[rows].tolist()))

    def claims_of(self, value: int) -> list[int]:
        rows = slice(self.value_begins[value], self.value_begins[value + 1])
        return sorted(set(self.shown.claim[rows].tolist()))

    def members_of(self, value: int) -> int:
        return len(set(self.arrays.member[self.claims_of(value)].tolist()))

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
    cut = [table[table["visible_at"] < as_of] for table in (claims, identifiers, documents, outcomes)]
    claims, identifiers, documents, outcomes = cut
    arrays = claim_arrays(claims)
    focus = int(arrays.positions(pd.Series([claim_id], dtype=claims["claim_id"].dtype))[0])
    if focus < 0:
        msg = f"no claim {claim_id} is known at this moment"
        raise NotFoundError(msg)
    shown = _still_seen(
        occurrences(arrays, identifiers, documents, member_cap=member_cap, window_days=window_days), as_of
    )
    by_claim = np.argsort(shown.claim, kind="stable")
    near = _Neighbourhood(
        arrays,
        shown,
        by_claim,
        pointers(shown.claim[by_claim], len(arrays.seen)),
        pointers(shown.value, len(shown.kind)),
    )
    known = _outcomes(arrays, outcomes)
    _grow(near, focus, known, radius, node_cap - len(CONTEXT_KINDS))
    graph = _as_graph(near, focus, known)
    _add_context(graph, claims, near, node_cap)
    graph.graph.update(focus=f"claim:{claim_id}", as_of=int(as_of))
    for node, (x, y) in radial_layout(graph, f"claim:{claim_id}").items():
        graph.nodes[node].update(x=x, y=y)
    return graph


def _still_seen(shown: Occurrences, as_of: int) -> Occurrences:
    kept = (shown.start < as_of) & (shown.end >= as_of)
    return Occurrences(
        shown.claim[kept], shown.value[kept], shown.start[kept], shown.end[kept], shown.kind, shown.labels
    )


def _outcomes(arrays: ClaimArrays, outcomes: pd.DataFrame) -> dict[int, str]:
    """The latest outcome of each claim, by position."""
    latest = outcomes.sort_values(["claim_id", "visible_at", "outcome"]).drop_duplicates("claim_id", keep="last")
    places = arrays.positions(latest["claim_id"]).tolist()
    return {place: str(told) for place, told in zip(places, latest["outcome"], strict=True) if place >= 0}


def _grow(near: _Neighbourhood, focus: int, known: dict[int, str], radius: int, node_cap: int) -> None:
    """Adds claims step by step until the cap is reached."""
    near.steps[focus] = 0
    near.members[int(near.arrays.member[focus])] = 1
    own = [value for value in near.values_of(focus) if LINK_KINDS[near.shown.kind[value]] != "document"]
    near.values.update(dict.fromkeys(own[: max(0, node_cap - near.size)]))
    edge = [focus]
    for step in range(1, radius + 1):
        pull: dict[int, tuple[float, list[int]]] = {}
        for claim in edge:
            for value in near.values_of(claim):
                for other in near.claims_of(value):
                    if other not in near.steps:
                        weight, through = pull.get(other, (0.0, []))
                        pull[other] = (weight + _weight(near, value), [*through, value])
            for other in np.flatnonzero(near.arrays.member == near.arrays.member[claim]).tolist():
                if other not in near.steps:
                    weight, through = pull.get(other, (0.0, []))
                    pull[other] = (weight + _STRONG_WEIGHT, through)
        proved = {claim for claim in pull if known.get(claim) == "confirmed_fraud"}
        ranked = sorted(pull, key=lambda claim: (claim not in proved, -pull[claim][0], claim))
        edge = [claim for claim in ranked if _add(near, claim, step, pull[claim][1], node_cap)]


def _add(near: _Neighbourhood, claim: int, step: int, through: Iterable[int], node_cap: int) -> bool:
    """Adds a claim with the values that lead to it, if they fit."""
    values = [value for value in dict.fromkeys(through) if value not in near.values]
    member = int(near.arrays.member[claim])
    if near.size + len(values) + 1 + (near.members.get(member) == 1) > node_cap:
        return False
    near.steps[claim] = step
    near.members[member] = near.members.get(member, 0) + 1
    near.values.update(dict.fromkeys(values))
    return True


def _weight(near: _Neighbourhood, value: int) -> float:
    strong = LINK_KINDS[near.shown.kind[value]] in STRONG_KINDS
    base = _STRONG_WEIGHT if strong else _MEDIUM_WEIGHT
    return base / max(1, near.members_of(value) - 1)


def _as_graph(near: _Neighbourhood, focus: int, known: dict[int, str]) -> nx.Graph:
    graph = nx.Graph()
    for claim, step in near.steps.items():
        name = str(near.arrays.ids[claim])
        # The outcome of the claim that is being looked at is not part of what led to it.
        outcome = "" if claim == focus else known.get(claim, "")
        member = str(near.arrays.members[near.arrays.member[claim]])
        graph.add_node(f"claim:{name}", **_labels("claim", name), member_id=member, step=step, outcome=outcome)
    shown_members = set(near.shown_members)
    for claim in near.steps:
        if near.arrays.member[claim] not in shown_members:
            continue
        member = str(near.arrays.members[near.arrays.member[claim]])
        if f"member:{member}" not in graph:
            graph.add_node(f"member:{member}", **_labels("member", member))
        seen = int(near.arrays.seen[claim])
        ends = (f"claim:{near.arrays.ids[claim]}", f"member:{member}")
        graph.add_edge(*ends, kind="member", weight=_STRONG_WEIGHT, first_seen=seen)
    for value in near.values:
        kind = LINK_KINDS[near.shown.kind[value]]
        digest = hashlib.sha256(str(near.shown.labels[value]).encode()).hexdigest()[:_DIGEST_LETTERS]
        graph.add_node(f"{kind}:{digest}", **_labels(kind, f"···{digest[-_LABEL_LETTERS:]}"))
        weight = round(_weight(near, value), 6)
        rows = slice(near.value_begins[value], near.value_begins[value + 1])
        for claim, seen in zip(near.shown.claim[rows].tolist(), near.shown.start[rows].tolist(), strict=True):
            ends = (f"claim:{near.arrays.ids[claim]}", f"{kind}:{digest}")
            if claim in near.steps and not graph.has_edge(*ends):
                graph.add_edge(*ends, kind=kind, weight=weight, first_seen=int(seen))
    return graph


def _labels(kind: str, name: str) -> dict[str, str]:
    zh, en = LABELS[kind]
    return {"kind": kind, "label": f"{zh} {name}", "label_en": f"{en} {name}"}


def _add_context(graph: nx.Graph, claims: pd.DataFrame, near: _Neighbourhood, node_cap: int) -> None:
    """Doctors and hospitals: those of the claim in the middle, then those that several claims share, if they fit."""
    inside = claims[claims["claim_id"].isin([str(near.arrays.ids[claim]) for claim in near.steps])]
    columns = ["claim_id", "visible_at", "doctor_id", "hospital_id"]
    latest = inside[columns].sort_values(columns).drop_duplicates("claim_id", keep="last").set_index("claim_id")
    seen = {str(claim): int(at) for claim, at in zip(latest.index, latest["visible_at"].tolist(), strict=True)}
    focus = str(near.arrays.ids[next(iter(near.steps))])
    for kind in CONTEXT_KINDS:
        names = latest[f"{kind}_id"].dropna()
        shared = names.value_counts()
        several = sorted(shared[shared > 1].index, key=lambda name: (-shared[name], name))
        own = [names[focus]] if focus in names.index else []
        for name in dict.fromkeys([*own, *several]):
            if graph.number_of_nodes() >= node_cap:
                break
            graph.add_node(f"{kind}:{name}", **_labels(kind, str(name)))
            for claim in names.index[names == name]:
                ends = (f"claim:{claim}", f"{kind}:{name}")
                graph.add_edge(*ends, kind=kind, weight=_CONTEXT_WEIGHT, first_seen=seen[str(claim)])
