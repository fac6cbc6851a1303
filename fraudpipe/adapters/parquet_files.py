"""The Parquet files that engines read and write: what they must hold, how they appear."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fraudpipe.errors import ContractError

PLACE = "moment"
"""Column of the place of each row, from 0: rows come in this order, and it is not written."""

PART_ROWS = 131_072
"""Rows a part of a written file: few more are in memory at once."""


def checked_schema(path: Path, needed: pa.Schema) -> pa.Schema:
    """What a file holds, after a look that no column is missing.

    Raises:
        ContractError: It is no Parquet, or a column is missing.
    """
    try:
        found = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        msg = f"{path} cannot be read as Parquet: {error}"
        raise ContractError(msg) from None
    missing = [name for name in needed.names if name not in found.names]
    if missing:
        msg = f"{path} lacks the columns {', '.join(missing)}"
        raise ContractError(msg)
    return found


def sort_keys(columns: Sequence[str]) -> list[str]:
    """What rows are sorted by, so that the same rows give the same bytes: their place, claim_id and as_of, or all."""
    if PLACE in columns:
        return [PLACE]
    return [name for name in ("claim_id", "as_of") if name in columns] or list(columns)


def write_rows(rows: pa.Table, path: Path) -> int:
    """Writes rows in one step, by way of a temporary name; returns their number."""
    return write_parts(rows.to_batches(), rows.schema, path)


def write_parts(batches: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> int:
    """Writes rows as they come, in one step, by way of a temporary name; returns their number.

    The file depends on the rows alone, not on how many an engine hands over at a time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        # Ids are nearly all different: a dictionary of them takes time and room.
        coded: Any = [name for name in schema.names if name != "claim_id"]
        # So are many figures: a dictionary that long is given up early.
        options: Any = {"use_dictionary": coded, "dictionary_pagesize_limit": 1 << 15}
        with pq.ParquetWriter(temporary, schema, compression="zstd", **options) as writer:
            for part in _parts(batches):
                writer.write_table(part.cast(schema), row_group_size=PART_ROWS)
                count += part.num_rows
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _parts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in parts of equal size."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        waiting.append(batch)
        count += batch.num_rows
        if count >= PART_ROWS:
            rows = pa.Table.from_batches(waiting)
            whole = count - count % PART_ROWS
            for begin in range(0, whole, PART_ROWS):
                yield rows.slice(begin, PART_ROWS).combine_chunks()
            waiting, count = rows.slice(whole).to_batches(), count - whole
    if count:
        yield pa.Table.from_batches(waiting).combine_chunks()
