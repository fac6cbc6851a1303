"""Core numbers and propagated outcomes against plain definitions on small graphs."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from graph.test_network import DAY, all_probes, random_tables

from fraudpipe.graph.network import network_rows
from fraudpipe.graph.occurrences import ClaimArrays, Occurrences, claim_arrays, linking_values, sent_rows
from fraudpipe.graph.snapshots.cores import camouflage_weight, core_of, plain_weight, value_cores
from fraudpipe.graph.snapshots.propagation import ONE, ROUNDS, birank_walk, pagerank_walk, scores_without, value_scores
from fraudpipe.graph.snapshots.week import Snapshot, snapshot, week_start

MOMENT = 15 * DAY
PROPAGATED = ["pagerank_confirmed_millionths", "birank_confirmed_millionths"]


def linked(seed: int) -> tuple[ClaimArrays, Occurrences]:
    tables = random_tables(seed, claims=60)
    arrays = claim_arrays(tables["claims"])
    sent = sent_rows(arrays, tables["identifiers"], tables["documents"])
    return arrays, linking_values(arrays, sent, member_cap=9, window_days=30)


def plain_graph(found: Snapshot) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(("claim", one) for one in range(len(found.claims)))
    graph.add_nodes_from(("value", one) for one in range(len(found.values)))
    for value in range(len(found.values)):
        for claim in found.claim_of[found.value_begins[value] : found.value_begins[value + 1]]:
            graph.add_edge(("value", value), ("claim", int(claim)))
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_the_plain_core_is_the_k_core_of_claims_and_values(seed: int) -> None:
    _, links = linked(seed)
    found = snapshot(links, MOMENT)
    graph = plain_graph(found)
    graph.remove_nodes_from([node for node in list(graph) if node[0] == "value" and graph.degree(node) < 2])
    expected = nx.core_number(graph)
    cores = value_cores(found, plain_weight(found))
    assert cores.max() >= 2
    assert cores.tolist() == [expected.get(("value", one), 0) for one in range(len(found.values))]


def test_popular_values_do_not_hide_a_dense_block() -> None:
    """Ten claims that share four accounts hold together more than forty that share what is in every shop."""
    block = [(claim, value) for claim in range(10) for value in range(4)]
    crowd = [(claim, value) for claim in range(10, 50) for value in range(4, 8)]
    camouflage = [(claim, value) for claim in range(10) for value in range(4, 8)]
    rows = np.array(sorted(block + crowd + camouflage, key=lambda row: row[::-1]))
    count = len(rows)
    links = Occurrences(
        rows[:, 0], rows[:, 1], np.zeros(count, int), np.full(count, 99), np.ones(8, int), pd.RangeIndex(8)
    )
    with_camouflage = claim_cores(snapshot(links, 1))
    assert with_camouflage[:10].min() > with_camouflage[10:].max()
    kept = rows[:, 1] < 4
    bare = Occurrences(
        rows[kept, 0], rows[kept, 1], links.start[kept], links.end[kept], np.ones(4, int), pd.RangeIndex(4)
    )
    assert claim_cores(snapshot(bare, 1)).max() <= with_camouflage[:10].min()


def claim_cores(found: Snapshot) -> np.ndarray:
    weight = camouflage_weight(found)
    cores = value_cores(found, weight)
    runs = np.split(found.value_of, found.claim_begins[1:-1])
    return np.array([core_of(cores[run], weight[run]) for run in runs])


def dense_scores(found: Snapshot, seeds: np.ndarray, walk: str) -> np.ndarray:
    """The same walk with matrices."""
    shows = np.zeros((len(found.values), len(found.claims)))
    for value in range(len(found.values)):
        shows[value, found.claim_of[found.value_begins[value] : found.value_begins[value + 1]]] = 1
    weighted = shows * found.weight[:, None]
    several = shows.sum(1) > 1
    degree = weighted[several].sum(0) + 1
    if walk == "pagerank":
        there, back = weighted / degree, shows.T / shows.sum(1)
    else:
        there = weighted / np.sqrt(degree) / np.sqrt(weighted.sum(1))[:, None]
        back = there.T
    claim = restart = 0.15 * seeds
    for _ in range(ROUNDS):
        claim = restart + 0.85 * back[:, several] @ (there @ claim)[several]
    return there @ claim


@pytest.mark.parametrize("walk", ["pagerank", "birank"])
@pytest.mark.parametrize("seed", range(3))
def test_a_walk_is_what_matrices_say(seed: int, walk: str) -> None:
    _, links = linked(seed)
    found = snapshot(links, MOMENT)
    seeds = (np.arange(len(found.claims)) % 5 == 0).astype(np.int64)
    steps = {"pagerank": pagerank_walk, "birank": birank_walk}[walk](found)
    scores = value_scores(found, steps, seeds)
    np.testing.assert_allclose(scores / ONE, dense_scores(found, seeds, walk), atol=1e-8)
    every = np.arange(len(found.values))
    out = np.flatnonzero(seeds)[:3]
    without = scores_without(found, steps, seeds, (np.array([0, len(every)]), every), (np.array([0, len(out)]), out))
    fewer = seeds.copy()
    fewer[out] = 0
    assert (value_scores(found, steps, fewer) != scores).any()
    np.testing.assert_array_equal(without, value_scores(found, steps, fewer))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_known_of_a_member_never_reaches_its_own_claims(seed: int) -> None:
    tables = random_tables(seed, claims=40)
    probes = all_probes(tables).assign(as_of=20 * DAY)
    probes = probes[probes["claim_id"].isin(tables["claims"].query("visible_at < 20 * @DAY")["claim_id"])]
    before = network_rows(**tables, probes=probes, member_cap=9, window_days=90)
    member = tables["claims"].drop_duplicates("claim_id").set_index("claim_id")["member_id"]
    one = str(member[probes["claim_id"]].mode()[0])
    mine = probes["claim_id"].map(member).eq(one).to_numpy()
    told = pd.DataFrame(
        {"claim_id": member.index[member == one], "outcome": "confirmed_fraud", "visible_at": 13 * DAY // 2}
    )
    others = tables["outcomes"][~tables["outcomes"]["claim_id"].isin(told["claim_id"])]
    changed = tables | {"outcomes": pd.concat([others, told], ignore_index=True)}
    after = network_rows(**changed, probes=probes, member_cap=9, window_days=90)
    pd.testing.assert_frame_equal(after[mine], before[mine])
    assert (after.loc[~mine, PROPAGATED].sum() > before.loc[~mine, PROPAGATED].sum()).all()


def test_a_week_begins_on_monday_in_shanghai() -> None:
    monday = 1_708_876_800
    assert week_start(np.array([monday - 1, monday, monday + 7 * DAY - 1])).tolist() == [
        monday - 7 * DAY,
        monday,
        monday,
    ]
