"""Pages that no other claim shows: one node of the picture, and none that takes the room of a link."""

import json
import os
import subprocess
import sys

from graph.case.test_case_pictures import tables
from graph.case.test_ego import NOW, kinds

from fraudpipe.adapters.graph_files import graphml_bytes
from fraudpipe.adapters.graph_pictures import png_bytes
from fraudpipe.graph.case.ego import ego_network
from fraudpipe.graph.case.ego_json import graph_json
from fraudpipe.graph.case.own_pages import drawn

_PAGES = [("a", "picture", f"p{place:02d}") for place in range(30)]
_LINKS = [("a", "picture", "shared"), ("b", "picture", "shared"), ("c", "picture", "of another"), ("c", "phone", "t"),
          ("a", "phone", "t")]  # fmt: skip


def test_own_pages_are_all_told_and_drawn_as_one():
    graph = ego_network("a", NOW, **tables(_PAGES + _LINKS))
    own = {node for node in kinds(graph, "picture") if graph.nodes[node]["claim_count"] == 1}
    (shared,) = kinds(graph, "picture") - own
    assert len(own) == 30
    assert {graph.nodes[node].get("stack") for node in own} == {min(own)}
    assert len({(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in own}) == 1
    assert "stack" not in graph.nodes[shared]
    shown = drawn(graph)
    assert set(graph) - set(shown) == own - {min(own)}
    assert (shown.nodes[min(own)]["count"], shown.nodes[min(own)]["label_en"]) == (30, "30 pages of its own")
    assert "count" not in graph.nodes[min(own)]
    assert len(json.loads(json.dumps(graph_json(graph)))["nodes"]) == len(graph)
    assert graphml_bytes(graph)
    stacked = png_bytes(graph)
    for node in own:
        del graph.nodes[node]["stack"]
    assert png_bytes(graph) != stacked


def test_a_single_page_of_its_own_is_no_stack():
    graph = ego_network("a", NOW, **tables([_PAGES[0], *_LINKS]))
    assert not [node for node, stack in graph.nodes(data="stack") if stack]
    assert set(drawn(graph)) == set(graph)


def test_where_there_is_little_room_links_come_before_own_pages():
    graph = ego_network("a", NOW, **tables(_PAGES + _LINKS), node_cap=12)
    assert {"claim:a", "claim:b", "claim:c"} <= set(graph)
    assert len(kinds(graph, "phone")) == 1
    assert 1 < len(kinds(graph, "picture")) < 10
    assert graph.number_of_nodes() <= 12
    (stack,) = (told for _, told in drawn(graph).nodes(data=True) if told.get("stack"))
    assert stack["label_en"] == "30 pages of its own"


def test_a_picture_is_the_same_bytes_in_every_process():
    drawing = (
        "import hashlib, graph.case.test_own_pages as one\n"
        "graph = one.ego_network('a', one.NOW, **one.tables(one._PAGES + one._LINKS))\n"
        "print(hashlib.sha256(one.png_bytes(graph)).hexdigest())"
    )
    places = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    made = {
        subprocess.run(
            [sys.executable, "-c", drawing],
            env=places | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1
