"""When a value read is the one printed.

Exact means equal after full-width forms are folded (NFKC), without spaces and punctuation. What carries meaning stays:
the point between two digits, a minus before a number, and the signs / % * # & @ + of units and codes.
"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

_MEANING = frozenset("/%*#&@")
_COLUMNS = {
    2: ("name", "amount"),
    4: ("name", "quantity", "unit_price", "amount"),
    5: ("name", "result", "unit", "range", "flag"),
}
"""Cells of a printed row by their number."""
_NUMBERS = frozenset({"quantity", "unit_price", "amount"})
_ALIKE = 0.5
_Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one printed value, or of one that was read and is not printed.

    Attributes:
        name: The field; of rows with their place from 0.
        kind: scalar, row, or extra for a row or a field that is not printed.
        right: Whether it is exact.
        told: Of rows whether name and amount (or result) are exact; else as `right`.
        printed: The truth, None for an extra.
        read: What was read, or None.
        status: accepted, doubtful, unreadable or absent.
        confidence: As the reading states it; 0 where nothing was read.
    """

    name: str
    kind: str
    right: bool
    told: bool
    printed: Any
    read: Any
    status: str
    confidence: float


def folded(value: object) -> str:
    """Text as it is compared.

    >>> folded("（左）乳腺 癌， T2N0M0 。"), folded("-1,234.50"), folded("3.5～9.5"), folded("２０％")
    ('左乳腺癌T2N0M0', '-1234.50', '3.59.5', '20%')
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "" if value is None else str(value))).replace("~", "-")
    kept = [mark for at, mark in enumerate(text) if not _is_punctuation(text, at)]
    return "".join(kept)


def exact(printed: object, read: object, *, prefix: bool = False) -> bool:
    """Whether a scalar read is the one printed.

    Args:
        printed: The truth.
        read: What was read; None is never exact.
        prefix: Whether the paper hides a part, so that either may be the beginning of the other.
    """
    if read is None:
        return False
    one, other = folded(printed), folded(read)
    return one == other or (prefix and bool(one and other) and (one.startswith(other) or other.startswith(one)))


def verdicts(printed: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]]) -> list[Verdict]:
    """What became of every printed value, and of what was read beside them.

    Args:
        printed: Field name to its value, lists as rows of 2, 4 or 5 cells.
        fields: Field name to {value, status, confidence}, as in the JSON of a reading.
    """
    found = []
    for name, value in printed.items():
        field = fields.get(name, {})
        if isinstance(value, (list, tuple)):
            found += _row_verdicts(name, value, field)
        else:
            good = exact(value, field.get("value"))
            found.append(_verdict(name, "scalar", (good, good), (value, field.get("value")), field))
    extras = [name for name in fields if name not in printed and fields[name]["value"] is not None]
    return found + [
        _verdict(name, "extra", (False, False), (None, fields[name]["value"]), fields[name]) for name in extras
    ]


def _is_punctuation(text: str, at: int) -> bool:
    mark = text[at]
    if mark in _MEANING or not unicodedata.category(mark).startswith("P"):
        return False
    after = at + 1 < len(text) and text[at + 1].isdigit()
    if mark == ".":
        return not (after and at > 0 and text[at - 1].isdigit())
    return not (mark == "-" and at == 0 and after)


def _row_verdicts(name: str, rows: Sequence[Sequence[Any]], field: Mapping[str, Any]) -> list[Verdict]:
    columns = _COLUMNS[len(rows[0])] if rows else ()
    wanted = [_cells(columns, row) for row in rows]
    listed = field.get("value")
    read = [_cells(columns, [one.get(column) for column in columns]) for one in listed or () if isinstance(one, dict)]
    matched, others = _matched(wanted, read)
    found = []
    for at, (row, got) in enumerate(zip(wanted, matched, strict=True)):
        told = got is not None and _told(columns, got) == _told(columns, row)
        pair = (_shown(columns, row), None if got is None else _shown(columns, got))
        found.append(_verdict(f"{name}[{at}]", "row", (got == row, told), pair, field))
    return found + [
        _verdict(f"{name}[+]", "extra", (False, False), (None, _shown(columns, row)), field) for row in others
    ]


def _verdict(name: str, kind: str, good: tuple[bool, bool], pair: tuple[Any, Any], field: Mapping[str, Any]) -> Verdict:
    return Verdict(name, kind, *good, *pair, field.get("status", "absent"), field.get("confidence", 0.0))


def _cells(columns: Sequence[str], row: Sequence[Any]) -> _Cells:
    return tuple(
        _number(cell) if column in _NUMBERS else folded(cell) for column, cell in zip(columns, row, strict=True)
    )


def _number(cell: Any) -> str:
    text = folded(cell)
    try:
        return f"{Decimal(text):.2f}"
    except InvalidOperation:
        return text


def _told(columns: Sequence[str], row: Sequence[str]) -> tuple[str, str]:
    """What a row tells: of a laboratory's the result, of a bill's the amount."""
    return row[0], row[columns.index("result" if "result" in columns else "amount")]


def _matched(wanted: list[_Cells], read: list[_Cells]) -> tuple[list[_Cells | None], list[_Cells]]:
    """To each printed row the one it was read as, and the rows left over; what is most alike finds each other first."""
    left = Counter(read)
    matched: list[_Cells | None] = []
    for row in wanted:
        matched.append(row if left[row] else None)
        left[row] -= bool(left[row])
    others = list(left.elements())
    pairs = []
    for at, row in enumerate(wanted):
        for place, other in enumerate(others) if matched[at] is None else ():
            alike = difflib.SequenceMatcher(None, " ".join(row), " ".join(other), autojunk=False).ratio()
            pairs.append((-alike, at, place))
    taken: set[int] = set()
    for alike, at, place in sorted(pairs):
        if -alike > _ALIKE and matched[at] is None and place not in taken:
            matched[at] = others[place]
            taken.add(place)
    return matched, [other for place, other in enumerate(others) if place not in taken]


def _shown(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return dict(zip(columns, row, strict=True))
