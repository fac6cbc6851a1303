"""The knowledge graph: what joins illness, item, department, hospital level, province, sex and age group.

An item is whatever is charged: a drug, an examination, a service. Curated edges come from published rules and facts
(`tables/*.csv`, a source a row), learned ones from past claims as of a moment. Inside are arrays and dictionaries;
networkx is what it is handed out as.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from fraudpipe.knowledge.naming.item_names import is_drug, item_key
from fraudpipe.knowledge.past.ages import age_group
from fraudpipe.knowledge.past.learning import Past
from fraudpipe.knowledge.past.pairs import Combination
from fraudpipe.knowledge.past.peers import Usual
from fraudpipe.knowledge.rules.illness_limits import sex_of
from fraudpipe.knowledge.rules.published import Rules, published_rules
from fraudpipe.knowledge.tables_read import table_rows

Sort = Literal["illness", "item", "department", "level", "province", "sex", "age_group"]
_ITEM_FACTS = frozenset({"examination", "drug"})
_AGE_GROUPS = {"新生儿": "newborn", "婴幼儿": "infant", "儿童": "child"}
_NOT_SEEN = 0


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """What is known at a moment.

    Attributes:
        rules: Published rules of items.
        past: What past claims say, or None before there are any.
    """

    rules: Rules
    past: Past | None = None

    def usual(self, left: tuple[Sort, str], right: tuple[Sort, str]) -> Combination:
        """How usual two things are together; without history it counts nothing.

        >>> curated_graph().usual(("illness", "C56"), ("sex", "M")).total
        0
        """
        pairs = self.past.pairs.get((left[0], right[0])) if self.past else None
        if pairs is None:
            return Combination(left[1], right[1], 0, 0, 0, _NOT_SEEN)
        return pairs.of(left[1], right[1])

    def usual_stay(self, code: str, level: int, province: str) -> Usual | None:
        """Days in hospital that are usual for the illness there, or None where it was never seen."""
        return self.past.stay_days.usual(code[:3], level, province) if self.past else None

    def usual_cost(self, code: str, level: int, province: str) -> Usual | None:
        """Amounts in fen that are usual for the illness there, or None where it was never seen."""
        return self.past.cost_fen.usual(code[:3], level, province) if self.past else None

    def usual_age(self, code: str, age_years: float) -> Combination:
        """How usual the illness is at that age."""
        return self.usual(("illness", code[:3]), ("age_group", age_group(age_years)))

    def to_networkx(self, category: str | None = None) -> nx.Graph:
        """The graph, or only what touches one illness category.

        Nodes are (sort, name); a drug is an item whose attribute `sort` is "drug". Curated edges have `relation` and
        `source`, learned ones `relation` "seen" with `together`, `expected` and `lift`; an edge that is both has all.

        >>> edges = curated_graph().to_networkx("C56")[("illness", "C56")]
        >>> edges[("sex", "F")]["relation"], ("item", "卡铂注射液") in edges
        ('only', True)
        """
        graph = nx.Graph()
        for left, right, relation, source in _curated(self.rules, category):
            graph.add_edge(left, right, relation=relation, source=source)
        for (left_sort, right_sort), found in self._learned(category):
            left, right = (left_sort, found.left), (right_sort, found.right)
            seen = {"together": found.together, "expected": found.expected, "lift": found.lift}
            known = graph.get_edge_data(left, right, {"relation": "seen", "source": "past"})
            graph.add_edge(left, right, **{**known, **seen})
        for node in graph:
            drug = node[0] == "item" and is_drug(node[1])
            graph.nodes[node].update(sort="drug" if drug else node[0], name=node[1])
        return graph

    def _learned(self, category: str | None) -> Iterator[tuple[tuple[str, str], Combination]]:
        for sorts, pairs in (self.past.pairs if self.past else {}).items():
            if category is None or sorts[0] == "illness":
                for left in pairs.left if category is None else (category,):
                    yield from ((sorts, found) for found in pairs.all_of(left))


@functools.cache
def curated_graph() -> KnowledgeGraph:
    """The graph of published rules and facts alone."""
    # A constant of the package: it takes no argument and so never goes stale.
    return KnowledgeGraph(published_rules())


_Node = tuple[str, str]


def _curated(rules: Rules, category: str | None) -> Iterator[tuple[_Node, _Node, str, str]]:
    facts = [row for row in _facts() if category in (None, row["category"])]
    for illness in sorted({row["category"] for row in facts}):
        only = sex_of(illness)
        if only is not None:
            yield ("illness", illness), ("sex", only), "only", "who"
    for row in facts:
        yield from _fact_edges(row)
    if category is None:
        yield from _rule_edges(rules)


def _fact_edges(row: dict[str, str]) -> Iterator[tuple[_Node, _Node, str, str]]:
    illness = ("illness", row["category"])
    for value in row["values"].split("|"):
        if row["fact"] in _ITEM_FACTS:
            yield illness, ("item", item_key(value)), row["fact"], row["source"]
        elif row["fact"] != "sex" or sex_of(row["category"]) is None:
            yield illness, (row["fact"], value), "usual", row["source"]


def _rule_edges(rules: Rules) -> Iterator[tuple[_Node, _Node, str, str]]:
    for key, rule in rules.by_item.items():
        item = ("item", key)
        if rule.sex:
            yield item, ("sex", rule.sex), "only", rule.source
        if rule.age_group:
            yield item, ("age_group", _AGE_GROUPS[rule.age_group]), "up_to", rule.source
        if rule.least_level:
            yield item, ("level", str(rule.least_level)), "from_level", rule.source
        if rule.procedure_group:
            yield item, ("procedure_group", rule.procedure_group), "one_of", rule.source
    for outer, inner in rules.included.items():
        yield from ((("item", outer), ("item", key), f"includes_{within}", "nhsa") for key, within in inner.items())


@functools.cache
def _facts() -> tuple[dict[str, str], ...]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    return tuple(table_rows("illness_facts"))
