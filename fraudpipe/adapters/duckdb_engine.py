"""DuckDB as the engine over Parquet: in memory, never a shared database file."""

import contextlib
import functools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import duckdb
import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import numpy as np
import pandas as pd
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr import operations as ops

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
        rows = self.connection.con.read_parquet([str(path) for path in sorted(paths)])
        rows.create_view(f"lake_{name}", replace=True)
        files = self._named(f"lake_{name}")
        types = ibis.schema({field.name: ibis.dtype(_TYPES[str(field.type)]) for field in schema})
        return files.select(**{column: files[column].cast(kind) for column, kind in types.items()})

    def frame(self, name: str, rows: pd.DataFrame | pa.Table) -> ir.Table:
        """A table from memory, for example the probes of a night."""
        with _border():
            return self.connection.create_table(name, rows, temp=True, overwrite=True)

    def keep(self, expression: ir.Table | pa.Table) -> ir.Table:
        """The rows of an expression or from memory, worked out once, for as long as the engine is open.

        Rows with a place are kept in its order, those from memory as they stand: then a part of them is found without a
        look at the others.
        """
        with _border():
            if isinstance(expression, pa.Table):
                return self._from_memory(expression)
            if PLACE in expression.columns:
                expression = expression.order_by(PLACE)
            return self._kept(self._statement(expression))

    def _from_memory(self, rows: pa.Table) -> ir.Table:
        connection = self.connection.con
        connection.register("in_memory", rows)
        try:
            return self._kept("SELECT * FROM in_memory")
        finally:
            connection.unregister("in_memory")

    def _statement(self, expression: ir.Table) -> str:
        # To melt selects into one takes Ibis a quarter of its time; DuckDB does so by itself.
        # The option is the whole process', so two threads must not compile at once.
        before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
        try:
            return str(self.connection.compile(expression))
        finally:
            ibis.options.sql.fuse_selects = before

    def _named(self, name: str) -> ir.Table:
        """A table or view of the engine, as `connection.table` has it, which parses the type of every column anew."""
        found = self.connection.con.table(name)
        types = zip(found.columns, (_dtype(str(kind)) for kind in found.types), strict=True)
        named = ops.DatabaseTable(name, ibis.schema(dict(types)), self.connection, ops.Namespace())
        return named.to_expr()

    def _kept(self, statement: str) -> ir.Table:
        # Ibis' `create_table` asks the engine for where it is and casts every column, for every table.
        self._kept_count += 1
        name = f"kept_{self._kept_count}"
        self.connection.con.execute(f"CREATE TEMP TABLE {name} AS {statement}").fetchall()
        return self._named(name)

    def repeated(self, rows: ir.Table, key: tuple[str, ...]) -> ir.Table | None:
        """The keys that more than one row has, each once; None where there are none.

        Grouping millions of rows of which hardly any are alike takes long: first their hashes are sorted, and then only
        rows are grouped whose hash stands twice.
        """
        names = ", ".join(f'"{name}"' for name in key)
        with _border():
            source = self._statement(rows.select(*key))
            # S608: names and numbers of our own.
            found = self.connection.con.execute(f"SELECT hash({names}) AS hash FROM ({source})").fetchnumpy()  # noqa: S608
            hashes = np.asarray(found["hash"])
            hashes.sort()
            alike = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
            if not len(alike):
                return None
            doubted = self._from_memory(pa.table({"hash": pa.array(alike)})).get_name()
            among = f"SELECT * FROM ({source}) WHERE hash({names}) IN (SELECT hash FROM {doubted})"  # noqa: S608
            return self._kept(f"SELECT {names} FROM ({among}) GROUP BY {names} HAVING count(*) > 1")  # noqa: S608

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression, in no particular order."""
        with _border():
            rows: pd.DataFrame = self.connection.to_pandas(expression)
        return rows

    def rows(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression as Arrow, in no particular order."""
        with _border():
            rows: pa.Table = self.connection.con.sql(self._statement(expression)).to_arrow_table()
        return rows.cast(expression.schema().to_pyarrow())

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
            found = self.connection.con.sql(self._statement(ordered))
            return write_parts(found.to_arrow_reader(PART_ROWS), schema, path)

    def _by_place(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        statement = self._statement(expression)
        begin = 0
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
                rest = f"SELECT min({PLACE}) FROM ({statement}) WHERE {PLACE} >= {begin}"  # noqa: S608 - as above
                begin = self.connection.con.execute(rest).fetchall()[0][0]


_TYPES = {"string": "string", "int64": "int64", "double": "float64", "date32[day]": "date", "bool": "boolean"}


@functools.cache
def _dtype(kind: str) -> dt.DataType:
    found: dt.DataType = DuckDBType.from_string(kind)
    return found


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
