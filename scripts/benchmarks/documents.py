"""How right the reading of papers is, beside each reader alone; the real papers or simulated ones.

scripts/bench documents [--real] [--turned] [--beside …] [--keep FILE] [--errors]
scripts/bench documents --simulated [--pages 96] [--condition …] [--layouts 0 1 2] [--types …] [--beside …]
                        [--seed 11] [--keep FILE] [--errors]

--real      the papers of documents/hospital_zh in FRAUDPIPE_BENCH_DATA; --turned reads each at 90, 180 and 270 too
--pages     simulated papers; each is printed and taken in every condition
--layouts   0 1 2 by default; 3 is held out for last measurements, so its errors are never listed
--beside    who reads the same pages alone: tesseract (deskewed, stamp and shading removed, psm 4), paddle_tiny,
            paddle_small (stamp removed); nobody when nothing follows. Simulated pages default to all of them
--keep      an SQLite file that keeps lines, so that rules can be tried again without reading again; CPU is then
            counted on the pages that were really read
--errors    wrong values as JSON, one a line, on standard output (the figures go to standard error)
"""

import argparse
import os
import sys
from pathlib import Path

from paper_scores import real_papers, simulated_papers
from paper_scores.contenders import ALONE
from simulated_pages import HELD_OUT

from fraudpipe.records.reading import DOCUMENT_TYPES
from fraudpipe.simulation.pages.conditions import CONDITIONS


def main() -> int:
    """Prints the figures; on the real papers fails below the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--real", action="store_true")
    which.add_argument("--simulated", action="store_true")
    parser.add_argument("--turned", action="store_true")
    parser.add_argument("--pages", type=int, default=96)
    parser.add_argument("--condition", nargs="+", choices=CONDITIONS, default=CONDITIONS[:-1])
    parser.add_argument("--layouts", nargs="+", type=int, choices=range(4), default=[0, 1, 2])
    parser.add_argument("--types", nargs="+", choices=DOCUMENT_TYPES[:-1], default=[])
    parser.add_argument("--beside", nargs="*", choices=ALONE)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    if asked.simulated:
        if asked.errors and set(asked.layouts) & set(HELD_OUT):
            parser.error(f"errors on layout {HELD_OUT[0]} are not listed: nobody writes rules for it")
        beside = ALONE if asked.beside is None else tuple(asked.beside)
        simulated_papers.measure(
            simulated_papers.Order(
                asked.pages, tuple(asked.condition), tuple(asked.layouts), tuple(asked.types), asked.seed, beside,
                asked.keep, asked.errors,
            )
        )  # fmt: skip
        return 0
    data = os.environ.get("FRAUDPIPE_BENCH_DATA")
    folder = Path(data or "") / "documents" / "hospital_zh"
    if not data or not folder.is_dir():
        print("set FRAUDPIPE_BENCH_DATA to the folder that holds documents/hospital_zh")
        return 2
    return real_papers.measure(
        folder, turned=asked.turned, beside=tuple(asked.beside or ()), keep=asked.keep, errors=asked.errors
    )


if __name__ == "__main__":
    sys.exit(main())
