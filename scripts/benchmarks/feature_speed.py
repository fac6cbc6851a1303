"""CPU seconds and memory of all features over worlds of any size, of a night, and of the same aggregates in pandas.

scripts/bench feature_speed WORLD… [--lakes FOLDER] [--copies N] [--ways training night walked_night trailing pandas]
                            [--memory-gb N]

A world is what `fraudpipe simulate OUT --preset stress` wrote; its lake tables are written below --lakes once and kept
(`feature_lake.py` says what they hold); with --copies N they hold N times as much. Each line is a process of its own.
`night` is what a night asks for: the last 5,000 claims at one moment and the 5,000 before them at their own.
`walked_night` asks for the same and walks through history as a training does: it says up to how many moments joins are
cheaper (`JOINED_MOMENTS`). `pandas` works out every trailing declaration by itself, as one would in a notebook
(`feature_rival.py`); row features cost it nothing, so `trailing` is a training without them, written as well.
It takes 17 GB for 100,000 claims.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd
from feature_lake import write_copies, write_lake
from feature_rival import pandas_values

from features import FEATURES
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.featuring.running.plan import Way

NIGHT_CLAIMS = 5_000
_WAYS = ("training", "night", "walked_night", "trailing", "pandas")


def probes(path: Path, way: str) -> pd.DataFrame:
    """Every claim on its own night; or for a night the last ones at the last moment and as many before at their own."""
    frame = pd.read_parquet(path)
    if "night" not in way:
        return frame
    asked = frame.tail(2 * NIGHT_CLAIMS).reset_index(drop=True)
    asked.loc[len(asked) - NIGHT_CLAIMS :, "as_of"] = frame["as_of"].max()
    return asked


def lake_of(world: Path, lakes: Path, copies: int) -> dict[str, Path]:
    """The tables of a world, written where they do not stand yet."""
    paths = write_lake(world, lakes / world.name)
    return paths if copies == 1 else write_copies(paths, lakes / f"{world.name}-{copies}", copies)


def measured(world: Path, lakes: Path, copies: int, way: str, memory_gb: int) -> str:
    """One line of figures."""
    paths = lake_of(world, lakes, copies)
    asked = probes(paths.pop("probes"), way)
    moments = asked["as_of"].nunique()
    catalogue = Catalogue(FEATURES)
    begun = time.process_time()
    if way == "pandas":
        count = pandas_values(catalogue, paths, asked)
    else:
        names = [one.name for one in catalogue.features if way != "trailing" or one.trailing is not None]
        count = len(names)
        compute_all(catalogue, names, paths, asked, "night" if way == "night" else "training", memory_gb)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    name = world.name if copies == 1 else f"{copies} x {world.name}"
    return f"{name:>12} {way:>12} {len(asked):>10,} {moments:>7,} {count:>5} {seconds:>9.1f} {peak:>8.2f}"


def compute_all(
    catalogue: Catalogue, names: list[str], paths: dict[str, Path], asked: pd.DataFrame, way: Way, memory_gb: int
) -> None:
    """Writes these features to a temporary file, as the featurise stage does."""
    with tempfile.TemporaryDirectory() as folder:
        engine = DuckDBEngine(COLUMNS, memory_gb=memory_gb, spill_dir=Path(folder) / "spill")
        with engine as opened:
            tables = opened.tables({name: [path] for name, path in paths.items()})
            probes, first_at = opened.frame("probes", asked), int(asked["as_of"].min())
            found = compute(
                catalogue,
                tables,
                probes,
                names,
                way=way,
                keep=opened.keep,
                local=opened.local,
                first_at=first_at,
                placed=True,
            )
            opened.write(found, Path(folder) / "features.parquet")


def main() -> None:
    """Prints one line a world and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worlds", nargs="+", type=Path)
    parser.add_argument("--lakes", type=Path, default=Path(tempfile.gettempdir()) / "feature-lakes")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--ways", nargs="+", default=["training", "night"], choices=_WAYS)
    parser.add_argument("--memory-gb", type=int, default=3)
    parser.add_argument("--here", action="store_true", help="in this process; what the lines are made with")
    given = parser.parse_args()
    if given.here:
        world = given.worlds[0]
        print(measured(world, given.lakes, given.copies, given.ways[0], given.memory_gb))
        return
    print(f"DuckDB {duckdb.__version__}, pandas {pd.__version__}", flush=True)
    heads = f"{'world':>12} {'way':>12} {'claims':>10} {'moments':>7}"
    print(f"{heads} {'made':>5} {'CPU s':>9} {'peak GB':>8}", flush=True)
    for world in given.worlds:
        lake_of(world, given.lakes, given.copies)
        for way in given.ways:
            options = ["--lakes", str(given.lakes), "--copies", str(given.copies), "--memory-gb", str(given.memory_gb)]
            subprocess.run([sys.executable, __file__, str(world), *options, "--ways", way, "--here"], check=True)


if __name__ == "__main__":
    main()
