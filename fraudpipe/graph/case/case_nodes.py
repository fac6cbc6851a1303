"""From positions in a view of links to a small networkx graph that may be shown.

Node ids and labels identify nobody: claims, members, doctors and hospitals by their ids, values by a short digest of
their keyed hash.
"""

import hashlib
from dataclasses import dataclass, field

import networkx as nx
import pandas as pd

from fraudpipe.graph.case.link_view import STRONG_WEIGHT, LinkView
from fraudpipe.graph.case.same_person import agreed_in

CONTEXT_KINDS = ("doctor", "hospital", "form")
"""Kinds of nodes that are shown and never walked through."""

LABELS = {
    "claim": ("案件", "claim"),
    "claims": ("同样关联的案件", "claims linked alike"),
    "member": ("会员", "member"),
    "phone": ("电话", "telephone"),
    "bank_account": ("银行账户", "bank account"),
    "device": ("设备", "device"),
    "address": ("地址", "address"),
    "referrer": ("推荐人", "referrer"),
    "document": ("材料", "document"),
    "picture": ("页面图像", "picture of a page"),
    "same_person": ("疑似同一人", "probably one person"),
    "doctor": ("医生", "doctor"),
    "hospital": ("医院", "hospital"),
    "form": ("空白表格", "blank form"),
}
"""Kind of node to its name in Chinese and English."""

_OF_PLACE = ("doctor", "hospital")
_CONTEXT_WEIGHT = 0.1
_MOST_CONTEXT = 3
_DIGEST_LETTERS = 12
_LABEL_LETTERS = 4


@dataclass
class CaseNodes:
    """Which claims, values and members are shown, in the order in which they were found.

    Attributes:
        view: All links as of the moment.
        steps: Claim to its distance from the claim in the middle, in steps from claim to claim.
        values: Values that are shown.
        members: Member to the number of claims shown.
    """

    view: LinkView
    steps: dict[int, int] = field(default_factory=dict)
    values: dict[int, None] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many nodes are shown."""
        return len(self.steps) + len(self.values) + len(self.shown_members)

    @property
    def shown_members(self) -> list[int]:
        """The member in the middle, and whoever has several of the claims; the others would only be leaves."""
        return [member for place, (member, count) in enumerate(self.members.items()) if count > 1 or place == 0]

    def add_claim(self, claim: int, step: int) -> None:
        """Shows a claim."""
        self.steps[claim] = step
        member = int(self.view.arrays.member[claim])
        self.members[member] = self.members.get(member, 0) + 1


def claim_node(view: LinkView, claim: int) -> str:
    """The id of a claim's node."""
    return f"claim:{view.arrays.ids[claim]}"


def value_node(view: LinkView, value: int) -> str:
    """The id of a value's node."""
    return f"{view.kind(value)}:{_digest(view, value)}"


def case_graph(shown: CaseNodes, focus: int) -> nx.Graph:
    """The claims, members and values that are shown, with the links among them.

    Returns:
        Nodes with kind, label, label_en, claims also with member_id, step, seen_at and outcome (empty for all claims of
        the member in the middle, as in the features), values with claim_count, all claims that show them, and what
        `agreed` in two that are probably one person; edges with
        kind, weight and first_seen (epoch seconds); the graph's attributes focus and as_of.
    """
    view, arrays = shown.view, shown.view.arrays
    graph = nx.Graph(focus=claim_node(view, focus), as_of=view.as_of)
    for claim, step in shown.steps.items():
        own = arrays.member[claim] == arrays.member[focus]
        outcome = "" if own else view.outcome.get(claim, "")
        told = {"step": step, "outcome": outcome, "seen_at": int(arrays.seen[claim])}
        member = str(arrays.members[arrays.member[claim]])
        graph.add_node(claim_node(view, claim), **labels("claim", str(arrays.ids[claim])), member_id=member, **told)
    shown_members = set(shown.shown_members)
    for claim in shown.steps:
        if arrays.member[claim] in shown_members:
            member = str(arrays.members[arrays.member[claim]])
            graph.add_node(f"member:{member}", **labels("member", member))
            how = {"kind": "member", "weight": STRONG_WEIGHT, "first_seen": int(arrays.seen[claim])}
            graph.add_edge(claim_node(view, claim), f"member:{member}", **how)
    for value in shown.values:
        _add_value(graph, shown, value)
    return graph


