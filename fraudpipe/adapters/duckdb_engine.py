"""DuckDB as the engine over Parquet: in memory, never a shared database file."""

import contextlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import duckdb
import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from fraudpipe.adapters.parquet_files import PART_ROWS, checked_schema, sort_keys, write_parts
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
            checked_schema(path, schema)
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
        name, connection = f"kept_{self._kept_count}", self.connection
        with _border():
            # `create_table` asks the engine for where it is and casts every column, for every table.
            connection.con.execute(f"CREATE TEMP TABLE {name} AS {connection.compile(expression)}").fetchall()
            return connection.table(name)

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression, in no particular order."""
        with _border():
            rows: pd.DataFrame = self.connection.to_pandas(expression)
        return rows

    def arrow(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression as Arrow, sorted as `write` sorts them."""
        with _border():
            rows: pa.Table = self.connection.to_pyarrow(expression.order_by(sort_keys(expression.columns)))
        return rows.combine_chunks()

    def write(self, expression: ir.Table, path: Path) -> int:
        """Writes an expression as Parquet, sorted, in one step; returns the number of rows.

        Rows are sorted by claim_id and as_of where they have them, else by all columns, and written by one thread: the
        same rows give the same bytes.
        """
        ordered = expression.order_by(sort_keys(expression.columns))
        schema, statement = ordered.schema().to_pyarrow(), str(ibis.to_sql(ordered, dialect="duckdb"))
        with _border():
            return write_parts(self.connection.con.sql(statement).to_arrow_reader(PART_ROWS), schema, path)


_TYPES = {"string": "string", "int64": "int64", "double": "float64", "date32[day]": "date", "bool": "boolean"}


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
