"""The lake: immutable Parquet by delivery, and beside it what fraudpipe worked out from each delivery.

    lake/deliveries/<delivery_id>/delivery.json, <table>.parquet     as delivered, personal values hashed
    lake/derived/<name>/<delivery_id>.parquet                        readings flattened, findings, features

A delivery appears whole or not at all: it is written under a temporary name and renamed.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from fraudpipe.errors import ContractError, NotFoundError
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import ADDED_LATER
from fraudpipe.records.schema import Kind
from fraudpipe.records.tables import SCHEMA_VERSION, TABLES_BY_NAME

Columns = Sequence[tuple[str, Kind]]


class Lake:
    """The tables of one workspace.

    Args:
        folder: The folder `lake` of the workspace.
    """

    def __init__(self, folder: Path) -> None:
        self._deliveries = folder / "deliveries"
        self._derived = folder / "derived"

    def deliveries(self) -> tuple[Delivery, ...]:
        """All deliveries taken in, by moment and name."""
        if not self._deliveries.is_dir():
            return ()
        # A name that begins with a dot is a delivery that is still being written, or was when a run was killed.
        paths = [path for path in sorted(self._deliveries.glob("*/delivery.json")) if path.parent.name[0] != "."]
        found = [self._manifest(path) for path in paths]
        return tuple(sorted(found, key=lambda one: (one.as_of, one.delivery_id)))

    def delivery(self, delivery_id: str) -> Delivery:
        """One delivery.

        Raises:
            NotFoundError: It was not taken in.
        """
        path = self._deliveries / delivery_id / "delivery.json"
        if not path.is_file():
            msg = f"delivery {delivery_id} was not taken into this workspace"
            raise NotFoundError(msg)
        return self._manifest(path)

    def add(self, delivery: Delivery, tables: Mapping[str, pd.DataFrame]) -> None:
        """Adds a delivery in one step; rows are sorted so that equal content gives equal bytes."""
        target = self._deliveries / delivery.delivery_id
        partial = self._deliveries / f".{delivery.delivery_id}.partial"
        if partial.exists():
            shutil.rmtree(partial)
        partial.mkdir(parents=True)
        for name, frame in tables.items():
            write_parquet(frame, TABLES_BY_NAME[name].lake_columns, partial / f"{name}.parquet")
        manifest = {
            "delivery_id": delivery.delivery_id,
            "kind": delivery.kind,
            "as_of": delivery.as_of,
            "digest": delivery.digest,
            "schema_version": SCHEMA_VERSION,
        }
        (partial / "delivery.json").write_text(json.dumps(manifest, indent=1), "utf-8")
        partial.rename(target)

    def put_derived(self, name: str, delivery_id: str, frame: pd.DataFrame, columns: Columns) -> Path:
        """Writes what was worked out from a delivery, in one step, and returns where it lies."""
        path = self._derived / name / f"{delivery_id}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_parquet(frame, columns, path)
        return path

    def paths(self, name: str, until: int) -> tuple[Path, ...]:
        """The Parquet files of a delivered or derived table, from deliveries up to the moment `until`, in order."""
        return tuple(path for _, path in self._partitions(name, until))

    def _partitions(self, name: str, until: int) -> Iterator[tuple[str, Path]]:
        for one in self.deliveries():
            if one.as_of > until:
                continue
            for path in (
                self._deliveries / one.delivery_id / f"{name}.parquet",
                self._derived / name / f"{one.delivery_id}.parquet",
            ):
                if path.is_file():
                    yield one.delivery_id, path

    def read(self, name: str, columns: Columns, until: int, *, delivery_id: str | None = None) -> pd.DataFrame:
        """The rows of a table from deliveries up to `until`, or of one delivery alone.

        Raises:
            ContractError: A partition has other columns than its contract.
        """
        schema = arrow_schema(columns)
        pieces = []
        for brought_by, path in self._partitions(name, until):
            if delivery_id is not None and brought_by != delivery_id:
                continue
            pieces.append(_upcast(pq.read_table(path, partitioning=None), schema, ADDED_LATER.get(name, ()), path))
        whole = pa.concat_tables(pieces) if pieces else schema.empty_table()
        frame: pd.DataFrame = whole.to_pandas(types_mapper=_PANDAS_TYPES.get, date_as_object=False)
        return frame

    def _manifest(self, path: Path) -> Delivery:
        tree = json.loads(path.read_text("utf-8"))
        if tree["schema_version"] != SCHEMA_VERSION:
            msg = f"{path} has schema version {tree['schema_version']}, this fraudpipe knows {SCHEMA_VERSION}"
            raise ContractError(msg)
        return Delivery(tree["delivery_id"], tree["kind"], tree["as_of"], tree["digest"])


def _upcast(rows: pa.Table, schema: pa.Schema, added: Sequence[str], path: Path) -> pa.Table:
    """Rows with the columns of this version; those that were `added` since an old one was written are null there."""
    for place, field in enumerate(schema):
        if field.name in added and field.name not in rows.column_names:
            rows = rows.add_column(place, field, pa.nulls(len(rows), field.type))
    if not rows.schema.remove_metadata().equals(schema):
        msg = f"{path} has other columns than this version writes; take its delivery in again"
        raise ContractError(msg)
    return rows


_PANDAS_TYPES = {
    pa.string(): pd.StringDtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def write_parquet(frame: pd.DataFrame, columns: Columns, path: Path) -> None:
    """Writes a frame with exactly these columns, by way of a temporary name; equal rows give equal bytes."""
    schema = arrow_schema(columns)
    table = pa.Table.from_pandas(frame[[name for name, _ in columns]], schema=schema, preserve_index=False)
    partial = path.with_name(f".{path.name}.partial")
    pq.write_table(table.replace_schema_metadata(None), partial, compression="zstd", store_schema=False)
    partial.replace(path)
