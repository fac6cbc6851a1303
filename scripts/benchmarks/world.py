"""Seconds, memory and bytes that worlds of growing size take; the cost must grow no faster than the claims.

scripts/bench world [--preset stress] [--claims 10000 100000 1000000] [--seed 7] [--out FOLDER]

Each world is made by a command of its own and removed again. Peak memory is the sum over the processes of a command.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path


def _resident_bytes(root: int) -> int:
    """What the process `root` and its children hold in memory."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        except OSError:  # gone meanwhile
            continue
        parents[int(folder.name)] = int(status["PPid"])
        sizes[int(folder.name)] = int(status.get("VmRSS", "0 kB").split()[0]) * 1024
    family = {root}
    grown = True
    while grown:
        more = {one for one, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return sum(sizes.get(one, 0) for one in family)


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], _resident_bytes(process.pid))
        time.sleep(0.5)


def measure(preset: str, claims: int, seed: int, folder: Path) -> tuple[float, int, int]:
    """(seconds, peak bytes of memory, bytes written) of one world."""
    out = folder / f"{preset}-{claims}"
    peak = [0]
    begun = time.monotonic()
    command = [sys.executable, "-m", "fraudpipe", "simulate", str(out), "--preset", preset]
    process = subprocess.Popen(
        [*command, "--claims", str(claims), "--seed", str(seed)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    code = process.wait()
    seconds = time.monotonic() - begun
    watcher.join()
    if code:
        sys.exit(f"simulate ended with exit code {code}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    shutil.rmtree(out)
    return seconds, peak[0], size


def main() -> None:
    """Prints one line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="stress")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, help="folder for the worlds while they exist; default: a temporary one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.out) as folder:
        print(f"{'claims':>10} {'seconds':>9} {'ms a claim':>11} {'peak GB':>8} {'written GB':>11}")
        for claims in asked.claims:
            seconds, peak, size = measure(asked.preset, claims, asked.seed, Path(folder))
            print(
                f"{claims:>10,} {seconds:>9.1f} {seconds / claims * 1000:>11.3f} {peak / 1e9:>8.2f} {size / 1e9:>11.2f}"
            )


if __name__ == "__main__":
    main()
