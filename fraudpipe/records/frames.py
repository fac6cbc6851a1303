"""Rows of a data frame as plain tuples."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pandas as pd


def rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of the named columns, row by row.

    >>> list(rows(pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [0, 0]}), "b", "a"))
    [('x', 1), ('y', 2)]
    """
    return zip(*(frame[name].tolist() for name in names), strict=True)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON can hold it: days as ISO text, nothing for what is missing, Python's own numbers.

    >>> plain({"a": pd.NA, "b": pd.Timestamp("2026-03-02"), "c": pd.array([3], dtype="Int64")[0]})
    {'a': None, 'b': '2026-03-02', 'c': 3}
    """
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as a dictionary by column name.

    >>> records(pd.DataFrame({"a": [1]}))
    [{'a': 1}]
    """
    return cast("list[dict[str, Any]]", frame.to_dict("records"))
