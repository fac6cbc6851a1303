import datetime as dt
from typing import Any

import pytest

from builders import field_tree
from fraudpipe.records.papers import paper_row
from fraudpipe.records.reading import FieldReading, LineItem, Reading, reading_from_json, reading_json


def _reading(**fields: Any) -> Reading:
    return reading_from_json(
        {"document_type": "inpatient_invoice", "rotation": 0, "pages": 2, "fields": fields},
    )


def test_accepted_fields_become_typed_columns() -> None:
    row = paper_row(
        "p1",
        "c1",
        _reading(
            total_amount=field_tree("51675.55"),
            inpatient_days=field_tree(12),
            admission_date=field_tree("2026-01-03"),
            issue_date=field_tree("2026-01"),
            line_items=field_tree([{"name": "药", "amount": "1.00", "box": [0, 0, 1, 1]}]),
            diagnosis=field_tree(None, status="unreadable", confidence=0.0),
        ),
    )
    assert row["total_amount_fen"] == 5_167_555
    assert row["inpatient_days"] == 12
    assert row["admission_on"] == dt.date(2026, 1, 3)
    assert row["issue_on"] is None
    assert row["line_item_count"] == 1
    assert (row["field_count"], row["doubtful_count"], row["unreadable_count"]) == (6, 0, 1)
    assert row["mean_confidence"] == pytest.approx(0.99 * 5 / 6)


def test_a_doubtful_reading_is_a_doubt_and_never_a_fact() -> None:
    row = paper_row("p1", "c1", _reading(total_amount=field_tree("10.00", status="doubtful")))
    assert row["total_amount_fen"] is None
    assert row["doubtful_count"] == 1


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e30", "9" * 40, "壹万", "", "²"])
def test_an_amount_or_number_of_days_that_is_none_is_left_out(text: str) -> None:
    row = paper_row("p1", "c1", _reading(total_amount=field_tree(text), inpatient_days=field_tree(text)))
    assert row["total_amount_fen"] is None
    assert row["inpatient_days"] is None


def test_a_reading_comes_back_from_its_json() -> None:
    item = LineItem("药", "2.00", (1, 2, 3, 4), "1", "2.00")
    whole = Reading(
        "itemised_bill",
        90,
        3,
        {
            "line_items": FieldReading((item,), 0.9, "accepted", 1, (1, 2, 3, 4), ("paddle", "tesseract")),
            "sex": FieldReading(None, 0.0, "unreadable", 2, (0, 0, 1, 1), ()),
        },
    )
    assert reading_from_json(reading_json(whole)) == whole
    assert whole.text("sex") is None
    assert whole.text("gone") is None
