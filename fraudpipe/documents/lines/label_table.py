"""The printed labels of fields and their synonyms, from `tables/labels.csv`.

A row is a field, a document type (`*` for all that have no row of their own) and labels, the most telling first. Rows
without a field hold labels that are not read themselves but end the value before them.
"""

import csv
import functools
from collections.abc import Collection, Mapping
from importlib import resources

EVERYWHERE = "*"


def labels_of(field: str, document_type: str = EVERYWHERE) -> tuple[str, ...]:
    """The labels of a field on a type of paper, the most telling first.

    Raises:
        KeyError: The table has no row for the field.

    >>> labels_of("sex"), labels_of("patient_name", "bank_card")[0]
    (('性别',), '持卡人')
    """
    rows = _table()
    return rows[field, document_type] if (field, document_type) in rows else rows[field, EVERYWHERE]


def same_field(labels: Collection[str]) -> bool:
    """Whether labels name one field, so that it does not matter which of them was printed.

    >>> same_field(("主治医师", "经治医师")), same_field(("入院时间", "出院时间"))
    (True, False)
    """
    common = {field for field, _ in _table() if field}
    for label in labels:
        common &= {field for (field, _), known in _table().items() if label in known}
    return bool(common)


def other_labels() -> tuple[str, ...]:
    """Labels that end the value before them and are not read themselves."""
    return _table()["", EVERYWHERE]


@functools.cache
def _table() -> Mapping[tuple[str, str], tuple[str, ...]]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.documents").joinpath("tables/labels.csv")
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        key = (row["field"], row["document_type"])
        rows[key] = (*rows.get(key, ()), *row["labels"].split())
    return rows
