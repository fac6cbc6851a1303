"""What offices answer, from files: the adapter that ships for outside verification.

    FOLDER/invoices    invoice_code, invoice_number, total_fen, issued_on, refunded_at, replaced_by
    FOLDER/records     hospital_id, kind, number, patient_name, event_on
    FOLDER/filings     id_number, illness_code, filed_at
    FOLDER/hospitals   hospital_id, name

Each as `.parquet` or `.csv`; further columns are left alone. A table that is not there is an office that nobody can
ask. A hospital without a record, and a province without an invoice, are offices that do not answer. Numbers are
compared without their marks and leading zeros, which spreadsheets lose.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from fraudpipe.adapters.table_files import read_table_file, table_file
from fraudpipe.checks.names_alike import names_agree
from fraudpipe.errors import ContractError, NotFoundError
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

_NOT_LETTERS = re.compile(r"[\W_]")
_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T].*)?|(\d{4})(\d{2})(\d{2})")
_MOST = 2**53

_Row = dict[str, Any]
_Key = tuple[str, ...]
_KEYS: Mapping[str, tuple[Callable[[_Row], _Key], Callable[[_Row], str]]] = {
    "invoices": (
        lambda row: _key(row["invoice_code"], row["invoice_number"]),
        lambda row: str(row["invoice_code"])[:_PROVINCE_DIGITS],
    ),
    "records": (
        lambda row: (str(row["hospital_id"]), str(row["kind"]).lower(), *_key(row["number"])),
        lambda row: str(row["hospital_id"]),
    ),
    "filings": (lambda row: _key(row["id_number"]), lambda _row: ""),
}
"""What a row is looked up by, and which office it came from."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Rows of one table by key, and what the table covers."""

    rows: Mapping[_Key, list[_Row]]
    covered: frozenset[str]


class FileOffice:
    """Answers questions from the files of a folder.

    Args:
        folder: Holds some of the tables above.

    Raises:
        NotFoundError: The folder holds none of them.
        ContractError: A table lacks a column, or a cell of it is no day or number.
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
            row["filed_at"] < as_of and str(row["illness_code"]).startswith(category)
            for row in shelf.rows.get(_key(question.number), ())
        )
        return _answer(question, as_of, "filed" if filed else "not_filed")

    def _invoice(self, question: Question, as_of: int) -> Answer:
        shelf = self._shelves.get("invoices")
        if shelf is None or question.code is None:
            return _silent(question, as_of, "not_checked")
        if question.code[:_PROVINCE_DIGITS] not in shelf.covered:
            return _silent(question, as_of, "unknown")
        rows = _standing(shelf, _key(question.code, question.number), "issued_on", as_of)
        if not rows:
            return _answer(question, as_of, "not_held")
        gone = all(row["refunded_at"] is not None and row["refunded_at"] < as_of for row in rows)
        replaced = any(not pd.isna(row["replaced_by"]) for row in rows)
        says: Says = "held" if not gone else "replaced" if replaced else "refunded"
        dated_on, total_fen = (_agreed(row[name] for row in rows) for name in ("issued_on", "total_fen"))
        return _answer(question, as_of, says, dated_on=dated_on, total_fen=total_fen)

    def _number(self, question: Question, as_of: int) -> Answer:
        shelf, hospitals = self._shelves.get("records"), self._hospitals
        if shelf is None or hospitals is None:
            return _silent(question, as_of, "not_checked")
        hospital = hospitals.find(question.hospital_name)
        hospital_id = None if hospital is None else self._hospital_ids[hospital.name]
        if hospital_id not in shelf.covered:
            return _silent(question, as_of, "unknown")
        key = (str(hospital_id), question.kind, *_key(question.number))
        rows = _standing(shelf, key, "event_on", as_of)
        if not rows:
            return _answer(question, as_of, "not_held")
        # One number of a patient may stand for several stays, and one in two years for two people.
        names = [None if pd.isna(row["patient_name"]) else str(row["patient_name"]) for row in rows]
        same = None if question.patient_name is None else _any_agrees(names, question.patient_name)
        return _answer(question, as_of, "held", dated_on=_agreed(row["event_on"] for row in rows), same_name=same)

    @cached_property
    def _tables(self) -> dict[str, list[_Row]]:
        return {name: _parsed(name, path) for name, path in self._files.items()}

    @cached_property
    def _shelves(self) -> dict[str, _Shelf]:
        found = {}
        for name, (key, office) in _KEYS.items():
            if name in self._tables:
                by_key: dict[_Key, list[_Row]] = defaultdict(list)
                for row in self._tables[name]:
                    by_key[key(row)].append(row)
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


def _key(*numbers: object) -> _Key:
    return tuple(map(_bare, numbers))


def _bare(number: object) -> str:
    whole = int(number) if isinstance(number, float) and number.is_integer() else number
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", str(whole))).upper().lstrip("0")


def _standing(shelf: _Shelf, key: _Key, dated: str, as_of: int) -> list[_Row]:
    """The entries under a key that stood there before `as_of`: from the day after they were made on."""
    return [row for row in shelf.rows.get(key, ()) if row[dated] is None or seconds(row[dated]) < as_of]


def _agreed(values: Iterable[Any]) -> Any:
    """What all entries say, or None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _any_agrees(names: Iterable[str | None], printed: str) -> bool | None:
    """Whether it is held under the printed name; None where an entry that names nobody may be that one."""
    same = [None if name is None else names_agree(name, printed) for name in names]
    return True if True in same else None if None in same else False


def _parsed(name: str, path: Path) -> list[_Row]:
    """The rows of a table with days as days and numbers as numbers."""
    found = records(read_table_file(path, COLUMNS[name]))
    for number, row in enumerate(found, start=1):
        for column, parse in _PARSERS.items():
            if column in row:
                try:
                    row[column] = parse(row[column])
                except (ValueError, InvalidOperation):
                    msg = f"{path}, column {column}, row {number}: write {_FORMS[parse]}; see docs/verification.md"
                    raise ContractError(msg) from None
    return found


def _whole(value: Any) -> int:
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) > _MOST or number != int(number):
        raise ValueError
    return int(number)


def _whole_or_empty(value: Any) -> int | None:
    return None if pd.isna(value) else _whole(value)


def _day_or_empty(value: Any) -> dt.date | None:
    if pd.isna(value):
        return None
    written = _DAY.fullmatch(str(value).strip())
    if written is None:
        raise ValueError
    year, _, month, day = written.groups()[:4] if written[1] else (written[5], "", *written.groups()[5:])
    return dt.date(int(year), int(month), int(day))


_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "total_fen": _whole,
    "filed_at": _whole,
    "refunded_at": _whole_or_empty,
    "issued_on": _day_or_empty,
    "event_on": _day_or_empty,
}
_FORMS: Mapping[Callable[[Any], Any], str] = {
    _whole: "a whole number",
    _whole_or_empty: "a whole number or nothing",
    _day_or_empty: "a day such as 2024-03-09 or nothing",
}


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
