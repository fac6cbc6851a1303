"""Records and deliveries by keyword: `claim(amount_fen=1)` is an ordinary claim with one thing about it changed.

Everybody here is invented. The values of MARKS identify these people and must never lie anywhere in plain text.
"""

import datetime as dt
import io
import json
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from fraudpipe.checks import claim_checks
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.finding import Finding
from fraudpipe.records.illness import IllnessReader
from fraudpipe.records.moments import DAY_SECONDS, at, seconds
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.stages.ports import StageReport

AS_OF = seconds(dt.date(2026, 3, 2))
KNOWN_AT = AS_OF - DAY_SECONDS
JOINED_KNOWN_AT = KNOWN_AT - 300 * DAY_SECONDS

Row = dict[str, Any]
Rows = dict[str, list[Row]]

NAME, ID_NUMBER, PHONE, ACCOUNT = "模拟甲子", "110101199003070012", "13900001234", "6222000012345678"
DOCTOR_NAME, PAPER_NAME = "模拟医师", "模拟甲孖"
MARKS = (NAME, ID_NUMBER, PHONE, ACCOUNT, DOCTOR_NAME, PAPER_NAME)


def _row(ordinary: Row, changes: Row) -> Row:
    unknown = set(changes) - set(ordinary)
    assert not unknown, f"no such column: {unknown}"
    return ordinary | changes


def hospital(**changes: Any) -> Row:
    ordinary = {"hospital_id": "h1", "name": "模拟第一医院", "level": 3, "region": "330100", "specialty": None}
    return _row(ordinary | {"known_at": KNOWN_AT - 400 * DAY_SECONDS}, changes)


def doctor(**changes: Any) -> Row:
    ordinary = {"doctor_id": "d1", "hospital_id": "h1", "name": DOCTOR_NAME, "department": "肿瘤科"}
    return _row(ordinary | {"known_at": KNOWN_AT - 400 * DAY_SECONDS}, changes)


def member(**changes: Any) -> Row:
    ordinary = {
        "member_id": "m1",
        "name": NAME,
        "id_number": ID_NUMBER,
        "sex": "F",
        "birth_on": dt.date(1990, 3, 7),
        "region": "330100",
        "joined_on": dt.date(2025, 1, 5),
        "declared_illness": False,
        "known_at": JOINED_KNOWN_AT,
    }
    return _row(ordinary, changes)


def claim(**changes: Any) -> Row:
    ordinary = {
        "claim_id": "c1",
        "member_id": "m1",
        "plan_kind": "fixed_benefit",
        "illness_code": "C50.9",
        "event_on": dt.date(2026, 2, 1),
        "admitted_on": None,
        "discharged_on": None,
        "hospital_id": "h1",
        "doctor_id": "d1",
        "department": None,
        "amount_fen": 30_000_000,
        "known_at": KNOWN_AT,
    }
    return _row(ordinary, changes)


def claim_line(**changes: Any) -> Row:
    ordinary = {
        "claim_id": "c1",
        "line_number": 1,
        "item_name": "模拟药片",
        "category": "西药费",
        "quantity": 2.0,
        "unit_price_fen": 1_050,
        "amount_fen": 2_100,
        "known_at": KNOWN_AT,
    }
    return _row(ordinary, changes)


def document(**changes: Any) -> Row:
    ordinary = {
        "document_id": "p1",
        "claim_id": "c1",
        "file_name": None,
        "declared_type": "diagnosis_certificate",
        "content_sha256": None,
        "known_at": KNOWN_AT,
    }
    return _row(ordinary, changes)


def identifier(**changes: Any) -> Row:
    ordinary = {"member_id": "m1", "claim_id": "c1", "kind": "phone", "value": PHONE, "known_at": KNOWN_AT}
    return _row(ordinary, changes)


def outcome(**changes: Any) -> Row:
    ordinary = {
        "claim_id": "c1",
        "outcome": "not_fraud",
        "decision": "paid",
        "intent": "unknown",
        "verification_depth": "desk",
        "selection": "rules",
        "appeal_status": "none",
        "reviewer_id": None,
        "propensity": None,
        "known_at": KNOWN_AT,
    }
    return _row(ordinary, changes)


