"""Rows of a data frame as plain tuples."""

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd


def rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of the named columns, row by row.

    >>> list(rows(pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [0, 0]}), "b", "a"))
    [('x', 1), ('y', 2)]
    """
    return zip(*(frame[name].tolist() for name in names), strict=True)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as a dictionary by column name.

    >>> records(pd.DataFrame({"a": [1]}))
    [{'a': 1}]
    """
    return cast("list[dict[str, Any]]", frame.to_dict("records"))
