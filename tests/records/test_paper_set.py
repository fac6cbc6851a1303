"""What a paper's fields say, ready for the checks."""

import pytest

from fraudpipe.records.paper_set import Paper
from fraudpipe.records.reading import FieldReading, LineItem, Reading

BOX = (0, 0, 1, 1)


@pytest.mark.parametrize(
    ("value", "status", "text"),
    [
        (" ＡＢ１２　", "accepted", "AB12"),
        (8, "doubtful", "8"),
        ("甲", "unreadable", None),
        ("  ", "accepted", None),
        (None, "unreadable", None),
        ((LineItem("西药费", "1.00", BOX),), "accepted", None),
    ],
)
def test_texts_are_folded_and_only_those_that_can_be_read(value: object, status: str, text: str | None) -> None:
    field = FieldReading(value, 1.0, status, 1, BOX, ())  # type: ignore[arg-type]
    assert Paper("d1", Reading("other", 0, 1, {"field": field})).texts.get("field") == text
