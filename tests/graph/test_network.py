"""Network rows against their plain definition, and against time."""

import numpy as np
import pandas as pd
import pytest
from graph.slow_network import slow_network_row
from hypothesis import given, settings
from hypothesis import strategies as st

from fraudpipe.errors import ContractError
from fraudpipe.graph.network import network_rows
from fraudpipe.records.derived import NETWORK

DAY = 86_400
KINDS = ("phone", "bank_account", "device", "address", "referrer", "same_person")
OUTCOMES = ("confirmed_fraud", "not_fraud", "inconclusive")


def random_tables(seed: int, claims: int = 24) -> dict[str, pd.DataFrame]:
    """A small, crowded world: few values, many ties in time, corrections, labels that change."""
    rng = np.random.default_rng(seed)
    members = [f"m{i}" for i in range(max(2, claims // 2))]
    ids = [f"c{i}" for i in range(claims)]
    owner = rng.choice(members, claims)

    def times(count: int) -> np.ndarray:
        return rng.integers(1, 40, count) * DAY // 2

    facts = pd.DataFrame(
        {
            "claim_id": ids,
            "member_id": owner,
            "hospital_id": rng.choice(["h1", "h2"], claims),
            "doctor_id": rng.choice(np.array(["d1", "d2", None], object), claims),
            "illness_code": rng.choice(["C50", "C50.9", "I21"], claims),
            "visible_at": times(claims),
        }
    )
    later = facts.sample(claims // 3, random_state=seed)
    later = later.assign(
        visible_at=later["visible_at"] + rng.integers(1, 20, len(later)) * DAY // 2, doctor_id="d1", illness_code="I21"
    )
    of = rng.integers(0, claims, claims * 2)
    identifiers = pd.DataFrame(
        {
            "member_id": owner[of],
            "claim_id": np.where(rng.random(len(of)) < 0.5, None, np.array(ids, object)[of]),
            "kind": rng.choice(KINDS, len(of)),
            "value_hash": rng.choice([f"v{i}" for i in range(claims // 2)], len(of)),
            "visible_at": times(len(of)),
        }
    )
    documents = pd.DataFrame(
        {
            "claim_id": rng.choice(ids, claims),
            "content_sha256": rng.choice(np.array([None, *(f"s{i}" for i in range(claims))], object), claims),
            "visible_at": times(claims),
        }
    )
    outcomes = pd.DataFrame(
        {"claim_id": rng.choice(ids, claims), "outcome": rng.choice(OUTCOMES, claims), "visible_at": times(claims)}
    ).drop_duplicates(["claim_id", "visible_at"])
    shown = rng.integers(0, claims, claims // 2)
    pictures = pd.DataFrame(
        {
            "member_id": owner[shown],
            "claim_id": np.array(ids, object)[shown],
            "kind": "picture",
            "value_hash": rng.choice([f"p{i}" for i in range(claims // 6)], len(shown)),
            "visible_at": times(len(shown)),
        }
    )
    return {
        "claims": pd.concat([facts, later], ignore_index=True),
        "identifiers": pd.concat([identifiers, pictures], ignore_index=True),
        "documents": documents,
        "outcomes": outcomes,
    }


def all_probes(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    first = tables["claims"].groupby("claim_id", as_index=False)["visible_at"].min()
    soon = first.assign(as_of=first["visible_at"] + 1)
    return pd.concat([soon, first.assign(as_of=first["visible_at"] + 5 * DAY)], ignore_index=True)[
        ["claim_id", "as_of"]
    ]


@pytest.mark.parametrize("seed", range(8))
def test_rows_are_what_the_definition_says(seed: int) -> None:
    tables = random_tables(seed)
    probes = all_probes(tables)
    cap, window = (3, 6) if seed % 2 else (50, 1000)
    fast = network_rows(**tables, probes=probes, member_cap=cap, window_days=window)
    slow = pd.DataFrame([slow_network_row(tables, one.claim_id, one.as_of, cap, window) for one in probes.itertuples()])
    elsewhere = ("form_", "picture_")
    assert list(fast.columns) == [
        name for name, _ in NETWORK if "excess" not in name and not name.startswith(elsewhere)
    ]
    pd.testing.assert_frame_equal(fast[slow.columns], slow, check_dtype=False)


@pytest.mark.parametrize("seed", range(3))
def test_all_nights_at_once_are_each_night_alone(seed: int) -> None:
    tables = random_tables(seed, claims=40)
    probes = all_probes(tables)
    together = network_rows(**tables, probes=probes, member_cap=4, window_days=8)
    for as_of, night in probes.groupby("as_of"):
        known = {name: table[table["visible_at"] < as_of] for name, table in tables.items()}
        alone = network_rows(**known, probes=night, member_cap=4, window_days=8)
        expected = together.loc[night.index].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, expected)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 38))
def test_rows_received_later_never_change_a_value(seed: int, half_day: int) -> None:
    tables = random_tables(seed, claims=16)
    as_of = half_day * DAY // 2
    visible = tables["claims"][tables["claims"]["visible_at"] < as_of]
    probes = visible[["claim_id"]].drop_duplicates().assign(as_of=as_of)
    known = {name: table[table["visible_at"] < as_of] for name, table in tables.items()}
    pd.testing.assert_frame_equal(
        network_rows(**tables, probes=probes, member_cap=3, window_days=9),
        network_rows(**known, probes=probes, member_cap=3, window_days=9),
    )


@pytest.mark.parametrize("seed", range(3))
def test_outcomes_of_ones_own_never_change_a_value(seed: int) -> None:
    tables = random_tables(seed)
    probes = all_probes(tables)
    probes = probes[probes["as_of"] == probes.groupby("claim_id")["as_of"].transform("max")]
    owner = tables["claims"].drop_duplicates("claim_id").set_index("claim_id")["member_id"]
    for member in sorted(owner.unique())[:4]:
        own = sorted(owner.index[owner == member])
        others = tables["outcomes"][~tables["outcomes"]["claim_id"].isin(own)]
        found = []
        for outcome in ("confirmed_fraud", "not_fraud"):
            told = pd.concat([others, pd.DataFrame({"claim_id": own, "outcome": outcome, "visible_at": 0})])
            rows = network_rows(**tables | {"outcomes": told}, probes=probes, member_cap=50, window_days=1000)
            found.append(rows[rows["claim_id"].isin(own)])
        pd.testing.assert_frame_equal(*found)


def test_the_order_of_rows_does_not_matter() -> None:
    tables = random_tables(5)
    probes = all_probes(tables)
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in tables.items()}
    pd.testing.assert_frame_equal(
        network_rows(**tables, probes=probes, member_cap=4, window_days=30),
        network_rows(**shuffled, probes=probes, member_cap=4, window_days=30),
    )


def test_no_rows_give_no_links() -> None:
    tables = random_tables(1)
    empty = {name: table.iloc[:0] for name, table in tables.items()} | {"claims": tables["claims"].iloc[:1]}
    probe = pd.DataFrame({"claim_id": ["c0"], "as_of": [10**6 * DAY]})
    row = network_rows(**empty, probes=probe, member_cap=4, window_days=10**6).iloc[0]
    assert row["component_claim_count"] == 1
    assert row[[name for name, _ in NETWORK if name.startswith(("shared", "linked", "doctor"))]].sum() == 0
    nobody = network_rows(**empty, probes=probe.iloc[:0], member_cap=4, window_days=9)
    assert len(nobody) == 0


def test_a_claim_cannot_be_scored_before_it_is_visible() -> None:
    tables = random_tables(1)
    at = int(tables["claims"].query("claim_id == 'c0'")["visible_at"].min())
    with pytest.raises(ContractError, match="c0"):
        network_rows(**tables, probes=pd.DataFrame({"claim_id": ["c0"], "as_of": [at]}), member_cap=4, window_days=9)


def test_an_unknown_kind_is_refused() -> None:
    tables = random_tables(1)
    tables["identifiers"].loc[0, "kind"] = "shoe_size"
    with pytest.raises(ContractError, match="shoe_size"):
        network_rows(**tables, probes=all_probes(tables), member_cap=4, window_days=9)


def _ties(pages: list[tuple[str, str, int]], files: list[tuple[str, str, int]], days: list[int]) -> list[int]:
    """Ties around c0 at the ends of some days, of pages (claim, picture, day) and files (claim, hash, day)."""
    claims = random_tables(1)["claims"].drop_duplicates("claim_id").iloc[:3]
    claims = claims.assign(claim_id=["c0", "c1", "c2"], member_id=["m2", "m1", "m0"], visible_at=DAY)
    sent = pd.DataFrame(pages, columns=["claim_id", "value_hash", "day"]).assign(kind="picture")
    sent = sent.assign(visible_at=sent["day"] * DAY).merge(claims[["claim_id", "member_id"]])
    filed = pd.DataFrame(files, columns=["claim_id", "content_sha256", "day"])
    found = network_rows(
        claims,
        sent,
        filed.assign(visible_at=filed["day"] * DAY),
        random_tables(1)["outcomes"].iloc[:0],
        pd.DataFrame({"claim_id": "c0", "as_of": [(day + 1) * DAY for day in days]}),
        member_cap=50,
        window_days=10,
    )
    return found["component_tie_count"].tolist()


def test_members_who_share_a_file_are_not_tied_again_by_the_pictures_of_its_pages() -> None:
    pages = [("c0", "p1", 2), ("c1", "p1", 2), ("c0", "p2", 2), ("c1", "p2", 2), ("c2", "p1", 5)]
    # Two pages before the file itself is known; then the file alone; then somebody who sends one page saved anew.
    assert _ties(pages, [("c0", "f", 2), ("c1", "f", 3), ("c2", "g", 5)], [2, 3, 5]) == [2, 1, 2]
    # The file leaves the window first.
    assert _ties([("c0", "p", 4), ("c1", "p", 4)], [("c0", "f", 2), ("c1", "f", 2)], [11, 12]) == [1, 1]
    two = [("c0", "p", 2), ("c1", "p", 2), ("c2", "p", 2)]
    assert _ties(two, [("c0", "f", 2), ("c1", "g", 2), ("c2", "f", 2), ("c2", "g", 2)], [2]) == [2]
