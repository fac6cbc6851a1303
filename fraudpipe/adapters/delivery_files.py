"""Delivery folders: manifest.json, tables as CSV or Parquet, and documents/ with the files."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from fraudpipe.errors import ContractError, InputError, NotFoundError, examples
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.moments import at, parse_instant
from fraudpipe.records.tables import TABLES_BY_NAME

CONTRACT = 1
_MANIFEST_KEYS = {"contract", "delivery_id", "kind", "as_of"}
_UNREADABLE = (pa.ArrowException, OSError, pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError)
"""What the readers raise for a damaged table; pyarrow says OSError where a Parquet page is broken."""

_KEPT_FROM_THE_PIPELINE = {
    "truth": "the truth of a simulated world, which only evaluation may open",
    "registry": "what offices of a simulated world would answer when asked, one number at a time",
}

_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")


class DeliveryFolder:
    """One delivery as it lies on disk.

    Raises:
        NotFoundError: The folder or its manifest does not exist.
        ContractError: The manifest breaks the contract.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.delivery = _read_manifest(folder)

    def unknown_tables(self) -> list[str]:
        """Files beside the manifest that no table of the contract explains."""
        known = {f"{name}{ending}" for name in TABLES_BY_NAME for ending in (".csv", ".parquet")} | {"manifest.json"}
        return sorted(path.name for path in self._folder.iterdir() if path.is_file() and path.name not in known)

    def read_table(self, name: str) -> pd.DataFrame | None:
        """A table as delivered: all text from CSV, typed from Parquet; None when it is not there.

        Raises:
            InputError: `unreadable_table`.
        """
        files = self.table_files(name)
        if not files:
            return None
        if len(files) > 1:
            raise InputError("unreadable_table", f"{name} came as CSV and as Parquet; send one of them")
        path = self._folder / files[0]
        try:
            if path.suffix == ".parquet":
                return pq.read_table(path, partitioning=None).to_pandas(date_as_object=True)
            frame = pd.read_csv(path, dtype="string", keep_default_na=False, encoding="utf-8-sig")
        except _UNREADABLE as error:
            raise InputError("unreadable_table", f"{name}: {type(error).__name__}; send it as UTF-8 CSV") from None
        if not isinstance(frame.index, pd.RangeIndex):
            # pandas takes the first values of rows that are longer than their header for names of rows.
            raise InputError("unreadable_table", f"{name}: its rows have more values than its header has names")
        return frame

    def table_files(self, name: str) -> list[str]:
        """The files beside the manifest that hold a table: none, one, or by mistake two."""
        return [f"{name}{ending}" for ending in (".csv", ".parquet") if (self._folder / f"{name}{ending}").is_file()]

    def read_document(self, file_name: str) -> bytes:
        """The bytes of one file below `documents/`.

        Raises:
            InputError: `unsafe_path` or `missing_file`.
        """
        parts = PurePosixPath(file_name)
        root = (self._folder / "documents").resolve()
        try:
            path = (root / parts).resolve()
            if parts.is_absolute() or ".." in parts.parts or not path.is_relative_to(root):
                raise InputError("unsafe_path", "file_name must stay below documents/")
            if path.is_file():
                return path.read_bytes()
        except (OSError, ValueError, RuntimeError):
            # A name that is too long, holds a zero byte, or leads in a circle of links names no file.
            pass
        raise InputError("missing_file", "the file is not in the delivery; send it with the next one")

    def document_files(self) -> list[str]:
        """Paths below `documents/` of all files that came, whether a row names them or not."""
        root = self._folder / "documents"
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())

    def read_file(self, path: str) -> bytes:
        """The bytes of a file that `unknown_tables`, `table_files` or `read_document` found, by its path."""
        return (self._folder / path).read_bytes()


def _read_manifest(folder: Path) -> Delivery:
    path = folder / "manifest.json"
    if not path.is_file():
        raise NotFoundError(_no_delivery(folder))
    try:
        tree = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        msg = f"{path} is not JSON: {error}"
        raise ContractError(msg) from None
    problem = _manifest_problem(tree)
    if problem:
        msg = f"{path}: {problem}"
        raise ContractError(msg)
    digest = sha256()
    for relative, content in _contents(folder):
        digest.update(f"{relative}\x1f{content}\x1e".encode())
    return Delivery(tree["delivery_id"], tree["kind"], parse_instant(str(tree["as_of"])), digest.hexdigest())


def _no_delivery(folder: Path) -> str:
    """Says what a folder without a manifest is, and which one may be meant."""
    kept = _KEPT_FROM_THE_PIPELINE.get(folder.name)
    beside = _deliveries_in(folder.parent) if kept else []
    if beside:
        return f"{folder} is no delivery: it is {kept}. Name a delivery beside it: {examples(beside)}"
    inside = _deliveries_in(folder)
    if inside:
        return (
            f"{folder} is no delivery, it holds some and has no manifest.json of its own; name one: {examples(inside)}"
        )
    return f"{folder} is no delivery: it has no manifest.json (see docs/data-contract.md)"


def _deliveries_in(folder: Path) -> list[str]:
    """The deliveries of a simulated world, or of a folder in which deliveries are collected."""
    found = [*sorted(folder.glob("*/manifest.json")), *sorted(folder.glob("nights/*/manifest.json"))]
    return [str(path.parent) for path in found]


def _manifest_problem(tree: Any) -> str:
    if not isinstance(tree, dict) or set(tree) != _MANIFEST_KEYS:
        return f"it must hold exactly {', '.join(sorted(_MANIFEST_KEYS))}"
    if tree["contract"] != CONTRACT:
        return f"contract {tree['contract']} is not known; this fraudpipe reads contract {CONTRACT}"
    if tree["kind"] not in ("history", "night"):
        return "kind must be history or night"
    name = tree["delivery_id"]
    if not isinstance(name, str) or not 0 < len(name) <= 64 or not set(name) <= _ID_CHARACTERS or name[0] in ".-":
        return "delivery_id must be 1 to 64 letters, digits, '_', '.' or '-', and begin with a letter or digit"
    try:
        at(parse_instant(str(tree["as_of"])))
    except (ValueError, OverflowError, OSError) as error:
        return f"as_of: {error}"
    return ""


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = sha256()
                while piece := file.read(1 << 20):
                    digest.update(piece)
            yield path.relative_to(folder).as_posix(), digest.hexdigest()
