"""`fraudpipe graph` on a view of links, without a workspace."""

import json
from types import SimpleNamespace

import networkx as nx
import pytest
from click.testing import CliRunner
from graph.case.test_ego import NOW, chain

from fraudpipe.cli import graph as graph_command
from fraudpipe.graph.case.ego import neighbourhood
from fraudpipe.graph.case.link_view import link_view
from fraudpipe.graph.case.ring import ring_graph
from fraudpipe.graph.case.why import evidence_path


class SmallDesk:
    """A desk whose one night holds the claims of `chain`."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> "SmallDesk":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def claim_file(self, _claim_id: str, _night: str | None) -> SimpleNamespace:
        view = link_view(NOW, **chain())
        return SimpleNamespace(
            network=lambda claim: neighbourhood(view, claim),
            ring=lambda claim: ring_graph(view, claim),
            why=lambda claim, other: evidence_path(view, claim, other),
        )


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setattr(graph_command, "Desk", SmallDesk)
    return lambda *words: CliRunner().invoke(graph_command.command, ["a", "--workspace", str(tmp_path), *words])


def test_the_neighbourhood_is_json_by_default(run):
    told = json.loads(run().stdout)
    assert told["focus"] == "claim:a"
    assert [path["to"] for path in told["paths"]] == ["claim:c", "claim:d"]
    assert "ring" not in told
    assert "why" not in told


def test_a_ring_says_how_large_it_is(run):
    assert json.loads(run("--ring").stdout)["ring"]["claim_count"] == 3


def test_a_claim_without_a_ring_is_told_to_stand_alone(run, monkeypatch):
    assert "stands alone" not in run("--ring").stderr
    monkeypatch.setattr(graph_command, "_content", lambda *_: b"")
    alone = nx.Graph(claim_count=1)
    monkeypatch.setattr(SmallDesk, "claim_file", lambda *_: SimpleNamespace(ring=lambda _: alone))
    assert "a stands alone" in run("--ring").stderr


def test_why_two_claims_are_linked(run):
    told = json.loads(run("--why", "c").stdout)
    assert told["why"]["to"] == "claim:c"
    assert len(told["why"]["sentences"]["zh"]) == 2


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("graphml", b"<graphml")])
def test_each_form_can_be_written(run, tmp_path, form, start):
    assert run("--format", form, "--ring", "--out", str(tmp_path / "made")).exit_code == 0
    assert (tmp_path / "made").read_bytes().startswith(start)


def test_two_pictures_at_once_are_refused(run):
    assert "ask for one of them" in str(run("--ring", "--why", "c").exception)
