"""A claim's neighbourhood as inline SVG: nodes at the coordinates the graph room gave them, no script."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from fraudpipe.records.outcome_names import OUTCOMES_ZH

_WIDTH, _HEIGHT, _MARGIN = 760, 340, 44
_CLAIMS = ("claim", "claims")
_PROVED = ("confirmed_fraud", "non_disclosure")
"""Outcomes with a ring. A claim that was cleared is drawn grey: red would speak against its neighbours."""
_COLOURS = {
    "claim": "#b4232c",
    "claims": "#d98a90",
    "member": "#33518a",
    "phone": "#b26a00",
    "bank_account": "#7a1fa2",
    "device": "#00695c",
    "address": "#5d4037",
    "referrer": "#558b2f",
    "document": "#37474f",
    "picture": "#0277bd",
    "same_person": "#c2185b",
    "doctor": "#90a4ae",
    "hospital": "#b0bec5",
    "form": "#a1887f",
}


def small_graph(graph: Mapping[str, Any]) -> str:
    """SVG of `graph`, without the values that no second claim shares.

    Args:
        graph: `focus`, the id of the claim itself; `nodes` with id, kind, label, x, y (any unit) and optional outcome;
            `edges` with source, target.

    Returns:
        Markup in which every text is escaped.
    """
    nodes = _linking(graph)
    if not nodes:
        return ""
    shown = {node["id"] for node in nodes}
    place = _places(nodes)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="links of the claim" class="graph">',
    ]
    for edge in graph["edges"]:
        if not {edge["source"], edge["target"]} <= shown:
            continue
        (x0, y0), (x1, y1) = place[edge["source"]], place[edge["target"]]
        parts.append(f'<line x1="{x0:.0f}" y1="{y0:.0f}" x2="{x1:.0f}" y2="{y1:.0f}"/>')
    crowded = len(nodes) > 40
    for node in nodes:
        x, y = place[node["id"]]
        colour = _COLOURS.get(node["kind"], "#607d8b")
        radius = 9 if node["id"] == graph["focus"] else 6
        outcome = node.get("outcome")
        ring = ' class="known"' if outcome in _PROVED else ' class="cleared"' if outcome == "not_fraud" else ""
        told = f" · {OUTCOMES_ZH.get(outcome, outcome)}" if outcome and node["kind"] != "claims" else ""
        title = escape(f"{node['label']}{told}")
        parts.append(
            f'<g><title>{title}</title><circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}" fill="{colour}"{ring}/>'
            + ("" if crowded and node["kind"] not in _CLAIMS else f'<text x="{x:.0f}" y="{y - 10:.0f}">{title}</text>')
            + "</g>"
        )
    parts.append("</svg>")
    return "".join(parts)


def _linking(graph: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Claims, and whatever touches at least two nodes: the rest links nothing and only hides the picture."""
    ends = Counter(edge[end] for edge in graph["edges"] for end in ("source", "target"))
    return [one for one in graph["nodes"] if one["kind"] in _CLAIMS or ends[one["id"]] > 1]


def _places(nodes: list[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    xs, ys = [float(one["x"]) for one in nodes], [float(one["y"]) for one in nodes]
    wide, high = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    return {
        one["id"]: (
            _MARGIN + (float(one["x"]) - min(xs)) / wide * (_WIDTH - 2 * _MARGIN),
            _MARGIN + (float(one["y"]) - min(ys)) / high * (_HEIGHT - 2 * _MARGIN),
        )
        for one in nodes
    }