def reading(**changes: Any) -> Row:
    fields = {"patient_name": field_tree(PAPER_NAME), "issue_date": field_tree("2026-02-03")}
    ordinary = {
        "document_id": "p1",
        "claim_id": "c1",
        "document_type": "diagnosis_certificate",
        "page_count": 1,
        "fields": json.dumps(fields, ensure_ascii=False),
        "prints": None,
        "known_at": KNOWN_AT,
    }
    return _row(ordinary, changes)


def field_tree(value: Any, **changes: Any) -> Row:
    ordinary = {"value": value, "confidence": 0.99, "status": "accepted", "page": 1, "box": [1, 2, 30, 40]}
    return _row(ordinary | {"readers": ["paddle"]}, changes)


def correction(**changes: Any) -> Row:
    ordinary = {"document_id": "p1", "field_name": "patient_name", "value": NAME, "known_at": KNOWN_AT}
    return _row(ordinary, changes)


def small_tables(**replaced: list[Row]) -> Rows:
    """Two members with a claim each, one paper and one telephone between them; tables can be replaced or added."""
    tables = {
        "hospitals": [hospital()],
        "doctors": [doctor()],
        "members": [member(), member(member_id="m2", name="模拟乙丑", id_number="110101198501010023", sex="M")],
        "claims": [claim(), claim(claim_id="c2", member_id="m2", amount_fen=10_000_000)],
        "claim_lines": [claim_line()],
        "documents": [document()],
        "identifiers": [identifier(), identifier(kind="bank_account", value=ACCOUNT)],
        "readings": [reading()],
    }
    return tables | replaced


def frame(name: str, rows: Sequence[Row], *, parquet: bool = False) -> pd.DataFrame:
    """Rows as a delivery's reader hands them over: all text as from CSV, or typed as from Parquet."""
    if parquet:
        return arrow_table(name, rows).to_pandas(date_as_object=True)
    return pd.read_csv(io.StringIO(csv_text(name, rows)), dtype="string", keep_default_na=False)


def arrow_table(name: str, rows: Sequence[Row]) -> pa.Table:
    schema = arrow_schema([(one.name, one.kind) for one in TABLES_BY_NAME[name].columns])
    return pa.Table.from_pylist(list(rows), schema=schema)


def csv_text(name: str, rows: Sequence[Row]) -> str:
    """The rows as a sender writes them: `known_at` as ISO 8601, flags as true and false, nothing for nothing."""
    columns = list(dict.fromkeys([*TABLES_BY_NAME[name].names, *(key for row in rows for key in row)]))
    written = [{key: _cell(key, value) for key, value in row.items()} for row in rows]
    return pd.DataFrame(written, columns=columns).to_csv(index=False)


def _cell(column: str, value: Any) -> Any:
    if column == "known_at" and isinstance(value, int):
        return at(value)
    return str(value).lower() if isinstance(value, bool) else value


def write_delivery(
    folder: Path,
    tables: Mapping[str, Sequence[Row]],
    *,
    files: Mapping[str, bytes] | None = None,
    delivery_id: str = "night-1",
    kind: str = "night",
    as_of: int = AS_OF,
    parquet: bool = False,
) -> Path:
    """A delivery folder with these rows and these files below `documents/`; returns the folder."""
    folder.mkdir(parents=True)
    manifest = {"contract": 1, "delivery_id": delivery_id, "kind": kind, "as_of": at(as_of)}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    for name, rows in tables.items():
        if parquet:
            pq.write_table(arrow_table(name, rows), folder / f"{name}.parquet")
        else:
            (folder / f"{name}.csv").write_text(csv_text(name, rows), "utf-8")
    for name, content in (files or {}).items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def png(width: int = 64, height: int = 48, shade: int = 255) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (width, height), shade).save(buffer, "PNG")
    return buffer.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds no row: the cheapest bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


class Silence:
    """Satisfies the Progress port, says nothing and remembers the reports."""

    def __init__(self) -> None:
        self.reports: list[StageReport] = []

    def start(self, stage: str, total: int) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        pass

    def tell(self, report: StageReport) -> None:
        self.reports.append(report)


def stopped(run: Callable[[], object]) -> int:
    """The exit code with which a command ends."""
    try:
        run()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def check_claim(papers: PaperSet, illnesses: IllnessReader = mentions_in) -> tuple[Finding, ...]:
    """What the checks find where illnesses are read as a night reads them."""
    return claim_checks.check_claim(papers, illnesses)
