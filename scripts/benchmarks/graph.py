"""What links add on public data, beside the same without links: `scripts/bench graph [s_ffsd | ifraud | fdcompcn]`.

Reads FRAUDPIPE_BENCH_DATA. Every choice is made on training or validation rows; a test part is scored once, by the
baseline and by what was chosen. `docs/benchmarks.md` says what came out.
"""

import os
import sys
import time
from pathlib import Path

from public_graphs import companies, motor_claims, transactions
from public_graphs.comparison import report

_DATA = {
    "s_ffsd": (transactions.trials, "graph/s_ffsd"),
    "ifraud": (motor_claims.trials, "claims/ifraud"),
    "fdcompcn": (companies.trials, "graph/fdcompcn"),
}


def main() -> None:
    """Prints the trials of the named data sets, or of all."""
    folder = os.environ.get("FRAUDPIPE_BENCH_DATA")
    if not folder:
        sys.exit("name the folder with the public data in FRAUDPIPE_BENCH_DATA")
    for name in sys.argv[1:] or _DATA:
        trials, where = _DATA[name]
        begun = time.process_time()
        for trial in trials(Path(folder) / where):
            print(report(trial))
        print(f"  ({time.process_time() - begun:.0f} CPU seconds)\n")


if __name__ == "__main__":
    main()
