"""Puts the parts of a world together: one sorted file a table, cut by when its rows became known.

DuckDB sorts out of core, so the size of a world is bounded by the disk.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from fraudpipe.records.tables import TABLES, TABLES_BY_NAME
from fraudpipe.simulation.block_tables import order_of

_MEMORY = "2GB"
_ROW_GROUP = 100_000
_NESTED_ROW_GROUP = 20_000


class Merger:
    """Merges parts.

    Args:
        parts: What `write_parts` wrote.
        files: Document id to file name, for papers that are delivered as images; these carry no reading.
        digests: Hash of a paper's token to the hash of its file, for every paper that was rendered.
    """

    def __init__(self, parts: Path, files: Mapping[str, str], digests: Mapping[str, str]) -> None:
        self._parts = parts
        self._engine = duckdb.connect()
        spill = str(parts / "spill")
        self._engine.execute(f"SET memory_limit='{_MEMORY}'; SET threads=2; SET temp_directory='{spill}'")
        self._files = pd.DataFrame({"document_id": list(files), "file_name": list(files.values())}, dtype="str")
        self._digests = pd.DataFrame(
            {"content_sha256": list(digests), "file_sha256": list(digests.values())}, dtype="str"
        )

    def history(self, folder: Path, as_of: int) -> dict[str, int]:
        """Writes what was known before `as_of` as Parquet; the number of rows by table."""
        # File names are of nights; history carries readings.
        return {
            table.name: _copy(self._rows(table.name, 0, as_of, images=False), folder / f"{table.name}.parquet")
            for table in TABLES
            if self._has(table.name)
        }

    def night(self, after: int, before: int) -> dict[str, pd.DataFrame]:
        """The rows that became known from `after` to before `before`, for the tables that have any."""
        found = {
            table.name: self._rows(table.name, after, before, images=True).df()
            for table in TABLES
            if self._has(table.name)
        }
        return {name: rows for name, rows in found.items() if len(rows)}

    def registry(self, folder: Path) -> None:
        """Writes what offices would answer: one entry a number, whichever block it came from."""
        folder.mkdir()
        for name in sorted(one.name for one in (self._parts / "registry").iterdir()):
            rows = self._part("registry", name)
            _copy(rows.distinct().order(", ".join(rows.columns)), folder / f"{name}.parquet")

    def truth(self, folder: Path, pages: pd.DataFrame) -> int:
        """Writes the truth, pages joined to their documents; the number of fraudulent claims."""
        claims, documents = self._part("truth", "claims"), self._part("truth", "documents")
        _copy(claims.order("claim_id"), folder / "claims.parquet")
        if (self._parts / "truth" / "links").is_dir():
            _copy(self._part("truth", "links").order("link, claim_id"), folder / "links.parquet")
        taken = self._engine.from_df(pages)
        _copy(documents.join(taken, "document_id", how="left").order("document_id"), folder / "documents.parquet")
        return len(claims.filter("is_fraud").project("claim_id").fetchall())

    def _has(self, name: str) -> bool:
        return (self._parts / "contract" / name).is_dir()

    def _part(self, *path: str) -> duckdb.DuckDBPyRelation:
        return self._engine.read_parquet(str(self._parts.joinpath(*path, "*.parquet")))

    def _rows(self, name: str, after: int, before: int, *, images: bool) -> duckdb.DuckDBPyRelation:
        rows = self._part("contract", name).filter(f"known_at >= {after} AND known_at < {before}")
        files = self._engine.from_df(self._files)
        if name == "documents":
            digests = self._engine.from_df(self._digests)
            columns = {
                "file_name": "f.file_name" if images else "CAST(NULL AS VARCHAR) AS file_name",
                "content_sha256": "coalesce(g.file_sha256, d.content_sha256) AS content_sha256",
            }
            rows = (
                rows.set_alias("d")
                .join(files.set_alias("f"), "d.document_id = f.document_id", how="left")
                .join(digests.set_alias("g"), "d.content_sha256 = g.content_sha256", how="left")
                .project(", ".join(columns.get(one, f"d.{one}") for one in TABLES_BY_NAME[name].names))
            )
        elif name == "readings":
            rows = rows.join(files, "document_id", how="anti")
        return rows.order(", ".join(order_of(TABLES_BY_NAME[name])))


def _copy(rows: duckdb.DuckDBPyRelation, target: Path) -> int:
    """Writes `rows` and counts them."""
    group = _NESTED_ROW_GROUP if "fields" in rows.columns else _ROW_GROUP
    rows.write_parquet(str(target), compression="zstd", row_group_size=group)
    return int(pq.ParquetFile(target).metadata.num_rows)
