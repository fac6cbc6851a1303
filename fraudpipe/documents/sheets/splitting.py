"""Finds out whether several papers lie in one picture, and where to cut between them.

A cut is a straight corridor without text. It parts two papers when what is printed on both sides tells a type of its
own and the edge of a sheet runs along the corridor: a page that only speaks of another paper has no such edge, and a
ruled page has no second type.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from fraudpipe.documents.layout import union
from fraudpipe.records.reading import Box, Pixels, TextLine

TypeOf = Callable[[Sequence[TextLine], int], tuple[str, float]]
"""The type that lines tell and its points, when they stand on a page of this height."""

_LEAST_LINES = 3
_LEAST_GAP = 0.008
_MOST_PAPERS = 4
_CHUNKS = 40
_STEP_LEVELS = 7.0
_EDGE_SHARE, _TABLE_SHARE = 0.8, 0.9
_TABLE_LEVELS = 18.0
_REACH = 6


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
    best, most_points = None, 0.0
    for axis in (0, 1):
        for low, high in _corridors([line.box for line in lines], axis, area):
            points = _points(page, area, lines, (axis, low, high), type_of)
            if points > most_points:
                best, most_points = (axis, low, high), points
    if best is None:
        return (area,)
    axis, low, high = best
    cut = (low + high) // 2
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
    page: Pixels, area: Box, lines: Sequence[TextLine], corridor: tuple[int, int, int], type_of: TypeOf
) -> float:
    """How much speaks for two papers beside this corridor; 0 where they are one."""
    axis, low, high = corridor
    first = [line for line in lines if line.box[axis + 2] <= low]
    second = [line for line in lines if line.box[axis] >= high]
    if min(len(first), len(second)) < _LEAST_LINES:
        return 0.0
    (one, points), (other, more) = (_alone(group, type_of) for group in (first, second))
    if "other" in (one, other):
        return 0.0
    edged, tabled = _edge(page, area, corridor)
    parted = tabled >= _TABLE_SHARE if one == other else max(edged, tabled) >= _EDGE_SHARE
    return points + more + edged if parted else 0.0


def _alone(lines: Sequence[TextLine], type_of: TypeOf) -> tuple[str, float]:
    """The type of lines as if they were a page of their own."""
    x0, y0, _, y1 = union(line.box for line in lines)
    moved = [
        replace(line, box=(line.box[0] - x0, line.box[1] - y0, line.box[2] - x0, line.box[3] - y0)) for line in lines
    ]
    return type_of(moved, y1 - y0)


def _edge(page: Pixels, area: Box, corridor: tuple[int, int, int]) -> tuple[float, float]:
    """The share of the corridor's length along which the brightness steps, and along which a table shows between."""
    axis, low, high = corridor
    strip = page[area[1] : area[3], low:high] if axis == 0 else page[low:high, area[0] : area[2]].swapaxes(0, 1)
    strip = strip[:, :: max(1, (high - low) // 256)]
    if strip.shape[1] < 2 * _REACH:
        return 0.0, 0.0
    edged = tabled = 0
    chunks = np.array_split(strip, _CHUNKS)
    for chunk in chunks:
        profile = chunk.astype(np.float32).mean(axis=0)
        steps = np.abs(profile[_REACH:] - profile[:-_REACH]).max()
        edged += bool(steps >= _STEP_LEVELS)
        # Paper, table, paper: the middle differs from both ends.
        ends = np.minimum(profile[:_REACH].max(axis=0), profile[-_REACH:].max(axis=0))
        tabled += bool((ends - profile.min(axis=0)).max() >= _TABLE_LEVELS)
    return edged / len(chunks), tabled / len(chunks)
