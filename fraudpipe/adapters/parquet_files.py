"""The Parquet files that engines read and write: what they must hold, how they appear."""

import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fraudpipe.errors import ContractError


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
    """What rows are sorted by, so that the same rows give the same bytes: claim_id and as_of, else all columns."""
    return [name for name in ("claim_id", "as_of") if name in columns] or list(columns)


def write_rows(rows: pa.Table, path: Path) -> int:
    """Writes rows in one step, by way of a temporary name; returns their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(rows, temporary, compression="zstd")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return int(rows.num_rows)
