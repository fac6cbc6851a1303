"""Fields of simulated and real papers with their evidence and whether they were read right; used by `confidence`.

scripts/bench field_cases [--pages 100] [--lines FILE]    counts the wrong fields by name
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paper_scores.exactness import verdicts
from simulated_pages import HELD_OUT, KeptReader, KeptStrips, Sample, papers_by_type

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.orientation import OrientationClassifier
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.paddle_strips import StripReader
from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.documents.reading_flow import read_document
from fraudpipe.documents.sheets.look import Readers
from fraudpipe.documents.trust.field_evidence import FieldEvidence
from fraudpipe.documents.trust.judging import Verdict
from fraudpipe.records.reading import PageReader, Pixels, Reading, reading_json
from fraudpipe.simulation.pages.conditions import CONDITIONS
from fraudpipe.simulation.pages.faces import Faces

KNOWN_LAYOUTS = tuple(one for one in range(4) if one not in HELD_OUT)


@dataclass(frozen=True)
class Case:
    """One field of one page, and whether it was read right."""

    page: str
    condition: str
    field: str
    document_type: str
    terms: dict[str, float]
    right: bool

    @property
    def paper(self) -> str:
        """Names the paper, whatever it was taken in."""
        return self.page.partition("/")[0]

    @property
    def evidence(self) -> FieldEvidence:
        """As the judge receives it."""
        return FieldEvidence(self.field, self.document_type, self.terms)


class Recorder:
    """Judges as shipped would, withholds nothing, and keeps the evidence."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], FieldEvidence] = {}

    def __call__(self, evidence: FieldEvidence) -> Verdict:
        """A verdict that leaves the value in place."""
        # The paper that decides is judged first; those beside it may be of its type.
        self.seen.setdefault((evidence.document_type, evidence.field), evidence)
        return Verdict(0.5, "doubtful")


def kept_readers(lines: Path) -> Readers:
    """The readers of the product, with a memory."""
    side = ReadingOptions().page_side

    def kept(reader: PageReader) -> PageReader:
        return KeptReader(reader, lines)

    return Readers(
        fast=kept(PaddleReader("tiny", side)),
        careful=kept(PaddleReader("small", side)),
        second=kept(TesseractReader()),
        orienter=OrientationClassifier(),
        searching=kept(PaddleReader("small_both", side)),
        strips=KeptStrips(StripReader(), lines),
    )


def simulated_cases(
    pages: int, seed: int, layouts: Sequence[int], readers: Readers, keep: Path | None
) -> Iterator[Case]:
    """Every labelled field of simulated pages, a condition after another."""
    papers = papers_by_type(pages, seed, layouts)
    samples = [Sample(paper, CONDITIONS[at % len(CONDITIONS)], seed) for at, paper in enumerate(papers)]
    faces = Faces(installed_fonts())
    kept = _kept(keep)
    for sample in samples:
        name = f"{sample.paper.token}/{sample.condition}"
        if name not in kept:
            pixels = decode(sample.page(faces).content, ReadingOptions().limits)
            kept[name] = list(_cases(name, sample.condition, pixels, sample.paper.values, readers))
            _keep(keep, name, kept[name])
        yield from kept[name]


def real_cases(folder: Path, readers: Readers) -> Iterator[Case]:
    """Every labelled field of the real papers that is not marked as uncertain."""
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        wanted = {name: value for name, value in truth["fields"].items() if name not in truth["uncertain"]}
        pixels = decode((folder / truth["file"]).read_bytes(), ReadingOptions().limits)
        yield from _cases(path.stem, "real", pixels, wanted, readers)


def _cases(
    name: str, condition: str, pixels: Sequence[Pixels], wanted: dict[str, Any], readers: Readers
) -> Iterator[Case]:
    recorder = Recorder()
    reading: Reading = read_document(pixels, readers, recorder)
    read = reading_json(reading)["fields"]
    for (document_type, field), evidence in recorder.seen.items():
        # Fields of papers beside this one are not among those wanted.
        if field in wanted and document_type == reading.document_type and field in reading.fields:
            # A table is right when every cell of it is.
            right = all(one.right for one in verdicts({field: wanted[field]}, {field: read[field]}))
            yield Case(name, condition, field, evidence.document_type, dict(evidence.terms), right)


def _kept(keep: Path | None) -> dict[str, list[Case]]:
    if keep is None or not keep.exists():
        return {}
    found = [json.loads(line) for line in keep.read_text("utf-8").splitlines()]
    return {one["page"]: [Case(**case) for case in one["cases"]] for one in found}


def _keep(keep: Path | None, name: str, cases: list[Case]) -> None:
    if keep is not None:
        with keep.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"page": name, "cases": [vars(one) for one in cases]}, ensure_ascii=False) + "\n")


def main() -> int:
    """Counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--lines", type=Path, default=Path("build/confidence/lines.sqlite"))
    parser.add_argument("--evidence", type=Path, help="file of evidence kept by `confidence`")
    asked = parser.parse_args()
    asked.lines.parent.mkdir(parents=True, exist_ok=True)
    cases = simulated_cases(asked.pages, asked.seed, KNOWN_LAYOUTS, kept_readers(asked.lines), asked.evidence)
    counts: Counter[tuple[str, str, bool]] = Counter((case.document_type, case.field, case.right) for case in cases)
    for document_type, field in sorted({(one, other) for one, other, _ in counts}):
        wrong, right = counts[document_type, field, False], counts[document_type, field, True]
        if wrong:
            print(f"{document_type:24} {field:24} {wrong:4} of {wrong + right:4} wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
