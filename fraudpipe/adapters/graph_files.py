"""Graphs of cases as GraphML, for other programs."""

import networkx as nx


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
