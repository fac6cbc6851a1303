from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fraudpipe.adapters import duckdb_engine
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.errors import ContractError

COLUMNS = {"claims": (("claim_id", "text"), ("amount_fen", "fen"), ("event_on", "day"))}


def write(path: Path, ids: list[str]) -> Path:
    rows = {"claim_id": ids, "amount_fen": [1] * len(ids), "event_on": ["2024-03-01"] * len(ids)}
    pq.write_table(pa.table(rows), path)
    return path


def test_a_table_spans_its_files_and_has_the_types_of_the_contract(tmp_path: Path) -> None:
    with DuckDBEngine(COLUMNS) as engine:
        claims = engine.tables({"claims": [write(tmp_path / "b", ["c2"]), write(tmp_path / "a", ["c1"])]})["claims"]
        assert [str(kind) for kind in claims.schema().values()] == ["string", "int64", "date"]
        assert sorted(engine.execute(claims)["claim_id"]) == ["c1", "c2"]


def test_a_table_without_files_is_empty_and_typed() -> None:
    with DuckDBEngine(COLUMNS) as engine:
        claims = engine.tables({})["claims"]
        assert str(claims.schema()["event_on"]) == "date"
        assert len(engine.execute(claims)) == 0


def test_the_same_rows_give_the_same_bytes_whatever_their_order(tmp_path: Path) -> None:
    written = []
    for number, ids in enumerate((["c1", "c2", "c3"], ["c3", "c1", "c2"])):
        with DuckDBEngine(COLUMNS, threads=number + 1) as engine:
            claims = engine.tables({"claims": [write(tmp_path / f"{number}", ids)]})["claims"]
            assert engine.write(claims, tmp_path / "out" / f"{number}.parquet") == 3
        written.append((tmp_path / "out" / f"{number}.parquet").read_bytes())
    assert written[0] == written[1]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0.parquet", "1.parquet"]


def test_rows_with_a_place_are_written_in_its_order_and_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duckdb_engine, "PART_ROWS", 2)
    with DuckDBEngine(COLUMNS) as engine:
        for ids in (["c", "a", "d", "b"], ["c", "a", "e", "d", "b"], []):
            places = pa.array([sorted(ids).index(one) for one in ids], pa.int64())
            rows = engine.frame("placed", pa.table({"moment": places, "name": pa.array(ids, pa.string())}))
            assert engine.write(engine.keep(rows), tmp_path / "kept") == len(ids)
            assert engine.write(rows, tmp_path / "out") == len(ids)
            assert pq.read_table(tmp_path / "out").to_pydict() == {"name": sorted(ids)}
            assert (tmp_path / "out").read_bytes() == (tmp_path / "kept").read_bytes()


def test_no_row_is_lost_where_places_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "PART_ROWS", 2)
    with DuckDBEngine(COLUMNS) as engine:
        rows = engine.frame("placed", pa.table({"moment": [0, 30, 3, 9, 8], "name": ["a", "e", "b", "d", "c"]}))
        assert engine.write(rows, tmp_path / "out") == 5
    assert pq.read_table(tmp_path / "out").to_pydict() == {"name": ["a", "b", "c", "d", "e"]}


def test_files_that_break_the_contract_are_named(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no parquet")
    pq.write_table(pa.table({"claim_id": ["c1"]}), tmp_path / "short.parquet")
    with DuckDBEngine(COLUMNS) as engine:
        with pytest.raises(ContractError, match=r"text\.parquet cannot be read"):
            engine.tables({"claims": [tmp_path / "text.parquet"]})
        with pytest.raises(ContractError, match="lacks the columns amount_fen, event_on"):
            engine.tables({"claims": [tmp_path / "short.parquet"]})


def test_a_closed_engine_says_how_to_open_it() -> None:
    with pytest.raises(ContractError, match="with DuckDBEngine"):
        DuckDBEngine(COLUMNS).frame("probes", pd.DataFrame({"claim_id": ["c1"]}))


_KEYS = (("claim_id", "place"), ("place",))


def test_keys_of_more_than_one_row_are_found_whatever_is_null() -> None:
    rows = pa.table({"claim_id": ["c1", "c1", None, "c2", None, "c1"], "place": [1, 2, None, 1, None, 1]})
    with DuckDBEngine(COLUMNS) as engine:
        table = engine.frame("rows_of_claims", rows)
        pairs, places = (engine.rows(engine.repeated(table, key)).to_pylist() for key in _KEYS)
        assert engine.repeated(table.distinct(), _KEYS[0]) is None
    assert sorted(map(str, pairs)) == ["{'claim_id': 'c1', 'place': 1}", "{'claim_id': None, 'place': None}"]
    assert sorted(map(str, places)) == ["{'place': 1}", "{'place': None}"]


def test_what_is_kept_has_the_types_that_the_engine_made_of_it() -> None:
    kinds = {"text": pa.string(), "count": pa.int64(), "share": pa.float64(), "flag": pa.bool_(), "day": pa.date32()}
    rows = pa.table({name: pa.array([None], kind) for name, kind in kinds.items()})
    with DuckDBEngine(COLUMNS) as engine:
        kept = engine.keep(rows)
        assert engine.rows(kept).schema == rows.schema
        assert engine.rows(engine.keep(kept.mutate(flag=kept.flag.cast("int8")))).schema.field("flag").type == pa.int8()
        # Ibis takes a sum of int64 for one; DuckDB's is wider, and a table of it must say so.
        assert str(engine.keep(kept.aggregate(total=kept["count"].sum())).schema()["total"]).startswith("decimal")
