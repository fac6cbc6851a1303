"""Each way a row can be refused, with its own example, and what happens to the rows beside it."""

import datetime as dt
import json
from typing import Any

import pandas as pd
import pytest

import builders
from builders import AS_OF, KNOWN_AT, Row, claim, claim_line, document, frame, hospital, identifier, member, reading
from fraudpipe.records.delivery import REASONS
from fraudpipe.records.tables import TABLES, TABLES_BY_NAME
from fraudpipe.records.validate import Validated, validate_table

KNOWN = {"members": {"m1"}, "hospitals": {"h1"}, "doctors": {"d1"}, "claims": {"c1", "c2"}, "documents": {"p1"}}


def _validated(name: str, rows: list[Row], *, parquet: bool = False) -> Validated:
    return validate_table(frame(name, rows, parquet=parquet), TABLES_BY_NAME[name], AS_OF, KNOWN)


def _only_refusal(name: str, bad: Row, good: Row) -> tuple[str, str, str]:
    """The refusal of `bad`, delivered between two good rows that must both be accepted."""
    other = good | {TABLES_BY_NAME[name].key[0]: "other"} if TABLES_BY_NAME[name].key else good
    found = _validated(name, [good, bad, other])
    assert len(found.rows) == 2
    assert len(found.refused_rows) == 1
    (refusal,) = found.refusals
    assert refusal.table == name
    assert refusal.reason_code in REASONS
    assert refusal.advice
    return refusal.record_id, refusal.reason_code, refusal.column


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount_fen": None}, "missing_value"),
        ({"amount_fen": "lots"}, "not_a_number"),
        ({"amount_fen": "10.5"}, "not_a_number"),
        ({"amount_fen": "inf"}, "not_a_number"),
        ({"amount_fen": "1e30"}, "not_a_number"),
        ({"amount_fen": "99999999999999999999999"}, "not_a_number"),
        ({"amount_fen": 0}, "out_of_range"),
        ({"amount_fen": 10**12 + 1}, "out_of_range"),
        ({"amount_fen": 999_999_999_999_999_999}, "out_of_range"),
        ({"known_at": "yesterday"}, "not_an_instant"),
        ({"known_at": "2026-03-01T10:00:00"}, "not_an_instant"),
        ({"known_at": "-99999999999999"}, "out_of_range"),
        ({"known_at": AS_OF}, "future"),
        ({"known_at": "99999999999999999"}, "future"),
        ({"event_on": "01.02.2026"}, "not_a_date"),
        ({"event_on": "2026-02-30"}, "not_a_date"),
        ({"plan_kind": "lottery"}, "unknown_choice"),
        ({"illness_code": "breast"}, "bad_form"),
        ({"illness_code": "C50.9\n"}, None),
        ({"member_id": "m9"}, "unknown_reference"),
        ({"hospital_id": "h9"}, "unknown_reference"),
        ({"doctor_id": "d9"}, "unknown_reference"),
    ],
)
def test_a_bad_claim_is_refused_and_the_others_are_not(changes: Row, code: str | None) -> None:
    bad = claim(claim_id="c2", **changes)
    if code is None:
        assert len(_validated("claims", [bad]).rows) == 1
        return
    assert _only_refusal("claims", bad, claim()) == ("c2", code, next(iter(changes)))


def test_flags_json_and_forms_have_their_own_codes() -> None:
    assert _only_refusal("members", member(member_id="m2", declared_illness="maybe"), member())[1] == "not_a_flag"
    for text in ("{", "[1]", '"text"', "[" * 100_000, '{"a":' * 100_000):
        found = _validated("readings", [reading(fields=text)])
        assert [one.reason_code for one in found.refusals] == ["not_json"]
    assert _only_refusal("hospitals", hospital(hospital_id="h2", region="33"), hospital())[1] == "bad_form"
    found = _validated("claim_lines", [claim_line(), claim_line(line_number=0)])
    assert [(one.record_id, one.reason_code) for one in found.refusals] == [("c1/0", "out_of_range")]
    (refusal,) = _validated("claim_lines", [claim_line(amount_fen=-(10**17))]).refusals
    assert refusal.advice == "amount_fen must be at least -1000000000000 and at most 1000000000000"
    assert [one.column for one in _validated("readings", [reading(page_count=10**17)]).refusals] == ["page_count"]
    assert _only_refusal("members", member(member_id="m2", name="模" * 101), member())[1:] == ("bad_form", "name")


def test_a_key_counts_once_and_the_first_row_wins() -> None:
    first, again = claim(amount_fen=1), claim(amount_fen=2)
    found = _validated("claims", [first, again])
    assert found.rows["amount_fen"].tolist() == [1]
    assert [(one.record_id, one.reason_code) for one in found.refusals] == [("c1", "duplicate_row")]
    assert found.refused_rows["amount_fen"].tolist() == ["2"]


def test_a_refused_row_takes_no_key_from_a_good_one() -> None:
    found = _validated("claims", [claim(amount_fen=0), claim(amount_fen=2)])
    assert found.rows["amount_fen"].tolist() == [2]
    assert [one.reason_code for one in found.refusals] == ["out_of_range"]


def test_rows_without_a_key_may_repeat() -> None:
    assert len(_validated("identifiers", [identifier(), identifier()]).rows) == 2


def test_the_last_second_before_the_moment_is_no_future() -> None:
    assert len(_validated("claims", [claim(known_at=AS_OF - 1)]).rows) == 1


