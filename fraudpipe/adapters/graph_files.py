"""Ego networks as files: GraphML for other programs, PNG for people."""

import io
from pathlib import Path

import networkx as nx
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from fraudpipe.graph.paths import legend

# Debian's fonts-noto-cjk; without it Chinese labels fall back to English ones.
_CJK_FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
)
_COLOURS = {
    "claim": "#1f4e79",
    "member": "#7f7f7f",
    "phone": "#e69f00",
    "bank_account": "#d55e00",
    "device": "#cc79a7",
    "address": "#56b4e9",
    "referrer": "#f0e442",
    "document": "#009e73",
    "same_person": "#8c564b",
    "doctor": "#bdb9a6",
    "hospital": "#d9d9d9",
}
_PROVED = "#b2182b"
_MOST_LABELS = 40


def graphml_bytes(graph: nx.Graph) -> bytes:
    """The graph as GraphML; every attribute is a number or text. Equal graphs give equal bytes."""
    # Written anew in sorted order, because GraphML keeps the order in which nodes were added.
    ordered = nx.Graph(**graph.graph)
    ordered.add_nodes_from(
        (node, dict(sorted(attributes.items()))) for node, attributes in sorted(graph.nodes(data=True))
    )
    ordered.add_edges_from(
        sorted((min(one, two), max(one, two), dict(sorted(a.items()))) for one, two, a in graph.edges(data=True))
    )
    return "\n".join(nx.generate_graphml(ordered, named_key_ids=True)).encode() + b"\n"


def png_bytes(graph: nx.Graph) -> bytes:
    """The graph as a picture, 1,200 pixels square: the claim in the middle, proved frauds ringed in red."""
    font = _font()
    figure = Figure(figsize=(10, 10), dpi=120)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    axes.set_axis_off()
    axes.set_aspect("equal")
    for one, two, weight in sorted(graph.edges(data="weight")):
        (x0, y0), (x1, y1) = _place(graph, one), _place(graph, two)
        axes.plot([x0, x1], [y0, y1], color="#9aa5b1", linewidth=0.5 + 2 * float(weight), zorder=1)
    labelled = graph.number_of_nodes() <= _MOST_LABELS
    for node, attributes in sorted(graph.nodes(data=True)):
        focus, proved = node == graph.graph["focus"], attributes.get("outcome") == "confirmed_fraud"
        axes.scatter(
            *_place(graph, node),
            s=420 if focus else 160,
            color=_COLOURS[attributes["kind"]],
            edgecolors=_PROVED if proved else "white",
            linewidths=3 if proved else 1,
            zorder=2,
        )
        if labelled or focus or proved:
            text = attributes["label"] if font else attributes["label_en"]
            place = _place(graph, node)
            axes.annotate(
                text, place, (0, -14), textcoords="offset points", ha="center", va="top", fontsize=7,
                fontproperties=font, zorder=3,
            )  # fmt: skip
    marks = [
        Line2D([], [], marker="o", linestyle="", color=_COLOURS[kind], label=zh if font else en)
        for kind, zh, en in legend(graph)
    ]
    axes.legend(handles=marks, loc="upper left", prop=font, frameon=False)
    axes.margins(0.12)
    written = io.BytesIO()
    # No software name or date: equal graphs give equal bytes.
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _place(graph: nx.Graph, node: str) -> tuple[float, float]:
    attributes = graph.nodes[node]
    return attributes["x"], attributes["y"]


def _font() -> font_manager.FontProperties | None:
    found = next((path for path in _CJK_FONTS if path.is_file()), None)
    return font_manager.FontProperties(fname=str(found), size=8) if found else None
