"""The graph of a case as one JSON document, for pages and other programs."""

from typing import Any

import networkx as nx

from fraudpipe.graph.case.paths import LinkPath, known_paths

_RING_FACTS = ("claim_count", "shown_count", "density", "core", "communities")


def graph_json(graph: nx.Graph, why: LinkPath | None = None) -> dict[str, Any]:
    """The graph as one JSON document: focus, as_of, nodes, edges, paths; of a ring also ring, with `why` also why."""
    found: dict[str, Any] = {
        "focus": graph.graph["focus"],
        "as_of": graph.graph["as_of"],
        "nodes": [{"id": node, **attributes} for node, attributes in sorted(graph.nodes(data=True))],
        "edges": sorted(
            (
                {"source": min(one, two), "target": max(one, two), **attributes}
                for one, two, attributes in graph.edges(data=True)
            ),
            key=lambda edge: (edge["source"], edge["target"]),
        ),
        "paths": [_path_json(graph, path) for path in known_paths(graph)],
    }
    if "communities" in graph.graph:
        found["ring"] = {name: graph.graph[name] for name in _RING_FACTS}
    if why is not None:
        found["why"] = _path_json(graph, why)
    return found


def _path_json(graph: nx.Graph, path: LinkPath) -> dict[str, Any]:
    return {
        "to": path.nodes[-1],
        "outcome": graph.nodes[path.nodes[-1]]["outcome"],
        "nodes": list(path.nodes),
        "strength": path.strength,
        "sentences": {"zh": list(path.zh), "en": list(path.en)},
    }
