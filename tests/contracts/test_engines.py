"""DuckDB and Spark say the same of every feature: type, null and float bits of every cell."""

from collections.abc import Callable

import nasty_rows
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import Way

CATALOGUE = Catalogue(FEATURES)


def differing(left: pa.Table, right: pa.Table) -> dict[str, str]:
    """Columns of which a type, a null or a bit differs, each with the first such row."""
    assert left.column_names == right.column_names
    assert left.num_rows == right.num_rows
    found = {}
    for name in left.column_names:
        one, two = (table.column(name).combine_chunks() for table in (left, right))
        if one.type != two.type:
            found[name] = f"{one.type} and {two.type}"
            continue
        if pa.types.is_floating(one.type):
            bits = [column.view(pa.int64()) for column in (one, two)]
            one, two = bits
        same = pc.fill_null(pc.equal(one, two), False)
        both_null = pc.and_(pc.is_null(one), pc.is_null(two))
        wrong = pc.invert(pc.or_(same, both_null))
        if pc.any(wrong).as_py():
            place = pc.index(wrong, True).as_py()
            claim, as_of = (left.column(key)[place].as_py() for key in ("claim_id", "as_of"))
            values = [table.column(name)[place].as_py() for table in (left, right)]
            found[name] = f"{pc.sum(wrong).as_py()} cells; {claim} at {as_of}: {values[0]!r} and {values[1]!r}"
    return found


@pytest.mark.slow
@pytest.mark.parametrize("way", ["night", "training"])
def test_every_feature_is_the_same_on_both_engines(spark_engine: Callable[[], SparkEngine], way: Way) -> None:
    made, asked = nasty_rows.nasty_world(1)
    found = []
    for engine in (DuckDBEngine(COLUMNS, threads=1), spark_engine()):
        with engine as opened:
            tables = {name: opened.frame(name, rows) for name, rows in made.items()}
            keep = opened.keep if isinstance(opened, SparkEngine) else lambda rows: rows
            values = compute(CATALOGUE, tables, opened.frame("probes", asked), way=way, keep=keep)
            found.append(opened.arrow(values))
    duckdb, spark = found
    assert duckdb.num_rows == asked.num_rows
    assert differing(duckdb, spark) == {}
    constant = {name for name in duckdb.column_names if pc.count_distinct(duckdb.column(name), "all").as_py() == 1}
    assert not constant, "a world in which a feature never varies would prove nothing about it"


def test_a_cell_that_differs_in_its_last_bit_is_seen() -> None:
    one = pa.table({"claim_id": ["c1", "c2"], "as_of": [1, 1], "x": [0.1 + 0.2, None]})
    other = pa.table({"claim_id": ["c1", "c2"], "as_of": [1, 1], "x": [0.3, None]})
    assert differing(one, one) == {}
    assert list(differing(one, other)) == ["x"]
    assert list(differing(one, one.set_column(2, "x", pa.array([0.1 + 0.2, 0.0])))) == ["x"]
    assert differing(one, one.set_column(2, "x", pa.array([0, 0]))) == {"x": "double and int64"}