def test_an_unknown_column_is_set_aside_whole_with_a_hint() -> None:
    delivered = frame("claims", [claim(), claim(claim_id="c2")]).rename(columns={"department": "departmnt"})
    found = validate_table(delivered, TABLES_BY_NAME["claims"], AS_OF, KNOWN)
    (refusal,) = found.refusals
    assert (refusal.record_id, refusal.reason_code) == ("column departmnt", "unknown_column")
    assert "Did you mean 'department'?" in refusal.advice
    assert list(found.refused_columns) == ["departmnt"]
    assert len(found.refused_columns) == len(found.rows) == 2
    assert list(found.rows) == list(TABLES_BY_NAME["claims"].names)


def test_a_missing_column_is_named_once_and_refuses_every_row() -> None:
    delivered = frame("claims", [claim(), claim(claim_id="c2")]).drop(columns="amount_fen")
    found = validate_table(delivered, TABLES_BY_NAME["claims"], AS_OF, KNOWN)
    assert [one.reason_code for one in found.refusals] == ["missing_column", "missing_value", "missing_value"]
    assert not len(found.rows)


def test_an_optional_column_may_be_absent() -> None:
    delivered = frame("claims", [claim()]).drop(columns=["department", "admitted_on"])
    found = validate_table(delivered, TABLES_BY_NAME["claims"], AS_OF, KNOWN)
    assert not found.refusals
    assert found.rows["department"].isna().all()


def test_a_refusal_never_repeats_what_stands_where_an_id_should() -> None:
    """A sender who writes a name into the id must not find it in our logs."""
    for name, row in (("claims", claim(claim_id="模拟甲子 110101")), ("members", member(member_id="模拟 甲"))):
        found = _validated(name, [row])
        (refusal,) = found.refusals
        assert refusal.reason_code == "bad_form"
        assert refusal.record_id == "row 1"


def test_a_refusal_without_an_id_says_which_row() -> None:
    found = _validated("claims", [claim(), claim(claim_id=None)])
    assert [one.record_id for one in found.refusals] == ["row 2"]


_ORDINARY: dict[str, list[Row]] = {
    "hospitals": [hospital(), hospital(hospital_id="h2", specialty="肿瘤")],
    "doctors": [builders.doctor()],
    "members": [member(), member(member_id="m2", declared_illness=True)],
    "claims": [claim(), claim(claim_id="c2", admitted_on=dt.date(2026, 1, 3), doctor_id=None)],
    "claim_lines": [claim_line(), claim_line(line_number=2, quantity=None, unit_price_fen=None)],
    "documents": [document(), document(document_id="p2", content_sha256="a" * 64)],
    "identifiers": [identifier(), identifier(claim_id=None)],
    "outcomes": [builders.outcome()],
    "readings": [reading()],
    "corrections": [builders.correction()],
}


@pytest.mark.parametrize("name", sorted(_ORDINARY))
def test_csv_and_parquet_give_equal_rows(name: str) -> None:
    from_csv, from_parquet = (_validated(name, _ORDINARY[name], parquet=parquet) for parquet in (False, True))
    assert not from_csv.refusals
    assert not from_parquet.refusals
    assert len(from_csv.rows) == len(_ORDINARY[name])
    pd.testing.assert_frame_equal(from_csv.rows, from_parquet.rows)


def test_every_spelling_of_a_value_becomes_the_same_value() -> None:
    spelled = [
        claim(claim_id=f"c{number}", **changes)
        for number, changes in enumerate(
            (
                {},
                {"known_at": str(KNOWN_AT), "amount_fen": "30000000.0", "event_on": " 2026-02-01 "},
                {"known_at": "2026-02-28T16:00:00Z", "event_on": "2026-02-01 00:00:00"},
            )
        )
    ]
    rows = _validated("claims", spelled).rows.drop(columns="claim_id")
    assert len(rows) == 3
    assert len(rows.drop_duplicates()) == 1


def test_a_table_without_rows_is_no_error() -> None:
    for table in TABLES:
        found = validate_table(frame(table.name, []), table, AS_OF, KNOWN)
        assert not len(found.rows)
        assert not found.refusals


def test_a_large_number_stays_exact_beside_a_bad_one() -> None:
    """One bad cell must not turn the whole column into floats."""
    exact = 2**53 + 1
    found = _validated("claim_lines", [claim_line(line_number=exact), claim_line(line_number="1.5")])
    assert found.rows["line_number"].tolist() == [exact]


@pytest.mark.parametrize("cell", [b"c1", ["c1"], {"a": 1}, 3.5, dt.datetime(2026, 1, 1)])  # noqa: DTZ001
def test_a_cell_of_another_type_refuses_its_row_only(cell: Any) -> None:
    delivered = frame("claims", [claim(), claim(claim_id="c2")], parquet=True)
    delivered["illness_code"] = pd.Series(["C50.9", cell], dtype="object")
    found = validate_table(delivered, TABLES_BY_NAME["claims"], AS_OF, KNOWN)
    assert found.rows["claim_id"].tolist() == ["c1"]
    assert [one.reason_code for one in found.refusals] == ["bad_form"]


def test_json_keeps_its_text() -> None:
    text = json.dumps({"a": {"value": "模"}}, ensure_ascii=False)
    assert _validated("readings", [reading(fields=text)]).rows["fields"].tolist() == [text]
