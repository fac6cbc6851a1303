"""Rows that arrive after a moment never change what a feature said about it. Every feature is covered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import small_world
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import Way
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.moments import DAY_SECONDS

CATALOGUE = Catalogue(FEATURES)


@contextmanager
def every_value(catalogue: Catalogue, way: Way = "night") -> "Iterator[Values]":
    """All features of some probes. The statement is compiled once: that takes far longer than to run it."""
    with DuckDBEngine(COLUMNS, threads=1) as engine:

        def load(made: dict[str, pa.Table], probes: pa.Table) -> tuple[dict[str, ir.Table], ir.Table]:
            return {name: engine.frame(name, rows) for name, rows in made.items()}, engine.frame("probes", probes)

        empty = {name: arrow_schema(columns).empty_table() for name, columns in COLUMNS.items()}
        none = pa.schema([("claim_id", pa.string()), ("as_of", pa.int64())]).empty_table()
        found = compute(catalogue, *load(empty, none), way=way).order_by("claim_id", "as_of")
        statement = ibis.to_sql(found, dialect="duckdb")

        def run(made: dict[str, pa.Table], probes: pa.Table) -> pa.Table:
            load(made, probes)
            relation = engine.connection.con.sql(statement)
            return relation.to_arrow_table()

        yield run


@pytest.fixture(scope="module")
def values() -> "Iterator[Values]":
    with every_value(CATALOGUE) as run:
        yield run


Values = Callable[[dict[str, pa.Table], pa.Table], pa.Table]


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(world=st.integers(0, 10_000), late=st.integers(0, 10_000), day=st.integers(150, small_world.SPAN_DAYS))
def test_rows_that_arrive_later_never_change_a_value(values: Values, world: int, late: int, day: int) -> None:
    moment = small_world.START + day * DAY_SECONDS
    before = small_world.tables(world)
    probes = small_world.probes(before, moment)
    later = small_world.tables(late, known_from=moment, rows=60)
    after = {name: pa.concat_tables([rows, later[name]]) for name, rows in before.items()}
    assert probes.num_rows > 0
    assert values(before, probes).equals(values(after, probes))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("seconds", [0, 60])
def test_rows_of_the_very_moment_are_not_seen(values: Values, seed: int, seconds: int) -> None:
    """The edge of the cut: every claim is asked at one moment, at which, or a minute later, everything else arrives."""
    moment = small_world.START + small_world.SPAN_DAYS * DAY_SECONDS
    before = small_world.tables(seed)
    claims = small_world.probes(before, moment).column("claim_id").to_pylist()
    probes = pa.table({"claim_id": claims, "as_of": [moment] * len(claims)})
    after = dict(before)
    for name, rows in small_world.tables(seed + 10, known_from=moment, days=1, rows=200).items():
        for column in {"known_at", "received_at"} & set(rows.column_names):
            arrived = pa.array([moment + seconds] * rows.num_rows, pa.int64())
            rows = rows.set_column(rows.schema.get_field_index(column), column, arrived)
        after[name] = pa.concat_tables([before[name], rows])
    assert values(before, probes).equals(values(after, probes))


def test_rows_that_arrive_before_do_change_every_trailing_feature(values: Values) -> None:
    """Guards the test above: a world in which nothing could change would pass it."""
    before = small_world.tables(1)
    probes = small_world.probes(before, 2**40)
    earlier = small_world.tables(2, known_from=small_world.START, rows=300)
    after = {name: pa.concat_tables([rows, earlier[name]]) for name, rows in before.items()}
    old, new = values(before, probes), values(after, probes)
    unmoved = {name for name in old.column_names if old.column(name).equals(new.column(name))}
    assert {one.name for one in CATALOGUE.features if one.trailing is not None} & unmoved == set()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_outcome_of_a_claim_never_changes_its_own_values(values: Values, seed: int) -> None:
    made = small_world.tables(seed)
    probes = small_world.probes(made, 2**40)
    last = small_world.START + small_world.SPAN_DAYS * DAY_SECONDS
    asked = pa.table({"claim_id": probes.column("claim_id"), "as_of": [last] * probes.num_rows})
    outcomes = made["outcomes"].to_pylist()
    for claim in probes.column("claim_id").to_pylist()[::8]:
        own = {"claim_id": claim, "known_at": small_world.START, "received_at": small_world.START, "delivery_id": "d"}
        rows = [row for row in outcomes if row["claim_id"] != claim]
        told = []
        for outcome in ("confirmed_fraud", "not_fraud"):
            table = pa.Table.from_pylist([*rows, own | {"outcome": outcome}], schema=made["outcomes"].schema)
            found = values(made | {"outcomes": table}, asked)
            told.append(found.filter(pc.equal(found["claim_id"], claim)))
        assert told[0].num_rows == 1
        assert told[0].equals(told[1])
