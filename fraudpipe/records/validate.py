"""Validates one delivered table against the contract, row by row, without looping over rows.

Values are first brought to the kind of their column; what cannot be brought is a refusal. Form, choice, range and
keys are then checked by pandera. Good rows come back typed; bad rows come back apart, each with one refusal.
"""

import json
import re
import warnings
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fraudpipe.errors import did_you_mean
from fraudpipe.records.delivery import REASONS, Refusal
from fraudpipe.records.moments import at, parse_instant
from fraudpipe.records.schema import Column, Kind, Table

with warnings.catch_warnings():
    # pandera imports pyspark where that is installed, and pyspark warns of pandas 3.
    warnings.simplefilter("ignore", FutureWarning)
    import pandera.pandas as pa
    from pandera.backends.pandas.register import register_pandas_backends

    # Else it would look for pyspark once more, at the first table that is validated.
    register_pandas_backends("pandas.DataFrame")

_WHOLE = r"[+-]?[0-9]{1,18}(?:\.0*)?"
_NO_FRACTION = r"^\+|\.0*$"
_COLUMN_NAME = re.compile(r"[A-Za-z][A-Za-z_]{0,40}")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Validated:
    """A table after validation.

    Attributes:
        rows: Accepted rows, typed, with exactly the contract's columns, index from 0.
        refused_rows: The other rows as delivered, with all of their columns.
        refused_columns: Columns that the contract does not know, all rows.
        refusals: One for each refused row or column.
    """

    rows: pd.DataFrame
    refused_rows: pd.DataFrame
    refused_columns: pd.DataFrame
    refusals: tuple[Refusal, ...]


def validate_table(frame: pd.DataFrame, table: Table, as_of: int, known_keys: Mapping[str, Set[str]]) -> Validated:
    """Splits a delivered frame into accepted rows and refusals.

    Args:
        frame: The rows as delivered; text from CSV, typed from Parquet.
        table: The contract of this table.
        as_of: The moment the delivery speaks for; rows known at or after it are refused as future.
        known_keys: For every referenced table, the ids that accepted rows brought so far.
    """
    frame = frame.reset_index(drop=True)
    refusals = list(_column_refusals(frame, table))
    typed, reasons = _typed(frame, table)
    _by_contract(typed, table, reasons)
    known_at = typed["known_at"]
    reasons.add("future", "known_at", known_at.notna() & (known_at.fillna(0) >= as_of))
    for column, target in table.references:
        unknown = typed[column].notna() & ~typed[column].isin(known_keys.get(target, frozenset()))
        reasons.add("unknown_reference", column, unknown)
    if table.key:
        good = reasons.clean
        twice = pd.Series(data=False, index=typed.index)
        twice[good] = typed.loc[good, list(table.key)].duplicated(keep="first")
        reasons.add("duplicate_row", table.key[0], twice)
    clean = reasons.clean
    refusals += reasons.refusals(typed, table, as_of)
    rows = typed[clean].reset_index(drop=True)
    strangers = [name for name in frame.columns if name not in table.names]
    return Validated(rows, frame[~clean].reset_index(drop=True), frame[strangers], tuple(refusals))


class _Reasons:
    """The first reason against each row."""

    def __init__(self, count: int) -> None:
        self._code = np.full(count, "", dtype=object)
        self._column = np.full(count, "", dtype=object)

    def add(self, code: str, column: str, bad: "pd.Series[bool]") -> None:
        new = bad.to_numpy(dtype=bool) & (self._code == "")
        self._code[new] = code
        self._column[new] = column

    @property
    def clean(self) -> "pd.Series[bool]":
        return pd.Series(self._code == "")

    def refusals(self, typed: pd.DataFrame, table: Table, as_of: int) -> list[Refusal]:
        found = []
        for row in np.flatnonzero(self._code != ""):
            code, column = str(self._code[row]), str(self._column[row])
            record_id = _record_id(typed, table, int(row))
            found.append(Refusal(table.name, record_id, code, column, _advice(code, table, column, as_of)))
        return found


def _record_id(typed: pd.DataFrame, table: Table, row: int) -> str:
    """The key, if it has the form of one: what stands where an id should may be somebody's name."""
    key = []
    for name in table.key:
        value, pattern = typed[name].iloc[row], table.column(name).pattern
        if pd.isna(value) or (pattern is not None and not re.fullmatch(pattern, str(value))):
            return f"row {row + 1}"
        key.append(str(value))
    return "/".join(key) or f"row {row + 1}"


def _advice(code: str, table: Table, column: str, as_of: int) -> str:
    one = table.column(column)
    if code == "unknown_choice":
        return f"{column} must be one of {', '.join(one.choices)}"
    if code == "bad_form":
        return f"{column} must match {one.pattern}"
    if code == "out_of_range":
        most = "" if one.maximum is None else f" and at most {one.maximum}"
        return f"{column} must be at least {one.minimum}{most}"
    if code == "future":
        return f"known_at must be before {at(as_of)}; send the row with a later delivery"
    return REASONS[code]


