"""What the engine counts, on rows small enough to count by hand."""

from typing import Any

import pandas as pd
import pytest

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.errors import ContractError
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.moments import DAY_SECONDS

NOW = 1_709_222_400


def row(table: str, **values: Any) -> dict[str, Any]:
    known_at = values.pop("known_at", NOW - DAY_SECONDS)
    full = {name: None for name, _ in COLUMNS[table]}
    return full | {"known_at": known_at, "received_at": known_at, "delivery_id": "d"} | values


def claim(name: str, **values: Any) -> dict[str, Any]:
    return row("claims", claim_id=name, **({"member_id": "m1", "hospital_id": "h1", "amount_fen": 100} | values))


def values(names: list[str], rows: dict[str, list[dict[str, Any]]], **moments: int) -> pd.DataFrame:
    import pyarrow as pa

    with DuckDBEngine(COLUMNS, threads=1) as engine:
        tables = {
            name: engine.frame(name, pa.Table.from_pylist(rows.get(name, []), schema=arrow_schema(columns)))
            for name, columns in COLUMNS.items()
        }
        probes = pa.table({"claim_id": list(moments), "as_of": list(moments.values())})
        found = compute(Catalogue(FEATURES), tables, engine.frame("probes", probes), names)
        return engine.arrow(found).to_pandas().set_index("claim_id")


def test_the_claim_itself_and_what_comes_later_do_not_count() -> None:
    claims = [claim("c1"), claim("c2"), claim("c3", known_at=NOW), claim("c4", known_at=NOW - 91 * DAY_SECONDS)]
    claims[1]["received_at"] = NOW  # known before, but not yet here
    names = ["hospital_claim_count_90_days", "hospital_claim_count_365_days"]
    found = values(names, {"claims": claims}, c1=NOW)
    assert found.loc["c1", names].tolist() == [0, 1]
    assert values(names, {"claims": claims}, c1=NOW + 1).loc["c1", names].tolist() == [2, 3]


def test_the_version_known_last_counts_even_when_it_came_first() -> None:
    first = claim("c1", amount_fen=100, known_at=NOW - 10)
    corrected = claim("c1", amount_fen=200, known_at=NOW - 5)
    stale = claim("c1", amount_fen=300, known_at=NOW - 20) | {"received_at": NOW - 1}
    for order in ([first, corrected, stale], [stale, corrected, first]):
        found = values(["claimed_amount_fen"], {"claims": order}, c1=NOW)
        assert found["claimed_amount_fen"].tolist() == [200]
    assert values(["claimed_amount_fen"], {"claims": [first, corrected]}, c1=NOW - 7).iloc[0, 1] == 100


def test_a_claim_that_moved_to_another_hospital_counts_there_alone() -> None:
    moved = [claim("c2", known_at=NOW - 20), claim("c2", hospital_id="h2", known_at=NOW - 10)]
    probes = [claim("c1", known_at=NOW - 30), claim("c3", hospital_id="h2", known_at=NOW - 30)]
    name = "hospital_claim_count_90_days"
    found = values([name], {"claims": [*moved, *probes]}, c1=NOW, c3=NOW)
    assert found[name].to_dict() == {"c1": 0, "c3": 1}
    assert values([name], {"claims": [*moved, *probes]}, c1=NOW - 15, c3=NOW - 15)[name].to_dict() == {"c1": 1, "c3": 0}


def test_a_claim_counts_for_its_hospital_before_its_member_is_known_and_for_no_county() -> None:
    names = ["hospital_claim_count_90_days", "hospital_county_claim_count_365_days"]
    members = [row("members", member_id="m1", region="330102"), row("members", member_id="m2", region="330102")]
    rows = {"claims": [claim("c1"), claim("c2", member_id="m2")], "members": members}
    assert values(names, rows, c1=NOW).loc["c1", names].tolist() == [1, 1]
    members[1]["received_at"] = NOW
    assert values(names, rows, c1=NOW).loc["c1", names].tolist() == [1, 0]


def test_an_outcome_counts_from_the_day_it_was_known_and_never_for_its_own_claim() -> None:
    outcome = row("outcomes", claim_id="c2", outcome="confirmed_fraud", known_at=NOW - 5)
    rows = {"claims": [claim("c1", known_at=NOW - 30), claim("c2", known_at=NOW - 30)], "outcomes": [outcome]}
    name = "hospital_confirmed_share"
    assert values([name], rows, c1=NOW)[name].tolist() == pytest.approx([2 / 21])
    assert values([name], rows, c1=NOW - 5)[name].tolist() == pytest.approx([0.05])
    assert values([name], rows, c2=NOW)[name].tolist() == pytest.approx([0.05])


def test_an_outcome_that_an_appeal_overturned_no_longer_counts() -> None:
    rows = {
        "claims": [claim("c1", known_at=NOW - 30), claim("c2", known_at=NOW - 30)],
        "outcomes": [
            row("outcomes", claim_id="c2", outcome="confirmed_fraud", known_at=NOW - 9),
            row("outcomes", claim_id="c2", outcome="not_fraud", known_at=NOW - 3),
        ],
    }
    found = values(["hospital_confirmed_share", "hospital_days_since_confirmed"], rows, c1=NOW)
    assert found.loc["c1", "hospital_confirmed_share"] == pytest.approx(1 / 21)
    assert pd.isna(found.loc["c1", "hospital_days_since_confirmed"])


def test_no_doctor_is_null_and_a_doctor_without_history_is_zero() -> None:
    rows = {"claims": [claim("c1"), claim("c2", doctor_id="d1")]}
    found = values(["doctor_claim_count_90_days"], rows, c1=NOW, c2=NOW)["doctor_claim_count_90_days"]
    assert pd.isna(found["c1"])
    assert found["c2"] == 0


def test_a_claim_that_is_not_visible_keeps_its_row() -> None:
    found = values(["claimed_amount_fen", "paper_count"], {"claims": [claim("c1", known_at=NOW)]}, c1=NOW)
    assert pd.isna(found.loc["c1", "claimed_amount_fen"])
    assert found.loc["c1", "paper_count"] == 0


@pytest.mark.parametrize("name", ["claims", "outcomes", "visits"])
def test_a_missing_table_is_named(name: str) -> None:
    with DuckDBEngine(COLUMNS, threads=1) as engine:
        probes = engine.frame("probes", pd.DataFrame({"claim_id": ["c1"], "as_of": [NOW]}))
        tables = {one: table for one, table in engine.tables({}).items() if one != name}
        with pytest.raises(ContractError, match=f"'{name}', which was not given"):
            compute(Catalogue(FEATURES), tables, probes, keep=engine.keep)
