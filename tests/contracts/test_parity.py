"""Training and nights agree to the byte: all moments at once, or each night alone with only what it had received."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import small_world

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import Way

CATALOGUE = Catalogue(FEATURES)


def write(made: dict[str, pa.Table], probes: pa.Table, path: Path, *, threads: int, as_of: int, way: Way) -> bytes:
    with DuckDBEngine(COLUMNS, threads=threads) as engine:
        tables = {name: engine.frame(name, rows) for name, rows in made.items()}
        frame, first_at = engine.frame("probes", probes), min(probes.column("as_of").to_pylist())
        found = compute(
            CATALOGUE, tables, frame, way=way, keep=engine.keep, local=engine.local, first_at=first_at, placed=True
        )
        engine.write(found.filter(found.as_of == as_of), path)
    return path.read_bytes()


def test_a_night_alone_gives_the_bytes_of_all_history_at_once(tmp_path: Path) -> None:
    made = small_world.tables(7)
    probes = small_world.probes(made, 2**40)
    nights = sorted(set(probes.column("as_of").to_pylist()))
    for as_of in (nights[len(nights) // 3], nights[-1]):
        received = {
            name: rows if name == "network" else rows.filter(pc.less(rows["received_at"], as_of))
            for name, rows in made.items()
        }
        tonight = probes.filter(pc.equal(probes["as_of"], as_of))
        alone = write(received, tonight, tmp_path / "night.parquet", threads=1, as_of=as_of, way="night")
        together = write(made, probes, tmp_path / "history.parquet", threads=2, as_of=as_of, way="training")
        assert alone == together
