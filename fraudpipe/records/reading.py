"""What was read from a document: words on pages, and fields with their evidence.

Boxes are (x0, y0, x1, y1) in pixels of the EXIF-oriented page (PDF pages at 200 dpi), origin top left, before the page
is turned upright. `rotation` is the clockwise turn in degrees that makes the page upright. Pages count from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

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
    """

    text: str
    box: Box
    score: float


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
    """One row of an invoice or bill; amounts are yuan text with two decimals."""

    name: str
    amount: str
    box: Box
    quantity: str | None = None
    unit_price: str | None = None


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field, its value and where it stands.

    Attributes:
        value: ISO date, yuan text, plain text, whole number or the tuple of line items; None when unreadable.
        confidence: Probability, 0-1, that the value is exactly right.
        status: accepted, doubtful or unreadable.
        page: From 1.
        box: On that page.
        readers: Names of the readers that agree on the value.
        unlearned_confidence: The confidence before people's corrections changed it, which the next fit from
            corrections starts from; None where they changed nothing.
    """

    value: str | int | tuple[LineItem, ...] | None
    confidence: float
    status: Status
    page: int
    box: Box
    readers: tuple[str, ...]
    unlearned_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says.

    Attributes:
        document_type: One of DOCUMENT_TYPES.
        rotation: Clockwise degrees that make the first page upright: 0, 90, 180 or 270.
        page_count: Number of pages.
        fields: Field name to its reading.
    """

    document_type: str
    rotation: int
    page_count: int
    fields: Mapping[str, FieldReading] = field(default_factory=dict)

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
    }


def reading_from_json(tree: Mapping[str, Any]) -> Reading:
    """The reading that `reading_json` wrote."""
    return Reading(
        document_type=tree["document_type"],
        rotation=tree["rotation"],
        page_count=tree["pages"],
        fields={name: _field_from_json(name, one) for name, one in tree["fields"].items()},
    )


def _field_json(one: FieldReading) -> dict[str, Any]:
    value: Any = one.value
    if isinstance(value, tuple):
        value = [
            {
                "name": item.name,
                "quantity": item.quantity,
                "unit_price": item.unit_price,
                "amount": item.amount,
                "box": list(item.box),
            }
            for item in value
        ]
    tree = {
        "value": value,
        "confidence": one.confidence,
        "status": one.status,
        "page": one.page,
        "box": list(one.box),
        "readers": list(one.readers),
    }
    if one.unlearned_confidence is not None:
        tree["unlearned_confidence"] = one.unlearned_confidence
    return tree


def _field_from_json(name: str, tree: Mapping[str, Any]) -> FieldReading:
    value = tree["value"]
    if name == "line_items" and value is not None:
        value = tuple(
            LineItem(i["name"], i["amount"], _box(i["box"]), i.get("quantity"), i.get("unit_price")) for i in value
        )
    return FieldReading(
        value=value,
        confidence=tree["confidence"],
        status=tree["status"],
        page=tree["page"],
        box=_box(tree["box"]),
        readers=tuple(tree["readers"]),
        unlearned_confidence=tree.get("unlearned_confidence"),
    )


def _box(numbers: list[int]) -> Box:
    x0, y0, x1, y1 = numbers
    return (x0, y0, x1, y1)
