"""The neighbourhood of a claim: what is in it, what is not, and that it never changes by chance."""

import json

import networkx as nx
import pandas as pd
import pytest
from graph.test_network import DAY, random_tables

from fraudpipe.errors import NotFoundError
from fraudpipe.graph.case.case_nodes import CONTEXT_KINDS
from fraudpipe.graph.case.ego import ego_network
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.paths import known_paths, why_linked
from fraudpipe.graph.case.same_person import agreed_in, pair_value

NOW = 1_000 * DAY


def chain() -> dict[str, pd.DataFrame]:
    """a -device- b -bank account- c, a -telephone- d; e only sees the same doctor."""
    names = ["a", "b", "c", "d", "e"]
    claims = pd.DataFrame(
        {
            "claim_id": names,
            "member_id": [f"m{one}" for one in names],
            "hospital_id": "h1",
            "doctor_id": ["d1", "d2", "d3", None, "d1"],
            "illness_code": "C73",
            "visible_at": [DAY * place for place in (10, 11, 12, 13, 14)],
        }
    )
    rows = [("a", "device", "v1"), ("b", "device", "v1"), ("b", "bank_account", "v2"), ("c", "bank_account", "v2")]
    rows += [("a", "phone", "v3"), ("d", "phone", "v3"), ("a", "address", "v4")]
    identifiers = pd.DataFrame(rows, columns=["claim_id", "kind", "value_hash"]).merge(
        claims[["claim_id", "member_id", "visible_at"]], on="claim_id"
    )
    return {
        "claims": claims,
        "identifiers": identifiers,
        "documents": pd.DataFrame({"claim_id": names, "content_sha256": None, "visible_at": claims["visible_at"]}),
        "outcomes": pd.DataFrame(
            {
                "claim_id": ["c", "d", "a"],
                "outcome": ["confirmed_fraud", "not_fraud", "confirmed_fraud"],
                "visible_at": [30 * DAY, 31 * DAY, 32 * DAY],
            }
        ),
    }


def kinds(graph: nx.Graph, kind: str) -> set[str]:
    return {node for node, one in graph.nodes(data="kind") if one == kind}


def test_what_is_linked_is_in_it_and_context_does_not_lead_anywhere() -> None:
    graph = ego_network("a", NOW, **chain())
    assert kinds(graph, "claim") == {"claim:a", "claim:b", "claim:c", "claim:d"}
    assert kinds(graph, "doctor") == {"doctor:d1"}
    assert kinds(graph, "hospital") == {"hospital:h1"}
    assert len(kinds(graph, "address")) == 1
    assert ego_network("a", NOW, **chain(), radius=1).has_node("claim:c") is False


def test_only_what_was_known_before_the_moment_is_in_it() -> None:
    graph = ego_network("a", 12 * DAY, **chain())
    assert kinds(graph, "claim") == {"claim:a", "claim:b"}
    later = ego_network("a", 30 * DAY, **chain())
    assert later.nodes["claim:c"]["outcome"] == ""
    assert ego_network("a", 31 * DAY, **chain()).nodes["claim:c"]["outcome"] == "confirmed_fraud"
    with pytest.raises(NotFoundError):
        ego_network("e", 14 * DAY, **chain())


def test_what_is_older_than_the_window_or_too_crowded_links_nothing() -> None:
    assert kinds(ego_network("a", 20 * DAY, **chain(), window_days=9), "claim") == {"claim:a"}
    assert kinds(ego_network("a", 20 * DAY, **chain(), window_days=10), "claim") == {"claim:" + one for one in "abcd"}
    assert kinds(ego_network("a", 20 * DAY, **chain(), member_cap=1), "claim") == {"claim:a"}


def test_the_own_outcome_is_not_shown() -> None:
    assert ego_network("a", NOW, **chain()).nodes["claim:a"]["outcome"] == ""


def test_outcomes_of_the_own_member_are_not_shown() -> None:
    tables = chain()
    tables["claims"]["member_id"] = tables["claims"]["member_id"].replace("mc", "ma")
    tables["identifiers"]["member_id"] = tables["identifiers"]["member_id"].replace("mc", "ma")
    graph = ego_network("a", NOW, **tables)
    assert graph.nodes["claim:c"]["outcome"] == ""
    assert [one.nodes[-1] for one in known_paths(graph)] == ["claim:d"]