def _add_value(graph: nx.Graph, shown: CaseNodes, value: int) -> None:
    view, node = shown.view, value_node(shown.view, value)
    kind, tail = view.kind(value), _digest(view, value)[-_LABEL_LETTERS:]
    graph.add_node(node, **labels(kind, f"···{tail}"), claim_count=len(view.claims_of(value)))
    if kind == "same_person":
        graph.nodes[node]["agreed"] = agreed_in(str(view.shown.labels[value]))
    weight = round(view.weight(value), 6)
    rows = slice(view.value_begins[value], view.value_begins[value + 1])
    for claim, seen in zip(view.shown.claim[rows].tolist(), view.shown.start[rows].tolist(), strict=True):
        if claim in shown.steps and not graph.has_edge(claim_node(view, claim), node):
            graph.add_edge(claim_node(view, claim), node, kind=kind, weight=weight, first_seen=int(seen))


def add_context(graph: nx.Graph, shown: CaseNodes, node_cap: int) -> None:
    """Doctors, hospitals and forms: those of the claim in the middle, then the few that most claims share, if they fit.

    Of a form its node tells claim_count and hospital_count, of all claims at the moment.
    """
    ids = [str(shown.view.arrays.ids[claim]) for claim in shown.steps]
    for kind, rows in _context(shown.view, ids).items():
        names = rows["name"]
        shared = names.value_counts()
        several = sorted(shared[shared > 1].index, key=lambda name: (-shared[name], name))
        own = names[names.index == ids[0]]
        for name in dict.fromkeys([*own[:_MOST_CONTEXT], *several[:_MOST_CONTEXT]]):
            if graph.number_of_nodes() >= node_cap:
                break
            _add_context(graph, kind, str(name), rows[names == name])


def add_shared_form(graph: nx.Graph, view: LinkView, one: str, other: str) -> None:
    """The rarest blank form that two claims share, if they share one."""
    rows = _context(view, [one, other])["form"]
    both = rows[rows["name"].duplicated(keep=False)].sort_values(["claim_count", "name"])
    if len(both):
        _add_context(graph, "form", str(both["name"].iloc[0]), both[:2])


def _context(view: LinkView, ids: list[str]) -> dict[str, pd.DataFrame]:
    """By kind, the name of what claims have in common and since when it is known, indexed by claim_id."""
    latest = view.places.loc[ids].rename(columns={"visible_at": "since"})
    found = {kind: latest.rename(columns={f"{kind}_id": "name"}).dropna(subset="name") for kind in _OF_PLACE}
    return found | {"form": view.forms[view.forms.index.isin(ids)].rename(columns={"form": "name"})}


def _add_context(graph: nx.Graph, kind: str, name: str, rows: pd.DataFrame) -> None:
    node, tail = f"{kind}:{name}", name if kind in _OF_PLACE else f"···{name[-_LABEL_LETTERS:]}"
    graph.add_node(node, **labels(kind, tail))
    if kind == "form":
        graph.nodes[node].update({column: int(rows[column].iloc[0]) for column in ("claim_count", "hospital_count")})
    for claim, since in zip(rows.index, rows["since"].tolist(), strict=True):
        graph.add_edge(f"claim:{claim}", node, kind=kind, weight=_CONTEXT_WEIGHT, first_seen=int(since))


def labels(kind: str, name: str) -> dict[str, str]:
    """Kind and labels of a node."""
    zh, en = LABELS[kind]
    return {"kind": kind, "label": f"{zh} {name}", "label_en": f"{en} {name}"}


def _digest(view: LinkView, value: int) -> str:
    return hashlib.sha256(str(view.shown.labels[value]).encode()).hexdigest()[:_DIGEST_LETTERS]
