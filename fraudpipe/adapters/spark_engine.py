"""Spark as the engine over Parquet: the same expressions as on DuckDB, the same cells, for more than one machine."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from fraudpipe.adapters.parquet_files import PLACE, checked_schema, sort_keys, write_rows
from fraudpipe.adapters.spark_session import open_session, spark_border
from fraudpipe.errors import ContractError
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.schema import Kind


class SparkEngine:
    """Runs Ibis expressions over Parquet files on Spark; `DuckDBEngine` with another machine room.

    Rows travel as Arrow and never as pandas, which would turn whole numbers with nulls into floats.

    Args:
        columns: Columns of every table by name, as (name, kind); `fraudpipe.featuring.frame.COLUMNS`.
        spill_dir: Where a local Spark spills and writes its log.
        master: local[*], or the address of a cluster; the first engine of a process decides.
        memory_gb: What the driver may take.
        options: Further Spark settings for the start.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[tuple[str, Kind]]],
        *,
        spill_dir: Path,
        master: str = "local[*]",
        memory_gb: int = 8,
        options: Mapping[str, str] | None = None,
    ) -> None:
        self._columns = columns
        self._spill_dir = spill_dir
        self._master = master
        self._memory_gb = memory_gb
        self._options = options
        self._opened: Any = None
        self._connection: ibis.BaseBackend | None = None
        self._kept_count = 0

    def __enter__(self) -> "SparkEngine":
        """Opens a session of its own; the Spark below is started once a process and stays."""
        self._opened = open_session(
            self._master, memory_gb=self._memory_gb, folder=self._spill_dir, options=self._options
        )
        with spark_border():
            self._connection = ibis.pyspark.connect(self._opened)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Lets go of the session, and with it of its views and of what was kept."""
        self._opened = self._connection = None

    @property
    def connection(self) -> ibis.BaseBackend:
        """The open connection.

        Raises:
            ContractError: The engine was not entered as a context.
        """
        if self._connection is None:
            raise ContractError(_CLOSED)
        return self._connection

    @property
    def _session(self) -> Any:
        if self._opened is None:
            raise ContractError(_CLOSED)
        return self._opened

    @property
    def local(self) -> None:
        """Its rows may not fit one machine."""
        return None

    def tables(self, paths: Mapping[str, Sequence[Path]]) -> dict[str, ir.Table]:
        """Every table of the contract over its Parquet files; empty, but typed, where there are none.

        Raises:
            ContractError: A file is no Parquet, or a column is missing or holds something else.
        """
        return {name: self._table(name, paths.get(name, ())) for name in self._columns}

    def _table(self, name: str, paths: Sequence[Path]) -> ir.Table:
        schema = arrow_schema(self._columns[name])
        if not paths:
            return self.frame(f"lake_{name}", schema.empty_table())
        # Spark takes the types of all files from one of them, so files of different types are read apart.
        alike: dict[str, list[str]] = {}
        for path in sorted(paths):
            found = checked_schema(path, schema)
            alike.setdefault(str(found.remove_metadata()), []).append(str(path.resolve()))
        with spark_border():
            whole: Any = None
            for files in alike.values():
                # A path is a path, whatever characters it holds.
                rows = self._session.read.option("__globPaths__", "false").parquet(*files)
                rows = rows.select(*(rows[field.name].cast(_TYPES[str(field.type)]) for field in schema))
                whole = rows if whole is None else whole.unionAll(rows)
            return self._view(f"lake_{name}", whole)

    def frame(self, name: str, rows: pd.DataFrame | pa.Table) -> ir.Table:
        """A table from memory, for example the probes of a night."""
        found = rows if isinstance(rows, pa.Table) else pa.Table.from_pandas(rows, preserve_index=False)
        with spark_border():
            return self._view(name, self._session.createDataFrame(found.replace_schema_metadata(None)))

    def keep(self, expression: ir.Table) -> ir.Table:
        """The rows of an expression, worked out once for all that is built on them, until the engine is closed."""
        with spark_border():
            # A checkpoint forgets how its rows were made. What is only cached stays in the plan of all that is built on
            # it, once for each mention: after some rounds of a loop Spark would plan for hours.
            rows = self._session.sql(self.connection.compile(expression)).localCheckpoint()
            self._kept_count += 1
            # Its columns may still be those of the files below, which Spark would not tell apart in a join of the two.
            return self._view(f"kept_{self._kept_count}", rows.toDF(*rows.columns))

    def _view(self, name: str, rows: Any) -> ir.Table:
        rows.createOrReplaceTempView(name)
        return self.connection.table(name)

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression, in no particular order."""
        frame: pd.DataFrame = self._arrow(expression).to_pandas()
        return frame

    def arrow(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression as Arrow, sorted as `write` sorts them."""
        rows = self._arrow(expression)
        # Sorted here: a sort over all of a Spark table works everything out twice.
        order = pc.sort_indices(rows, [(name, "ascending") for name in sort_keys(rows.column_names)])
        return rows.take(order).combine_chunks()

    def _arrow(self, expression: ir.Table) -> pa.Table:
        with spark_border():
            rows: pa.Table = self._session.sql(self.connection.compile(expression)).toArrow()
        # A whole number that is written into a statement is an int in Spark, whatever the expression says.
        promised = expression.schema().to_pyarrow()
        return rows.cast(pa.schema([pa.field(field.name, field.type) for field in promised]))

    def write(self, expression: ir.Table, path: Path) -> int:
        """Writes an expression as Parquet, sorted, in one step; the bytes that `DuckDBEngine` writes."""
        rows = self.arrow(expression)
        return write_rows(rows.drop_columns([name for name in rows.column_names if name == PLACE]), path)


_CLOSED = "the engine is closed: use it as `with SparkEngine(...) as engine:`"
_TYPES = {"string": "string", "int64": "bigint", "double": "double", "date32[day]": "date", "bool": "boolean"}
