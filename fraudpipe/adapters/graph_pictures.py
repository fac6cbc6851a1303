"""Graphs of cases as pictures, PNG and SVG: claims are discs, what they share are squares, crowds are counted."""

import io
import math
from collections import defaultdict
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import networkx as nx
from matplotlib import font_manager, patheffects
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from fraudpipe.graph.case.case_nodes import CONTEXT_KINDS
from fraudpipe.graph.case.own_pages import drawn
from fraudpipe.graph.case.paths import legend

# Debian's fonts-noto-cjk; without it Chinese labels fall back to English ones.
_CJK_FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
)
_COLOURS = {
    "claim": "#1f4e79",
    "claims": "#6f93b8",
    "member": "#7f7f7f",
    "phone": "#e69f00",
    "bank_account": "#d55e00",
    "device": "#cc79a7",
    "address": "#56b4e9",
    "referrer": "#c9b800",
    "document": "#009e73",
    "picture": "#44aa99",
    "same_person": "#8c564b",
    "doctor": "#bdb9a6",
    "hospital": "#d9d9d9",
    "form": "#d4c3b5",
}
_GROUND = ("#eef3f8", "#f8f1e7", "#eef7ee", "#f7eef5", "#f3f3ec", "#ecf5f6")
_PROVED = "#b2182b"
_MOST_LABELS = 60
_SIDE_INCHES, _DPI = 10, 120
_HALO = (patheffects.withStroke(linewidth=2.5, foreground="white"),)


def png_bytes(graph: nx.Graph) -> bytes:
    """The graph as a picture, 1,200 pixels wide and at most as high: proved frauds ringed in red.

    Equal graphs give equal bytes.
    """
    return _picture(graph, "png")


def svg_bytes(graph: nx.Graph) -> bytes:
    """The same as SVG, letters as shapes."""
    return _picture(graph, "svg")


def _picture(graph: nx.Graph, form: Literal["png", "svg"]) -> bytes:
    font, graph = _font(), drawn(graph)
    figure = Figure(figsize=(_SIDE_INCHES, _height_inches(graph)), dpi=_DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.90))
    axes.set_axis_off()
    axes.set_aspect("equal")
    _draw_grounds(axes, graph)
    _draw_edges(axes, graph)
    for node in sorted(graph, key=lambda one: (graph.nodes[one]["kind"] not in CONTEXT_KINDS, one)):
        _draw_node(axes, graph, node, font)
    marks = [
        Line2D([], [], marker=_shape(kind), linestyle="", color=_COLOURS[kind], label=zh if font else en)
        for kind, zh, en in legend(graph)
    ]
    figure.legend(handles=marks, loc="upper center", ncols=6, prop=font, frameon=False)
    axes.margins(0.08)
    written = io.BytesIO()
    # No software name, date or chance: equal graphs give equal bytes.
    unsaid: dict[str, Any] = {"Software": None} if form == "png" else {"Date": None, "Creator": None}
    with mpl.rc_context({"svg.hashsalt": "fraudpipe", "svg.fonttype": "path"}):
        figure.savefig(written, format=form, metadata=unsaid)
    return written.getvalue()


def _height_inches(graph: nx.Graph) -> float:
    """As high as wide, less for a chain."""
    xs, ys = zip(*(_place(graph, node) for node in graph), strict=True)
    wide, high = float(max(xs) - min(xs)) + 120, float(max(ys) - min(ys)) + 120
    return _SIDE_INCHES * min(1.0, max(0.35, high / wide + 0.1))


def _draw_grounds(axes: Axes, graph: nx.Graph) -> None:
    """A pale disc below each community of a ring."""
    groups: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for node, group in graph.nodes(data="community"):
        if group is not None:
            groups[group].append(_place(graph, node))
    for group, places in sorted(groups.items()):
        x, y = (sum(one[axis] for one in places) / len(places) for axis in (0, 1))
        radius = max(math.dist((x, y), one) for one in places) + 45
        colour = _GROUND[group % len(_GROUND)]
        axes.add_patch(mpl.patches.Circle((x, y), radius, color=colour, zorder=0))


def _draw_edges(axes: Axes, graph: nx.Graph) -> None:
    for one, two, told in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        (x0, y0), (x1, y1) = _place(graph, one), _place(graph, two)
        context = told["kind"] in CONTEXT_KINDS
        axes.plot(
            [x0, x1],
            [y0, y1],
            color="#d5d9de" if context else "#9aa5b1",
            linewidth=0.6 if context else 0.8 + 2 * float(told["weight"]),
            linestyle=":" if context else "-",
            zorder=1,
        )


def _draw_node(axes: Axes, graph: nx.Graph, node: str, font: font_manager.FontProperties | None) -> None:
    told, place = graph.nodes[node], _place(graph, node)
    focus, proved = node == graph.graph["focus"], told.get("outcome") == "confirmed_fraud"
    count = int(told.get("count", 1))
    axes.scatter(
        *place,
        s=420 if focus else 160 + 22 * min(count - 1, 40),
        marker=_shape(told["kind"]),
        color=_COLOURS[told["kind"]],
        edgecolors=_PROVED if proved else "white",
        linewidths=3 if proved else 1,
        zorder=2,
    )
    if count > 1:
        axes.annotate(str(count), place, ha="center", va="center", color="white", fontsize=9, zorder=4)
    if focus or proved or count > 1 or graph.number_of_nodes() <= _MOST_LABELS:
        text = told["label"] if font else told["label_en"]
        below = -math.sqrt(160 + 22 * min(count - 1, 40)) / 2 - 4
        axes.annotate(
            text, place, (0, below), textcoords="offset points", ha="center", va="top", fontproperties=font,
            fontsize=7, path_effects=_HALO, zorder=3,
        )  # fmt: skip


def _shape(kind: str) -> str:
    if kind in CONTEXT_KINDS:
        return "^"
    return "o" if kind in ("claim", "claims", "member") else "s"


def _place(graph: nx.Graph, node: str) -> tuple[float, float]:
    told = graph.nodes[node]
    return told["x"], told["y"]


def _font() -> font_manager.FontProperties | None:
    found = next((path for path in _CJK_FONTS if path.is_file()), None)
    return font_manager.FontProperties(fname=str(found), size=8) if found else None
