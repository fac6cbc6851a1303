"""A page cut into pieces of text that may each be a value, and what is known of each piece without any form.

A piece ends where another column, a label with a colon or a wide gap begins. What stands before the colon on its left
is its label, whatever the label says: nothing here knows which label means which field.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import Row, rows_of
from fraudpipe.documents.values.amounts import amounts_in
from fraudpipe.documents.values.dates import dates_in
from fraudpipe.records.reading import Box, TextLine

_LABEL = re.compile(
    r"(?:^|(?<=[\s。；;，,)\d男女岁天]))"
    r"(?:[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff]|[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z/]{0,11})"
    r"(?:\([^()]{0,12}\))?\s*:"
)
_CUT = re.compile(r"\t| {2,}")
_INSTITUTION = re.compile(r"医院|卫生院|保健院|中心|诊所|门诊部")
_LEAST_SHARE, _OVERLAP = 0.4, 0.6
_SHAPES = {
    "date": lambda text: bool(dates_in(text)),
    "amount": lambda text: bool(re.fullmatch(r"[¥￥]?\s*-?[\d,]+\.\d{2}\s*元?", text.strip())),
    "number": lambda text: bool(re.fullmatch(r"[A-Za-z]{0,3}\d[\d\- ]{3,}[\dXx]", text.strip())),
    "short_number": lambda text: bool(re.fullmatch(r"\d{1,3}\s*(?:岁|天|日|次|cm)?", text.strip())),
    "sex": lambda text: text.strip() in ("男", "女"),
    "name": lambda text: bool(re.fullmatch(r"[\u4e00-\u9fff*·]{2,4}", text.strip())),
    "institution": lambda text: bool(_INSTITUTION.search(text)) and len(text) < 30,
    "sentence": lambda text: len(text) > 18,
    "money": lambda text: bool(amounts_in(text)) and "." in text,
}


@dataclass(frozen=True)
class Piece:
    """One piece.

    Attributes:
        text: What it says.
        box: On the upright page.
        label: What stands before the colon on its left; empty without one.
        section: The label that the row or an earlier row began with.
        rows_below: How many rows below that label it stands.
        above: The text of the piece nearest above it.
        left: The text of the piece before it in its row.
        row: Its row, from 0 at the top.
        place: Its place in the row, from 0.
        first: First character in its row's text.
        end: One behind its last.
    """

    text: str
    box: Box
    label: str
    section: str
    rows_below: int
    above: str
    left: str
    row: int
    place: int
    first: int
    end: int


def pieces_of(lines: Sequence[TextLine]) -> tuple[tuple[Row, ...], list[Piece]]:
    """The rows of a page, and its pieces in the order of reading."""
    rows = rows_of(lines)
    pieces: list[Piece] = []
    section, below = "", 0
    for at, row in enumerate(rows):
        cuts, waiting = _cuts(fold(row.text))
        below += 1
        if waiting and not cuts:  # a heading: what it announces stands below it
            section, below = waiting, 0
        elif cuts and cuts[0][2]:
            section, below = cuts[0][2], 0
        for place, (first, end, label) in enumerate(cuts):
            box = row.slice_box(first, end)
            above = _above(box, pieces)
            left = pieces[-1].text if place else ""
            pieces.append(Piece(row.text[first:end], box, label, section, below, above, left, at, place, first, end))
    return rows, pieces


def known_of(piece: Piece, size: tuple[int, int], document_type: str) -> dict[str, float]:
    """Names and numbers of what is known of a piece; names not given are 0."""
    width, height = size
    x0, y0, x1, y1 = piece.box
    known = {
        "x": x0 / width, "x_end": x1 / width, "y": y0 / height, "tall": (y1 - y0) / height * 40,
        "wide": (x1 - x0) / width, "row": min(piece.row, 40) / 40, "place": piece.place / 4,
        "rows_below": min(piece.rows_below, 12) / 12, "length": min(len(piece.text), 60) / 60,
        "digits": sum(mark.isdigit() for mark in piece.text) / max(1, len(piece.text)),
        f"type={document_type}": 1.0, f"label={piece.label}": 1.0, f"section={piece.section}": 1.0,
        f"type={document_type}&section={piece.section}": 1.0,
    }  # fmt: skip
    for name, fits in _SHAPES.items():
        known[f"shape={name}"] = float(fits(piece.text))
    known |= _grams("l", piece.label) | _grams("s", piece.section) | _grams("a", piece.above[-8:])
    known |= _grams("p", piece.left[-8:]) | {f"left={piece.left[-6:]}": 1.0, f"above={piece.above[-6:]}": 1.0}
    known |= _grams("t", piece.text[:24]) | {f"head={piece.text[:1]}": 1.0, f"tail={piece.text[-2:]}": 1.0}
    for name in ("shape=date", "shape=amount", "shape=number", "shape=name", "shape=institution"):
        if known[name]:
            known |= {f"{name}&{gram}": 1.0 for gram in _grams("l", piece.label)}
    return known


def truth_of(pieces: Sequence[Piece], boxes: Mapping[str, Sequence[float]], lists: frozenset[str]) -> list[str]:
    """For each piece the field whose printed box holds it; the smallest one, and "" for none."""
    named = []
    for piece in pieces:
        best, least = "", float("inf")
        for name, box in boxes.items():
            size = (box[2] - box[0]) * (box[3] - box[1])
            if name not in lists and size < least and _inside(piece.box, box):
                best, least = name, size
        named.append(best)
    return named


def _cuts(text: str) -> tuple[list[tuple[int, int, str]], str]:
    """First, end and label of each piece of a folded row, and a label at its end that nothing follows."""
    found: list[tuple[int, int, str]] = []
    start = 0
    for part in [*_CUT.finditer(text), None]:
        stop = part.start() if part else len(text)
        found += _labelled(text, start, stop)
        start = part.end() if part else stop
    held: list[tuple[int, int, str]] = []
    waiting = ""
    for first, end, label in found:
        if first == end:  # a label alone: what follows behind the gap is its value
            waiting = label
            continue
        held.append((first, end, label or waiting))
        waiting = ""
    return held, waiting


def _labelled(text: str, start: int, stop: int) -> list[tuple[int, int, str]]:
    part = text[start:stop]
    labels = list(_LABEL.finditer(part))
    edges = [0, *(match.start() for match in labels), len(part)]
    found = []
    for at, match in enumerate([None, *labels]):
        first, end = (match.end() if match else 0), edges[at + 1]
        first += len(part[first:end]) - len(part[first:end].lstrip())
        end -= len(part[first:end]) - len(part[first:end].rstrip())
        label = re.sub(r"[\s:]", "", match.group()) if match else ""
        if first < end or (match and first >= end):
            found.append((start + min(first, end), start + end, label))
    return found


def _above(box: Box, pieces: Sequence[Piece]) -> str:
    """What stands over it, in one column with it."""
    for piece in reversed(pieces):
        over = min(box[2], piece.box[2]) - max(box[0], piece.box[0])
        if piece.box[3] <= (box[1] + box[3]) / 2 and over > 0:
            return piece.text
    return ""


def _grams(kind: str, text: str) -> dict[str, float]:
    marks = f"^{text}$" if text else ""
    single = {f"{kind}:{mark}": 1.0 for mark in text}
    return single | {f"{kind}:{marks[at : at + 2]}": 1.0 for at in range(len(marks) - 1)}


def _inside(box: Box, other: Sequence[float]) -> bool:
    """Whether the piece is the printed value or a part of it; ink is tighter than the box of a line around it."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    along = min(box[3], other[3]) - max(box[1], other[1])
    if across <= 0 or along <= 0 or other[2] - other[0] < _LEAST_SHARE * (box[2] - box[0]):
        return False
    smaller = min((one[2] - one[0]) * (one[3] - one[1]) for one in (box, other))
    return bool(across * along > _OVERLAP * smaller)
