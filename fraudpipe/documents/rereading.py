"""Reads again only what the first reading left open: recognising every line with care costs four times as much."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fraudpipe.documents.lines.layout import union
from fraudpipe.documents.sheets.seal_text import StripReader
from fraudpipe.records.reading import Box, PageReader, Pixels, TextLine

_SURE, _CLEAR = 0.97, 0.9
"""What a line's characters score on average, and each of those that tell something."""
_MARGIN = 24
_LEGIBLE = 0.3


def reread(
    page: Pixels, lines: Sequence[TextLine], wanted: Sequence[Box], reader: PageReader, *, everywhere: bool
) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """The lines read again, and the earlier ones that stand.

    Args:
        page: The cleaned upright page.
        lines: The first reading.
        wanted: Boxes to read again in any case.
        reader: Who reads again.
        everywhere: Whether to look over the whole page for what the first reading did not see at all.
    """
    kept = tuple(line for line in lines if line.score >= _SURE and not any(touch(line.box, box) for box in wanted))
    open_boxes = [line.box for line in lines if line not in kept] + list(wanted)
    left = _without(page, [line.box for line in kept], open_boxes)
    x0, y0, x1, y1 = (0, 0, page.shape[1], page.shape[0])
    if not everywhere:
        if not open_boxes:
            return (), kept
        around = union(open_boxes)
        x0, y0 = max(0, around[0] - _MARGIN), max(0, around[1] - _MARGIN)
        x1, y1 = min(x1, around[2] + _MARGIN), min(y1, around[3] + _MARGIN)
    found = reader.read_page(np.ascontiguousarray(left[y0:y1, x0:x1]))
    return tuple(replace(line, box=_moved(line.box, x0, y0)) for line in found), kept


def reread_strips(
    page: Pixels, lines: Sequence[TextLine], wanted: Sequence[Box], reader: StripReader, values: Sequence[Box] | None
) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """The lines recognised again where they were found, and the earlier ones that stand.

    Args:
        page: The upright page, with or without its stamps.
        lines: The first reading.
        wanted: Boxes to read again in any case.
        reader: Who reads again.
        values: Boxes outside of which a weak line is not worth the time; None where something is missing, which any
            weak line may hold.
    """

    def doubtful_one(line: TextLine) -> bool:
        weak = line.score < _SURE and line.least < _CLEAR
        boxes = (*wanted, *(values or ())) if weak else wanted
        return (values is None and weak) or any(touch(line.box, box) for box in boxes)

    doubtful = [line for line in lines if doubtful_one(line)]
    kept = tuple(line for line in lines if line not in doubtful)
    strips = [np.ascontiguousarray(page[max(0, y0) : y1, max(0, x0) : x1]) for x0, y0, x1, y1 in
              (line.box for line in doubtful)]  # fmt: skip
    read = reader.read_strips(strips) if strips else ()
    again = [
        TextLine(text, line.box, score)
        for line, (text, score) in zip(doubtful, read, strict=True)
        if text.strip() and score >= _LEGIBLE
    ]
    return tuple(again), kept


def inside(box: Box, lines: Sequence[TextLine]) -> bool:
    """Whether the middle of a box lies in one of the lines."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(line.box[0] <= x <= line.box[2] and line.box[1] <= y <= line.box[3] for line in lines)


def touch(one: Box, other: Box) -> bool:
    """Whether the boxes share a good part of the height of the lower one."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0 and along > 0.3 * min(one[3] - one[1], other[3] - other[1])


def _without(page: Pixels, boxes: Sequence[Box], untouched: Sequence[Box]) -> Pixels:
    """The page with some boxes painted as paper, and others kept even where they overlap those."""
    painted = page.copy()
    paper = np.median(page[::16, ::16].reshape(-1, 3), axis=0).astype(np.uint8)
    for x0, y0, x1, y1 in boxes:
        painted[max(0, y0) : y1, max(0, x0) : x1] = paper
    for x0, y0, x1, y1 in untouched:
        part = (slice(max(0, y0), y1), slice(max(0, x0), x1))
        painted[part] = page[part]
    return painted


def _moved(box: Box, x: int, y: int) -> Box:
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y)
