"""What offices answer, from files: the adapter that ships for outside verification.

    FOLDER/invoices    invoice_code, invoice_number, total_fen, issued_on, refunded_at, replaced_by
    FOLDER/records     hospital_id, kind, number, patient_name, event_on
    FOLDER/filings     id_number, illness_code, filed_at
    FOLDER/hospitals   hospital_id, name

Each as `.parquet` or `.csv`; further columns are left alone. A table that is not there is an office that nobody can
ask. A hospital without a record, and a province without an invoice, are offices that do not answer.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.adapters.table_files import read_table_file, table_file
from fraudpipe.checks.names_alike import names_agree
from fraudpipe.errors import NotFoundError
from fraudpipe.records.frames import records
from fraudpipe.records.hospital_registry import HospitalRegistry, RegisteredHospital
from fraudpipe.records.moments import seconds
from fraudpipe.records.verification import Answer, Question, Says, State

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "invoices": ("invoice_code", "invoice_number", "total_fen", "issued_on", "refunded_at", "replaced_by"),
    "records": ("hospital_id", "kind", "number", "patient_name", "event_on"),
    "filings": ("id_number", "illness_code", "filed_at"),
    "hospitals": ("hospital_id", "name"),
}
_PROVINCE_DIGITS = 2
_CATEGORY_LETTERS = 3

_Row = dict[str, Any]
_KEYS: Mapping[str, tuple[tuple[str, ...], Callable[[_Row], str]]] = {
    "invoices": (("invoice_code", "invoice_number"), lambda row: str(row["invoice_code"])[:_PROVINCE_DIGITS]),
    "records": (("hospital_id", "kind", "number"), lambda row: str(row["hospital_id"])),
    "filings": (("id_number",), lambda _row: ""),
}
"""The columns that are looked up, and which office an entry came from."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Rows of one table by key, and what the table covers."""

    rows: Mapping[tuple[str, ...], list[_Row]]
    covered: frozenset[str]


class FileOffice:
    """Answers questions from the files of a folder.

    Args:
        folder: Holds some of the tables above.

    Raises:
        NotFoundError: The folder holds none of them.
        ContractError: A table lacks a column.
    """

    def __init__(self, folder: Path) -> None:
        files = {name: table_file(folder, name) for name in COLUMNS}
        self._files = {name: path for name, path in files.items() if path is not None}
        if not self._files:
            msg = f"{folder} holds none of the tables {', '.join(COLUMNS)}; see docs/verification.md"
            raise NotFoundError(msg)

    def digest(self) -> str:
        """Of the bytes of all tables."""
        whole = sha256()
        for name, path in sorted(self._files.items()):
            whole.update(name.encode() + b"\0" + path.read_bytes())
        return whole.hexdigest()

    def ask(self, question: Question, as_of: int) -> Answer:
        """What stands in the files as of a moment: entries of that day or later are not there yet."""
        if question.kind == "filed_elsewhere":
            return self._filed(question, as_of)
        return self._invoice(question, as_of) if question.kind == "invoice" else self._number(question, as_of)

    def _filed(self, question: Question, as_of: int) -> Answer:
        shelf = self._shelves.get("filings")
        if shelf is None:
            return _silent(question, as_of, "not_checked")
        category = (question.illness_code or "")[:_CATEGORY_LETTERS]
        filed = any(
            int(row["filed_at"]) < as_of and str(row["illness_code"]).startswith(category)
            for row in shelf.rows.get(_key(question.number), ())
        )
        return _answer(question, as_of, "filed" if filed else "not_filed")

    def _invoice(self, question: Question, as_of: int) -> Answer:
        shelf = self._shelves.get("invoices")
        if shelf is None or question.code is None:
            return _silent(question, as_of, "not_checked")
        if question.code[:_PROVINCE_DIGITS] not in shelf.covered:
            return _silent(question, as_of, "unknown")
        row = _first(shelf, _key(question.code, question.number), "issued_on", as_of)
        if row is None:
            return _answer(question, as_of, "not_held")
        gone: bool = not pd.isna(row["refunded_at"]) and int(row["refunded_at"]) < as_of
        says: Says = ("refunded" if pd.isna(row["replaced_by"]) else "replaced") if gone else "held"
        return _answer(question, as_of, says, dated_on=_day(row["issued_on"]), total_fen=int(row["total_fen"]))

    def _number(self, question: Question, as_of: int) -> Answer:
        shelf, hospitals = self._shelves.get("records"), self._hospitals
        if shelf is None or hospitals is None:
            return _silent(question, as_of, "not_checked")
        hospital = hospitals.find(question.hospital_name)
        hospital_id = None if hospital is None else self._hospital_ids[hospital.name]
        if hospital_id not in shelf.covered:
            return _silent(question, as_of, "unknown")
        row = _first(shelf, _key(hospital_id, question.kind, question.number), "event_on", as_of)
        if row is None:
            return _answer(question, as_of, "not_held")
        named = None if question.patient_name is None or pd.isna(row["patient_name"]) else str(row["patient_name"])
        same = None if named is None else names_agree(named, question.patient_name or "")
        return _answer(question, as_of, "held", dated_on=_day(row["event_on"]), same_name=same)

    @cached_property
    def _tables(self) -> dict[str, list[_Row]]:
        return {name: records(read_table_file(path, COLUMNS[name])) for name, path in self._files.items()}

    @cached_property
    def _shelves(self) -> dict[str, _Shelf]:
        found = {}
        for name, (columns, office) in _KEYS.items():
            if name in self._tables:
                by_key: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
                for row in self._tables[name]:
                    by_key[_key(*(row[column] for column in columns))].append(row)
                found[name] = _Shelf(by_key, frozenset(office(row) for row in self._tables[name]))
        return found

    @cached_property
    def _hospital_ids(self) -> dict[str, str]:
        return {str(row["name"]): str(row["hospital_id"]) for row in self._tables.get("hospitals", ())}

    @cached_property
    def _hospitals(self) -> HospitalRegistry | None:
        if "hospitals" not in self._tables:
            return None
        return HospitalRegistry.of(((RegisteredHospital(name), ()) for name in self._hospital_ids), complete=False)


def _key(*values: object) -> tuple[str, ...]:
    return tuple(str(value).upper() for value in values)


def _first(shelf: _Shelf, key: tuple[str, ...], dated: str, as_of: int) -> _Row | None:
    """The entry under a key that stood there before `as_of`: from the day after it was made on."""
    for row in shelf.rows.get(key, ()):
        day = _day(row[dated])
        if day is None or seconds(day) < as_of:
            return row
    return None


def _day(value: object) -> dt.date | None:
    return None if pd.isna(value) else dt.date.fromisoformat(str(value)[:10])  # type: ignore[call-overload]


def _answer(
    question: Question,
    as_of: int,
    says: Says,
    *,
    dated_on: dt.date | None = None,
    total_fen: int | None = None,
    same_name: bool | None = None,
) -> Answer:
    return Answer(
        kind=question.kind,
        document_id=question.document_id,
        place=question.place,
        state="checked",
        known_at=as_of - 1,
        says=says,
        dated_on=dated_on,
        total_fen=total_fen,
        same_name=same_name,
    )


def _silent(question: Question, as_of: int, state: State) -> Answer:
    return Answer(question.kind, question.document_id, question.place, state, as_of - 1)
