"""DuckDB and Spark over the same claims: every cell compared, and what each engine took.

scripts/bench parity [--claims 100000] [--folder DIR] [--way night] [--master local[*]] [--memory-gb 8]

Simulates a world, makes lake tables of it, computes every feature on both engines and compares types, nulls and float
bits. `--folder` keeps world and tables for the next run. Exit 1 when a cell differs.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import feature_lake
import pyarrow as pa
import pyarrow.parquet as pq

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import Way
from fraudpipe.records.cells import differing_cells

Opener = Callable[[], AbstractContextManager[DuckDBEngine | SparkEngine]]


def main() -> int:
    """Prints the figures; the exit code."""
    options = argparse.ArgumentParser(description="Compares every cell of both engines.")
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--master", default="local[*]")
    options.add_argument("--memory-gb", type=int, default=8)
    options.add_argument("--way", choices=("night", "training"), default="training")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        paths = feature_lake.write_lake(_world(folder / "world", chosen.claims), folder / "lake")
        openers: dict[str, Opener] = {
            "duckdb": lambda: DuckDBEngine(COLUMNS, memory_gb=chosen.memory_gb, spill_dir=Path(scratch) / "duckdb"),
            "spark": lambda: SparkEngine(
                COLUMNS, spill_dir=Path(scratch) / "spark", master=chosen.master, memory_gb=chosen.memory_gb
            ),
        }
        found = [_computed(name, opener, paths, chosen.way) for name, opener in openers.items()]
    wrong = differing_cells(*found)
    rows, columns = found[0].num_rows, found[0].num_columns - 2
    print(f"{rows:,} claims x {columns} features = {rows * columns:,} cells; differing columns: {len(wrong)}")
    for name, told in wrong.items():
        print(f"  {name}: {told}")
    return 1 if wrong else 0


def _world(folder: Path, claims: int) -> Path:
    if not folder.is_dir():
        simulate = [sys.executable, "-m", "fraudpipe", "simulate", str(folder), "--preset", "stress", "--seed", "1"]
        subprocess.run([*simulate, "--claims", str(claims), "--pages", "0"], check=True, stdout=subprocess.DEVNULL)
    return folder


def _computed(name: str, opener: Opener, paths: dict[str, Path], way: Way) -> pa.Table:
    begun = time.monotonic(), cpu_seconds()
    with opener() as engine:
        tables = engine.tables({table: [paths[table]] for table in COLUMNS})
        probes = engine.frame("probes", pq.read_table(paths["probes"]))
        rows = engine.arrow(compute(Catalogue(FEATURES), tables, probes, way=way, keep=engine.keep, local=engine.local))
        wall, cpu = (now - then for now, then in zip((time.monotonic(), cpu_seconds()), begun, strict=True))
    print(f"{name:<7} {cpu:8.1f} CPU seconds, {wall:8.1f} by the clock, its start included", flush=True)
    return rows


def cpu_seconds() -> float:
    """Of this process and of the Java beside it, which /proc tells while it runs."""
    ticks = os.sysconf("SC_CLK_TCK")
    beside = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has just ended
            continue
        if int(fields[1]) == os.getpid():
            beside += int(fields[11]) + int(fields[12])
    return time.process_time() + beside / ticks


if __name__ == "__main__":
    sys.exit(main())
