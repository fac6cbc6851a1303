"""Lines of text ordered into the rows a person would read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from fraudpipe.records.reading import Box, TextLine

GAP = "\t"
"""Stands between two pieces of text that were printed apart on one row."""


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

    A piece joins the row whose rightmost piece lies at its own height, so that a page that is still a little tilted
    keeps its rows.
    """
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda one: (one.box[0], one.box[1], one.text)):
        best, best_offset = None, 0.0
        for row in rows:
            offset = _offset(row[-1], line)
            if offset is not None and (best is None or offset < best_offset):
                best, best_offset = row, offset
        if best is None:
            rows.append([line])
        else:
            best.append(line)
    return tuple(sorted((Row(tuple(row)) for row in rows), key=lambda row: (_middle(row.lines[0]), row.box[0])))


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around at least one box."""
    columns = list(zip(*boxes, strict=True))
    return (min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3]))


def right_margin(rows: Sequence[Row]) -> int:
    """Where full rows of running text end, in pixels: the right edge that a tenth of the rows reach."""
    edges = sorted((row.box[2] for row in rows), reverse=True)
    return edges[len(edges) // 10] if edges else 0


def _offset(left: TextLine, right: TextLine) -> float | None:
    """Distance of the middles in heights, or None when the two cannot stand on one row."""
    low = min(left.box[3] - left.box[1], right.box[3] - right.box[1])
    distance = abs(_middle(left) - _middle(right))
    overlaps = right.box[0] < left.box[2] - 0.5 * low
    return None if low <= 0 or distance > 0.5 * low or overlaps else distance / low


def _middle(line: TextLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _width(mark: str) -> float:
    return 0.55 if mark.isascii() else 1.0
