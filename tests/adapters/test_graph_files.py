"""The graph as GraphML and PNG."""

import io

import networkx as nx
import numpy as np
from graph.case.test_ego import NOW, chain
from PIL import Image

from fraudpipe.adapters.graph_files import graphml_bytes
from fraudpipe.adapters.graph_pictures import png_bytes, svg_bytes
from fraudpipe.graph.case.ego import ego_network


def test_graphml_comes_back_as_the_same_graph() -> None:
    graph = ego_network("a", NOW, **chain())
    back = nx.read_graphml(io.BytesIO(graphml_bytes(graph)))
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert nx.utils.edges_equal(back.edges(data=True), graph.edges(data=True))


def test_equal_graphs_give_equal_files() -> None:
    one, other = (ego_network("a", NOW, **chain()) for _ in range(2))
    assert graphml_bytes(one) == graphml_bytes(other)
    assert png_bytes(one) == png_bytes(other)
    assert svg_bytes(one) == svg_bytes(other)


def test_the_picture_shows_something() -> None:
    pixels = np.asarray(Image.open(io.BytesIO(png_bytes(ego_network("a", NOW, **chain())))).convert("RGB"))
    assert pixels.shape[1] == 1200
    assert 400 < pixels.shape[0] <= 1200
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 10


def test_the_drawing_is_svg_without_a_date() -> None:
    drawn = svg_bytes(ego_network("a", NOW, **chain())).decode()
    assert drawn.startswith("<?xml")
    assert "</svg>" in drawn
    assert "dc:date" not in drawn
