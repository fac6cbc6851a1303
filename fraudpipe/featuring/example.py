"""One feature on literal rows: what the doctest of a feature shows."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from fraudpipe.errors import ContractError, did_you_mean
from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.compute import attach, cell
from fraudpipe.featuring.cut import versions
from fraudpipe.featuring.frame import CLAIM_CONTEXT, KEYS, MEMBER_CONTEXT, day_number, moment_schema, table_schema
from fraudpipe.featuring.night import group_values
from fraudpipe.records.moments import DAY_SECONDS, seconds

_EPOCH = dt.date(1970, 1, 1)


def example(
    function: Callable[..., Any], past: Sequence[Mapping[str, Any]] = (), *, as_of: str = "2024-06-01", **moment: Any
) -> int | float | None:
    """The value of one feature for the claim c1, from literal rows.

    Args:
        function: The feature.
        past: Rows of the table that a trailing feature aggregates. What a row does not state is null; it was known and
            received a day before the moment. The rows pass the same cut as in a night.
        as_of: The moment, an ISO date: 00:00 Asia/Shanghai of that day.
        moment: Columns of the claim's moment, and trailing features that a row feature names. Dates are ISO text.

    Raises:
        ContractError: A column does not exist; the message names the closest.
    """
    instant = seconds(dt.date.fromisoformat(as_of))
    frame = _moment(instant, moment)
    if function.__code__.co_argcount:
        value = function(frame)
        return _plain(value.cast("int8") if value.type().is_boolean() else value)
    one = Catalogue([function]).features[0]
    return _plain(cell(one, attach(frame, [([one], group_values(frame, _past(one, past, instant), [one]))])))


def _moment(instant: int, moment: Mapping[str, Any]) -> ir.Table:
    row = {"moment": 0, "claim_id": "c1", "as_of": instant} | {name: _literal(value) for name, value in moment.items()}
    types = {"moment": ibis.dtype("int64"), **moment_schema()}
    for name, value in moment.items():
        # What is no column of the moment is a trailing feature that the row feature names.
        types.setdefault(name, ibis.dtype("float64" if isinstance(value, float) else "int64"))
    table = pa.Table.from_pylist([row], schema=ibis.schema(types).to_pyarrow())
    frame = ibis.memtable(table)
    return frame.mutate(as_of_on=day_number(frame.as_of))


def _past(one: Feature, past: Sequence[Mapping[str, Any]], instant: int) -> ir.Table:
    name = one.declared.table
    types = dict(table_schema(name).items())
    if "claim_id" in types:
        types |= {column: ibis.dtype("string") for column in CLAIM_CONTEXT if column not in types}
        types |= {here: table_schema("members")[there] for here, there in MEMBER_CONTEXT.items()}
    rows = []
    for number, given in enumerate(past):
        for column in given:
            if column not in types:
                msg = f"table {name!r} has no column {column!r}.{did_you_mean(column, types)}"
                raise ContractError(msg)
        known_at = _instant(given.get("known_at"), instant - DAY_SECONDS)
        row = {key: f"{key}-{number}" for key in KEYS[name] if types[key].is_string()} | dict(given)
        row |= {"known_at": known_at, "received_at": _instant(given.get("received_at"), known_at)}
        rows.append({column: _day(value) if types[column].is_date() else value for column, value in row.items()})
    table = pa.Table.from_pylist(rows, schema=ibis.schema(types).to_pyarrow())
    return versions(ibis.memtable(table), KEYS[name])


def _literal(value: Any) -> Any:
    """A date as its day number, anything else as it is."""
    day = _day(value)
    return (day - _EPOCH).days if isinstance(day, dt.date) else value


def _day(value: Any) -> Any:
    if isinstance(value, str) and len(value) == len("2024-06-01") and value[4] == value[7] == "-":
        return dt.date.fromisoformat(value)
    return value


def _instant(value: Any, default: int) -> int:
    day = _day(value)
    return default if value is None else seconds(day) if isinstance(day, dt.date) else int(value)


def _plain(value: ir.Value) -> int | float | None:
    found = value.name("value").as_table().to_pyarrow().column("value")[0].as_py()
    return round(found, 6) if isinstance(found, float) else found
