"""What stages ask of the world outside, and what they report. Adapters satisfy these; `app` wires them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pandas as pd

from fraudpipe.errors import InputError
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.reading import Reading
from fraudpipe.records.schema import Kind

Made = TypeVar("Made")
Columns = Sequence[tuple[str, Kind]]

REFUSALS: tuple[tuple[str, Kind], ...] = (
    ("table", "text"),
    ("record_id", "text"),
    ("reason_code", "text"),
    ("column", "text"),
    ("advice", "text"),
)
"""The quarantine of one stage, one row a refusal."""


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did.

    Attributes:
        stage: Its name.
        counts: What went in, came out and was set aside, by name.
        milliseconds: Wall time of this run; 0 when it was skipped.
        skipped: Whether the ledger already held it.
        refused: Reason code to number, of what was quarantined.
    """

    stage: str
    counts: Mapping[str, int]
    milliseconds: int = 0
    skipped: bool = False
    refused: Mapping[str, int] = field(default_factory=dict)


class LakeStore(Protocol):
    """The lake as stages use it."""

    def deliveries(self) -> tuple[Delivery, ...]:
        """All deliveries, by moment and name."""
        ...

    def add(self, delivery: Delivery, tables: Mapping[str, pd.DataFrame]) -> None:
        """Adds a delivery in one step."""
        ...

    def put_derived(self, name: str, delivery_id: str, frame: pd.DataFrame, columns: Columns) -> Path:
        """Writes what was worked out from a delivery, in one step."""
        ...

    def paths(self, name: str, until: int) -> tuple[Path, ...]:
        """Parquet files of a table, from deliveries up to `until`."""
        ...

    def read(self, name: str, columns: Columns, until: int, *, delivery_id: str | None = None) -> pd.DataFrame:
        """Rows of a table from deliveries up to `until`, or of one delivery."""
        ...


class VaultStore(Protocol):
    """The vault as stages use it."""

    def keyed_hash(self, kind: str, value: str) -> str:
        """Equal for equal kind and value, and telling nothing else."""
        ...

    def seal(self, kind: str, rows: Iterable[tuple[str, str, bytes]]) -> int:
        """Seals (name, member_id, content) rows."""
        ...

    def open(self, kind: str, name: str) -> bytes | None:
        """What was sealed, or None."""
        ...

    def open_many(self, kind: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(name, content) of those that are sealed."""
        ...

    def erased(self, members: Iterable[str]) -> set[str]:
        """Those of these members who have no data key any more."""
        ...

    def seal_page(self, document_id: str, member_id: str, content: bytes) -> None:
        """Seals the file of a document."""
        ...

    def open_page(self, document_id: str) -> bytes:
        """The file of a document."""
        ...

    def seal_aside(self, name: str, content: bytes) -> Path:
        """Seals what was refused."""
        ...


class DeliverySource(Protocol):
    """A delivery as it arrives."""

    delivery: Delivery

    def unknown_tables(self) -> list[str]:
        """Files that no table explains."""
        ...

    def read_table(self, name: str) -> pd.DataFrame | None:
        """A table as delivered, or None."""
        ...

    def document_files(self) -> list[str]:
        """All files below `documents/`."""
        ...

    def read_document(self, file_name: str) -> bytes:
        """The bytes of one file below `documents/`."""
        ...

    def table_files(self, name: str) -> list[str]:
        """The files that hold a table."""
        ...

    def read_file(self, path: str) -> bytes:
        """The bytes of any file of the delivery."""
        ...


class FileInspector(Protocol):
    """Looks at the head of a file and refuses what cannot be a paper."""

    def __call__(self, content: bytes) -> object:
        """Raises InputError with a reason code."""
        ...


class DocumentReader(Protocol):
    """Reads documents, several at a time."""

    def reader_key(self) -> str:
        """Changes whenever the same file could be read differently."""
        ...

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Reading | InputError]]:
        """Each result as soon as it is there, in no particular order."""
        ...


class Progress(Protocol):
    """Where a stage says how far it is."""

    def start(self, stage: str, total: int) -> None:
        """A stage begins that has `total` steps."""
        ...

    def advance(self, steps: int = 1) -> None:
        """So many steps are done."""
        ...

    def tell(self, report: StageReport) -> None:
        """A stage is done."""
        ...


class Workers(Protocol):
    """Processes that share work whose parts do not depend on one another."""

    count: int

    def each(self, work: Callable[..., Made], lots: Sequence[tuple[Any, ...]]) -> Iterator[Made]:
        """What `work`, a function of a module, makes of each lot of arguments, in their order."""
        ...


class ModelRegistry(Protocol):
    """Where trained models are kept."""

    def log_and_register(
        self,
        name: str,
        *,
        parameters: Mapping[str, str | int | float],
        metrics: Mapping[str, float],
        files: Mapping[str, str],
        pip_requirements: Sequence[str],
    ) -> int:
        """Keeps a model and makes it the challenger; returns its version."""
        ...


class PersonLinker(Protocol):
    """Tells which records are of one person; both frames are as `linkage.person_keys` makes them."""

    def linker_key(self) -> str:
        """Changes whenever other links could be found."""
        ...

    def fit(self, people: pd.DataFrame) -> str | None:
        """A model as JSON text, or None while there is too little to learn from."""
        ...

    def links(self, model: str, new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
        """Links among new records and between new and old ones: person_id, other_person_id, match_weight."""
        ...
