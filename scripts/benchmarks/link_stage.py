"""CPU seconds and memory of the whole link stage: the network row of every claim of a world as of its own night.

scripts/bench link_stage LAKE… [--profile]

A lake is what `scripts/bench feature_speed` writes of a simulated world (`feature_lake.py`): the tables with their ids,
hashes and dates as text, as a workspace has them. Each is taken in by a process of its own.
"""

import argparse
import cProfile
import hashlib
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from fraudpipe.adapters.lake import Lake
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.tables import CLAIMS, DOCUMENTS, HOSPITALS, IDENTIFIERS, MEMBERS, OUTCOMES_TABLE, SCHEMA_VERSION
from fraudpipe.settings import LinkageSettings
from fraudpipe.stages import link


def lake_of(tables: Path, folder: Path) -> Lake:
    """A lake with one delivery that brought these tables."""
    delivery = folder / "deliveries" / "history"
    delivery.mkdir(parents=True)
    for table in (CLAIMS, DOCUMENTS, HOSPITALS, IDENTIFIERS, MEMBERS, OUTCOMES_TABLE):
        schema = arrow_schema(table.lake_columns)
        found = pq.read_table(tables / f"{table.name}.parquet", columns=schema.names).cast(schema)
        pq.write_table(found, delivery / f"{table.name}.parquet", store_schema=False)
    manifest = {"delivery_id": "history", "kind": "history", "as_of": 0, "digest": "", "schema_version": SCHEMA_VERSION}
    (delivery / "delivery.json").write_text(json.dumps(manifest), "utf-8")
    return Lake(folder)


def measured(folder: Path, *, profiled: bool) -> str:
    """One line of figures; on the way, where the time goes."""
    probes, caps = pd.read_parquet(folder / "probes.parquet"), LinkageSettings()
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as out:
        lake, output = lake_of(folder, Path(out)), Path(out) / "network.parquet"
        begun = time.process_time()
        if profiled:
            profile.enable()
        link.run(lake, probes, 0, output, member_cap=caps.member_cap, window_days=caps.window_days)
        profile.disable()
        seconds = time.process_time() - begun
        digest = hashlib.sha256(output.read_bytes()).hexdigest()[:16]
    if profiled:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return f"{folder.name:>12} {len(probes):>10,} {seconds:>9.1f} {peak:>8.2f}  {digest}"


def main() -> None:
    """Prints one line a lake."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lakes", nargs="+", type=Path)
    parser.add_argument("--profile", action="store_true", help="also print where the time goes")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        print(measured(given.lakes[0], profiled=given.profile))
        return
    print(f"{'lake':>12} {'claims':>10} {'CPU s':>9} {'peak GB':>8}  bytes", flush=True)
    for lake in given.lakes:
        options = ["--here", *(["--profile"] if given.profile else [])]
        subprocess.run([sys.executable, __file__, str(lake), *options], check=True)


if __name__ == "__main__":
    main()
