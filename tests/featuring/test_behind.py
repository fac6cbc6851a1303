"""The rows behind a value are as many as the value counts, for every moment alone."""

import pyarrow as pa
import pytest
import small_world

from features import provider, track_record
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.behind import rows_behind
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS

CATALOGUE = Catalogue([provider.hospital_claim_count_90_days, track_record.hospital_confirmed_share])


@pytest.mark.parametrize("place", [5, -1])
def test_the_rows_behind_a_value_make_it(place: int) -> None:
    made = small_world.tables(3)
    asked = small_world.probes(made, 2**40).to_pylist()[place]
    with DuckDBEngine(COLUMNS, threads=1) as engine:
        tables = {name: engine.frame(name, rows) for name, rows in made.items()}
        probes = engine.frame("probes", pa.Table.from_pylist([asked]))
        (value,) = engine.arrow(compute(CATALOGUE, tables, probes)).to_pylist()
        claims, outcomes = (engine.arrow(rows_behind(one, tables, probes)).to_pylist() for one in CATALOGUE.features)
    assert len(claims) == value["hospital_claim_count_90_days"]
    assert asked["claim_id"] not in {row["claim_id"] for row in (*claims, *outcomes)}
    hits = sum(row["hit"] for row in outcomes)
    assert (hits + 1) / (len(outcomes) + 20) == value["hospital_confirmed_share"]
    assert all(max(row["known_at"], row["received_at"]) < asked["as_of"] for row in (*claims, *outcomes))
