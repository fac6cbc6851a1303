"""One moment as tables says what the arrays say of that moment, on both engines."""

from collections.abc import Callable

import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from graph.test_network import DAY, random_tables

from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.graph.network import network_rows
from fraudpipe.graph.one_moment import moment_rows
from fraudpipe.graph.star_components import stars

Engine = DuckDBEngine | SparkEngine


def both_ways(engine: Engine, seed: int, as_of: int, cap: int, window: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of one moment as tables, and as the arrays have them."""
    tables = random_tables(seed, claims=60)
    lake = {
        name: rows.drop(columns="visible_at").assign(
            known_at=rows["visible_at"] - seed % 2, received_at=rows["visible_at"]
        )
        for name, rows in tables.items()
    }
    given = {
        name: engine.frame(f"{name}_{seed}", pa.Table.from_pandas(rows, preserve_index=False))
        for name, rows in lake.items()
    }
    found = engine.arrow(moment_rows(engine, given, as_of, member_cap=cap, window_days=window)).to_pandas()
    visible = sorted(set(tables["claims"].query("visible_at < @as_of")["claim_id"]))
    probes = pd.DataFrame({"claim_id": visible, "as_of": as_of})
    return found, network_rows(**tables, probes=probes, member_cap=cap, window_days=window)[list(found.columns)]


@pytest.mark.parametrize(("seed", "cap", "window"), [(1, 50, 1000), (2, 3, 6), (3, 4, 12), (4, 2, 1000)])
def test_duckdb_says_what_the_arrays_say(seed: int, cap: int, window: int) -> None:
    with DuckDBEngine(COLUMNS, threads=1) as engine:
        for as_of in (9 * DAY, 18 * DAY):
            tables, arrays = both_ways(engine, seed, as_of, cap, window)
            pd.testing.assert_frame_equal(tables, arrays, check_dtype=False)
            assert arrays["component_claim_count"].nunique() > 1


@pytest.mark.slow
def test_spark_says_what_the_arrays_say(spark_engine: Callable[[], SparkEngine]) -> None:
    with spark_engine() as engine:
        tables, arrays = both_ways(engine, 2, 18 * DAY, 3, 12)
        pd.testing.assert_frame_equal(tables, arrays, check_dtype=False)


@pytest.mark.parametrize("shape", ["path", "random", "stars"])
def test_components_of_any_shape_are_found(shape: str) -> None:
    graph = {
        "path": lambda: nx.path_graph(70),
        "random": lambda: nx.gnm_random_graph(120, 80, seed=4),
        "stars": lambda: nx.disjoint_union(nx.star_graph(9), nx.star_graph(3)),
    }[shape]()
    names = np.random.default_rng(3).permutation(graph.number_of_nodes())
    links = pa.table(
        {"left": [int(names[one]) for one, _ in graph.edges], "right": [int(names[two]) for _, two in graph.edges]}
    )
    with DuckDBEngine(COLUMNS, threads=1) as engine:
        found = engine.execute(stars(engine, engine.frame("links", links)))
    expected = {
        (int(names[one]), min(int(names[node]) for node in part))
        for part in nx.connected_components(graph)
        for one in part
    }
    assert set(found.itertuples(index=False, name=None)) == {pair for pair in expected if pair[0] != pair[1]}
