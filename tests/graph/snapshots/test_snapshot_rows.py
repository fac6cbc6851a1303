"""Core numbers and propagated outcomes against plain definitions on small graphs."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from graph.test_network import DAY, all_probes, random_tables

from fraudpipe.graph.claim_arrays import ClaimArrays, claim_arrays
from fraudpipe.graph.network import network_rows
from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS, Occurrences, linking_values, sent_rows
from fraudpipe.graph.snapshots import rows
from fraudpipe.graph.snapshots.cores import camouflage_weight, core_of, holders_of, plain_weight, value_cores
from fraudpipe.graph.snapshots.propagation import DAMPING, ROUNDS, Walked, taken_out, walked
from fraudpipe.graph.snapshots.rows import WALK_COLUMNS
from fraudpipe.graph.snapshots.week import Snapshot, snapshot, week_start

MOMENT = 15 * DAY
PROPAGATED = ["pagerank_confirmed_millionths", "birank_confirmed_millionths"]


def linked(seed: int) -> tuple[ClaimArrays, Occurrences]:
    tables = random_tables(seed, claims=60)
    arrays = claim_arrays(tables["claims"])
    sent = sent_rows(arrays, tables["identifiers"], tables["documents"])
    return arrays, linking_values(arrays, sent, member_cap=9, window_days=30)


def plain_graph(found: Snapshot, member: np.ndarray) -> nx.Graph:
    graph = nx.Graph()
    for value in range(len(found.values)):
        for claim in found.claim_of[found.value_begins[value] : found.value_begins[value + 1]]:
            graph.add_edge(("value", value), ("member", int(member[found.claims[claim]])))
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_the_plain_core_is_the_k_core_of_members_and_values(seed: int) -> None:
    arrays, links = linked(seed)
    found = snapshot(links, arrays.member, MOMENT)
    expected = nx.core_number(plain_graph(found, arrays.member))
    cores = value_cores(holders_of(found, arrays.member), plain_weight(found))
    assert cores.max() >= 2
    assert cores.tolist() == [expected["value", one] for one in range(len(found.values))]


@pytest.mark.parametrize("seed", range(3))
def test_the_weighted_core_is_what_peeling_off_the_loosest_again_and_again_says(seed: int) -> None:
    arrays, links = linked(seed)
    found = snapshot(links, arrays.member, MOMENT)
    holders = holders_of(found, arrays.member)
    weight = camouflage_weight(found, holders)
    graph = plain_graph(found, arrays.member)
    nx.set_edge_attributes(graph, {edge: int(weight[max(edge)[1]]) for edge in graph.edges}, "weight")
    expected, level = {}, 0
    while graph:
        loosest, left = min(graph.degree(weight="weight"), key=lambda one: one[1])
        expected[loosest] = level = max(level, left)
        graph.remove_node(loosest)
    assert value_cores(holders, weight).tolist() == [expected["value", one] for one in range(len(found.values))]


def test_a_member_s_many_claims_make_no_block() -> None:
    """Two members with five claims each show what two members with one claim each do."""
    claim, value = np.tile(np.arange(10), 3), np.repeat(np.arange(3), 10)
    links = Occurrences(claim, value, np.zeros(30, int), np.full(30, 99), np.ones(3, int), pd.RangeIndex(3))
    owner = np.arange(10) % 2
    found = snapshot(links, owner, 1)
    assert value_cores(holders_of(found, owner), plain_weight(found)).tolist() == [2, 2, 2]


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
    with_camouflage = claim_cores(snapshot(links, np.arange(50), 1))
    assert with_camouflage[:10].min() > with_camouflage[10:].max()
    kept = rows[:, 1] < 4
    bare = Occurrences(
        rows[kept, 0], rows[kept, 1], links.start[kept], links.end[kept], np.ones(4, int), pd.RangeIndex(4)
    )
    assert claim_cores(snapshot(bare, np.arange(50), 1)).max() <= with_camouflage[:10].min()


def claim_cores(found: Snapshot) -> np.ndarray:
    holders = holders_of(found, np.arange(50))
    weight = camouflage_weight(found, holders)
    cores = value_cores(holders, weight)
    runs = np.split(found.value_of, found.claim_begins[1:-1])
    return np.array([core_of(cores[run], weight[run]) for run in runs])


def dense_reached(tables: dict[str, pd.DataFrame], claim_id: str, as_of: int) -> dict[str, float]:
    """Both walks with matrices over everything, for one claim."""
    arrays = claim_arrays(tables["claims"])
    sent = sent_rows(arrays, tables["identifiers"], tables["documents"])
    links = linking_values(arrays, sent, member_cap=9, window_days=90)
    own = arrays.ids.get_loc(claim_id)
    moment = int(week_start(arrays.seen[[own]])[0])
    shows = np.zeros((len(links.kind), len(arrays.seen)))
    held = (links.start < moment) & (links.end >= moment)
    shows[links.value[held], links.claim[held]] = 1
    mine = np.unique(links.value[(links.claim == own) & (links.start < as_of) & (links.end >= as_of)])
    strangers = arrays.member != arrays.member[own]
    mine = mine[shows[mine][:, strangers].any(axis=1)]
    members = np.array([len(set(arrays.member[row > 0])) for row in shows])
    weight = np.isin(links.kind, [LINK_KINDS.index(kind) for kind in STRONG_KINDS]) + 1
    walks = shows * (members > 1)[:, None]
    degree = (walks * weight[:, None]).sum(axis=0) + 1
    serious = {"confirmed_fraud": 2, "not_fraud": 0}
    latest = tables["outcomes"].query("visible_at < @moment")
    latest = latest.assign(weight=latest["outcome"].map(serious).fillna(1)).sort_values(["visible_at", "weight"])
    outcome = latest.drop_duplicates("claim_id", keep="last").set_index("claim_id")["outcome"]
    share = weight / np.maximum(shows.sum(axis=1), 1)
    found = {}
    for walk, give, take in (("pagerank", 1 / degree, degree**0), ("birank", degree**-0.5, degree**-0.5)):
        for name, said in (("confirmed", "confirmed_fraud"), ("cleared", "not_fraud")):
            score = restart = (1 - DAMPING) * (outcome.reindex(arrays.ids).eq(said).to_numpy() & strangers)
            for _ in range(ROUNDS):
                score = restart + DAMPING * take * (walks.T @ (share * (walks @ (score * give))))
            reached = (share * (shows @ (score * give)))[mine].sum()
            root = np.sqrt(weight[mine].sum() + 1) if walk == "birank" else 1
            found[f"{walk}_{name}_millionths"] = 1e6 * reached / root
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_walks_are_what_matrices_say_without_the_member_s_own_seeds(seed: int) -> None:
    tables = random_tables(seed, claims=60)
    probes = all_probes(tables).query("as_of > 12 * @DAY")
    rows = network_rows(**tables, probes=probes, member_cap=9, window_days=90)
    assert (rows[list(WALK_COLUMNS)] > 0).any().all()
    for row in rows.to_dict("records"):
        expected = dense_reached(tables, row["claim_id"], row["as_of"])
        assert {name: row[name] for name in expected} == pytest.approx(expected, abs=1.01)


@pytest.mark.parametrize("seed", range(3))
def test_seeds_taken_out_leave_no_trace(seed: int) -> None:
    arrays, links = linked(seed)
    found = snapshot(links, arrays.member, MOMENT)
    claims, values = len(found.claims), len(found.values)
    seeds = (np.arange(2 * claims).reshape(-1, 2) % 5 == 0).astype(np.int64)
    out = np.flatnonzero(seeds.any(axis=1))[:3]
    whole = walked(found, seeds)
    scratch = (
        *(np.zeros((nodes, 4), np.int64) for nodes in (claims, claims, values)),
        *(np.zeros(nodes, np.int8) for nodes in (claims, values)),
    )
    sides = (found.claim_begins, found.value_of, found.value_begins, found.claim_of)
    touched = taken_out(sides, whole.parts(), out, scratch)
    seeds[out] = 0
    without = walked(found, seeds)
    assert (gifts(whole) != gifts(without)).any()
    np.testing.assert_array_equal(gifts(whole) - scratch[0], gifts(without))
    scratch[0][touched] = 0
    assert not any(one.any() for one in scratch)


def gifts(found: Walked) -> np.ndarray:
    score = found.start + (found.take * found.at_claim[-1]).astype(np.int64)
    return (score * found.give).astype(np.int64)


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


@pytest.mark.parametrize("seed", range(2))
def test_what_hangs_together_with_no_probe_does_not_bear_on_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = [random_tables(seed + 9 * one, claims=40) for one in range(2)]
    for one in apart:
        more = one["identifiers"].assign(value_hash=one["identifiers"]["value_hash"].to_numpy()[::-1])
        one["identifiers"] = pd.concat([one["identifiers"], more], ignore_index=True)
    for table in apart[1].values():
        names = table.columns.intersection(["claim_id", "member_id", "value_hash", "content_sha256"])
        table[names] = "other " + table[names]
    tables = {name: pd.concat([one[name] for one in apart], ignore_index=True) for name in apart[0]}
    probes = all_probes(apart[0]).query("as_of > 8 * @DAY")
    sizes: dict[bool, int] = {False: 0, True: 0}

    def asked(lot: pd.DataFrame, whole: bool) -> pd.DataFrame:
        def taken(links: Occurrences, member: np.ndarray, moment: int, around: np.ndarray) -> Snapshot:
            found = snapshot(links, member, moment, None if whole else around)
            sizes[whole] += len(found.claims)
            return found

        monkeypatch.setattr(rows, "snapshot", taken)
        found = network_rows(**tables, probes=lot, member_cap=9, window_days=90)
        return found[["core_number", "block_hundredths", *WALK_COLUMNS]]

    for lot in (probes, *(probes.iloc[[place]] for place in range(0, len(probes), 3))):
        narrow = asked(lot, whole=False)
        pd.testing.assert_frame_equal(narrow, asked(lot, whole=True))
        assert len(lot) < 9 or (narrow["core_number"] > 1).any()
    assert 0 < sizes[False] < sizes[True]


def test_a_week_begins_on_monday_in_shanghai() -> None:
    monday = 1_708_876_800
    assert week_start(np.array([monday - 1, monday, monday + 7 * DAY - 1])).tolist() == [
        monday - 7 * DAY,
        monday,
        monday,
    ]


def test_the_day_on_which_a_claim_is_asked_about_changes_nothing() -> None:
    monday = 1_708_876_800
    came = {"a": monday - 9 * DAY, "b": monday - 8 * DAY, "new": monday - 3_600}
    claims = pd.DataFrame({"claim_id": list(came), "member_id": list(came), "visible_at": list(came.values())})
    claims = claims.assign(hospital_id="h1", doctor_id=None, illness_code="C73")
    shown = claims[["claim_id", "member_id", "visible_at"]]
    identifiers = pd.concat([shown.assign(kind="device", value_hash=value) for value in "xyz"], ignore_index=True)
    told = {"claim_id": ["a"], "outcome": ["confirmed_fraud"], "visible_at": [monday - 8 * DAY]}
    documents = shown.assign(content_sha256=None)[["claim_id", "content_sha256", "visible_at"]]
    tables = {"claims": claims, "identifiers": identifiers, "documents": documents, "outcomes": pd.DataFrame(told)}
    probes = pd.DataFrame({"claim_id": "new", "as_of": [monday - 60, monday + 60, monday + DAY]})
    rows = network_rows(**tables, probes=probes, member_cap=9, window_days=90)
    columns = rows[["core_number", "block_hundredths", *WALK_COLUMNS]]
    assert columns["core_number"].tolist() == [2, 2, 2]
    assert columns["pagerank_confirmed_millionths"].min() > 0
    assert len(columns.drop_duplicates()) == 1
