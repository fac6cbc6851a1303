"""DuckDB as the engine over Parquet: in memory, never a shared database file."""

import contextlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import duckdb
import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd
import pyarrow as pa

from fraudpipe.adapters.parquet_files import PART_ROWS, PLACE, checked_schema, sort_keys, write_parts
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

    @property
    def local(self) -> "DuckDBEngine":
        """The engine itself: its rows fit this machine."""
        return self

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

    def keep(self, expression: ir.Table | pa.Table) -> ir.Table:
        """The rows of an expression or from memory, worked out once, for as long as the engine is open.

        Rows with a place are kept in its order: then a part of them is found without a look at the others.
        """
        self._kept_count += 1
        name, connection = f"kept_{self._kept_count}", self.connection
        if isinstance(expression, pa.Table):
            with _border():
                return connection.create_table(name, expression, temp=True)
        if PLACE in expression.columns:
            expression = expression.order_by(PLACE)
        with _border():
            # `create_table` asks the engine for where it is and casts every column, for every table.
            connection.con.execute(f"CREATE TEMP TABLE {name} AS {connection.compile(expression)}").fetchall()
            return connection.table(name)

    def repeated(self, rows: ir.Table, key: tuple[str, ...]) -> ir.Table:
        """The keys that more than one row has, each once.

        Grouping millions of rows of which hardly any are alike takes long: first their hashes are sorted, and then only
        rows are grouped whose hash stands twice.
        """
        names, connection = ", ".join(f'"{name}"' for name in key), self.connection
        source = connection.compile(rows.select(*key))
        self._kept_count += 1
        doubted = f"doubted_{self._kept_count}"
        with _border():
            # S608: names and numbers of our own.
            found = connection.con.execute(f"SELECT hash({names}) AS hash FROM ({source})").fetchnumpy()  # noqa: S608
            hashes = np.asarray(found["hash"])
            hashes.sort()
            alike = pa.table({"hash": pa.array(np.unique(hashes[1:][hashes[1:] == hashes[:-1]]))})
            connection.create_table(doubted, alike, temp=True)
            among = f"SELECT * FROM ({source}) WHERE hash({names}) IN (SELECT hash FROM {doubted})"  # noqa: S608
            grouped = f"SELECT {names} FROM ({among}) GROUP BY {names} HAVING count(*) > 1"  # noqa: S608
            connection.con.execute(f"CREATE TEMP TABLE repeated_{self._kept_count} AS {grouped}").fetchall()
            connection.con.execute(f"DROP TABLE {doubted}").fetchall()
            return connection.table(f"repeated_{self._kept_count}")

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression, in no particular order."""
        with _border():
            rows: pd.DataFrame = self.connection.to_pandas(expression)
        return rows

    def rows(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression as Arrow, in no particular order."""
        with _border():
            rows: pa.Table = self.connection.to_pyarrow(expression)
        return rows

    def arrow(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression as Arrow, sorted as `write` sorts them."""
        return self.rows(expression.order_by(sort_keys(expression.columns))).combine_chunks()

    def write(self, expression: ir.Table, path: Path) -> int:
        """Writes an expression as Parquet, sorted, in one step; returns the number of rows.

        Rows are sorted by their place, else by claim_id and as_of, else by all columns, and written by one thread: the
        same rows give the same bytes. Rows with a place are worked out part by part, as it takes long to sort what is
        wide.
        """
        schema = expression.schema().to_pyarrow()
        with _border():
            if PLACE in expression.columns:
                schema = schema.remove(schema.get_field_index(PLACE))
                return write_parts(self._by_place(expression), schema, path)
            ordered = expression.order_by(sort_keys(expression.columns))
            statement = str(ibis.to_sql(ordered, dialect="duckdb"))
            return write_parts(self.connection.con.sql(statement).to_arrow_reader(PART_ROWS), schema, path)

    def _by_place(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        statement = self.connection.compile(expression)
        begin: int | None = 0
        while begin is not None:
            within = f"{PLACE} BETWEEN {begin} AND {begin + PART_ROWS - 1}"
            part = f"SELECT * FROM ({statement}) WHERE {within}"  # noqa: S608 - numbers of our own
            rows = self.connection.con.sql(part).to_arrow_table()
            places = rows[PLACE].to_numpy()
            if (places[1:] < places[:-1]).any():  # joins mostly leave the order as it was
                rows = rows.take(places.argsort())
            yield from rows.drop_columns([PLACE]).to_batches()
            begin += PART_ROWS
            if len(rows) < PART_ROWS:  # the last part, or places are missing in it
                rest = expression.filter(expression[PLACE] >= begin)
                begin = self.rows(rest.aggregate(first=rest[PLACE].min()))["first"][0].as_py()


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
