"""Claims with bills and a small past, by keyword. The people are invented and say so."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from fraudpipe.knowledge.past.learning import Past, learn
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import FieldReading, LineItem, Reading

AS_OF = 1_700_000_000
BOX = (100, 200, 300, 240)
CLAIM = ClaimFacts(
    claim_id="C1",
    plan_kind="reimbursement",
    illness_code="J18.9",
    event_on=dt.date(2024, 3, 9),
    known_on=dt.date(2024, 4, 10),
    hospital_name="模拟市第一人民医院",
    amount_fen=520_000,
    admitted_on=dt.date(2024, 3, 1),
    discharged_on=dt.date(2024, 3, 9),
    department="呼吸内科",
    hospital_level=3,
    hospital_province="420000",
)
MEMBER = MemberFacts("模拟甲", "M", dt.date(1984, 6, 1), dt.date(2023, 1, 1), False)
USUAL_LINES = (
    ("普通病房床位费", "8", "320.00"),
    ("血细胞分析", "2", "40.00"),
    ("生化全套", "1", "120.00"),
    ("胸部CT平扫", "1", "280.00"),
    ("静脉输液", "8", "64.00"),
    ("氯化钠注射液", "16", "48.00"),
)


def field(value: object, status: str = "accepted") -> FieldReading:
    return FieldReading(value, 0.97 if status == "accepted" else 0.5, status, 1, BOX, ("a", "b"))  # type: ignore[arg-type]


STAY = ("2024-03-01", "2024-03-09")


def bill(
    *lines: tuple[str, str, str],
    kind: str = "itemised_bill",
    status: str = "accepted",
    stay: tuple[str, str] | None = None,
) -> Paper:
    """A bill with (item, quantity, amount) lines after the usual ones, and the days of its stay if it prints them."""
    rows = tuple(LineItem(name, amount, (0, at, 9, at + 1), quantity) for at, (name, quantity, amount) in
                 enumerate((*USUAL_LINES, *lines)))  # fmt: skip
    days = {} if stay is None else dict(zip(("admission_date", "discharge_date"), map(field, stay), strict=True))
    return Paper(f"D-{kind}", Reading(kind, 0, 1, {"line_items": field(rows, status), **days}))


def record(diagnosis: str, status: str = "accepted") -> Paper:
    return Paper("D-discharge_record", Reading("discharge_record", 0, 1, {"diagnosis": field(diagnosis, status)}))


def report(kind: str) -> Paper:
    return Paper(f"D-{kind}", Reading(kind, 0, 1))


def papers(*found: Paper, member: dict[str, object] | None = None, **claim: object) -> PaperSet:
    return PaperSet(replace(CLAIM, **claim), replace(MEMBER, **(member or {})), found)  # type: ignore[arg-type]


def history(stays: int = 400) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pneumonia of all ages on one ward, with a usual stay of 7 to 10 days; and old hips on another."""
    rows = []
    lines = []
    for number in range(stays):
        hip = number % 2 == 1
        rows.append(
            {
                "claim_id": f"P{number}",
                "illness_code": "S72.0" if hip else "J18.9",
                "sex": "F" if number % 4 < 2 else "M",
                "age_years": 75.0 if hip else 30.0,
                "hospital_level": 3,
                "province": "420000",
                "department": "骨科" if hip else "呼吸内科",
                "stay_days": float(7 + number % 4),
                "cost_fen": 500_000 + 1_000 * (number % 50),
                "visible_at": AS_OF - 1 - number,
            }
        )
        names = ("血细胞分析", "人工关节置换术" if hip else "肺功能检查")
        lines += [{"claim_id": f"P{number}", "item_name": name, "visible_at": AS_OF - 1 - number} for name in names]
    return pd.DataFrame(rows), pd.DataFrame(lines)


def past(stays: int = 400) -> Past:
    return learn(*history(stays), AS_OF)
