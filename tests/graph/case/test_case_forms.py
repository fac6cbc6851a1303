"""Blank forms in the graph of a case: context with its innocent reason, as of the moment."""

import json

import pandas as pd
import pytest
from graph.case.test_case_pictures import crowd, tables
from graph.case.test_ego import DAY, NOW, chain, kinds

from fraudpipe.adapters.graph_pictures import png_bytes
from fraudpipe.errors import NotFoundError
from fraudpipe.graph.case.ego import neighbourhood
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.link_view import link_view
from fraudpipe.graph.case.why import evidence_path
from fraudpipe.graph.forms import form_rows


def _prints(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim_id", "form", "visible_at"])


def test_a_form_is_one_node_of_context_that_tells_how_widespread_it_is_and_leads_nowhere() -> None:
    given = chain()
    given["claims"]["hospital_id"] = ["h1", "h1", "h2", "h2", "h3"]
    prints = _prints(
        ("a", "f00d", 10 * DAY), ("a", "f00d", 9 * DAY), ("b", "f00d", 15 * DAY), ("e", "f00d", 14 * DAY),
        ("a", "f00d", 12 * DAY), ("a", None, 10 * DAY), ("d", "beef", 13 * DAY), ("gone", "f00d", DAY),
    )  # fmt: skip
    graph = neighbourhood(link_view(NOW, **given, prints=prints), "a")
    assert kinds(graph, "form") == {"form:f00d"}
    assert set(graph["form:f00d"]) == {"claim:a", "claim:b"}
    told = graph.nodes["form:f00d"]
    assert (told["claim_count"], told["hospital_count"]) == (3, 2)
    assert told["label"] == "空白表格 ···f00d"
    assert graph.edges["claim:a", "form:f00d"]["first_seen"] == 10 * DAY  # no earlier than its claim
    assert "claim:e" not in graph
    counted = form_rows(given["claims"], prints, pd.DataFrame({"claim_id": ["a"], "as_of": [NOW]}))
    assert counted["form_hospital_count"].tolist() == [told["hospital_count"]]
    assert png_bytes(graph)
    json.dumps(graph_json(graph))
    early = neighbourhood(link_view(14 * DAY, **given, prints=prints), "a")
    assert (early.nodes["form:f00d"]["claim_count"], set(early["form:f00d"])) == (1, {"claim:a"})


def test_where_nothing_else_links_the_rarest_shared_form_is_told_with_its_innocent_reason() -> None:
    prints = _prints(*((one, form, 15 * DAY) for one, form in (("a", "wide"), ("e", "wide"), ("d", "wide"))))
    view = link_view(NOW, **chain(), prints=pd.concat([prints, _prints(("e", "rare", 20 * DAY), ("a", "rare", DAY))]))
    graph, path = evidence_path(view, "a", "e")
    assert path.nodes == ("claim:a", "form:rare", "claim:e")
    assert path.strength == 0.1
    assert "同院患者都用它" in path.zh[0]
    assert path.en[0].startswith("claim a and claim e share blank form ···rare (since 1970-01-21); a hospital gives")
    assert graph_json(graph, path)["why"]["to"] == "claim:e"
    assert not kinds(evidence_path(view, "a", "d")[0], "form")
    with pytest.raises(NotFoundError, match="nothing links"):
        evidence_path(link_view(15 * DAY, **chain(), prints=prints), "a", "e")


def test_a_form_parts_no_crowd() -> None:
    shown = tables([*crowd(30), ("c00", "device", "d"), ("c01", "device", "d")])
    prints = _prints(*((f"c{place:02d}", "f00d", 15 * DAY) for place in range(20)))
    graph = neighbourhood(link_view(NOW, **shown, prints=prints), "c00")
    assert [told["count"] for _, told in graph.nodes(data=True) if told["kind"] == "claims"] == [28]
    assert set(graph["form:f00d"]) == {"claim:c00", "claim:c01"}
    assert graph.nodes["form:f00d"]["claim_count"] == 20
