"""What a delivery says about itself, and what became of its rows."""

from dataclasses import dataclass
from typing import Literal

from fraudpipe.records.moments import at

DeliveryKind = Literal["history", "night"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """The manifest of a delivery.

    Attributes:
        delivery_id: Names the delivery for ever; a second one with the same id must be the same to the byte.
        kind: history is taken in as it was known, row by row; a night arrives as a whole and is scored.
        as_of: The moment, epoch seconds, that the delivery speaks for. Nothing in it may be later.
        digest: SHA-256 over all its files.
    """

    delivery_id: str
    kind: DeliveryKind
    as_of: int
    digest: str

    @property
    def received_at(self) -> int:
        """When a night's rows count as received: the last second before it is scored.

        So the one rule `max(known_at, received_at) < as_of` lets a night see itself and nothing later.
        """
        return self.as_of - 1

    def __str__(self) -> str:
        return f"{self.delivery_id} ({self.kind}, as of {at(self.as_of)})"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row, column or file that was not taken in. Holds ids only, never values.

    Attributes:
        table: The table, or "documents" for a file.
        record_id: Its key where it has one, else the row as "row 17" (from 1, header not counted).
        reason_code: Stable code; REASONS says what each means.
        column: The column at fault, or empty.
        advice: What the sender can do.
    """

    table: str
    record_id: str
    reason_code: str
    column: str
    advice: str


REASONS = {
    "missing_value": "A required value is empty.",
    "missing_column": "A required column is not in the file.",
    "unknown_column": "The contract has no such column; its values were set aside.",
    "unknown_table": "The contract has no such table; the file was set aside.",
    "unreadable_table": "The file is no CSV in UTF-8 and no Parquet.",
    "not_a_number": "The value is not a whole number, or not a number.",
    "not_an_instant": "The value is neither epoch seconds nor ISO 8601 with an offset.",
    "not_a_date": "The value is not an ISO date such as 2026-03-01.",
    "not_a_flag": "The value is neither true nor false.",
    "not_json": "The value is not one JSON document of the agreed form.",
    "unknown_choice": "The value is not one of the agreed words.",
    "bad_form": "The value has not the agreed form.",
    "out_of_range": "The number is smaller or larger than allowed.",
    "future": "The row is later than the moment that the delivery speaks for.",
    "duplicate_row": "A row with this key stands in the delivery already; the first one counts.",
    "already_delivered": "An earlier delivery brought the same row, unchanged.",
    "unknown_reference": "The row names something that no accepted row brought.",
    "unsafe_path": "The file name leads outside of the delivery's documents folder.",
    "unnamed_file": "No accepted row of the documents table names the file; it was set aside.",
    "missing_file": "The named file is not in the delivery.",
    "empty_file": "The file has no bytes.",
    "file_too_large": "The file is larger than the settings allow.",
    "unknown_format": "The content is no JPEG, PNG, TIFF, WebP, HEIC or PDF, whatever the name says.",
    "too_many_pixels": "A page has more pixels than the settings allow.",
    "too_few_pixels": "A page is too small or too narrow to hold readable print.",
    "too_many_pages": "The file has more pages than the settings allow.",
    "truncated_file": "The file ends too early; it was cut while copying or uploading.",
    "encrypted_pdf": "The PDF asks for a password.",
    "decoding_failed": "The file could not be decoded within its limits.",
    "reader_crashed": "The reader died on this file.",
    "not_read": "The reader died on this file twice, or its member was erased.",
    "known_document": "An earlier delivery brought a paper under this id; give this one an id of its own.",
    "unusable_identifier": "The value identifies nobody (a placeholder, too short, one digit repeated).",
    "content_mismatch": "The file's SHA-256 is not the one that its row states.",
}
"""Every reason code, and what it means."""