def _unknown_column(name: str, place: int, table: Table) -> Refusal:
    """A file without its header has values for names: what does not look like a column is called by its place."""
    called = name if _COLUMN_NAME.fullmatch(name) else f"number {place}"
    advice = f"the contract has no column '{called}'.{did_you_mean(called, table.names)}"
    return Refusal(table.name, f"column {called}", "unknown_column", called, advice)


def _column_refusals(frame: pd.DataFrame, table: Table) -> list[Refusal]:
    found = [
        _unknown_column(str(name), place, table)
        for place, name in enumerate(frame.columns, start=1)
        if name not in table.names
    ]
    for one in table.columns:
        if one.required and one.name not in frame.columns:
            advice = f"add the column '{one.name}'; without it every row is refused"
            found.append(Refusal(table.name, f"column {one.name}", "missing_column", one.name, advice))
    return found


def _typed(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, _Reasons]:
    reasons = _Reasons(len(frame))
    columns = {}
    for one in table.columns:
        text = _stripped(
            frame[one.name] if one.name in frame.columns else pd.Series([None] * len(frame), dtype="object")
        )
        values, failed_code = _brought_to(one.kind, text)
        if one.required:
            reasons.add("missing_value", one.name, text.isna())
        reasons.add(failed_code, one.name, text.notna() & values.isna())
        columns[one.name] = values
    return pd.DataFrame(columns, columns=list(table.names)), reasons


def _stripped(delivered: "pd.Series[Any]") -> "pd.Series[str]":
    """What was delivered, as text without surrounding blanks; null where nothing was."""
    text = delivered.astype("string").str.strip()
    return text.mask(text == "", pd.NA)


def _as_text(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    return values, "bad_form"


def _as_whole(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    # Never by way of floats: one "1.5" in a column would round its large neighbours. 18 digits always fit int64.
    whole = values.str.fullmatch(_WHOLE).fillna(value=False).astype(bool)
    return values.mask(~whole).str.replace(_NO_FRACTION, "", regex=True).astype("Int64"), "not_a_number"


def _as_share(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    numbers = pd.to_numeric(values, errors="coerce").astype("Float64")
    finite = np.isfinite(numbers.to_numpy(dtype="float64", na_value=np.nan))
    return numbers.mask(~finite, pd.NA), "not_a_number"


def _as_instant(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    whole = _as_whole(values)[0]
    written = values[whole.isna() & values.notna()]
    whole.loc[written.index] = pd.array([_instant(one) for one in written], dtype="Int64")
    return whole, "not_an_instant"


def _instant(text: str) -> int | None:
    try:
        return parse_instant(text)
    except ValueError:
        return None


def _as_day(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    # A date that was stored with a time keeps its day: "2026-03-01 00:00:00".
    day = values.str.removesuffix(" 00:00:00")
    return pd.to_datetime(day, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]"), "not_a_date"


def _as_flag(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    return values.str.lower().map(_FLAGS).astype("boolean"), "not_a_flag"


def _as_json(values: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    whole = [isinstance(one, str) and _is_object(one) for one in values.tolist()]
    return values.where(np.array(whole, dtype=bool), pd.NA), "not_json"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _brought_to(kind: Kind, text: "pd.Series[str]") -> tuple["pd.Series[Any]", str]:
    return _KINDS[kind](text)


_KINDS: dict[Kind, Callable[["pd.Series[str]"], tuple["pd.Series[Any]", str]]] = {
    "text": _as_text,
    "choice": _as_text,
    "json": _as_json,
    "count": _as_whole,
    "fen": _as_whole,
    "share": _as_share,
    "instant": _as_instant,
    "day": _as_day,
    "flag": _as_flag,
}

_CHECKS = {
    "isin": "unknown_choice",
    "str_matches": "bad_form",
    "greater_than_or_equal_to": "out_of_range",
    "less_than_or_equal_to": "out_of_range",
}


def _by_contract(typed: pd.DataFrame, table: Table, reasons: _Reasons) -> None:
    schema = pa.DataFrameSchema({one.name: pa.Column(None, _checks(one), nullable=True) for one in table.columns})
    try:
        schema.validate(typed, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            code = _CHECKS[error.check.name]
            bad = pd.Series(data=False, index=typed.index)
            bad[error.failure_cases["index"].to_numpy()] = True
            reasons.add(code, error.schema.name, bad)


def _checks(one: Column) -> list[pa.Check]:
    checks = []
    if one.choices:
        checks.append(pa.Check.isin(one.choices))
    if one.pattern is not None:
        checks.append(pa.Check.str_matches(rf"^(?:{one.pattern})\Z"))
    if one.minimum is not None:
        checks.append(pa.Check.ge(one.minimum))
    if one.maximum is not None:
        checks.append(pa.Check.le(one.maximum))
    return checks