def test_why_two_claims_are_linked_is_said_in_sentences() -> None:
    graph = ego_network("a", NOW, **chain())
    path = why_linked(graph, "claim:a", "claim:c")
    assert path is not None
    assert [graph.nodes[node]["kind"] for node in path.nodes] == ["claim", "device", "claim", "bank_account", "claim"]
    assert len(path.zh) == len(path.en) == 2
    assert path.strength == 1.0
    assert path.zh[0].startswith("案件 a与案件 b共用设备 ···")
    assert path.zh[0].endswith("（自1970-01-12起）")
    assert path.en[1].startswith("claim b and claim c share bank account ···")
    assert [one.nodes[-1] for one in known_paths(graph)] == ["claim:c", "claim:d"]


@pytest.mark.parametrize(
    ("agreed", "says"),
    [
        ("id_number", "have two ids and one identity number (since 1970-01-12)"),
        ("name+phone", "are probably one person: name and telephone are the same"),
        (None, "are probably one person: what they sent is alike"),
    ],
)
def test_two_ids_of_one_person_are_called_a_likeness_with_an_innocent_explanation(
    agreed: str | None, says: str
) -> None:
    tables = chain()
    pair = {"kind": "same_person", "value_hash": pair_value("ma", "mb", agreed), "visible_at": 9 * DAY}
    links = pd.DataFrame({"member_id": ["ma", "mb"], **{name: [value] * 2 for name, value in pair.items()}})
    tables["identifiers"] = pd.concat([tables["identifiers"].query("kind != 'device'"), links], ignore_index=True)
    graph = ego_network("a", NOW, **tables)
    (node,) = kinds(graph, "same_person")
    assert graph.nodes[node]["agreed"] == agreed_in(str(pair["value_hash"]))
    path = why_linked(graph, "claim:a", "claim:b")
    assert path is not None
    (said,) = path.en
    assert said.startswith(f"the members of claim a and claim b {says}")
    assert "no proof: somebody may have registered anew" in said
    assert "只是线索，不是证明" in path.zh[0]
    json.dumps(graph_json(graph, path))


def test_two_claims_with_nothing_but_a_doctor_in_common_are_linked_by_the_doctor() -> None:
    graph = ego_network("a", NOW, **chain())
    graph.add_node("claim:e", kind="claim", label="案件 e", label_en="claim e", outcome="", x=0.0, y=0.0)
    assert why_linked(graph, "claim:a", "claim:e") is None
    graph.add_edge("claim:e", "doctor:d1", kind="doctor", weight=0.1, first_seen=14 * DAY)
    path = why_linked(graph, "claim:a", "claim:e")
    assert path is not None
    assert path.nodes == ("claim:a", "doctor:d1", "claim:e")
    with pytest.raises(KeyError):
        why_linked(graph, "claim:a", "claim:nobody")


@pytest.mark.parametrize("cap", [6, 15, 40])
def test_the_cap_holds_and_the_graph_stays_in_one_piece(cap: int) -> None:
    tables = random_tables(3, claims=60)
    graph = ego_network("c0", NOW, **tables, radius=4, node_cap=cap)
    assert graph.number_of_nodes() <= cap
    strong = graph.subgraph([n for n, kind in graph.nodes(data="kind") if kind not in CONTEXT_KINDS])
    assert nx.is_connected(strong)


def test_the_same_rows_in_any_order_give_the_same_document() -> None:
    tables = random_tables(3, claims=60)
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in tables.items()}
    one, other = (json.dumps(graph_json(ego_network("c0", NOW, **given))) for given in (tables, shuffled))
    assert one == other


def test_nodes_do_not_lie_on_one_another() -> None:
    graph = ego_network("c0", NOW, **random_tables(3, claims=60), radius=3)
    places = [(one["x"], one["y"]) for _, one in graph.nodes(data=True)]
    assert len(set(places)) == len(places)


def test_hashes_are_not_shown() -> None:
    tables = chain()
    tables["identifiers"]["value_hash"] = "f00d" * 15 + tables["identifiers"]["value_hash"]
    assert "f00df00d" not in json.dumps(graph_json(ego_network("a", NOW, **tables)))
