"""Sharing and components of one moment by tables: DuckDB out of core, or Spark, over links of any number.

scripts/bench moment [--links 1000000 10000000] [--engines duckdb spark] [--memory-gb 4] [--out FOLDER]

A claim of three years shows a bank account and a phone; a tenth of those are held by about three members. Each line
is a process of its own: CPU seconds with Java's, peak memory without Java's, rounds until the stars stood still, what
was kept between steps, and what went through Spark's shuffles. Exit 1 when the engines write different files.
"""

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir
from parity import cpu_seconds

from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.graph.one_moment import moment_rows

DAYS = 1_095
SLOTS = 2
_CLAIMS = """SELECT n, 'C' || n AS claim_id, 'M' || hash(n, 'm') % {claims} AS member_id,
    (hash(n, 'at') % ({days} * 86400))::BIGINT AS known_at, known_at AS received_at
    FROM range({claims}) AS numbers(n)"""
_TABLES = {
    "claims": "SELECT claim_id, member_id, known_at, received_at FROM claims",
    "identifiers": """SELECT member_id, claim_id, ['bank_account', 'phone'][slot + 1] AS kind,
        md5(CASE WHEN hash(n, slot, 's') % 10 = 0 THEN 's' || hash(n, slot) % {pool} ELSE member_id || slot END)
        AS value_hash, known_at, received_at FROM claims, range({slots}) AS slots(slot)""",
    "documents": "SELECT claim_id, claim_id AS content_sha256, known_at, received_at FROM claims LIMIT 0",
}


def write_world(folder: Path, links: int) -> None:
    """claims, identifiers and documents as Parquet, drawn from hashes."""
    claims = links // SLOTS
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '4GB'")
        connection.execute("CREATE VIEW claims AS " + _CLAIMS.format(claims=claims, days=DAYS))
        for name, statement in _TABLES.items():
            rows = statement.format(pool=max(1, links // 30), slots=SLOTS)
            path = folder / f"{name}.parquet"
            connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 1000000)")


class _Counted:
    """An engine that counts what it keeps."""

    def __init__(self, engine: DuckDBEngine | SparkEngine) -> None:
        self._engine = engine
        self.kept = self.rounds = 0

    def keep(self, expression: ir.Table) -> ir.Table:
        self.kept += 1
        return self._engine.keep(expression)

    def execute(self, expression: ir.Table) -> Any:
        self.rounds += 1
        return self._engine.execute(expression)


def measure(folder: Path, engine: str, memory_gb: int) -> None:
    """Prints the figures of one engine."""
    spill = folder / f"spill-{engine}"
    begun = time.monotonic(), cpu_seconds()
    made = (SparkEngine if engine == "spark" else DuckDBEngine)({}, spill_dir=spill, memory_gb=memory_gb)
    with made as opened:
        tables = {name: opened.connection.read_parquet(str(folder / f"{name}.parquet")) for name in _TABLES}
        counted = _Counted(opened)
        rows = moment_rows(counted, tables, (DAYS + 1) * 86_400, member_cap=50, window_days=DAYS + 1)
        count = opened.write(rows, folder / f"{engine}.parquet")
        wall, cpu = time.monotonic() - begun[0], cpu_seconds() - begun[1]
        told = _shuffled() if engine == "spark" else ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{engine:>8}: {cpu:8.1f} CPU s, {wall:8.1f} s, {peak:5.2f} GB; {count:,} claims, {counted.rounds} rounds, "
        f"{counted.kept} kept{told}",
        flush=True,
    )


def _shuffled() -> str:
    from pyspark.sql import SparkSession

    session: Any = SparkSession.getActiveSession()
    store = session.sparkContext._jsc.sc().statusStore()
    written = sum(one.totalShuffleWrite() for one in _each(store.executorList(True)))
    jobs = len(list(_each(store.jobsList(None))))
    return f", {jobs} jobs, {written / 1e9:.2f} GB shuffled"


def _each(sequence: Any) -> Any:
    return (sequence.apply(place) for place in range(sequence.size()))


def main() -> int:
    """Prints a line for each size and engine; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--engines", nargs="+", choices=("duckdb", "spark"), default=["duckdb", "spark"])
    parser.add_argument("--memory-gb", type=int, default=4)
    parser.add_argument("--out", type=Path, help="folder for the worlds while they exist; default: a temporary one")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.measure, asked.engines[0], asked.memory_gb)
        return 0
    different = 0
    for links in asked.links:
        with tempfile.TemporaryDirectory(dir=asked.out) as folder:
            write_world(Path(folder), links)
            print(f"{links:,} links, {links // SLOTS:,} claims", flush=True)
            for engine in asked.engines:
                options = ["--engines", engine, "--memory-gb", str(asked.memory_gb), "--measure", folder]
                subprocess.run([sys.executable, __file__, *options], check=True)
            different += len({digest(Path(folder) / f"{engine}.parquet") for engine in asked.engines}) - 1
    if different:
        print("the engines write different files")
    return 1 if different else 0


def digest(path: Path) -> str:
    """Of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
