"""Lines of text ordered into the rows a person would read."""

import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from fraudpipe.documents.lines.straightening import straightened
from fraudpipe.records.reading import Box, TextLine

GAP = "\t"
"""Stands between two pieces of text that were printed apart on one row."""

_ENOUGH_LINES = 12
_HEAD_SHARE = 0.2
_TALL, _LONG = 2.2, 2.0
_OVERLAP = 0.75
"""Part of a piece's height by which boxes on one row may overlap: readers draw them with a margin."""
_ROUNDS = 2
_NEIGHBOURS = 8.0
_NEAR = 3
_HALF_LINE = 0.65
"""Part of a piece's height by which values may be printed off their labels; lines stand at least one height apart."""


@dataclass(frozen=True)
class Row:
    """One printed row, from left to right.

    Attributes:
        lines: Its pieces, by their left edge.
    """

    lines: tuple[TextLine, ...]

    @cached_property
    def text(self) -> str:
        """The pieces joined by GAP."""
        return GAP.join(line.text for line in self.lines)

    @cached_property
    def box(self) -> Box:
        """Around all pieces."""
        return union(line.box for line in self.lines)

    @property
    def height(self) -> float:
        """Median height of the pieces, in pixels."""
        heights = sorted(line.box[3] - line.box[1] for line in self.lines)
        return float(heights[len(heights) // 2])

    def slice_box(self, start: int, end: int) -> Box:
        """The box around the characters [start, end) of `text`, by even spacing within a piece."""
        boxes, offset = [], 0
        for line in self.lines:
            first, last = max(start - offset, 0), min(end - offset, len(line.text))
            if first < last:
                x0, y0, x1, y1 = line.box
                widths = [_width(mark) for mark in line.text]
                unit = (x1 - x0) / (sum(widths) or 1)
                boxes.append((round(x0 + unit * sum(widths[:first])), y0, round(x0 + unit * sum(widths[:last])), y1))
            offset += len(line.text) + 1
        return union(boxes) if boxes else self.box

    def slice_score(self, start: int, end: int) -> float:
        """The lowest reader's score among the pieces that the characters [start, end) of `text` lie in."""
        scores, offset = [], 0
        for line in self.lines:
            if max(start - offset, 0) < min(end - offset, len(line.text)):
                scores.append(line.score)
            offset += len(line.text) + 1
        return min(scores, default=0.0)


def rows_of(lines: Iterable[TextLine]) -> tuple[Row, ...]:
    """Rows from top to bottom.

    A piece joins the row whose rightmost piece lies at its own height. How the rows found in this way sink or rise from
    left to right tells how the page is tilted and bent; with that taken out, the rows are built again. At last the
    pieces of a row that were printed half a line off the others are put with them.
    """
    pieces = sorted(_without_seal_marks(list(lines)), key=lambda one: (one.box[0], one.box[1], one.text))
    levels = [_middle(piece) for piece in pieces]
    places = [((piece.box[0] + piece.box[2]) / 2, _middle(piece)) for piece in pieces]
    # Neighbours tell the slope; across a wide gap a tilted row may meet the next one.
    rows = _chained(pieces, levels, _NEIGHBOURS)
    for _ in range(_ROUNDS):
        flat = straightened([[(*places[i], float(_height(pieces[i]))) for i in row] for row in rows], places)
        levels = levels if flat is None else flat
        rows = _chained(pieces, levels)
    rows = _joined_halves(rows, pieces, levels)
    built = [(_level(row, levels), Row(tuple(pieces[i] for i in row))) for row in rows]
    return tuple(row for _, row in sorted(built, key=lambda one: (one[0], one[1].box[0])))


def _without_seal_marks(lines: list[TextLine]) -> list[TextLine]:
    """The lines without single marks of more than twice the usual height below the head: those are pieces of seals."""
    if len(lines) < _ENOUGH_LINES:
        return lines
    usual = sorted(map(_height, lines))[len(lines) // 2]
    top, bottom = min(line.box[1] for line in lines), max(line.box[3] for line in lines)
    head = top + _HEAD_SHARE * (bottom - top)
    return [line for line in lines if line.box[1] < head or _height(line) <= _TALL * usual or _is_long(line)]


def _is_long(line: TextLine) -> bool:
    return line.box[2] - line.box[0] > _LONG * _height(line)


def _chained(pieces: Sequence[TextLine], levels: Sequence[float], most_gap: float = math.inf) -> list[list[int]]:
    """Rows as places in `pieces`, which come from left to right; `most_gap` in heights."""
    rows: list[list[int]] = []
    ends: list[tuple[float, int, int, int]] = []  # by level: of each row's last piece, the row, right edge and height
    for at, piece in enumerate(pieces):
        (left, _, right, _), height, level = piece.box, _height(piece), levels[at]
        best: tuple[float, int, int] | None = None
        # Most rows lie elsewhere on the page.
        for place in range(bisect_left(ends, (level - height,)), bisect_left(ends, (level + height,))):
            last_level, number, last_right, last_height = ends[place]
            distance, low = abs(level - last_level), min(last_height, height)
            if low <= 0 or distance > 0.5 * low or (best is not None and (distance / low, number) > best):
                continue
            if left >= last_right - _OVERLAP * low and left - last_right <= most_gap * last_height:
                best = (distance / low, number, place)
        if best is None:
            insort(ends, (level, len(rows), right, height))
            rows.append([at])
        else:
            _, number, place = best
            del ends[place]
            insort(ends, (level, number, right, height))
            rows[number].append(at)
    return rows


def _joined_halves(rows: list[list[int]], pieces: Sequence[TextLine], levels: Sequence[float]) -> list[list[int]]:
    """Rows that lie less than a line apart and have no room in common are one: labels, and values filled in later."""
    joined: list[list[int]] = []
    for row in sorted(rows, key=lambda one: _level(one, levels)):
        near = [other for other in joined[-_NEAR:] if _fit_together(other, row, pieces, levels)]
        if near:
            best = min(near, key=lambda other: abs(_level(other, levels) - _level(row, levels)))
            best.extend(row)
            best.sort()
        else:
            joined.append(list(row))
    return joined


def _fit_together(
    one: Sequence[int], other: Sequence[int], pieces: Sequence[TextLine], levels: Sequence[float]
) -> bool:
    low = min(min(_height(pieces[i]) for i in one), min(_height(pieces[i]) for i in other))
    if abs(_level(one, levels) - _level(other, levels)) > _HALF_LINE * low:
        return False
    return not any(
        pieces[i].box[0] < pieces[j].box[2] - _OVERLAP * low and pieces[j].box[0] < pieces[i].box[2] - _OVERLAP * low
        for i in one
        for j in other
    )


def _level(row: Sequence[int], levels: Sequence[float]) -> float:
    return sum(levels[i] for i in row) / len(row)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around at least one box."""
    columns = list(zip(*boxes, strict=True))
    return (min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3]))


def right_margin(rows: Sequence[Row]) -> int:
    """Where full rows of running text end, in pixels: the right edge that a tenth of the rows reach."""
    edges = sorted((row.box[2] for row in rows), reverse=True)
    return edges[len(edges) // 10] if edges else 0


def _height(line: TextLine) -> int:
    return line.box[3] - line.box[1]


def _middle(line: TextLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _width(mark: str) -> float:
    return 0.55 if mark.isascii() else 1.0
