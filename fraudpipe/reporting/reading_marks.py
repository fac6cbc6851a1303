"""The boxes of a reading on its pages: numbered, turned upright with the page, ready to be drawn and listed."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_BANDS = 60
"""A page is read in so many bands from top to bottom, each from left to right."""
_TURNS = {
    0: "",
    90: "translate({h} 0) rotate(90)",
    180: "translate({w} {h}) rotate(180)",
    270: "translate(0 {w}) rotate(270)",
}
_PLACES = ("box", "page")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page to look at.

    Attributes:
        jpeg: The picture, as it came.
        width: Of the page that boxes are counted on, in pixels; the picture may be smaller.
        height: Likewise.
    """

    jpeg: bytes
    width: int
    height: int

    @property
    def source(self) -> str:
        """The picture as a data address."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode()}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One box on a page, and what it stands for.

    Attributes:
        number: As it is printed beside the box and in the table: 3, or 3.2 for a row of a list.
        name: What it is, in words.
        text: What was read there.
        status: accepted, doubtful, unreadable or seal.
        box: x, y, width and height on the upright page.
    """

    number: str
    name: str
    text: str
    status: str
    box: tuple[int, int, int, int]

    @property
    def key(self) -> str:
        """Its number as part of an id."""
        return self.number.replace(".", "-")


@dataclass
class Entry:
    """One field as a row of the table.

    Attributes:
        mark: Its box.
        one: value, confidence, status, readers, and raw where a dictionary's name stands for what was read.
        columns: Of a list, the cells that any row has.
        rows: Of a list, each row with its mark.
    """

    mark: Mark
    one: Mapping[str, Any]
    columns: Sequence[str] = ()
    rows: list[tuple[Mark, Mapping[str, Any]]] = field(default_factory=list)


@dataclass
class Sheet:
    """One page with everything on it.

    Attributes:
        number: From 1.
        picture: None where the file cannot be decoded.
        rotation: Clockwise degrees that make it upright.
        papers: Document type to its fields, for each paper on the page.
        marks: All boxes, larger ones first so that small ones stay within reach.
        seals: Each with its mark.
        problems: What keeps it from being read.
    """

    number: int
    picture: PagePicture | None
    rotation: int = 0
    papers: list[tuple[str, list[Entry]]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    seals: list[tuple[Mark, Mapping[str, Any]]] = field(default_factory=list)
    problems: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height when it stands upright, in pixels; (1, 1) without a picture."""
        if self.picture is None:
            return (1, 1)
        width, height = self.picture.width, self.picture.height
        return (height, width) if self.rotation in (90, 270) else (width, height)

    @property
    def turn(self) -> str:
        """The SVG transform that makes the picture upright."""
        width, height = (0, 0) if self.picture is None else (self.picture.width, self.picture.height)
        return _TURNS[self.rotation].format(w=width, h=height)


def bare_sheets(pictures: Sequence[PagePicture]) -> list[Sheet]:
    """Pages of a file that could not be read."""
    return [Sheet(at, one) for at, one in enumerate(pictures, 1)]


def marked_sheets(told: Mapping[str, Any], pictures: Sequence[PagePicture]) -> list[Sheet]:
    """The pages of a reading with everything that was found on them, numbered in the order of reading.

    Args:
        told: The public JSON form of a reading.
        pictures: Of its pages; fewer or none where they cannot be decoded.
    """
    held = [*pictures, *[None] * told["pages"]]
    # A reading says which way up its first page lies.
    sheets = [Sheet(at, held[at - 1], told["rotation"] if at == 1 else 0) for at in range(1, told["pages"] + 1)]
    number = 0
    for paper in (told, *told.get("beside", ())):
        for name, one in sorted(paper["fields"].items(), key=lambda item: _order(item[1], sheets)):
            number += 1
            sheet = sheets[one["page"] - 1]
            entry = Entry(_mark(str(number), words(name), one, sheets), one)
            if isinstance(one["value"], list):
                entry.rows = list(_rows(entry.mark, one, sheets))
                entry.columns = _columns(one["value"])
            if not sheet.papers or sheet.papers[-1][0] != paper["document_type"]:
                sheet.papers.append((paper["document_type"], []))
            sheet.papers[-1][1].append(entry)
        for one in paper.get("seals", ()):
            number += 1
            seal = _mark(str(number), "seal", one | {"status": "seal", "value": one["text"]}, sheets)
            sheets[one["page"] - 1].seals.append((seal, one))
        for one in paper.get("problems", ()):
            sheets[one["page"] - 1].problems.append(one)
    for sheet in sheets:
        sheet.marks.sort(key=lambda mark: -mark.box[2] * mark.box[3])
    return sheets


def _order(one: Mapping[str, Any], sheets: Sequence[Sheet]) -> tuple[int, int, int]:
    """From page to page, from top to bottom, from left to right."""
    x, y, _, _ = _turned(one, sheets)
    return one["page"], y * _BANDS // max(1, sheets[one["page"] - 1].size[1]), x


def _mark(number: str, name: str, one: Mapping[str, Any], sheets: Sequence[Sheet]) -> Mark:
    """The mark, put on its page."""
    text = "" if isinstance(one["value"], list) or one["value"] is None else str(one["value"])
    mark = Mark(number, name, text, one["status"], _turned(one, sheets))
    sheets[one["page"] - 1].marks.append(mark)
    return mark


def _rows(of: Mark, one: Mapping[str, Any], sheets: Sequence[Sheet]) -> Iterator[tuple[Mark, Mapping[str, Any]]]:
    for at, row in enumerate(one["value"], 1):
        text = " ".join(str(cell) for name, cell in row.items() if name not in _PLACES and cell)
        told = {"value": text, "status": one["status"], "box": row["box"], "page": row.get("page", one["page"])}
        yield _mark(f"{of.number}.{at}", of.name, told, sheets), row


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    names = [name for name in rows[0] if name not in _PLACES] if rows else []
    return [name for name in names if any(row.get(name) for row in rows)]


def _turned(one: Mapping[str, Any], sheets: Sequence[Sheet]) -> tuple[int, int, int, int]:
    """x, y, width and height of a box on its page when that stands upright."""
    x0, y0, x1, y1 = one["box"]
    sheet = sheets[one["page"] - 1]
    width, height = sheet.size
    match sheet.rotation:
        case 90:
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        case 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        case 270:
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
        case _:
            pass
    return x0, y0, x1 - x0, y1 - y0


def words(name: str) -> str:
    """A field's name in words.

    >>> words("admission_date")
    'admission date'
    """
    return name.replace("_", " ")
