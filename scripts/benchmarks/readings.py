"""Readings made by the noise model beside papers really rendered and read; `--fit` fits the model again.

scripts/bench readings [--claims 60 --papers 0] [--keep FILE] [--store]    the comparison, by type, field and finding
scripts/bench readings --fit [--pages 400] [--keep FILE]    writes fraudpipe/simulation/tables/reading_noise.csv

`--keep` holds what was seen on each page, one JSON line a page; pages that it holds already are not read again.
`--store` writes how often what became of the fields that were really read, for the test that makes them again.
A page costs about two seconds of CPU with all readers.
"""

import argparse
import functools
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from simulated_pages import claims_with_papers, keep_some_papers, papers_by_type

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import DocumentReader, ReadingOptions
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.page_files import PageBytes, installed_fonts, order_of, page_bytes
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.checks.claim_checks import check_claim
from fraudpipe.documents.cleaning import has_stamp, without_stamps
from fraudpipe.documents.forms.catalogue import FORMS
from fraudpipe.documents.upright import upright
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.records.moments import day_of
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, PaperSet
from fraudpipe.records.paper_set import Paper as SeenPaper
from fraudpipe.records.reading import Pixels, reading_from_json, reading_json
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import Shot, draw_shot
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import render_page
from fraudpipe.simulation.reading.fit import fit_rows, outcome_of, table_text
from fraudpipe.simulation.reading.noise import shot_group
from fraudpipe.simulation.reading.readings import make_reading, summary_json
from fraudpipe.simulation.truth import ClaimTruth, Paper

TABLE = Path(__file__).parents[2] / "fraudpipe" / "simulation" / "tables" / "reading_noise.csv"
STORED = Path(__file__).parents[2] / "tests" / "simulation" / "really_read.csv"
Job = tuple[int, Paper, int, bool]
"""Place, paper, seed, and whether each reader alone reads it too."""

SLOW_SHARE = 4
"""One page in so many is read by the slow readers too, alone; no divisor of the number of types."""
_SPEED_CLAIMS = 500


@functools.cache
def _readers() -> tuple[DocumentReader, dict[str, Any]]:
    options = ReadingOptions()
    alone = {
        "paddle_tiny": PaddleReader("tiny", options.page_side),
        "paddle_small": PaddleReader("small", options.page_side),
        "tesseract": TesseractReader(layout=4),
    }
    return DocumentReader(options), alone


@functools.cache
def _faces() -> Faces:
    return Faces(installed_fonts())


def observe(job: Job) -> dict[str, Any]:
    """What the readers make of one paper: what our own fields say, and each reader's bare lines."""
    at, paper, seed, alone = job
    page = page_bytes(render_page(order_of(paper), seed, _faces()))
    whole, singly = _readers()
    shot = draw_shot(Dice(stream(seed, "page", paper.token), block=64))
    reading = reading_json(whole.read(page.content))
    seen = {
        "token": paper.token, "document_type": paper.document_type, "template": paper.template,
        "group": shot_group(shot), "shot": shot.as_truth(), "printed": paper.values,
        "boxes": _boxes(page, shot), "read": reading, "lines": {},
    }  # fmt: skip
    if alone:
        picture = decode(page.content, ReadingOptions().limits)[0]
        names = list(singly) if at % SLOW_SHARE == 0 else ["paddle_tiny"]
        seen["lines"] = {name: _lines(picture, shot.rotation, singly[name]) for name in names}
    return seen


def _boxes(page: PageBytes, shot: Shot) -> dict[str, list[float]]:
    """Field to its box on the first page as it is decoded; none where a messenger resized the pages of a PDF."""
    is_pdf = page.extension == "pdf"
    if is_pdf and shot.messenger:
        return {}
    scale = shot.scale if is_pdf else 1.0
    return {name: [one / scale for one in place["box"]] for name, place in page.boxes[0].items()}


def _lines(picture: Pixels, rotation: int, reader: Any) -> list[tuple[str, list[int]]]:
    page = upright(picture, rotation)
    clean = without_stamps(page.pixels) if has_stamp(page.pixels) else page.pixels
    return [(line.text, list(page.original(line.box))) for line in reader.read_page(clean)]


def observed(jobs: list[Job], keep: Path | None, processes: int) -> Iterator[dict[str, Any]]:
    """What is seen on each paper, with what `keep` holds already."""
    kept = [json.loads(line) for line in keep.read_text("utf-8").splitlines()] if keep and keep.exists() else []
    known = {one["token"] for one in kept}
    yield from kept
    for one in _work([job for job in jobs if job[1].token not in known], processes):
        if keep is not None:
            with keep.open("a", encoding="utf-8") as file:
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
        yield one


