"""Simulated pages as the fast reader sees them, upright, with the boxes of what is printed; kept in a file."""

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from simulated_pages import KeptReader, Sample, papers_by_type

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions
from fraudpipe.adapters.orientation import OrientationClassifier
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.documents.cleaning import has_stamp, without_stamps
from fraudpipe.documents.upright import UprightPage, upright
from fraudpipe.records.reading import Box, TextLine
from fraudpipe.simulation.pages.faces import Faces


@dataclass(frozen=True)
class Observed:
    """One page.

    Attributes:
        document_type: The true one: what is compared is the finding of fields.
        layout: Which template.
        condition: One of CONDITIONS.
        printed: Field to its value.
        boxes: Field to its box on the upright page.
        size: Width and height of the upright page.
        lines: What the fast reader saw.
    """

    document_type: str
    layout: int
    condition: str
    printed: dict[str, Any]
    boxes: dict[str, list[float]]
    size: tuple[int, int]
    lines: tuple[TextLine, ...]


def observed(
    pages: int, seed: int, layouts: Sequence[int], conditions: Sequence[str], keep: Path, lines: Path
) -> Iterator[Observed]:
    """Single papers of these layouts, each in one of the conditions in turn; pages in `keep` are not made again."""
    known = {}
    if keep.exists():
        rows = [json.loads(line) for line in keep.read_text("utf-8").splitlines()]
        known = {(one["token"], one["condition"]): one for one in rows}
    for at, paper in enumerate(papers_by_type(pages, seed, layouts)):
        # Types stand in turn, so that a type meets every condition although there are as many of both.
        condition = conditions[(at // 15 + at) % len(conditions)]
        row = known.get((paper.token, condition))
        if row is None:
            row = _observe(Sample(paper, condition, seed), lines)
            with keep.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        yield _page(row)


def _observe(sample: Sample, lines: Path) -> dict[str, Any]:
    reader, orienter, faces = _tools(lines)
    file = sample.page(faces)
    picture = decode(file.content, ReadingOptions().limits)[0]
    page = upright(picture, orienter.rotation(picture)[0])
    clean = without_stamps(page.pixels) if has_stamp(page.pixels) else page.pixels
    seen = reader.read_page(clean)
    return {
        "token": sample.paper.token, "condition": sample.condition, "document_type": sample.paper.document_type,
        "layout": sample.paper.template, "printed": sample.paper.values,
        "boxes": {name: _upright_box(one["box"], page) for name, one in file.boxes[0].items()},
        "size": list(clean.shape[1::-1]), "lines": [(one.text, one.box, one.score) for one in seen],
    }  # fmt: skip


@functools.cache
def _tools(lines: Path) -> tuple[KeptReader, OrientationClassifier, Faces]:
    cv2.setNumThreads(1)
    reader = KeptReader(PaddleReader("tiny", ReadingOptions().page_side), lines)
    return reader, OrientationClassifier(), Faces(installed_fonts())


def _upright_box(box: Box, page: UprightPage) -> list[float]:
    x0, y0, x1, y1 = box
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64)
    forth = np.asarray(cv2.invertAffineTransform(page.back), np.float64)
    points = corners @ forth[:, :2].T + forth[:, 2]
    return [float(one) for one in (*points.min(axis=0), *points.max(axis=0))]


def _page(row: dict[str, Any]) -> Observed:
    lines = tuple(TextLine(text, (a, b, c, d), score) for text, (a, b, c, d), score in row["lines"])
    width, height = row["size"]
    return Observed(
        row["document_type"], row["layout"], row["condition"], row["printed"], row["boxes"], (width, height), lines
    )
