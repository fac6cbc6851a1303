"""A few dozen claims with every table filled, drawn from a seed: for tests of features and of the engine."""

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa

from features.finding_families import FAMILIES
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.moments import DAY_SECONDS, midnight_after

START = 1_700_000_000
SPAN_DAYS = 500
_ILLNESSES = ("C50", "C50.9", "C73", "I21")
_CHOICES: dict[str, tuple[str, ...]] = {
    "plan_kind": ("fixed_benefit", "reimbursement"),
    "illness_code": _ILLNESSES,
    "severity": ("low", "medium", "high"),
    "kind": ("phone", "bank_account"),
    "visit_kind": ("outpatient", "inpatient", "health_check"),
    "outcome": ("confirmed_fraud", "non_disclosure", "not_fraud"),
    "document_type": ("inpatient_invoice", "discharge_record", "diagnosis_certificate", "other"),
    "region": ("330100", "330200", "440100"),
    "specialty": ("肿瘤", ""),
    "sex": ("F", "M"),
    "code": tuple(some[0] for some in FAMILIES.values()),
    "state": ("checked", "unknown"),
    "says": ("held", "refunded"),
    "category": ("西药费", "检查费", "床位费"),
}
_IDS = {"claim_id": ("c", 40), "member_id": ("m", 15), "hospital_id": ("h", 4), "doctor_id": ("d", 6)}
_ROWS = {"claims": 40, "members": 15, "hospitals": 4, "doctors": 6}
_OWN_KEY = {"claims": "claim_id", "members": "member_id", "hospitals": "hospital_id", "doctors": "doctor_id"}


def tables(
    seed: int, *, known_from: int = START, days: int = SPAN_DAYS, rows: int | None = None
) -> dict[str, pa.Table]:
    """Every table of the contract, with values drawn at random.

    Args:
        seed: Equal seed, equal rows.
        known_from: The least `received_at`, and the least `known_at` where no number of rows is given.
        days: How far they reach.
        rows: Rows of each table; by default enough for every claim, member, hospital and doctor to exist. With a
            number, the rows are corrections of some of those and further events.
    """
    random = np.random.default_rng(seed)
    made = {name: _table(name, random, known_from, days, rows) for name in COLUMNS if name != "network"}
    scored = probes(made, 2**40) if rows is None else pa.table({"claim_id": [], "as_of": []})
    return made | {"network": _network(scored, random)}


def probes(made: dict[str, pa.Table], until: int) -> pa.Table:
    """claim_id and as_of of every claim whose first row was visible before `until`."""
    moments: dict[str, int] = {}
    for row in made["claims"].to_pylist():
        moment = midnight_after(max(row["known_at"], row["received_at"]))
        moments[row["claim_id"]] = min(moment, moments.get(row["claim_id"], moment))
    kept = sorted((as_of, claim) for claim, as_of in moments.items() if as_of <= until)
    return pa.table({"claim_id": [claim for _, claim in kept], "as_of": [as_of for as_of, _ in kept]})


def _table(name: str, random: np.random.Generator, known_from: int, days: int, rows: int | None) -> pa.Table:
    count = rows if rows is not None else _ROWS.get(name, 120)
    made = []
    for number in range(count):
        row = {column: _value(column, kind, random) for column, kind in COLUMNS[name]}
        own = _OWN_KEY.get(name)
        if own is not None and rows is None:
            row[own] = f"{own[0]}{number}"
        known_at = known_from + int(random.integers(0, days * DAY_SECONDS))
        if name in {"members", "hospitals", "doctors"} and rows is None:
            known_at = known_from
        received_at = known_at + int(random.integers(0, 3)) * DAY_SECONDS
        if rows is not None and random.random() < 0.5:
            known_at -= int(random.integers(0, days)) * DAY_SECONDS  # old news that arrives late
        row |= {"known_at": known_at, "received_at": received_at}
        row["delivery_id"] = f"delivery{int(random.integers(0, 3))}"
        made.append({column: row[column] for column, _ in COLUMNS[name]})
    return pa.Table.from_pylist(made, schema=arrow_schema(COLUMNS[name]))


def _network(scored: pa.Table, random: np.random.Generator) -> pa.Table:
    """The graph's rows stand for a moment: there is nothing to correct later."""
    rows = [
        {column: int(random.integers(0, 4)) for column, _ in COLUMNS["network"]} | row for row in scored.to_pylist()
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(COLUMNS["network"]))


def _value(column: str, kind: str, random: np.random.Generator) -> Any:
    if column in _IDS:
        letter, count = _IDS[column]
        return f"{letter}{random.integers(0, count)}"
    if column in _CHOICES:
        found = str(random.choice(_CHOICES[column]))
        return found or None
    if column.endswith("_on"):
        return dt.date(2023, 6, 1) + dt.timedelta(int(random.integers(0, 600))) if random.random() < 0.9 else None
    match kind:
        case "flag":
            return bool(random.random() < 0.5)
        case "count" | "fen" | "instant":
            return int(random.integers(1, 40)) * (10_000 if kind == "fen" else 1)
        case "share":
            return float(random.random())
        case _:
            return f"{column}{random.integers(0, 30)}"
