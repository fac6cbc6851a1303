"""Whether a page that is hard to read says why: what is done to pages on purpose, and what they say about it.

scripts/bench page_faults [--papers 8] [--conditions clean photo] [--lines FILE] [--errors]

Each paper is taken whole, and with a part of one side cut off (8 to 20 %), darkened, blurred and as a thumbnail. A cut
that takes nothing a paper must say is no fault, so two counts are printed: of all, and of those that miss something.
Layouts 0 to 2.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from field_cases import KNOWN_LAYOUTS, kept_readers
from simulated_pages import Sample, papers_by_type

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.documents.forms.catalogue import FORMS
from fraudpipe.documents.reading_flow import read_document
from fraudpipe.records.reading import Pixels
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.conditions import CONDITIONS
from fraudpipe.simulation.pages.faces import Faces

_THUMBNAIL = 380


def spoiled(page: Pixels, dice: Dice) -> Iterator[tuple[str, Pixels]]:
    """The page whole and with each fault; the fault's name is the code that is wanted."""
    height, width = page.shape[:2]
    yield "whole", page
    for edge in ("left", "right", "top", "bottom"):
        share = dice.between(0.08, 0.2)
        across, down = round(share * width), round(share * height)
        cut = {"left": page[:, across:], "right": page[:, :-across], "top": page[down:], "bottom": page[:-down]}[edge]
        yield f"cut_off_{edge}", np.ascontiguousarray(cut)
    yield "too_dark", (page * dice.between(0.06, 0.12)).astype(np.uint8)
    yield "blurred", np.asarray(cv2.GaussianBlur(page, (0, 0), dice.between(0.005, 0.008) * max(page.shape)), np.uint8)
    scale = _THUMBNAIL / max(page.shape)
    yield (
        "only_thumbnail",
        np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8),
    )


def main() -> int:
    """Counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=8)
    parser.add_argument("--conditions", nargs="+", choices=CONDITIONS, default=["clean", "photo"])
    parser.add_argument("--faults", nargs="+", default=[])
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--lines", type=Path, default=Path("build/confidence/lines.sqlite"))
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    os.nice(5)
    asked.lines.parent.mkdir(parents=True, exist_ok=True)
    readers, faces = kept_readers(asked.lines), Faces(installed_fonts())
    counts: Counter[tuple[str, str]] = Counter()
    for at, paper in enumerate(papers_by_type(asked.papers, asked.seed, KNOWN_LAYOUTS)):
        sample = Sample(paper, asked.conditions[at % len(asked.conditions)], asked.seed)
        (page, *_) = decode(sample.page(faces).content, ReadingOptions().limits)
        for fault, spoilt in spoiled(page, Dice(stream(asked.seed, "faults", paper.token), block=64)):
            if asked.faults and fault not in asked.faults:
                continue
            reading = read_document([spoilt], readers)
            codes = [one.code for one in reading.problems]
            form = FORMS[reading.document_type]
            misses = reading.document_type != paper.document_type or any(
                one in paper.values and reading.text(one) is None for one in form.required
            )
            named = fault in codes
            counts[fault, "all"] += 1
            counts[fault, "missing"] += misses
            counts[fault, "named"] += named
            counts[fault, "named of missing"] += named and misses
            counts[fault, "alarms"] += bool(codes) if fault == "whole" else bool(codes) and not named
            if asked.errors and (codes if fault == "whole" else misses and not named):
                lacks = [one for one in form.required if reading.text(one) is None]
                taken = f"{paper.document_type} {paper.template} {sample.condition} {fault}"
                print(f"{taken}: {codes} {reading.document_type} {lacks}", flush=True)
    print(f"{'fault':16}{'pages':>6}{'named':>7}{'miss something':>16}{'of those named':>16}{'another named':>15}")
    for fault in dict.fromkeys(fault for fault, _ in counts):
        told = [counts[fault, one] for one in ("all", "named", "missing", "named of missing", "alarms")]
        print(f"{fault:16}{told[0]:6}{told[1]:7}{told[2]:16}{told[3]:16}{told[4]:15}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
