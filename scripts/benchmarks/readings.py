"""Readings made by the noise model beside papers really rendered and read; `--fit` fits the model again.

scripts/bench readings [--claims 60] [--seed 11]            the comparison, by type, field and finding
scripts/bench readings --fit [--pages 400] [--keep FILE]    writes fraudpipe/simulation/tables/reading_noise.csv

`--keep` holds what was seen on each page, one JSON line a page; pages that it holds already are not read again.
A page costs about two seconds of CPU with all readers.
"""

import argparse
import functools
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import DocumentReader, ReadingOptions
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.page_files import render_papers
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.documents.cleaning import has_stamp, without_stamps
from fraudpipe.documents.upright import upright
from fraudpipe.records.moments import seconds
from fraudpipe.records.reading import Pixels, reading_json
from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.places import make_country
from fraudpipe.simulation.reading_fit import fit_rows, table_text
from fraudpipe.simulation.reading_noise import shot_group
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.slips import make_slips
from fraudpipe.simulation.truth import ClaimTruth, Paper

TABLE = Path(__file__).parents[2] / "fraudpipe" / "simulation" / "tables" / "reading_noise.csv"
SLOW_SHARE = 3
"""One page in so many is read by the slow readers too, alone."""
_TURN = (0, 90, 180, 270)


def claims_with_papers(count: int, seed: int) -> list[ClaimTruth]:
    """Honest claims with all their papers, spread over history."""
    parameters = WorldParameters()
    dice = Dice(stream(seed, "readings benchmark"))
    country = make_country(parameters.hospitals, parameters.doctors_per_hospital, dice)
    scene = Scene(parameters, country, seed)
    first, last = seconds(parameters.starts_on), seconds(parameters.ends_on)
    made = []
    for number in range(count):
        claim = make_claim(scene, number, first + (last - first) * number // count, dice)
        write_papers(claim, dice)
        make_slips(claim, parameters.slip_share, dice)
        made.append(claim)
    return made


def papers_to_fit(pages: int, seed: int) -> list[Paper]:
    """About `pages` single papers, as many of each type as of any other where there are enough."""
    by_type: dict[str, list[Paper]] = defaultdict(list)
    for claim in claims_with_papers(pages * 2, seed):
        for paper in claim.papers:
            paper.pages = 1
            by_type[paper.document_type].append(paper)
    each = max(1, round(pages / len(by_type)))
    columns = [papers[:each] for _, papers in sorted(by_type.items())]
    # Type after type in turn, so that a fit that is cut short still knows all of them.
    return [column[at] for at in range(each) for column in columns if at < len(column)]


@functools.cache
def _readers() -> tuple[DocumentReader, dict[str, Any]]:
    options = ReadingOptions()
    alone = {
        "paddle_tiny": PaddleReader("tiny", options.page_side),
        "paddle_small": PaddleReader("small", options.page_side),
        "tesseract": TesseractReader(layout=4),
    }
    return DocumentReader(options), alone


def observe(job: tuple[int, Paper, int, bool]) -> dict[str, Any]:
    """What the readers make of one paper: what our own fields say, and each reader's bare lines."""
    at, paper, seed, alone = job
    page = render_papers([paper], seed, 1)[paper.token]
    whole, singly = _readers()
    shot = draw_shot(Dice(stream(seed, "page", paper.token), block=64))
    reading = reading_json(whole.read(page.content))
    seen = {
        "token": paper.token, "document_type": paper.document_type, "template": paper.template,
        "group": shot_group(shot), "shot": shot.as_truth(), "printed": paper.values,
        "boxes": _boxes(page), "read": reading, "lines": {},
    }  # fmt: skip
    if alone:
        picture = decode(page.content, ReadingOptions().limits)[0]
        names = list(singly) if at % SLOW_SHARE == 0 else ["paddle_tiny"]
        seen["lines"] = {name: _lines(picture, shot.rotation, singly[name]) for name in names}
    return seen


def _boxes(page: Any) -> dict[str, Any]:
    """Field to its box in pixels of the stored picture, where the renderer says it."""
    found = getattr(page, "boxes", None) or {}
    return {name: list(box) for name, box in found.items()}


def _lines(picture: Pixels, rotation: int, reader: Any) -> list[tuple[str, list[int]]]:
    page = upright(picture, rotation)
    clean = without_stamps(page.pixels) if has_stamp(page.pixels) else page.pixels
    return [(line.text, list(page.original(line.box))) for line in reader.read_page(clean)]


def observed(papers: list[Paper], seed: int, keep: Path | None, processes: int) -> Iterator[dict[str, Any]]:
    """What is seen on each paper, with what `keep` holds already."""
    kept = [json.loads(line) for line in keep.read_text("utf-8").splitlines()] if keep and keep.exists() else []
    known = {one["token"] for one in kept}
    yield from kept
    jobs = [(at, paper, seed, True) for at, paper in enumerate(papers) if paper.token not in known]
    for one in _work(jobs, processes):
        if keep is not None:
            with keep.open("a", encoding="utf-8") as file:
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
        yield one


def _work(jobs: list[tuple[int, Paper, int, bool]], processes: int) -> Iterable[dict[str, Any]]:
    if processes == 1:
        yield from map(observe, jobs)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(observe, jobs)


def fit(pages: int, seed: int, keep: Path | None, processes: int) -> None:
    """Fits the table anew."""
    seen = list(observed(papers_to_fit(pages, seed), seed, keep, processes))
    _, alone = _readers()
    versions = [reader.version() for reader in alone.values()]
    command = f"scripts/bench readings --fit --pages {pages} --seed {seed}"
    rows = fit_rows(seen)
    TABLE.write_text(table_text(rows, pages=len(seen), seed=seed, versions=versions, command=command), "utf-8")
    print(f"{len(seen)} pages, {len(rows)} rows: {TABLE}")


def main() -> int:
    """Fits or compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--claims", type=int, default=60)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    os.nice(10)
    if asked.fit:
        fit(asked.pages, asked.seed, asked.keep, asked.processes)
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
