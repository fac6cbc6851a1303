"""Finds the head of a printed table and puts what stands below it into columns."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fraudpipe.documents.forms.form import PageText
from fraudpipe.documents.lines.layout import Row
from fraudpipe.records.reading import TextLine

Titles = Mapping[str, str]
"""Kind of column to a pattern of its titles; where two fit at one place the earlier entry goes first."""

_CLASS = re.compile(r"[\u4e00-\u9fffα-ωA-Za-zμ/%^]+|[\d.,\-~<>+]+|[↑↓]|\S")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, and from where to where its title reaches, in pixels."""

    kind: str
    x0: float
    x1: float

    def distance(self, x0: float, x1: float) -> float:
        """How far a piece lies off the column, whether cells begin, end or are centred with their title."""
        return min(abs(x0 - self.x0), abs(x1 - self.x1), abs((x0 + x1) - (self.x0 + self.x1)) / 2)


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a table.

    Attributes:
        row: Its place among the page's rows.
        groups: Its columns from left to right; several groups where the table is printed in columns side by side.
    """

    row: int
    groups: tuple[tuple[Column, ...], ...]


Cells = dict[str, TextLine]
"""Kind of column to what stands in it on one row."""


def table_head(page: PageText, titles: Titles, needed: Collection[str], start: int = 0) -> TableHead | None:
    """The first row whose titles name all the `needed` kinds, or None.

    Args:
        page: The page.
        titles: The patterns; the first kind begins a group of columns.
        needed: Kinds without which a row is no head.
        start: Where to begin to look.
    """
    pattern = re.compile("|".join(f"(?P<{kind}>{one})" for kind, one in titles.items()))
    first = next(iter(titles))
    for at in range(start, len(page.rows)):
        columns = [column for line in page.rows[at].lines for column in _titled(line, pattern)]
        if {column.kind for column in columns} >= set(needed):
            return TableHead(at, tuple(_groups(columns, first)))
    return None


def cells_of(row: Row, head: TableHead) -> list[Cells]:
    """What stands in each column of a row; one entry a group."""
    found: list[dict[str, list[TextLine]]] = [{} for _ in head.groups]
    # A column begins a little before its title: cells may be set to the left of it.
    starts = [group[0].x0 - row.height for group in head.groups]
    for line in row.lines:
        for token in _tokens(line, head):
            at = max((i for i, start in enumerate(starts) if token.box[0] >= start), default=0)
            column = min(head.groups[at], key=lambda one: one.distance(token.box[0], token.box[2]))
            found[at].setdefault(column.kind, []).append(token)
    return [{kind: joined(tokens) for kind, tokens in cells.items()} for cells in found]


def joined(tokens: Sequence[TextLine]) -> TextLine:
    """Pieces of one cell as one."""
    boxes = [one.box for one in tokens]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return TextLine(" ".join(one.text for one in tokens), box, min(one.score for one in tokens))


def part_of(line: TextLine, start: int, end: int) -> TextLine:
    """The characters [start, end) of a piece, by even spacing."""
    return TextLine(line.text[start:end], Row((line,)).slice_box(start, end), line.score)


def _titled(line: TextLine, pattern: re.Pattern[str]) -> Iterator[Column]:
    places = [at for at, mark in enumerate(line.text) if not mark.isspace()]
    squeezed = "".join(line.text[at] for at in places)
    for match in pattern.finditer(squeezed):
        box = Row((line,)).slice_box(places[match.start()], places[match.end() - 1] + 1)
        yield Column(str(match.lastgroup), box[0], box[2])


def _groups(columns: Sequence[Column], first: str) -> Iterator[tuple[Column, ...]]:
    group: list[Column] = []
    for column in columns:
        if column.kind == first and any(one.kind == first for one in group):
            yield tuple(group)
            group = []
        group.append(column)
    yield tuple(group)


def _tokens(line: TextLine, head: TableHead) -> list[TextLine]:
    """The piece, or its parts where it reaches over several columns."""
    columns = [column for group in head.groups for column in group]
    low, (x0, _, x1, _) = line.box[3] - line.box[1], line.box
    under = [one for one in columns if x0 < (one.x0 + one.x1) / 2 < x1]
    if len(under) < 2 and not _reaches_over(line, columns, low):
        return [line]
    words = [part_of(line, *match.span()) for match in re.finditer(r"\S+", line.text)]
    if len(words) > 1:
        return words
    return [part_of(line, *match.span()) for match in _CLASS.finditer(line.text)] if len(under) > 1 else words


def _reaches_over(line: TextLine, columns: Sequence[Column], low: int) -> bool:
    """Whether parts of the piece, divided by a blank, begin at the beginnings of two columns."""
    words = [part_of(line, *match.span()) for match in re.finditer(r"\S+", line.text)]
    if len(words) < 2:
        return False
    nearest = [min(columns, key=lambda one: one.distance(word.box[0], word.box[2])) for word in words]
    near = [one.distance(word.box[0], word.box[2]) < 1.5 * low for one, word in zip(nearest, words, strict=True)]
    return len({id(column) for column, good in zip(nearest, near, strict=True) if good}) > 1
