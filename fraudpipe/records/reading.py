"""What was read from a document: words on pages, and fields with their evidence.

Boxes are (x0, y0, x1, y1) in pixels of the EXIF-oriented page (PDF pages at 200 dpi), origin top left, before the page
is turned upright. `rotation` is the clockwise turn in degrees that makes the page upright. Pages count from 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from fraudpipe.records.page_notes import (
    PagePrint,
    PageProblem,
    Seal,
    print_from_json,
    print_json,
    problem_from_json,
    problem_json,
    seal_from_json,
    seal_json,
)

Pixels = npt.NDArray[np.uint8]
"""One page as height x width x 3, RGB."""

Box = tuple[int, int, int, int]
Status = Literal["accepted", "doubtful", "unreadable"]

DOCUMENT_TYPES = (
    "inpatient_invoice",
    "outpatient_invoice",
    "itemised_bill",
    "discharge_record",
    "diagnosis_certificate",
    "pathology_report",
    "imaging_report",
    "laboratory_report",
    "admission_note",
    "record_front_page",
    "operation_record",
    "health_check_report",
    "identity_card",
    "bank_card",
    "authorisation_letter",
    "other",
)

PERSONAL_FIELDS = frozenset(
    {
        "patient_name",
        "id_number",
        "card_number",
        "record_number",
        "attending_doctor",
        "chief_complaint",
        "present_illness",
        "past_history",
        "pathology_number",
        "imaging_number",
        "laboratory_number",
        "examination_number",
        "family_history",
        "address",
        "birth_date",
        "contact_name",
        "contact_phone",
        "signature",
    }
)
"""Fields that can identify somebody: they stay in the vault, the lake holds their keyed hash."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text as a reader saw it.

    Attributes:
        text: The characters, as read.
        box: Where, in pixels of the upright page.
        score: The reader's own score, 0-1, not calibrated.
        least: The lowest score of a character that tells something, as commas do not, 0-1; 0 where the reader does not
            say, or where one may be missing.
    """

    text: str
    box: Box
    score: float
    least: float = 0.0


class PageReader(Protocol):
    """A reader of pages: pixels in, lines out. Both OCR engines satisfy it."""

    name: str

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        """All lines of an upright page, in no particular order."""
        ...

    def version(self) -> str:
        """Changes whenever the same page could be read differently; part of the cache key."""
        ...


@dataclass(frozen=True, slots=True)
class LineItem:
    """One row of an invoice or bill; amounts are yuan text with two decimals.

    Attributes:
        page: Where it stands when the list goes on over several pages, from 1; None: on the page of its field.
    """

    name: str
    amount: str
    box: Box
    quantity: str | None = None
    unit_price: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LaboratoryRow:
    """One result of a laboratory report, every cell as printed.

    Attributes:
        flag: ↑ or ↓ beside a result outside of its range, else "".
        page: As in LineItem.
    """

    name: str
    result: str
    unit: str
    range: str
    flag: str
    box: Box
    page: int | None = None


Rows = tuple[LineItem | LaboratoryRow, ...]
"""The value of a field that is a table."""

LIST_FIELDS = ("line_items", "laboratory_rows")
"""The fields that are tables."""


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field, its value and where it stands.

    Attributes:
        value: ISO date, yuan text, plain text, whole number or the rows of a table; None when unreadable.
        confidence: Probability, 0-1, that the value is exactly right.
        status: accepted, doubtful or unreadable.
        page: From 1.
        box: On that page.
        readers: Names of the readers that agree on the value.
        raw: What was read, where the value is a dictionary's name for it; None where the value is what was read.
        unlearned_confidence: The confidence before people's corrections changed it, which the next fit from
            corrections starts from; None where they changed nothing.
    """

    value: str | int | Rows | None
    confidence: float
    status: Status
    page: int
    box: Box
    readers: tuple[str, ...]
    raw: str | None = None
    unlearned_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says.

    Attributes:
        document_type: One of DOCUMENT_TYPES.
        rotation: Clockwise degrees that make the first page upright: 0, 90, 180 or 270.
        page_count: Number of pages.
        fields: Field name to its reading.
        seals: The seals on the paper's pages.
        problems: What keeps pages of the file from being read.
        beside: Other papers in the same file, such as a card photographed beside an invoice; none of these has others
            beside it. Their pages and boxes are those of the file, too.
        prints: What the pages of the file are known again by; none of them for papers beside others.
    """

    document_type: str
    rotation: int
    page_count: int
    fields: Mapping[str, FieldReading] = field(default_factory=dict)
    seals: tuple[Seal, ...] = ()
    problems: tuple[PageProblem, ...] = ()
    beside: tuple["Reading", ...] = ()
    prints: tuple[PagePrint, ...] = ()

    def text(self, name: str) -> str | None:
        """The value of a field as text, or None when it was not read."""
        found = self.fields.get(name)
        return None if found is None or found.value is None else str(found.value)


def reading_json(reading: Reading) -> dict[str, Any]:
    """The public JSON form of a reading; `reading_from_json` is its inverse."""
    return {
        "document_type": reading.document_type,
        "rotation": reading.rotation,
        "pages": reading.page_count,
        "fields": {name: _field_json(one) for name, one in reading.fields.items()},
        "seals": [seal_json(one) for one in reading.seals],
        "problems": [problem_json(one) for one in reading.problems],
        "beside": [reading_json(one) for one in reading.beside],
        "prints": [print_json(one) for one in reading.prints],
    }


def reading_from_json(tree: Mapping[str, Any]) -> Reading:
    """The reading that `reading_json` wrote, now or before there were seals, problems, papers beside, prints."""
    return Reading(
        document_type=tree["document_type"],
        rotation=tree["rotation"],
        page_count=tree["pages"],
        fields={name: _field_from_json(name, one) for name, one in tree["fields"].items()},
        seals=tuple(seal_from_json(one) for one in tree.get("seals", ())),
        problems=tuple(problem_from_json(one) for one in tree.get("problems", ())),
        beside=tuple(reading_from_json(one) for one in tree.get("beside", ())),
        prints=tuple(print_from_json(one) for one in tree.get("prints", ())),
    )


def _field_json(one: FieldReading) -> dict[str, Any]:
    value: Any = one.value
    if isinstance(value, tuple):
        value = [_row_json(row) for row in value]
    tree = {
        "value": value,
        "confidence": one.confidence,
        "status": one.status,
        "page": one.page,
        "box": list(one.box),
        "readers": list(one.readers),
        **({} if one.raw is None else {"raw": one.raw}),
    }
    if one.unlearned_confidence is not None:
        tree["unlearned_confidence"] = one.unlearned_confidence
    return tree


def _field_from_json(name: str, tree: Mapping[str, Any]) -> FieldReading:
    value = tree["value"]
    if value is not None and name in _ROWS_FROM_JSON:
        value = tuple(_ROWS_FROM_JSON[name](row) for row in value)
    return FieldReading(
        value=value,
        confidence=tree["confidence"],
        status=tree["status"],
        page=tree["page"],
        box=_box(tree["box"]),
        readers=tuple(tree["readers"]),
        raw=tree.get("raw"),
        unlearned_confidence=tree.get("unlearned_confidence"),
    )


def _row_json(row: LineItem | LaboratoryRow) -> dict[str, Any]:
    where = {"box": list(row.box)} | ({} if row.page is None else {"page": row.page})
    if isinstance(row, LaboratoryRow):
        return {"name": row.name, "result": row.result, "unit": row.unit, "range": row.range, "flag": row.flag} | where
    return {"name": row.name, "quantity": row.quantity, "unit_price": row.unit_price, "amount": row.amount} | where


def _line_item(tree: Mapping[str, Any]) -> LineItem:
    return LineItem(
        tree["name"], tree["amount"], _box(tree["box"]), tree.get("quantity"), tree.get("unit_price"), tree.get("page")
    )


def _laboratory_row(tree: Mapping[str, Any]) -> LaboratoryRow:
    unit, span, flag = (tree.get(name) or "" for name in ("unit", "range", "flag"))
    return LaboratoryRow(tree["name"], tree["result"], unit, span, flag, _box(tree["box"]), tree.get("page"))


_ROWS_FROM_JSON: Mapping[str, Callable[[Mapping[str, Any]], LineItem | LaboratoryRow]] = {
    "line_items": _line_item,
    "laboratory_rows": _laboratory_row,
}


def _box(numbers: list[int]) -> Box:
    x0, y0, x1, y1 = numbers
    return (x0, y0, x1, y1)
