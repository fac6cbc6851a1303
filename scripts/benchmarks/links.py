"""CPU seconds and memory of the links of every claim as of its own night, beside networkx on the same links.

scripts/bench links [--links 1000000 10000000 30000000] [--shared 0.1] [--window-days 1095] [--out FOLDER]

A world is made of whole numbers on disk; a process of its own takes it in and works out, for every claim as of the
midnight after it came, sharing at one hop and two, and its component with growth and ties. networkx is given the same
links: of ONE moment, and as they come, where every claim is asked about on its night (it drops no link that ends).
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.components import component_rows, strong_values
from fraudpipe.graph.glue.spans import joined, member_links, strong_links
from fraudpipe.graph.occurrences import SentRows, linking_values
from fraudpipe.graph.outcomes import CLEARED_CODE, CONFIRMED_CODE, OutcomeSpans
from fraudpipe.graph.sharing import sharing_rows
from fraudpipe.graph.snapshots.rows import snapshot_rows
from fraudpipe.graph.snapshots.week import week_start
from fraudpipe.records.moments import DAY_SECONDS

HISTORY_DAYS = 1095
LINKS_A_CLAIM = 5
HOLDERS = 3
CAP = 50
NETWORKX_LINKS = 1_000_000
"""Above this networkx takes minutes and gigabytes."""
_NAMES = ("member", "seen", "claim", "value", "kind", "told", "fraud")


def write_world(folder: Path, links: int, shared: float, seed: int = 7) -> None:
    """Claims spread over three years; a value is the member's own, or, with probability `shared`, held by about three.

    A hundredth of the shared rows show one of a few values that everybody knows, beyond the cap sooner or later.
    """
    rng = np.random.default_rng(seed)
    claims = links // LINKS_A_CLAIM
    member = rng.integers(0, claims, claims, dtype=np.int32)
    claim = np.repeat(np.arange(claims, dtype=np.int32), LINKS_A_CLAIM)
    slot = np.tile(np.arange(LINKS_A_CLAIM, dtype=np.int32), claims)
    pool = max(1, int(links * shared) // HOLDERS)
    drawn = rng.integers(0, pool, links, dtype=np.int32)
    hub = rng.random(links, dtype=np.float32) < 0.01
    drawn[hub] = rng.integers(0, max(1, pool // 10_000), int(hub.sum()), dtype=np.int32)
    own = rng.random(links, dtype=np.float32) >= shared
    value = np.where(own, member[claim] * LINKS_A_CLAIM + slot + pool, drawn).astype(np.int32)
    kind = np.empty(pool + claims * LINKS_A_CLAIM, np.int8)
    kind[:pool] = rng.integers(0, LINKS_A_CLAIM, pool)
    kind[pool:] = np.tile(np.arange(LINKS_A_CLAIM, dtype=np.int8), claims)
    told = rng.random(claims) < 0.2
    made = {
        "member": member,
        "seen": np.sort(rng.integers(0, HISTORY_DAYS * DAY_SECONDS, claims, dtype=np.int32)),
        "claim": claim,
        "value": value,
        "kind": kind,
        "told": np.flatnonzero(told).astype(np.int32),
        "fraud": rng.random(int(told.sum())) < 0.1,
    }
    for name in _NAMES:
        np.save(folder / f"{name}.npy", made[name])


def read_world(folder: Path) -> tuple[ClaimArrays, SentRows, OutcomeSpans]:
    """The arrays that the graph takes."""
    made = {name: np.load(folder / f"{name}.npy") for name in _NAMES}
    claims, told = len(made["seen"]), made["told"]
    nobody = pd.RangeIndex(claims)
    arrays = ClaimArrays(nobody, made["member"], made["seen"], nobody)
    sent = SentRows(
        made["value"],
        made["claim"],
        made["member"][made["claim"]],
        made["seen"][made["claim"]],
        made["kind"],
        pd.RangeIndex(len(made["kind"])),
    )
    start = made["seen"][told].astype(np.int64) + 30 * DAY_SECONDS
    end = np.full(len(told), np.iinfo(np.int64).max)
    code = np.where(made["fraud"], CONFIRMED_CODE, CLEARED_CODE)
    return arrays, sent, OutcomeSpans(told, start, end, code, np.searchsorted(told, np.arange(claims + 1)))


def measure(folder: Path, window_days: int) -> None:
    """Prints the CPU seconds of each part and the peak memory of this process."""
    last = time.process_time()
    spent: dict[str, float] = {}

    def note(part: str) -> None:
        nonlocal last
        spent[part], last = time.process_time() - last, time.process_time()

    arrays, sent, known = read_world(folder)
    claim = np.arange(len(arrays.seen), dtype=np.int32)
    as_of = (arrays.seen // DAY_SECONDS + 1) * DAY_SECONDS
    note("load")
    shown = linking_values(arrays, sent, member_cap=CAP, window_days=window_days)
    del sent
    note("arrays")
    glued = component_rows(arrays, shown, known, claim, as_of, window_days=window_days)
    largest, mean = int(glued.claim_count.max()), float(glued.claim_count.mean())
    del glued
    note("components")
    shared = sharing_rows(arrays, shown, known, claim, as_of)
    note("sharing")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    week = week_start(as_of)
    first_week, last_week = np.flatnonzero(week == week.min()), np.flatnonzero(week == week.max())
    # In the first week there is next to nothing: what it takes is the compilation.
    snapshot_rows(arrays, shown, known, claim[first_week], as_of[first_week])
    note("compilation")
    snapshot_rows(arrays, shown, known, claim[last_week], as_of[last_week])
    whole = time.process_time() - last
    del spent["compilation"]
    print(
        f"{sum(spent.values()):6.1f} s ({', '.join(f'{part} {seconds:.1f}' for part, seconds in spent.items())}), "
        f"{peak:.2f} GB; {len(shown.claim):,} rows link, largest component {largest:,} (mean {mean:.1f}), "
        f"{shared.claims.mean():.2f} claims at one hop and {shared.two_claims.mean():.2f} at two; "
        f"the last weekly snapshot {whole:.1f} s"
    )


def networkx_once(folder: Path, window_days: int) -> None:
    """Prints the CPU seconds that networkx needs for the same rows of one moment, the last."""
    arrays, sent, known = read_world(folder)
    shown = linking_values(arrays, sent, member_cap=CAP, window_days=window_days)
    strong = strong_values(arrays, shown, window_days=window_days)
    links = joined(strong_links(strong, len(arrays.seen)), member_links(arrays, window_days))
    claim = np.arange(len(arrays.seen), dtype=np.int32)
    as_of = np.full(len(claim), HISTORY_DAYS * DAY_SECONDS, np.int32)
    begun = time.process_time()
    component_rows(arrays, shown, known, claim, as_of, window_days=window_days)
    ours = time.process_time() - begun
    sharing_rows(arrays, shown, known, claim, as_of)
    ours_all = time.process_time() - begun
    begun = time.process_time()
    glued = nx.Graph()
    glued.add_nodes_from(range(len(arrays.seen)))
    glued.add_edges_from(zip(links.left.tolist(), links.right.tolist(), strict=True))
    groups = list(nx.connected_components(glued))
    components = time.process_time() - begun
    graph = nx.Graph()
    graph.add_nodes_from(range(len(arrays.seen)))
    graph.add_edges_from(
        (one, -1 - other) for one, other in zip(shown.claim.tolist(), shown.value.tolist(), strict=True)
    )
    for one in range(len(arrays.seen)):
        near = {other for value in graph[one] for other in graph[value]}
        {far for other in near for value in graph[other] for far in graph[value]} - near
    print(
        f"{components:6.1f} s components, {time.process_time() - begun:.1f} s with sharing; {len(groups):,} groups; "
        f"fraudpipe for that moment {ours:.2f} s, {ours_all:.2f} s with sharing"
    )


def networkx_nights(folder: Path, window_days: int) -> None:
    """Prints the CPU seconds of a networkx graph that grows night by night and is asked about each night's claims."""
    arrays, sent, _ = read_world(folder)
    shown = linking_values(arrays, sent, member_cap=CAP, window_days=window_days)
    strong = strong_values(arrays, shown, window_days=window_days)
    count = len(arrays.seen)
    links = joined(strong_links(strong, count), member_links(arrays, window_days))
    glue, shows = np.argsort(links.start, kind="stable"), np.argsort(shown.start, kind="stable")
    left, right, claim, value = links.left[glue], links.right[glue], shown.claim[shows], -1 - shown.value[shows]
    nights = np.arange(1, HISTORY_DAYS + 1) * DAY_SECONDS
    until = [np.searchsorted(start, nights) for start in (arrays.seen, links.start[glue], shown.start[shows])]
    begun = time.process_time()
    glued, graph, sizes = nx.Graph(), nx.Graph(), 0
    first = (0, 0, 0)
    for last in zip(*until, strict=True):
        (one, other, row), (to_one, to_other, to_row) = first, last
        glued.add_nodes_from(range(one, to_one))
        graph.add_nodes_from(range(one, to_one))
        glued.add_edges_from(zip(left[other:to_other].tolist(), right[other:to_other].tolist(), strict=True))
        graph.add_edges_from(zip(claim[row:to_row].tolist(), value[row:to_row].tolist(), strict=True))
        for asked in range(one, to_one):
            sizes += sum(1 for node in nx.node_connected_component(glued, asked) if node < count)
            near = {another for shared in graph[asked] for another in graph[shared]}
            {far for another in near for shared in graph[another] for far in graph[shared]} - near
        first = last
    print(f"{time.process_time() - begun:6.1f} s; mean component {sizes / count:.1f}")


def main() -> None:
    """Prints one line a size, and one of networkx where it can follow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, nargs="+", default=[1_000_000, 10_000_000, 30_000_000])
    parser.add_argument("--shared", type=float, default=0.1)
    parser.add_argument("--window-days", type=int, default=HISTORY_DAYS)
    parser.add_argument("--out", type=Path, help="folder for the worlds while they exist; default: a temporary one")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--networkx", choices=("one moment", "every night"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        ways = {"one moment": networkx_once, "every night": networkx_nights}
        ways.get(asked.networkx, measure)(asked.measure, asked.window_days)
        return
    for links in asked.links:
        with tempfile.TemporaryDirectory(dir=asked.out) as folder:
            write_world(Path(folder), links, asked.shared)
            once = [sys.executable, __file__, "--window-days", str(asked.window_days), "--measure", folder]
            print(f"{links:>12,} links, {links // LINKS_A_CLAIM:>11,} claims:", end=" ", flush=True)
            subprocess.run(once, check=True)
            if links <= NETWORKX_LINKS:
                for way in ("one moment", "every night"):
                    print(f"{f'networkx, {way}:':>38}", end=" ", flush=True)
                    subprocess.run([*once, "--networkx", way], check=True)


if __name__ == "__main__":
    main()
