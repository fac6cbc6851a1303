"""Pages that no other claim shows: they link nothing, and there may be dozens, so they lie in one place."""

import networkx as nx


def stack_own_pages(graph: nx.Graph, total: int) -> dict[str, str]:
    """Gives the pages that only the claim in the middle shows, where there are several, `stack`: the id of the first.

    Args:
        graph: With as many of these pages as there was room for.
        total: How many there are; the graph keeps it as `own_page_count`.

    Returns:
        Each but the first to the first, at whose place it lies. Changes `graph`.
    """
    own = sorted(
        node for node, told in graph.nodes(data=True) if told["kind"] == "picture" and told["claim_count"] == 1
    )
    graph.graph["own_page_count"] = total
    if len(own) < 2:
        return {}
    for node in own:
        graph.nodes[node]["stack"] = own[0]
    return dict.fromkeys(own[1:], own[0])


def drawn(graph: nx.Graph) -> nx.Graph:
    """The graph as a picture shows it: of a stack the first page, with `count`."""
    stacks = nx.get_node_attributes(graph, "stack")
    shown = graph.copy()
    shown.remove_nodes_from([node for node, first in stacks.items() if node != first])  # the others keep their order
    count = graph.graph.get("own_page_count")
    for first in set(stacks.values()):
        told = {"count": count, "label": f"{count} 张仅本案出示的页面", "label_en": f"{count} pages of its own"}
        shown.nodes[first].update(told)
    return shown
