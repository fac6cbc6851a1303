"""Finds out whether several papers lie in one picture, and where to cut between them.

A cut is a straight corridor without text. It parts two papers when what is printed on both sides tells a type of its
own and the edge of a sheet runs along the corridor: a page that only speaks of another paper has no such edge, and a
ruled page has no second type.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fraudpipe.documents.forms.catalogue import CARDS, FORMS, has_title, shared_lexicon
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import page_text
from fraudpipe.documents.lines.layout import rows_of, union
from fraudpipe.documents.sheets.sameness import NUMBERS
from fraudpipe.records.reading import Box, Pixels, TextLine

TypeOf = Callable[[Sequence[TextLine], int], tuple[str, float]]
"""The type that lines tell and its points, when they stand on a page of this height."""

_LEAST_LINES = 3
_LEAST_GAP = 0.008
_MOST_PAPERS = 4
_CHUNKS = 40
_BAND_SHARE, _BAND_POINTS = 0.7, 4.0
_TITLED = 4.0
_LEAST_BAND, _LEAST_BAND_PIXELS = 0.004, 6.0
_UNLIKE_LEVELS = 6.0
_REACH = 6
_BEYOND, _PAPER = 0.006, 75
_CARD_NUMBER, _ANY_NUMBER = r"\d{15}", r"\d{8}"


def papers_in(page: Pixels, lines: Sequence[TextLine], type_of: TypeOf) -> tuple[Box, ...]:
    """The part of the page that each paper takes, in reading order; the whole page where one paper lies.

    Args:
        page: The upright page.
        lines: What was read on it.
        type_of: Tells types.
    """
    whole = (0, 0, page.shape[1], page.shape[0])
    parts = _parted(page, whole, tuple(lines), type_of, _MOST_PAPERS)
    return tuple(sorted(parts, key=lambda box: (box[1], box[0])))


def lines_within(lines: Sequence[TextLine], box: Box) -> tuple[TextLine, ...]:
    """The lines whose middle lies in the box."""
    x0, y0, x1, y1 = box
    return tuple(
        line
        for line in lines
        if x0 <= (line.box[0] + line.box[2]) / 2 < x1 and y0 <= (line.box[1] + line.box[3]) / 2 < y1
    )


def _parted(page: Pixels, area: Box, lines: Sequence[TextLine], type_of: TypeOf, most: int) -> tuple[Box, ...]:
    if most < 2 or len(lines) < 2 * _LEAST_LINES:
        return (area,)
    best, most_points = (0, 0), 0.0
    for axis in (0, 1):
        for low, high in _corridors([line.box for line in lines], axis, area):
            points, cut = _points(page, lines, (axis, low, high), type_of)
            if points > most_points:
                best, most_points = (axis, cut), points
    if not most_points:
        return (area,)
    axis, cut = best
    first = (area[0], area[1], cut, area[3]) if axis == 0 else (area[0], area[1], area[2], cut)
    second = (cut, area[1], area[2], area[3]) if axis == 0 else (area[0], cut, area[2], area[3])
    parts = _parted(page, first, lines_within(lines, first), type_of, most - 1)
    return (*parts, *_parted(page, second, lines_within(lines, second), type_of, most - len(parts)))


def _corridors(boxes: Sequence[Box], axis: int, area: Box) -> Iterator[tuple[int, int]]:
    """Gaps in what the boxes cover along an axis: 0 across the page, 1 down it."""
    least = _LEAST_GAP * max(area[2] - area[0], area[3] - area[1])
    spans = sorted((box[axis], box[axis + 2]) for box in boxes)
    reached = spans[0][1]
    for low, high in spans[1:]:
        if low - reached >= least:
            yield reached, low
        reached = max(reached, high)


def _points(
    page: Pixels, lines: Sequence[TextLine], corridor: tuple[int, int, int], type_of: TypeOf
) -> tuple[float, int]:
    """How much speaks for two papers beside this corridor, 0 where they are one, and where to cut."""
    axis, low, high = corridor
    first = [line for line in lines if line.box[axis + 2] <= low]
    second = [line for line in lines if line.box[axis] >= high]
    if min(len(first), len(second)) < _LEAST_LINES:
        return 0.0, 0
    told = []
    for group in sorted((first, second), key=len):  # the smaller one tells sooner that it is no paper
        document_type, points = type_alone(group, type_of)
        if document_type == "other" or points < _TITLED or not _begun(group, document_type):
            return 0.0, 0
        told.append((document_type, points))
    (one, points), (other, more) = told
    if one == other and not all(_numbered(group, one) for group in (first, second)):
        return 0.0, 0
    spans = [(min(one.box[1 - axis] for one in group), max(one.box[3 - axis] for one in group))
             for group in (first, second)]  # fmt: skip
    band, cut = _band(page, corridor, min(spans, key=lambda span: span[1] - span[0]))
    # Of several corridors, the one with a table in it lies between sheets, and not between parts of one.
    return (points + more + _BAND_POINTS * band, cut) if band >= _BAND_SHARE else (0.0, 0)


def _begun(lines: Sequence[TextLine], document_type: str) -> bool:
    """Whether a paper begins here: the foot of an invoice has words of a type, but neither a title nor the number."""
    moved, height = _alone(lines)
    rows = rows_of(moved)
    if document_type in CARDS or has_title(document_type, rows, height):
        return True
    # Seals hide titles.
    said = extract(FORMS[document_type], page_text(rows, shared_lexicon(), max(one.box[2] for one in moved), height))
    return any(name in said for name in NUMBERS)


def _numbered(lines: Sequence[TextLine], document_type: str) -> bool:
    """Whether a number of its own is printed, as on every paper of a kind that comes in pairs: not on a card's back."""
    pattern = re.compile(_CARD_NUMBER if document_type in CARDS else _ANY_NUMBER)
    return any(pattern.search(line.text.replace(" ", "")) for line in lines)


