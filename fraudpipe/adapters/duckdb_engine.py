"""DuckDB as the engine over Parquet: in memory, never a shared database file."""

import contextlib
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import duckdb
import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from fraudpipe.errors import ContractError
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.schema import Kind


class DuckDBEngine:
    """Runs Ibis expressions over Parquet files.

    Args:
        columns: Columns of every table by name, as (name, kind); `fraudpipe.featuring.frame.COLUMNS`.
        threads: Fixed, so that a result never depends on the machine.
        memory_gb: What DuckDB may take before it spills to disk.
        spill_dir: Where it spills; the current folder's `.tmp` when None.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[tuple[str, Kind]]],
        *,
        threads: int = 2,
        memory_gb: int = 8,
        spill_dir: Path | None = None,
    ) -> None:
        self._columns = columns
        self._settings: dict[str, object] = {"threads": threads, "memory_limit": f"{memory_gb}GB"}
        if spill_dir is not None:
            self._settings["temp_directory"] = str(spill_dir)
        self._connection: ibis.BaseBackend | None = None
        self._kept_count = 0

    def __enter__(self) -> "DuckDBEngine":
        """Opens a connection of its own; nothing is shared between engines."""
        self._connection = ibis.duckdb.connect(**self._settings)
        # Ibis turns DuckDB's own bar on; what is shown to the operator is the command's business.
        self._connection.raw_sql("SET enable_progress_bar = false")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connection."""
        if self._connection is not None:
            self._connection.disconnect()
            self._connection = None

    @property
    def connection(self) -> ibis.BaseBackend:
        """The open connection.

        Raises:
            ContractError: The engine was not entered as a context.
        """
        if self._connection is None:
            msg = "the engine is closed: use it as `with DuckDBEngine(...) as engine:`"
            raise ContractError(msg)
        return self._connection

    def tables(self, paths: Mapping[str, Sequence[Path]]) -> dict[str, ir.Table]:
        """Every table of the contract over its Parquet files; empty, but typed, where there are none.

        Raises:
            ContractError: A file is no Parquet, or a column is missing or holds something else.
        """
        with _border():
            return {name: self._table(name, paths.get(name, ())) for name in self._columns}

    def _table(self, name: str, paths: Sequence[Path]) -> ir.Table:
        schema = arrow_schema(self._columns[name])
        if not paths:
            return self.connection.create_table(f"empty_{name}", schema.empty_table(), temp=True, overwrite=True)
        for path in paths:
            _check(path, schema)
        files = self.connection.read_parquet([str(path) for path in sorted(paths)], table_name=f"lake_{name}")
        types = ibis.schema({field.name: ibis.dtype(_TYPES[str(field.type)]) for field in schema})
        return files.select(**{column: files[column].cast(kind) for column, kind in types.items()})

    def frame(self, name: str, rows: pd.DataFrame | pa.Table) -> ir.Table:
        """A table from memory, for example the probes of a night."""
        with _border():
            return self.connection.create_table(name, rows, temp=True, overwrite=True)

    def keep(self, expression: ir.Table) -> ir.Table:
        """The rows of an expression, worked out once, for as long as the engine is open."""
        self._kept_count += 1
        with _border():
            return self.connection.create_table(f"kept_{self._kept_count}", expression, temp=True)

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression, in no particular order."""
        with _border():
            rows: pd.DataFrame = self.connection.to_pandas(expression)
        return rows

    def arrow(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression as Arrow, sorted as `write` sorts them."""
        with _border():
            rows: pa.Table = self.connection.to_pyarrow(_sorted(expression))
        return rows.combine_chunks()

    def write(self, expression: ir.Table, path: Path) -> int:
        """Writes an expression as Parquet, sorted, in one step; returns the number of rows.

        Rows are sorted by claim_id and as_of where they have them, else by all columns, and written by one thread: the
        same rows give the same bytes.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        ordered = _sorted(expression)
        schema, statement = ordered.schema().to_pyarrow(), str(ibis.to_sql(ordered, dialect="duckdb"))
        count = 0
        try:
            with _border(), pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
                for part in _parts(self.connection.con.sql(statement).to_arrow_reader(_PART_ROWS)):
                    writer.write_table(part.cast(schema), row_group_size=_PART_ROWS)
                    count += part.num_rows
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        return count


_PART_ROWS = 131_072
"""Rows a part of a written file: few more are in memory at once."""


def _parts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in parts of equal size, however many the engine's threads hand over at a time."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= _PART_ROWS:
            rows = pa.Table.from_batches(waiting)
            whole = rows.num_rows - rows.num_rows % _PART_ROWS
            for begin in range(0, whole, _PART_ROWS):
                yield rows.slice(begin, _PART_ROWS).combine_chunks()
            waiting = rows.slice(whole).to_batches()
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _sorted(expression: ir.Table) -> ir.Table:
    keys = [name for name in ("claim_id", "as_of") if name in expression.columns]
    return expression.order_by(keys or list(expression.columns))


_TYPES = {"string": "string", "int64": "int64", "double": "float64", "date32[day]": "date", "bool": "boolean"}


def _check(path: Path, schema: pa.Schema) -> None:
    try:
        found = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        msg = f"{path} cannot be read as Parquet: {error}"
        raise ContractError(msg) from None
    missing = [name for name in schema.names if name not in found.names]
    if missing:
        msg = f"{path} lacks the columns {', '.join(missing)}"
        raise ContractError(msg)


@contextlib.contextmanager
def _border() -> Iterator[None]:
    """DuckDB's errors stop here, and so do its warnings about how Ibis calls it (12.0 uses names of DuckDB 1)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield
        except duckdb.Error as error:
            msg = f"the engine could not compute this: {error}"
            raise ContractError(msg) from error
