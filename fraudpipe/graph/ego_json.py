"""An ego network as one JSON document, for pages and other programs."""

from typing import Any

import networkx as nx

from fraudpipe.graph.paths import known_paths


def graph_json(graph: nx.Graph) -> dict[str, Any]:
    """The ego network as one JSON document: focus, as_of, nodes, edges, paths."""
    return {
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
        "paths": [
            {
                "to": path.nodes[-1],
                "outcome": graph.nodes[path.nodes[-1]]["outcome"],
                "nodes": list(path.nodes),
                "strength": path.strength,
                "sentences": {"zh": list(path.zh), "en": list(path.en)},
            }
            for path in known_paths(graph)
        ],
    }