def _work(jobs: list[Job], processes: int) -> Iterable[dict[str, Any]]:
    if processes == 1:
        yield from map(observe, jobs)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(observe, jobs)


def labelled() -> set[tuple[str, str]]:
    """(type, field) of what our own forms look for by its label."""
    return {(one, rule.name) for one, form in FORMS.items() for rule in form.rules}


def fit(pages: int, seed: int, keep: Path | None, processes: int) -> None:
    """Fits the table anew."""
    jobs = [(at, paper, seed, True) for at, paper in enumerate(papers_by_type(pages, seed))]
    seen = list(observed(jobs, keep, processes))
    _, alone = _readers()
    versions = [reader.version() for reader in alone.values()]
    command = f"scripts/bench readings --fit --pages {pages} --seed {seed}"
    rows = fit_rows(seen, labelled())
    TABLE.write_text(table_text(rows, pages=len(seen), seed=seed, versions=versions, command=command), "utf-8")
    print(f"{len(seen)} pages, {len(rows)} rows: {TABLE}")


@dataclass
class Both:
    """What became of fields and which findings fired, read really and made by the model.

    Attributes:
        fields: (type, field) to outcomes, each really and made.
        types: Type to how many papers were taken for another, really and made.
        papers: Type to its number of papers.
        codes: Finding to the number of claims on which it fires, really and made.
    """

    fields: dict[tuple[str, str], tuple[Counter[str], Counter[str]]]
    types: dict[str, list[int]]
    papers: Counter[str]
    codes: tuple[Counter[str], Counter[str]]


Counts = dict[tuple[str, str], Counter[str]]
"""(type, field) to what became of it, by name of the outcome."""


def both_ways(claims: list[ClaimTruth], seed: int, processes: int, keep: Path | None = None) -> Both:
    """Reads every paper of `claims` really and lets the model make its reading."""
    papers = [paper for claim in claims for paper in claim.papers]
    jobs = [(at, paper, seed, False) for at, paper in enumerate(papers)]
    real = {one["token"]: one["read"] for one in observed(jobs, keep, processes)}
    made = made_readings(claims, seed)
    both = Both({}, defaultdict(lambda: [0, 0]), Counter(), (Counter(), Counter()))
    for paper in papers:
        both.papers[paper.document_type] += 1
        for way, readings in enumerate((real, made)):
            both.types[paper.document_type][way] += readings[paper.token]["document_type"] != paper.document_type
    counted = [outcomes_by_field(claims, readings) for readings in (real, made)]
    both.fields.update({key: (counted[0][key], counted[1][key]) for key in counted[0]})
    for claim in claims:
        for way, readings in enumerate((real, made)):
            both.codes[way].update({one.code for one in check_claim(_paper_set(claim, readings), mentions_in)})
    return both


def made_readings(claims: list[ClaimTruth], seed: int) -> dict[str, dict[str, Any]]:
    """Token of each paper to the reading that the model makes of it."""
    return {paper.token: _made(paper, seed) for claim in claims for paper in claim.papers}


def outcomes_by_field(claims: list[ClaimTruth], readings: dict[str, dict[str, Any]]) -> Counts:
    """What became of every printed field."""
    counts: Counts = {}
    for claim in claims:
        for paper in claim.papers:
            for name, value in paper.values.items():
                outcome = outcome_of(value, readings[paper.token]["fields"].get(name))
                counts.setdefault((paper.document_type, name), Counter())[outcome] += 1
    return counts


def stored_text(both: Both, asked: argparse.Namespace) -> str:
    """The file that the test compares with: one line a type, field and outcome of really read papers."""
    head = [
        f"# What became of the fields of {both.papers.total()} papers of {asked.claims} claims, rendered and read.",
        f"# Command: scripts/bench readings --claims {asked.claims} --papers {asked.papers} --store",
        "document_type,field,outcome,count",
    ]
    rows = [
        f"{document_type},{name},{outcome},{count}"
        for (document_type, name), (really, _) in sorted(both.fields.items())
        for outcome, count in sorted(really.items())
    ]
    return "\n".join([*head, *rows]) + "\n"


def _made(paper: Paper, seed: int) -> dict[str, Any]:
    made = make_reading(paper, seed)
    return {"document_type": made.document_type, "rotation": 0, "pages": 1, "fields": json.loads(made.fields)}


