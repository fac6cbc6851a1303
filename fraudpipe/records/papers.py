"""A reading flattened to rows that identify nobody: the tables `papers` and `prints`."""

import datetime as dt
import re
from typing import Any

from fraudpipe.records.money import fen
from fraudpipe.records.reading import Reading

_LARGEST_FEN = 10**15
"""No paper states ten trillion yuan; a delivered reading can say anything that is text."""


def paper_row(document_id: str, claim_id: str, reading: Reading) -> dict[str, Any]:
    """The row of one document, without `known_at`, `received_at` and `delivery_id`.

    A value is given only where its field was accepted; a doubtful reading is a doubt, never a fact.
    """
    fields = reading.fields
    statuses = [one.status for one in fields.values()]
    confidences = [one.confidence for one in fields.values()]
    return {
        "document_id": document_id,
        "claim_id": claim_id,
        "document_type": reading.document_type,
        "page_count": reading.page_count,
        "field_count": len(fields),
        "doubtful_count": statuses.count("doubtful"),
        "unreadable_count": statuses.count("unreadable"),
        "mean_confidence": sum(confidences) / len(confidences) if confidences else None,
        "total_amount_fen": _amount(reading),
        "line_item_count": _item_count(reading),
        "inpatient_days": _days(reading),
        "admission_on": _day(reading, "admission_date"),
        "discharge_on": _day(reading, "discharge_date"),
        "issue_on": _day(reading, "issue_date"),
    }


def print_rows(document_id: str, claim_id: str, reading: Reading) -> list[dict[str, Any]]:
    """The rows of one document's pages in `prints`, without `known_at`, `received_at` and `delivery_id`."""
    return [
        {"document_id": document_id, "claim_id": claim_id, "page": one.page, "picture": one.picture, "form": one.form}
        for one in reading.prints
    ]


def _accepted(reading: Reading, name: str) -> str | None:
    one = reading.fields.get(name)
    return reading.text(name) if one is not None and one.status == "accepted" else None


def _amount(reading: Reading) -> int | None:
    text = _accepted(reading, "total_amount")
    try:
        amount = None if text is None else fen(text)
    except (ArithmeticError, ValueError):
        return None
    return amount if amount is not None and abs(amount) < _LARGEST_FEN else None


def _item_count(reading: Reading) -> int | None:
    items = reading.fields.get("line_items")
    if items is None or items.status != "accepted" or not isinstance(items.value, tuple):
        return None
    return len(items.value)


def _days(reading: Reading) -> int | None:
    text = _accepted(reading, "inpatient_days")
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,5}", text) else None


def _day(reading: Reading, name: str) -> dt.date | None:
    text = _accepted(reading, name)
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        return None
