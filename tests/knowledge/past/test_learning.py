import networkx as nx
import numpy as np
import pandas as pd
import pytest
from knowledge.cases import AS_OF, history, past

from fraudpipe.errors import ContractError
from fraudpipe.knowledge.graph import KnowledgeGraph, curated_graph
from fraudpipe.knowledge.past.ages import AGE_GROUPS, age_group, age_groups
from fraudpipe.knowledge.past.learning import learn
from fraudpipe.knowledge.past.pairs import Combination


def test_counts_are_those_of_the_history() -> None:
    found = past().pairs["illness", "item"].of("S72", "人工关节置换术")
    assert (found.together, found.left_count, found.right_count, found.total) == (200, 200, 200, 400)
    assert found.expected == 100
    assert found.lift == pytest.approx(205 / 105)
    assert past().pairs["illness", "item"].of("J18", "人工关节置换术").together == 0


def test_a_claim_counts_once_however_many_lines_it_has() -> None:
    claims, lines = history()
    twice = learn(claims, pd.concat([lines, lines]), AS_OF)
    assert twice.pairs["illness", "item"].of("J18", "血细胞分析").together == 200


def test_few_cases_prove_little() -> None:
    assert Combination("a", "b", 0, 10, 10, 1000).lift > 0.9
    assert Combination("a", "b", 0, 1000, 1000, 10_000).lift < 0.1


@pytest.mark.parametrize("which", [0, 1])
def test_a_row_of_the_future_is_refused(which: int) -> None:
    tables = history()
    tables[which].loc[3, "visible_at"] = AS_OF
    with pytest.raises(ContractError, match="not visible before"):
        learn(*tables, AS_OF)


def test_a_claim_that_stands_twice_is_refused() -> None:
    claims, lines = history()
    with pytest.raises(ContractError, match="twice"):
        learn(pd.concat([claims, claims.head(1)]), lines, AS_OF)


def test_the_order_of_the_rows_does_not_matter() -> None:
    claims, lines = history()
    one, other = past(), learn(claims[::-1], lines.sample(frac=1, random_state=3), AS_OF)
    for sorts, pairs in one.pairs.items():
        assert pairs.left == other.pairs[sorts].left
        np.testing.assert_array_equal(pairs.keys, other.pairs[sorts].keys)
        np.testing.assert_array_equal(pairs.counts, other.pairs[sorts].counts)
    assert one.stay_days.usual("J18", 3, "420000") == other.stay_days.usual("J18", 3, "420000")


def test_unknown_values_count_nowhere() -> None:
    claims, lines = history(40)
    claims.loc[0, ["illness_code", "department", "stay_days"]] = None
    found = learn(claims, lines, AS_OF)
    assert found.pairs["illness", "sex"].total == 39
    assert found.claims == 40


def test_peers_of_a_small_group_are_drawn_to_the_larger_one() -> None:
    claims, lines = history()
    claims.loc[claims.index[:2], ["province", "stay_days"]] = ["110000", 60.0]
    found = learn(claims, lines, AS_OF).stay_days
    many, few, none = (found.usual("J18", 3, one) for one in ("420000", "110000", "310000"))
    assert many is not None
    assert few is not None
    assert none is not None
    assert many.count == 199
    assert 7 <= many.median <= 10
    assert few.count == 1
    assert many.median < few.median < 15
    assert none.count == 0
    assert found.usual("A00", 3, "420000") is None


def test_without_history_there_is_nothing_to_learn() -> None:
    claims, lines = history()
    empty = learn(claims.head(0), lines.head(0), AS_OF)
    assert empty.pairs["illness", "item"].of("J18", "血细胞分析").lift == 1
    assert empty.cost_fen.usual("J18", 3, "420000") is None


def test_age_groups_agree() -> None:
    ages = [0.0, 0.08, 2.9, 3, 17.9, 18, 39, 40, 60, 101]
    assert [AGE_GROUPS[place] for place in age_groups(ages)] == [age_group(one) for one in ages]
    assert age_groups([float("nan")])[0] == -1


def test_networkx_has_both_kinds_of_edges() -> None:
    graph = KnowledgeGraph(curated_graph().rules, past()).to_networkx("J18")
    assert isinstance(graph, nx.Graph)
    assert graph.nodes[("illness", "J18")] == {"sort": "illness", "name": "J18"}
    seen = graph[("illness", "J18")][("item", "肺功能检查")]
    assert (seen["relation"], seen["together"]) == ("seen", 200)
    assert any(one["source"] == "encyclopaedia" for _, _, one in graph.edges(data=True))


def test_the_whole_graph_has_the_rules_of_items() -> None:
    graph = curated_graph().to_networkx()
    assert graph[("item", "艾迪注射液")][("level", "2")]["relation"] == "from_level"
    assert graph.number_of_nodes() > 5_000
    assert graph.nodes[("item", "艾迪注射液")]["sort"] == "drug"
    assert all(one["source"] for _, _, one in graph.edges(data=True))
