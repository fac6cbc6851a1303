"""Simulated papers under stated conditions, and readers that keep what they saw; used by the other benchmarks.

scripts/bench simulated_pages [--claims 200]    counts the papers by type and layout
"""

import argparse
import hashlib
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fraudpipe.adapters.page_files import PageBytes, order_of, page_bytes
from fraudpipe.records.moments import seconds
from fraudpipe.records.reading import PageReader, Pixels, TextLine
from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.country.places import make_country
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.conditions import shot_in
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.render import render_page
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.slips.catalogue import make_slips
from fraudpipe.simulation.truth import ClaimTruth, Paper

HELD_OUT = (3,)
"""Layouts that no rule is written for and no model is fitted on: only for the last measurement."""


def claims_with_papers(count: int, seed: int) -> list[ClaimTruth]:
    """Honest claims with all their papers, a page each, spread over history."""
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
        for paper in claim.papers:
            paper.pages = 1
        made.append(claim)
    return made


def keep_some_papers(claims: Sequence[ClaimTruth], each: int, seed: int) -> None:
    """Leaves each claim `each` of its papers, drawn by lot: a reading of all of them takes two seconds a page."""
    for claim in claims:
        lots = stream(seed, "papers of a claim", claim.number).permutation(len(claim.papers))[:each]
        claim.papers = [claim.papers[at] for at in sorted(lots)]


def papers_by_type(
    pages: int, seed: int, templates: Sequence[int] | None = None, types: Collection[str] = ()
) -> list[Paper]:
    """About `pages` single papers, as many of each type as of any other where there are enough, type after type.

    Args:
        pages: How many.
        seed: Of the claims.
        templates: The layouts that are wanted; all of them by default.
        types: The types that are wanted; all of them by default.
    """
    by_type: dict[str, list[Paper]] = defaultdict(list)
    for claim in claims_with_papers(pages * 2, seed):
        for paper in claim.papers:
            if (templates is None or paper.template in templates) and (not types or paper.document_type in types):
                by_type[paper.document_type].append(paper)
    each = max(1, round(pages / len(by_type)))
    columns = [papers[:each] for _, papers in sorted(by_type.items())]
    # Type after type in turn, so that a run that is cut short still knows all of them.
    return [column[at] for at in range(each) for column in columns if at < len(column)]


@dataclass(frozen=True)
class Sample:
    """One paper in one condition."""

    paper: Paper
    condition: str
    seed: int

    def page(self, faces: Faces) -> PageBytes:
        """Its file, and what is true of its pixels."""
        dice = Dice(stream(self.seed, "page", self.paper.token, self.condition), block=64)
        return page_bytes(render_page(order_of(self.paper), self.seed, faces, shot_in(self.condition, dice)))


class KeptReader:
    """A reader that looks a page up before it reads it, so that rules can be tried again without reading again.

    Args:
        reader: Who reads what is not kept yet.
        file: The SQLite file that keeps lines by the reader's version and the page's pixels.

    Attributes:
        looked_up: How many pages were not read because they were kept.
    """

    def __init__(self, reader: PageReader, file: Path) -> None:
        self.name = reader.name
        self._reader = reader
        self.looked_up = 0
        self._version = reader.version()
        self._kept = sqlite3.connect(file, timeout=60)
        self._kept.execute("CREATE TABLE IF NOT EXISTS lines (page TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")

    def version(self) -> str:
        """The reader's."""
        return self._version

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        """What the reader sees, or saw before on the same pixels."""
        digest = hashlib.sha256(f"{self._version}{page.shape}".encode())
        digest.update(page.tobytes())
        key = digest.hexdigest()
        row = self._kept.execute("SELECT text FROM lines WHERE page = ?", (key,)).fetchone()
        if row is not None:
            self.looked_up += 1
            return tuple(TextLine(text, (a, b, c, d), *scores) for text, (a, b, c, d), *scores in json.loads(row[0]))
        lines = self._reader.read_page(page)
        text = json.dumps([(one.text, one.box, one.score, one.least) for one in lines], ensure_ascii=False)
        with self._kept:
            self._kept.execute("INSERT OR IGNORE INTO lines VALUES (?, ?)", (key, text))
        return lines


class KeptStrips:
    """A reader of strips, one line of text each, that looks each of them up before it reads it.

    Args:
        reader: Reads what is not kept yet: `name`, `version()` and `read_strips`.
        file: As for KeptReader.

    Attributes:
        looked_up: How many strips were not read because they were kept.
    """

    def __init__(self, reader: Any, file: Path) -> None:
        self.name: str = reader.name
        self.looked_up = 0
        self._reader = reader
        self._version = str(reader.version())
        self._kept = sqlite3.connect(file, timeout=60)
        self._kept.execute("CREATE TABLE IF NOT EXISTS lines (page TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")

    def version(self) -> str:
        """The reader's."""
        return self._version

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        """What the reader sees, or saw before on the same pixels."""
        return tuple(self._read(strip) for strip in strips)

    def _read(self, strip: Pixels) -> tuple[str, float]:
        digest = hashlib.sha256(f"{self._version}{strip.shape}".encode())
        digest.update(strip.tobytes())
        key = digest.hexdigest()
        row = self._kept.execute("SELECT text FROM lines WHERE page = ?", (key,)).fetchone()
        if row is not None:
            self.looked_up += 1
            text, score = json.loads(row[0])
            return text, score
        ((text, score),) = self._reader.read_strips([strip])
        with self._kept:
            self._kept.execute("INSERT OR IGNORE INTO lines VALUES (?, ?)", (key, json.dumps([text, score])))
        return text, score


def main() -> int:
    """Counts papers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    asked = parser.parse_args()
    counts: Counter[tuple[str, int]] = Counter()
    for claim in claims_with_papers(asked.claims, asked.seed):
        counts.update((paper.document_type, paper.template) for paper in claim.papers)
    for (document_type, template), count in sorted(counts.items()):
        print(f"{document_type:24} layout {template}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