def _paper_set(claim: ClaimTruth, readings: dict[str, dict[str, Any]]) -> PaperSet:
    member = claim.member
    facts = ClaimFacts(
        claim_id=str(claim.number), plan_kind=claim.plan_kind, illness_code=claim.illness.code,
        event_on=claim.event_on, known_on=day_of(claim.submitted_at), hospital_name=claim.hospital.name,
        amount_fen=claim.amount_fen, admitted_on=claim.admitted_on, discharged_on=claim.discharged_on,
    )  # fmt: skip
    person = MemberFacts(
        member.name, member.sex, member.birth_on, member.joined_on, member.declared_illness, member.id_number
    )
    papers = tuple(SeenPaper(one.token, reading_from_json(readings[one.token])) for one in claim.papers)
    return PaperSet(facts, person, papers)


def show(both: Both, claims: int) -> None:
    """Prints what was counted, the largest differences last."""
    print(f"{claims} claims, {both.papers.total()} papers, each read really and made by the model")
    print("share of papers taken for another type (really, made):")
    for document_type, wrong in sorted(both.types.items()):
        count = both.papers[document_type]
        print(f"    {document_type:22} {count:5} papers {wrong[0] / count:7.1%} {wrong[1] / count:7.1%}")
    heads = " ".join(f"{what:>13}" for what in ("right", "accepted", "doubtful", "absent"))
    print(f"\n{'printed fields, % (really / made)':48} {'n':>5} {heads}")
    total = (Counter(), Counter())
    differences, unread = [], []
    for (document_type, name), counts in sorted(both.fields.items()):
        if (document_type, name) not in labelled() and _share(counts[0], "absent") == 1.0:
            unread.append(f"{document_type}/{name}")
            continue
        print(_line(f"{document_type}/{name}", counts))
        for way in (0, 1):
            total[way].update(counts[way])
        for what in ("right", "accepted", "absent"):
            really, made = (_share(one, what) for one in counts)
            shown = f"{document_type}/{name} {what}: {really:.1%} really, {made:.1%} made, of {counts[0].total()}"
            differences.append((abs(really - made), shown))
    print(_line("all", total))
    print(f"made from the readers alone, because no form looks for them: {', '.join(unread)}")
    print("\nclaims on which a finding fires (really / made):")
    for code in sorted(both.codes[0] | both.codes[1]):
        print(f"    {code:40} {both.codes[0][code] / claims:7.1%} {both.codes[1][code] / claims:7.1%}")
    print("\nlargest differences:")
    for _, text in sorted(differences, reverse=True)[:12]:
        print(f"    {text}")


def _share(counts: Counter[str], what: str) -> float:
    return sum(count for outcome, count in counts.items() if what in outcome) / max(1, counts.total())


def _line(name: str, counts: tuple[Counter[str], Counter[str]]) -> str:
    shares = "  ".join(
        f"{_share(counts[0], what):5.1%} {_share(counts[1], what):5.1%}"
        for what in ("right", "accepted", "doubtful", "absent")
    )
    return f"{name:48} {counts[0].total():5} {shares}"


def speed(claims: list[ClaimTruth], seed: int) -> None:
    """Prints what making readings costs."""
    papers = [paper for claim in claims for paper in claim.papers]
    for paper in papers:
        make_reading(paper, seed)  # the first of a type looks its shares up
    fields = sum(len(paper.values) for paper in papers)
    began = time.process_time()
    for paper in papers:
        make_reading(paper, seed)
    took = time.process_time() - began
    dice = Dice(stream(seed, "summaries"))
    began = time.process_time()
    for claim in claims:
        summary_json(claim, dice)
    summary = (time.process_time() - began) / len(claims)
    print(
        f"making: {1e6 * took / len(papers):.0f} us a paper of {fields / len(papers):.1f} fields, "
        f"{1e6 * took / fields:.1f} us a field, {1e6 * summary:.1f} us a summary\n"
    )


def main() -> int:
    """Fits or compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--claims", type=int, default=60)
    parser.add_argument("--papers", type=int, default=0, help="of each claim; 0 for all of them")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    os.nice(10)
    if asked.fit:
        fit(asked.pages, asked.seed, asked.keep, asked.processes)
        return 0
    claims = claims_with_papers(asked.claims, asked.seed + 1)
    if asked.papers:
        keep_some_papers(claims, asked.papers, asked.seed)
    speed(claims_with_papers(_SPEED_CLAIMS, asked.seed + 2), asked.seed)
    both = both_ways(claims, asked.seed, asked.processes, asked.keep)
    show(both, len(claims))
    if asked.store:
        STORED.write_text(stored_text(both, asked), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
