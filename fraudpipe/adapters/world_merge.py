"""Puts the parts of a world together: one sorted file a table, cut by when its rows became known.

DuckDB sorts out of core, so the size of a world is bounded by the disk.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

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
        for name, key, value, rows in (
            ("files", "document_id", "file_name", files),
            ("digests", "token_sha256", "file_sha256", digests),
        ):
            known = pd.DataFrame({key: list(rows), value: list(rows.values())}, dtype="str")
            self._engine.register(name, known)

    def history(self, folder: Path, as_of: int) -> dict[str, int]:
        """Writes what was known before `as_of` as Parquet; the number of rows by table."""
        counted = {}
        for table in TABLES:
            if not self._has(table.name):
                continue
            target = folder / f"{table.name}.parquet"
            group = _NESTED_ROW_GROUP if table.name == "readings" else _ROW_GROUP
            # File names are of nights; history carries readings.
            counted[table.name] = self._copy(self._rows(table.name, 0, as_of, images=False), target, group)
        return counted

    def night(self, after: int, before: int) -> dict[str, pd.DataFrame]:
        """The rows that became known from `after` to before `before`, for the tables that have any."""
        found = {}
        for table in TABLES:
            if self._has(table.name):
                rows = self._engine.execute(self._rows(table.name, after, before, images=True)).df()
                if len(rows):
                    found[table.name] = rows
        return found

    def truth(self, folder: Path, pages: pd.DataFrame) -> int:
        """Writes the truth, pages joined to their documents; the number of fraudulent claims."""
        self._engine.register("pages", pages)
        claims, documents = (
            f"read_parquet('{self._parts}/truth/{name}/*.parquet')" for name in ("claims", "documents")
        )
        self._copy(f"SELECT * FROM {claims} ORDER BY claim_id", folder / "claims.parquet", _ROW_GROUP)
        self._copy(
            f"SELECT d.*, p.* EXCLUDE (document_id) FROM {documents} d LEFT JOIN pages p USING (document_id) "
            "ORDER BY d.document_id",
            folder / "documents.parquet",
            _NESTED_ROW_GROUP,
        )
        counted = self._engine.execute(f"SELECT count(*) FROM {claims} WHERE is_fraud").fetchall()
        return int(counted[0][0])

    def _has(self, name: str) -> bool:
        return (self._parts / "contract" / name).is_dir()

    def _rows(self, name: str, after: int, before: int, *, images: bool) -> str:
        source = f"read_parquet('{self._parts}/contract/{name}/*.parquet')"
        wanted = f"known_at >= {after} AND known_at < {before}"
        order = ", ".join(order_of(TABLES_BY_NAME[name]))
        if name == "documents":
            file_name = "f.file_name" if images else "CAST(NULL AS VARCHAR)"
            return (
                f"SELECT d.* REPLACE ({file_name} AS file_name, coalesce(g.file_sha256, d.content_sha256) AS "
                f"content_sha256) FROM {source} d LEFT JOIN files f USING (document_id) "
                f"LEFT JOIN digests g ON g.token_sha256 = d.content_sha256 WHERE {wanted} ORDER BY {order}"
            )
        if name == "readings":
            wanted += " AND document_id NOT IN (SELECT document_id FROM files)"
        return f"SELECT * FROM {source} WHERE {wanted} ORDER BY {order}"

    def _copy(self, query: str, target: Path, row_group: int) -> int:
        done = self._engine.execute(
            f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {row_group})"
        ).fetchall()
        return int(done[0][0])