def type_alone(lines: Sequence[TextLine], type_of: TypeOf) -> tuple[str, float]:
    """The type of lines as if they were a page of their own."""
    return type_of(*_alone(lines))


def _alone(lines: Sequence[TextLine]) -> tuple[list[TextLine], int]:
    """Lines moved to the edges of a page, and its height."""
    x0, y0, _, y1 = union(line.box for line in lines)
    moved = [
        replace(line, box=(line.box[0] - x0, line.box[1] - y0, line.box[2] - x0, line.box[3] - y0)) for line in lines
    ]
    return moved, y1 - y0


def _band(page: Pixels, corridor: tuple[int, int, int], span: tuple[int, int]) -> tuple[float, int]:
    """The share of the corridor's length along which something other than paper lies between papers, and its middle.

    A rule or the edge of a frame is paper again after a few pixels; what shows between two sheets is wider.

    Args:
        page: The upright page.
        corridor: Axis, and where it begins and ends on that axis.
        span: Where the smaller of the two papers has print, on the other axis.
    """
    axis, low, high = corridor
    first, last = span
    # Papers that lie askew leave a corridor narrower than what is between them: print at its ends is no harm.
    beyond = round(_BEYOND * max(page.shape[:2]))
    low, high = max(0, low - beyond), min(page.shape[1 - axis], high + beyond)
    strip = page[first:last, low:high] if axis == 0 else page[low:high, first:last].swapaxes(0, 1)
    step = max(1, (high - low) // 400)
    strip = strip[:, ::step]
    least = max(_LEAST_BAND * max(page.shape[:2]), _LEAST_BAND_PIXELS) / step
    if min(strip.shape[:2]) < 2 * _REACH:
        return 0.0, 0
    middles = []
    chunks = np.array_split(strip, min(_CHUNKS, len(strip) // _REACH))
    for chunk in chunks:
        profile = np.percentile(chunk, _PAPER, axis=0)
        start, end = np.median(profile[:_REACH], axis=0), np.median(profile[-_REACH:], axis=0)
        # Papers may be of two colours, and light falls off: what lies between is unlike either and all in between.
        shares = np.linspace(0, 1, len(profile))[:, None]
        papers = np.stack([np.broadcast_to(start, profile.shape), np.broadcast_to(end, profile.shape),
                           start + (end - start) * shares])  # fmt: skip
        unlike = np.abs(profile[None] - papers).max(axis=2).min(axis=0) >= _UNLIKE_LEVELS
        begin, length = _longest_run(unlike)
        if length >= least:
            middles.append(low + round((begin + length / 2) * step))
    return len(middles) / len(chunks), round(float(np.median(middles))) if middles else 0


def _longest_run(flags: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Where the longest run begins, and its length; 0 and 0 where there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    if not len(edges):
        return 0, 0
    longest = int((edges[1::2] - edges[::2]).argmax())
    return int(edges[2 * longest]), int(edges[2 * longest + 1] - edges[2 * longest])
