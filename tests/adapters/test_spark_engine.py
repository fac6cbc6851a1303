"""Spark over Parquet: types, files, bytes and errors, as tests/adapters/test_duckdb_engine.py asks of DuckDB."""

import gc
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.adapters.spark_session import _start, open_session
from fraudpipe.errors import ContractError, DependencyError
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.arrow_schema import arrow_schema

OUTCOMES = arrow_schema(COLUMNS["outcomes"])
Engine = Callable[[], SparkEngine]


def write(path: Path, ids: list[str], **others: object) -> Path:
    rows = [{"claim_id": one, "outcome": "not_fraud", "known_at": 1, "received_at": 2} for one in ids]
    table = pa.Table.from_pylist(rows, schema=OUTCOMES)
    for name, column in others.items():
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(column))  # type: ignore[arg-type]
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path)
    return path


@pytest.mark.slow
def test_files_of_different_types_and_odd_names_are_one_table_with_the_bytes_of_duckdb(
    spark_engine: Engine, tmp_path: Path
) -> None:
    files = [
        write(tmp_path / "[1]*" / "outcomes.parquet", ["c3", "c1"]),
        write(tmp_path / "_2024" / "outcomes.parquet", ["c2"], known_at=pa.array([2**53 + 1], pa.uint64())),
    ]
    written = []
    for engine in (spark_engine(), DuckDBEngine(COLUMNS)):
        with engine as opened:
            found = opened.tables({"outcomes": files})["outcomes"]
            assert {str(kind) for kind in found.schema().values()} == {"string", "int64", "float64"}
            assert opened.write(found, tmp_path / "out.parquet") == 3
            written.append((tmp_path / "out.parquet").read_bytes())
    assert written[0] == written[1]
    assert pq.read_table(tmp_path / "out.parquet").column("known_at").to_pylist() == [1, 2**53 + 1, 1]


@pytest.mark.slow
def test_frames_and_empty_tables_are_typed_and_what_is_kept_stays(spark_engine: Engine) -> None:
    with spark_engine() as engine:
        tables = engine.tables({})
        assert {name: len(table.columns) for name, table in tables.items()} == {
            name: len(columns) for name, columns in COLUMNS.items()
        }
        probes = engine.frame("probes", pd.DataFrame({"claim_id": ["c2", "c1"], "as_of": [2, 1]}))
        kept = engine.keep(probes.mutate(next=probes.as_of + 1))
        engine.frame("probes", pd.DataFrame({"claim_id": ["c9"], "as_of": [9]}))
        assert engine.arrow(kept).to_pydict() == {"claim_id": ["c1", "c2"], "as_of": [1, 2], "next": [2, 3]}
        assert sorted(engine.execute(kept)["next"]) == [2, 3]
        plan = engine.connection.raw_sql(f"EXPLAIN EXTENDED {engine.connection.compile(kept)}").collect()[0][0]
        assert "next" in plan
        assert " + " not in plan, "how a row was kept is forgotten, or the plans of a loop grow without end"


@pytest.mark.slow
def test_what_spark_cannot_do_is_said_in_one_line(spark_engine: Engine, tmp_path: Path) -> None:
    with spark_engine() as engine:
        probes = engine.frame("probes", pd.DataFrame({"claim_id": ["c1"], "as_of": [2**62]}))
        with pytest.raises(ContractError, match=r"could not compute this: .*overflow") as told:
            engine.arrow(probes.mutate(more=probes.as_of * 8))
        assert "\n" not in str(told.value)
        pq.write_table(pa.table({"claim_id": ["c1"]}), tmp_path / "short.parquet")
        with pytest.raises(ContractError, match="lacks the columns"):
            engine.tables({"outcomes": [tmp_path / "short.parquet"]})


def test_a_closed_engine_says_how_to_open_it(tmp_path: Path) -> None:
    closed = SparkEngine(COLUMNS, spill_dir=tmp_path)
    with pytest.raises(ContractError, match="with SparkEngine"):
        closed.frame("probes", pd.DataFrame({"claim_id": ["c1"]}))


def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(DependencyError, match=r"pip install 'fraudpipe\[spark\]'") as told:
        open_session("local[1]", memory_gb=1, folder=tmp_path)
    assert told.value.exit_code == 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pyspark leaves its pipe open then
def test_a_machine_without_java_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(DependencyError, match="needs Java 17") as told:
        _start("local[1]", 1, tmp_path / "spill", {})
    assert str(tmp_path / "spill" / "spark.log") in str(told.value)
    assert "bin/java" in (tmp_path / "spill" / "spark.log").read_text("utf-8")
    del told
    gc.collect()
