import re

from queue_nights import small_network

from fraudpipe.reporting.small_graph import small_graph


def test_every_node_and_edge_is_drawn_inside_the_picture() -> None:
    drawn = small_graph(small_network())
    assert drawn.count("<circle") == 3
    assert drawn.count("<line") == 2
    wide, high = (int(one) for one in re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn).groups())
    for x, y in re.findall(r'cx="(-?\d+)" cy="(-?\d+)"', drawn):
        assert 0 < int(x) < wide
        assert 0 < int(y) < high


def test_the_claim_itself_is_largest_and_a_known_outcome_is_ringed() -> None:
    drawn = small_graph(small_network())
    assert re.findall(r'r="(\d+)"', drawn).count("9") == 1
    assert drawn.count('class="known"') == 1
    assert "c2 · 确认欺诈" in drawn


def test_a_claim_that_was_cleared_has_no_ring() -> None:
    graph = small_network()
    for node in graph["nodes"]:
        if node.get("outcome"):
            node["outcome"] = "not_fraud"
    drawn = small_graph(graph)
    assert 'class="known"' not in drawn
    assert drawn.count('class="cleared"') == 1
    assert "c2 · 非欺诈" in drawn


def test_a_lone_node_and_no_node_at_all() -> None:
    lone = small_network() | {"edges": []}
    lone["nodes"] = lone["nodes"][:1]
    assert small_graph(lone).count("<circle") == 1
    assert small_graph(lone | {"nodes": []}) == ""


def test_a_crowd_is_not_labelled_but_for_its_claims() -> None:
    network = small_network()
    phones = [f"phone:{number}" for number in range(2, 60)]
    crowd = [{"id": one, "kind": "phone", "label": f"tail {one}", "x": 1.0, "y": 1.0} for one in phones]
    ends = [{"source": claim, "target": one} for one in phones for claim in ("claim:c1", "claim:c2")]
    drawn = small_graph(network | {"nodes": network["nodes"] + crowd, "edges": network["edges"] + ends})
    assert drawn.count("<circle") == 61
    assert drawn.count("<text") == 2
    assert "<title>tail phone:7</title>" in drawn


def test_a_crowd_of_claims_is_named_with_its_outcome_once() -> None:
    crowd = {
        "id": "claims:c3",
        "kind": "claims",
        "label": "9 个案件（非欺诈）",
        "x": 2.0,
        "y": 2.0,
        "outcome": "not_fraud",
    }
    network = small_network()
    edges = [*network["edges"], {"source": "claims:c3", "target": network["nodes"][0]["id"]}]
    drawn = small_graph(network | {"nodes": [*network["nodes"], crowd], "edges": edges})
    assert drawn.count("9 个案件（非欺诈）</text>") == 1
