"""Crowds, rings and chains of evidence: what they gather, and that they see nothing of the future."""

import itertools
import json

import networkx as nx
import pandas as pd
import pytest
from graph.case.test_ego import DAY, NOW, chain
from graph.test_network import random_tables

from fraudpipe.errors import NotFoundError
from fraudpipe.graph.case.crowds import CROWD
from fraudpipe.graph.case.ego import ego_network
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.link_view import link_view
from fraudpipe.graph.case.ring import ring_graph
from fraudpipe.graph.case.why import evidence_path


def tables(links: list[tuple[str, str, str]], outcomes: dict[str, str] | None = None) -> dict[str, pd.DataFrame]:
    """Claims named in `links` (claim, kind, value), each a day later than the one before and of its own member."""
    names = sorted({claim for claim, _, _ in links})
    claims = pd.DataFrame(
        {
            "claim_id": names,
            "member_id": [f"m{one}" for one in names],
            "hospital_id": "h1",
            "doctor_id": None,
            "illness_code": "C73",
            "visible_at": [DAY * (10 + place) for place in range(len(names))],
        }
    )
    rows = pd.DataFrame(links, columns=["claim_id", "kind", "value_hash"])
    told = outcomes or {}
    return {
        "claims": claims,
        "identifiers": rows.merge(claims[["claim_id", "member_id", "visible_at"]], on="claim_id"),
        "documents": pd.DataFrame({"claim_id": names, "content_sha256": None, "visible_at": claims["visible_at"]}),
        "outcomes": pd.DataFrame(
            {"claim_id": list(told), "outcome": list(told.values()), "visible_at": [90 * DAY] * len(told)}
        ),
    }


def crowd(count: int) -> list[tuple[str, str, str]]:
    return [(f"c{place:02d}", "referrer", "r") for place in range(count)]


def test_claims_that_nothing_tells_apart_become_one_node():
    links = [*crowd(30), ("c01", "device", "d"), ("c00", "device", "d")]
    cleared = {f"c{place:02d}": "not_fraud" for place in range(10, 20)}
    graph = ego_network("c00", NOW, **tables(links, cleared | {"c25": "confirmed_fraud"}))
    shown = {node for node, kind in graph.nodes(data="kind") if kind == "claim"}
    assert shown == {"claim:c00", "claim:c01", "claim:c25"}
    crowds = {told["outcome"]: told for _, told in graph.nodes(data=True) if told["kind"] == "claims"}
    assert {outcome: told["count"] for outcome, told in crowds.items()} == {"": 17, "not_fraud": 10}
    assert crowds["not_fraud"]["claim_ids"].split() == sorted(cleared)
    assert crowds["not_fraud"]["label"] == "10 个案件（非欺诈）"
    assert next(told["claim_count"] for _, told in graph.nodes(data=True) if told["kind"] == "referrer") == 30
    assert [path["to"] for path in graph_json(graph)["paths"]] == ["claim:c25"]


def test_a_few_alike_are_shown_one_by_one():
    graph = ego_network("c00", NOW, **tables(crowd(CROWD)))
    assert sum(kind == "claim" for _, kind in graph.nodes(data="kind")) == CROWD
    graph = ego_network("c00", NOW, **tables(crowd(CROWD + 1)))
    assert sum(kind == "claim" for _, kind in graph.nodes(data="kind")) == 1


def test_the_chain_of_evidence_reaches_beyond_the_neighbourhood():
    links = [(f"c{place:02d}", "phone", f"p{end}") for place in range(7) for end in (place, place + 1)]
    view = link_view(NOW, **tables(links))
    graph, path = evidence_path(view, "c00", "c06")
    assert [node for node in path.nodes if node.startswith("claim:")] == [f"claim:c{place:02d}" for place in range(7)]
    assert len(path.zh) == len(path.en) == 6
    assert graph_json(graph, path)["why"]["sentences"]["en"][0].startswith("claim c00 and claim c01 share telephone")
    assert evidence_path(view, "c06", "c00")[1].strength == path.strength


def test_of_two_chains_as_short_the_rarer_is_shown():
    links = [("a", "referrer", "r"), ("b", "referrer", "r"), ("a", "device", "d"), ("b", "device", "d")]
    links += [(f"x{place}", "referrer", "r") for place in range(5)]
    _, path = evidence_path(link_view(NOW, **tables(links)), "a", "b")
    assert path.nodes[1].startswith("device:")


def test_a_shared_picture_is_a_strong_link_and_says_what_else_would_explain_it():
    _, path = evidence_path(link_view(NOW, **tables([("a", "picture", "0f"), ("b", "picture", "0f")])), "a", "b")
    assert path.strength == 1.0
    assert "可能是一家人共用的材料" in path.zh[0]
    assert "a household may share a paper" in path.en[0]


