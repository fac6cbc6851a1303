"""Times the network rows beside networkx on the same links: `python scripts/benchmarks/graph.py [links]`."""

import sys
import time

import networkx as nx
import numpy as np
import pandas as pd

from fraudpipe.graph.components import strong_links
from fraudpipe.graph.network import network_rows
from fraudpipe.graph.occurrences import claim_arrays, occurrences
from fraudpipe.records.moments import DAY_SECONDS, midnight_after

KINDS = ("phone", "bank_account", "device", "address", "referrer")
HISTORY_DAYS = 1095
CAP, WINDOW_DAYS = 50, 1095


def random_world(claims: int, links: int, seed: int = 7) -> dict[str, pd.DataFrame]:
    """Claims spread over three years; most identifiers belong to one member, a tenth is shared by chance."""
    rng = np.random.default_rng(seed)
    seen = np.sort(rng.integers(0, HISTORY_DAYS * DAY_SECONDS, claims)) + 1_600_000_000
    owner = rng.integers(0, claims, claims)
    facts = pd.DataFrame(
        {
            "claim_id": [f"c{i}" for i in range(claims)],
            "member_id": [f"m{i}" for i in owner],
            "hospital_id": [f"h{i}" for i in rng.integers(0, 400, claims)],
            "doctor_id": [f"d{i}" for i in rng.integers(0, 4000, claims)],
            "illness_code": rng.choice(["C50.9", "C34.1", "C73", "I21.0"], claims),
            "visible_at": seen,
        }
    )
    of = rng.integers(0, claims, links)
    value = np.where(rng.random(links) < 0.1, rng.integers(0, links // 3, links), owner[of] + links)
    identifiers = pd.DataFrame(
        {
            "member_id": [f"m{i}" for i in owner[of]],
            "claim_id": [f"c{i}" for i in of],
            "kind": rng.choice(KINDS, links),
            "value_hash": [f"v{i:09d}" for i in value],
            "visible_at": seen[of],
        }
    )
    told = rng.random(claims) < 0.2
    outcomes = pd.DataFrame(
        {
            "claim_id": facts["claim_id"][told],
            "outcome": rng.choice(["confirmed_fraud", "not_fraud"], told.sum(), p=[0.1, 0.9]),
            "visible_at": seen[told] + 30 * DAY_SECONDS,
        }
    )
    documents = pd.DataFrame({"claim_id": facts["claim_id"], "content_sha256": None, "visible_at": seen})
    return {"claims": facts, "identifiers": identifiers, "documents": documents, "outcomes": outcomes}


def ours(world: dict[str, pd.DataFrame]) -> float:
    """CPU seconds for the rows of every claim as of its own night."""
    seen = world["claims"]["visible_at"]
    probes = pd.DataFrame({"claim_id": world["claims"]["claim_id"], "as_of": [midnight_after(int(t)) for t in seen]})
    begun = time.process_time()
    network_rows(**world, probes=probes, member_cap=CAP, window_days=WINDOW_DAYS)
    return time.process_time() - begun


def networkx_once(world: dict[str, pd.DataFrame]) -> float:
    """CPU seconds networkx needs for the components of ONE moment over the same strong links."""
    arrays = claim_arrays(world["claims"])
    shown = occurrences(arrays, world["identifiers"], world["documents"], member_cap=CAP, window_days=WINDOW_DAYS)
    links, _ = strong_links(arrays, shown, window_days=WINDOW_DAYS)
    begun = time.process_time()
    graph = nx.Graph()
    graph.add_nodes_from(range(len(arrays.seen)))
    graph.add_edges_from(zip(links.left.tolist(), links.right.tolist(), strict=True))
    list(nx.connected_components(graph))
    return time.process_time() - begun


def main() -> None:
    """Prints one line a size."""
    sizes = [int(sys.argv[1])] if len(sys.argv) > 1 else [100_000, 1_000_000]
    begun = time.process_time()
    ours(random_world(100, 500))
    print(
        f"first call (compiled code loaded, or compiled when it is not cached yet): {time.process_time() - begun:.1f} s"
    )
    for links in sizes:
        world = random_world(links // 5, links)
        nights = world["claims"]["visible_at"].map(midnight_after).nunique()
        mine, theirs = ours(world), networkx_once(world)
        print(
            f"{links:>9,} links, {links // 5:>7,} claims, {nights} nights: all rows as of every night {mine:.2f} s; "
            f"networkx, components of one moment only {theirs:.2f} s (x {nights} nights = {theirs * nights:,.0f} s)"
        )


if __name__ == "__main__":
    main()
