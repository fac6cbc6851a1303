"""Counts the strokes of Roman numerals on the page: readers of lines run I, II and III together.

A numeral that has as many strokes on the page as were read is written as one character (Ⅱ); any other as letters.
`stages.whole_stage` trusts the former.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.documents.lines.layout import Row
from fraudpipe.records.reading import Pixels, TextLine

_NUMERAL = re.compile(
    r"(?<![A-Za-z0-9ⅠⅡⅢⅣ])(?:([Il1|丨ⅠⅡⅢ]{1,3})(?=([ABC])[1-3]?\s*[期其])|([Il|丨ⅠⅡⅢ][Il1|丨ⅠⅡⅢ]{0,2})(?=\s*[期其]))"
)
_ADDED_BEFORE = "A"
"""Elsewhere no stroke is added: the stems of B, D and P stand beside a numeral like one more."""
_PLAIN = str.maketrans({"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III"})
_COUNTED = "ⅠⅡⅢ"
_MOST = 3
_BAND = (0.3, 0.7)
_SOLID = 0.85
_EVEN = 0.3
_WIDEST, _THICKEST, _BESIDE = 0.55, 0.2, 0.4
_EDGE = 0.07
_LEAST_HEIGHT = 10
_COUNTED_SCORE = 0.8
"""At most: of III that was counted and I that was read the latter weighs more, and alone neither is sure."""


def with_counted_strokes(page: Pixels, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, stages of which a stroke was lost set right, and those whose strokes were all counted marked.

    Args:
        page: The upright page without stamps.
        lines: What was read on it.
    """
    return tuple(_counted(page, line) for line in lines)


def _counted(page: Pixels, line: TextLine) -> TextLine:
    numeral = _NUMERAL.search(line.text)
    if numeral is None:
        return line
    first, last = numeral.span()
    read = len(numeral[0].translate(_PLAIN))
    strokes, apart = _strokes_in(page, line, first, last, stems=numeral[2] == "B")
    before, after = line.text[:first].translate(_PLAIN), line.text[last:].translate(_PLAIN)
    if strokes == read and apart:
        return replace(line, text=f"{before}{_COUNTED[strokes - 1]}{after}")
    if read < strokes <= _MOST and numeral[2] == _ADDED_BEFORE:
        return replace(line, text=f"{before}{'I' * strokes}{after}", score=min(line.score, _COUNTED_SCORE), least=0.0)
    return replace(line, text=line.text.translate(_PLAIN))


def _strokes_in(page: Pixels, line: TextLine, first: int, last: int, *, stems: bool) -> tuple[int, bool]:
    """How many strokes stand where the characters [first, last) of a line lie, and whether no other is beside them.

    Args:
        page: The upright page.
        line: On it.
        first: Place of the numeral in its text.
        last: Place behind it.
        stems: Whether the letter behind the numeral begins with a stroke of its own.
    """
    x0, y0, x1, y1 = (max(0, edge) for edge in line.box)
    strip = page[y0:y1, x0:x1]
    if min(strip.shape[:2]) < _LEAST_HEIGHT:
        return 0, False
    left, _, right, _ = Row((line,)).slice_box(first, last)
    return _strokes_near(strip, (left + right) / 2 - x0, stems=stems)


def _strokes_near(strip: Pixels, middle: float, *, stems: bool) -> tuple[int, bool]:
    """How many upright strokes, of one height and evenly spaced, stand nearest to a place, and whether alone there."""
    grey = np.asarray(cv2.cvtColor(np.ascontiguousarray(strip), cv2.COLOR_RGB2GRAY), np.uint8)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    rows = np.flatnonzero(ink.any(axis=1))
    ink = ink[rows[0] : rows[-1] + 1] if len(rows) else ink
    height = len(ink)
    band = np.asarray(ink[round(_BAND[0] * height) : round(_BAND[1] * height)], np.uint8)
    runs = _solid_runs(band)
    strokes = [
        (first, last, *reach)
        for first, last in runs
        if last - first <= _THICKEST * height
        and _stands_free(band, first, last, height)
        and (reach := _reach(ink[:, first:last].max(axis=1))) is not None
    ]
    groups = list(_groups(strokes, height))
    distances = [abs((group[0][0] + group[-1][1]) / 2 - middle) for group in groups]
    if not distances or min(distances) > height:
        return 0, False
    group = groups[distances.index(min(distances))]
    near = round(_BESIDE * height)
    before = [one for one in runs if group[0][0] - near <= one[0] < group[0][0]]
    after = [one for one in runs if group[-1][0] < one[0] <= group[-1][0] + near]
    return len(group), not before and len(after) <= stems


def _solid_runs(band: Pixels) -> list[tuple[int, int]]:
    """Where columns of ink from top to bottom begin and end."""
    solid = np.concatenate([[False], band.mean(axis=0) > _SOLID, [False]])
    edges = np.flatnonzero(solid[1:] != solid[:-1])
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _stands_free(band: Pixels, first: int, last: int, height: int) -> bool:
    """Whether nothing is written close beside a stroke: the stems of 月 and of brackets are parts of more."""
    near = height // 16
    before = band[:, max(0, first - 2 - near) : max(0, first - 1)]
    return not before.any() and not band[:, last + 1 : last + 2 + near].any()


def _groups(strokes: Sequence[tuple[int, int, int, int]], height: int) -> Iterator[list[tuple[int, int, int, int]]]:
    group: list[tuple[int, int, int, int]] = []
    for one in strokes:
        if group and not _goes_on(group, one, height):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(group: Sequence[tuple[int, int, int, int]], one: tuple[int, int, int, int], height: int) -> bool:
    last = group[-1]
    step = one[0] - last[0]
    level = max(abs(one[2] - last[2]), abs(one[3] - last[3])) <= max(1, _EDGE * height)
    even = len(group) < 2 or abs(step - (last[0] - group[-2][0])) <= max(1, _EVEN * step)
    return level and even and step <= _WIDEST * height


def _reach(column: npt.NDArray[np.uint8]) -> tuple[int, int] | None:
    """The upper and the lower end of the ink in a column; None where there is more than one piece of it."""
    inked = np.flatnonzero(column)
    whole = inked[-1] - inked[0] + 1 == len(inked)
    return (int(inked[0]), int(inked[-1])) if whole else None