def test_nothing_that_was_learned_later_links():
    given = chain()
    with pytest.raises(NotFoundError):
        evidence_path(link_view(12 * DAY, **given), "a", "c")
    assert evidence_path(link_view(13 * DAY, **given), "a", "c")[1].nodes[-1] == "claim:c"
    with pytest.raises(NotFoundError, match="nothing links"):
        evidence_path(link_view(NOW, **given), "a", "e")  # one doctor
    assert ring_graph(link_view(12 * DAY, **given), "a").graph["claim_count"] == 2
    assert ring_graph(link_view(13 * DAY, **given), "a").graph["claim_count"] == 3


@pytest.mark.parametrize("seed", [3, 4])
def test_chains_are_as_short_as_networkx_says(seed):
    view = link_view(NOW, **random_tables(seed, claims=60))
    whole = nx.Graph()
    for claim, name in enumerate(view.arrays.ids):
        whole.add_edge(("c", name), ("m", int(view.arrays.member[claim])))
        whole.add_edges_from((("c", name), ("v", value)) for value in view.values_of(claim))
    for other in (f"c{place}" for place in range(1, 60, 7)):
        ends = ("c", "c0"), ("c", other)
        if not nx.has_path(whole, *ends):
            continue
        _, path = evidence_path(view, "c0", other)
        assert len(path.nodes) == nx.shortest_path_length(whole, *ends) + 1


def test_a_ring_is_what_strong_links_join():
    cliques = [(f"a{place}", "device", "d1") for place in range(4)] + [
        (f"b{place}", "device", "d2") for place in range(5)
    ]
    links = [
        *cliques,
        ("a0", "bank_account", "k"),
        ("b0", "bank_account", "k"),
        ("z", "phone", "p"),
        ("a1", "phone", "p"),
    ]
    graph = ring_graph(link_view(NOW, **tables(links)), "a1")
    assert {node for node, kind in graph.nodes(data="kind") if kind == "claim"} == {
        f"claim:{name}{place}" for name, count in (("a", 4), ("b", 5)) for place in range(count)
    }
    assert graph.graph["claim_count"] == graph.graph["shown_count"] == 9
    assert graph.graph["core"] == 4
    assert graph.nodes["claim:a1"]["core"] == 3
    assert graph.graph["density"] == round((6 + 10 + 1) / 36, 4)
    assert graph.nodes["claim:a2"]["community"] == graph.nodes["claim:a1"]["community"]
    assert graph.nodes["claim:a2"]["community"] != graph.nodes["claim:b1"]["community"]
    assert graph_json(graph)["ring"]["claim_count"] == 9


def test_a_large_ring_is_cut_and_says_how_large_it_is():
    links = [(f"c{place:02d}", "device", f"d{place // 2}") for place in range(60)]
    links += [(f"c{place:02d}", "bank_account", f"k{(place + 1) // 2}") for place in range(60)]
    graph = ring_graph(link_view(NOW, **tables(links)), "c00", node_cap=30)
    assert graph.number_of_nodes() <= 30
    assert graph.graph["claim_count"] == 60
    assert graph.graph["shown_count"] < 30


def test_pictures_do_not_depend_on_the_order_of_rows():
    given = random_tables(3, claims=60)
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in given.items()}
    one, other = (json.dumps(graph_json(ring_graph(link_view(NOW, **rows), "c0"))) for rows in (given, shuffled))
    assert one == other


def test_nodes_of_a_ring_keep_their_distance():
    graph = ring_graph(link_view(NOW, **random_tables(3, claims=60)), "c0")
    places = [(told["x"], told["y"]) for _, told in graph.nodes(data=True)]
    apart = min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.combinations(places, 2))
    assert apart > 30


def test_the_ring_of_a_claim_with_more_papers_than_fit_still_shows_it_and_whom_it_shares_them_with():
    given = tables([(claim, "document", f"s{place:03d}") for claim in "ab" for place in range(149)])
    graph = ring_graph(link_view(NOW, **given), "a")
    assert {"claim:a", "claim:b"} < set(graph)
    assert 145 < graph.number_of_nodes() <= 150
    assert nx.is_connected(graph)


def test_a_member_joins_no_claims_that_are_older_than_the_window():
    given = tables([("a", "device", "d1"), ("b", "device", "d2"), ("c", "device", "d2")])
    given["claims"]["member_id"] = ["m", "m", "n"]
    given["identifiers"] = (
        given["identifiers"].drop(columns="member_id").merge(given["claims"][["claim_id", "member_id"]], on="claim_id")
    )
    near, far = (link_view(20 * DAY, **given, window_days=days) for days in (10, 9))
    assert ring_graph(near, "a").graph["claim_count"] == 3
    assert evidence_path(near, "a", "c")[1].nodes[-1] == "claim:c"
    assert ring_graph(far, "a").graph["claim_count"] == 1
    with pytest.raises(NotFoundError, match="nothing links"):
        evidence_path(far, "c", "a")
