"""DuckDB and Spark say the same of every feature: type, null and float bits of every cell."""

from collections.abc import Callable
from pathlib import Path

import nasty_rows
import pyarrow.compute as pc
import pytest

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.parquet_files import write_rows
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.cells import differing_cells

CATALOGUE = Catalogue(FEATURES)


@pytest.mark.slow
def test_every_feature_is_the_same_on_both_engines(spark_engine: Callable[[], SparkEngine], tmp_path: Path) -> None:
    """From files, as in a lake: Spark plans those in other ways than rows from memory.

    Walks against running sums, joins against joins; `scripts/bench parity --way night` compares the other way.
    """
    made, asked = nasty_rows.nasty_world(1)
    files = {name: [tmp_path / f"{name}.parquet"] for name in made}
    for name, rows in made.items():
        write_rows(rows, *files[name])
    found = []
    for engine in (DuckDBEngine(COLUMNS, threads=1), spark_engine()):
        with engine as opened:
            tables = opened.tables(files)
            probes = opened.frame("probes", asked)
            values = compute(CATALOGUE, tables, probes, way="training", keep=opened.keep, local=opened.local)
            found.append(opened.arrow(values))
    duckdb, spark = found
    assert duckdb.num_rows == asked.num_rows
    assert differing_cells(duckdb, spark) == {}
    constant = {name for name in duckdb.column_names if pc.count_distinct(duckdb.column(name), "all").as_py() == 1}
    assert not constant, "a world in which a feature never varies would prove nothing about it"
