"""The ledger: one row for each finished (stage, key). What stands here is never done again."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
create table if not exists stages (
    stage text not null, key text not null, delivery_id text not null, output text not null, counts text not null,
    milliseconds integer not null, finished_at integer not null, primary key (stage, key));
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished stage.

    Attributes:
        output: Where its output lies, relative to the workspace.
        counts: What went in and out, by name.
        milliseconds: How long it took when it really ran.
    """

    stage: str
    key: str
    delivery_id: str
    output: str
    counts: Mapping[str, int]
    milliseconds: int


class Ledger:
    """The ledger of one workspace, a small SQLite file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._store = sqlite3.connect(path, isolation_level=None)
        self._store.executescript("pragma journal_mode=wal;" + _SCHEMA)

    def close(self) -> None:
        """Closes the file."""
        self._store.close()

    def find(self, stage: str, key: str) -> Entry | None:
        """The entry of a stage that finished under this key, or None."""
        row = self._store.execute(
            "select delivery_id, output, counts, milliseconds from stages where stage = ? and key = ?", (stage, key)
        ).fetchone()
        return None if row is None else Entry(stage, key, row[0], row[1], json.loads(row[2]), row[3])

    def write(
        self, stage: str, key: str, delivery_id: str, output: str, counts: Mapping[str, int], milliseconds: int, at: int
    ) -> None:
        """Writes down that a stage is done. `milliseconds` and `at` are wall time, for the operator only."""
        self._store.execute(
            "replace into stages values (?, ?, ?, ?, ?, ?, ?)",
            (stage, key, delivery_id, output, json.dumps(dict(counts), sort_keys=True), milliseconds, at),
        )

    def latest(self, stage: str, delivery_id: str | None = None) -> Entry | None:
        """The entry of this stage that finished last, of one delivery or of all."""
        row = self._store.execute(
            "select key from stages where stage = ?1 and (?2 is null or delivery_id = ?2) order by rowid desc limit 1",
            (stage, delivery_id),
        ).fetchone()
        return None if row is None else self.find(stage, row[0])

    def entries(self) -> list[Entry]:
        """All entries, oldest first."""
        rows = self._store.execute("select stage, key from stages order by rowid").fetchall()
        found = [self.find(stage, key) for stage, key in rows]
        return [one for one in found if one is not None]
