"""The office of files: it knows what stood there before the moment of the question, and says when it cannot say."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from fraudpipe.adapters.office_files import FileOffice
from fraudpipe.errors import ContractError, NotFoundError
from fraudpipe.records.moments import seconds
from fraudpipe.records.verification import Answer, Question

ISSUED, REFUNDED = dt.date(2026, 1, 10), dt.date(2026, 2, 1)
NOW = seconds(dt.date(2026, 3, 1))
TABLES: dict[str, list[dict[str, Any]]] = {
    "invoices": [
        {
            "invoice_code": "330626",
            "invoice_number": "00000001",
            "total_fen": 12_345,
            "issued_on": ISSUED.isoformat(),
            "refunded_at": seconds(REFUNDED),
            "replaced_by": None,
        }
    ],
    "records": [
        {
            "hospital_id": "h1",
            "kind": "pathology",
            "number": "B26-1",
            "patient_name": "模拟甲",
            "event_on": ISSUED.isoformat(),
        }
    ],
    "filings": [{"id_number": "11010119840601002X", "illness_code": "C73", "filed_at": seconds(ISSUED)}],
    "hospitals": [{"hospital_id": "h1", "name": "模拟第一医院"}, {"hospital_id": "h2", "name": "演示县医院"}],
}


def office(folder: Path, *, kind: str = "parquet", **replaced: list[dict[str, Any]]) -> FileOffice:
    for name, rows in (TABLES | replaced).items():
        frame = pd.DataFrame(rows)
        if kind == "csv":
            frame.to_csv(folder / f"{name}.csv", index=False)
        else:
            frame.to_parquet(folder / f"{name}.parquet")
    return FileOffice(folder)


def question(kind: str, number: str, **changes: Any) -> Question:
    usual = {"claim_id": "c1", "document_id": "p1", "place": 0, "hospital_name": "模拟第一医院"}
    return Question(kind=kind, number=number, **(usual | changes))  # type: ignore[arg-type]


def told(found: Answer) -> tuple[str, str | None]:
    return found.state, found.says


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_an_invoice_is_not_there_then_held_then_refunded(tmp_path: Path, kind: str) -> None:
    asked = question("invoice", "00000001", code="330626")
    answers = office(tmp_path, kind=kind)
    days = (ISSUED, ISSUED + dt.timedelta(days=1), REFUNDED, REFUNDED + dt.timedelta(days=1))
    found = [answers.ask(asked, seconds(day)) for day in days]
    assert [one.says for one in found] == ["not_held", "held", "held", "refunded"]
    assert [one.known_at for one in found] == [seconds(day) - 1 for day in days], (
        "known by the moment it was asked as of"
    )
    assert (found[-1].total_fen, found[-1].dated_on) == (12_345, ISSUED)


def test_a_corrected_invoice_is_replaced_and_not_refunded(tmp_path: Path) -> None:
    rows = [TABLES["invoices"][0] | {"replaced_by": "00000002"}]
    answers = office(tmp_path, invoices=rows)
    assert answers.ask(question("invoice", "00000001", code="330626"), NOW).says == "replaced"


@pytest.mark.parametrize(
    ("asked", "state", "says"),
    [
        (question("pathology", "B26-1", patient_name="模拟甲"), "checked", "held"),
        (question("pathology", "b26-1"), "checked", "held"),
        (question("pathology", "B26-2"), "checked", "not_held"),
        (question("imaging", "B26-1"), "checked", "not_held"),
        (question("pathology", "B26-1", hospital_name="演示县医院"), "unknown", None),
        (question("pathology", "B26-1", hospital_name="杜撰医院"), "unknown", None),
        (question("invoice", "00000009", code="330626"), "checked", "not_held"),
        (question("invoice", "00000001", code="110626"), "unknown", None),
        (question("invoice", "00000001"), "not_checked", None),
        (question("filed_elsewhere", "11010119840601002x", illness_code="C73.9"), "checked", "filed"),
        (question("filed_elsewhere", "11010119840601002X", illness_code="C50"), "checked", "not_filed"),
    ],
)
def test_what_it_says(tmp_path: Path, asked: Question, state: str, says: str | None) -> None:
    assert told(office(tmp_path).ask(asked, NOW)) == (state, says)


def test_a_table_that_is_not_there_is_an_office_that_nobody_can_ask(tmp_path: Path) -> None:
    pd.DataFrame(TABLES["hospitals"]).to_csv(tmp_path / "hospitals.csv")
    answers = FileOffice(tmp_path)
    kinds = ("invoice", "stay", "filed_elsewhere")
    assert {told(answers.ask(question(kind, "1", code="33"), NOW)) for kind in kinds} == {("not_checked", None)}


@pytest.mark.parametrize(("name", "same"), [("模拟甲", True), ("模拟申", True), ("虚构乙丙", False), (None, None)])
def test_whether_a_name_is_the_same_and_never_the_name(tmp_path: Path, name: str | None, same: bool | None) -> None:
    found = office(tmp_path).ask(question("pathology", "B26-1", patient_name=name), NOW)
    assert found.same_name is same
    assert "模拟甲" not in repr(found)


def test_a_folder_without_tables_or_a_table_without_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="does not exist"):
        FileOffice(tmp_path / "nowhere")
    with pytest.raises(NotFoundError, match="none of the tables"):
        FileOffice(tmp_path)
    pd.DataFrame([{"id_nummer": "1", "illness_code": "C73", "filed_at": 0}]).to_csv(tmp_path / "filings.csv")
    with pytest.raises(ContractError, match=r"no column id_number.*id_nummer"):
        FileOffice(tmp_path).ask(question("filed_elsewhere", "1"), NOW)


@pytest.mark.parametrize(
    ("held", "printed"),
    [("00123456", "123456"), ("123456", "00123456"), (123456, "00123456"), ("B26-1", "B26 1"), ("B26－1", "b26-1")],
)
def test_numbers_are_compared_without_marks_and_leading_zeros(tmp_path: Path, held: object, printed: str) -> None:
    answers = office(tmp_path, records=[TABLES["records"][0] | {"number": held}])
    assert answers.ask(question("pathology", printed), NOW).says == "held"


def test_of_several_stays_under_one_number_the_day_is_not_told(tmp_path: Path) -> None:
    stay = TABLES["records"][0] | {"kind": "stay"}
    later = stay | {"event_on": "2026-02-10"}
    answers = office(tmp_path, records=[stay, later, later | {"number": "B26-2"}, stay | {"number": "B26-2"}])
    for number, day, expected in (
        ("B26-1", NOW, None),
        ("B26-2", NOW, None),
        ("B26-1", seconds(ISSUED) + 1, ISSUED),
    ):
        assert answers.ask(question("stay", number), day).dated_on == expected


def test_a_number_used_again_for_somebody_else_is_of_either(tmp_path: Path) -> None:
    two = [TABLES["records"][0], TABLES["records"][0] | {"patient_name": "虚构乙丙"}]
    answers = office(tmp_path, records=two)
    found = {name: answers.ask(question("pathology", "B26-1", patient_name=name), NOW).same_name
             for name in ("模拟甲", "虚构乙丙", "演练丁戊")}  # fmt: skip
    assert found == {"模拟甲": True, "虚构乙丙": True, "演练丁戊": False}


def test_days_and_numbers_as_spreadsheets_write_them(tmp_path: Path) -> None:
    written = {"issued_on": "2026/01/10", "refunded_at": f"{seconds(REFUNDED)}.0", "total_fen": "12345.0"}
    answers = office(tmp_path, kind="csv", invoices=[TABLES["invoices"][0] | written])
    found = answers.ask(question("invoice", "00000001", code="330626"), NOW)
    assert (found.says, found.dated_on, found.total_fen) == ("refunded", ISSUED, 12_345)


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("invoices", "total_fen", None),
        ("invoices", "total_fen", "1.5"),
        ("invoices", "refunded_at", "soon"),
        ("invoices", "issued_on", "10/01/2026"),
        ("invoices", "issued_on", "2026-02-30"),
        ("records", "event_on", "January"),
        ("filings", "filed_at", None),
        ("filings", "filed_at", "inf"),
    ],
)
def test_a_cell_that_says_nothing_clear_is_named(
    tmp_path: Path, kind: str, table: str, column: str, value: str | None
) -> None:
    rows = [TABLES[table][0], TABLES[table][0] | {column: value}]
    if kind == "parquet":
        rows = [{**row, column: None if row[column] is None else str(row[column])} for row in rows]
    answers = office(tmp_path, kind=kind, **{table: rows})
    with pytest.raises(ContractError, match=rf"{table}\.{kind}, column {column}, row 2: write"):
        answers.ask(question("filed_elsewhere", "1", illness_code="C73"), NOW)


def test_the_digest_follows_the_bytes(tmp_path: Path) -> None:
    first = office(tmp_path).digest()
    assert office(tmp_path).digest() == first
    assert office(tmp_path, filings=[TABLES["filings"][0] | {"illness_code": "C50"}]).digest() != first
