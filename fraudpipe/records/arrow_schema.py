"""How the kinds of the contract are stored in Parquet."""

from collections.abc import Iterable

import pyarrow as pa

from fraudpipe.records.schema import Kind

_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "choice": pa.string(),
    "json": pa.string(),
    "count": pa.int64(),
    "fen": pa.int64(),
    "instant": pa.int64(),
    "share": pa.float64(),
    "day": pa.date32(),
    "flag": pa.bool_(),
}


def arrow_schema(columns: Iterable[tuple[str, Kind]]) -> pa.Schema:
    """The Parquet schema of columns given as (name, kind)."""
    return pa.schema([pa.field(name, _TYPES[kind]) for name, kind in columns])
