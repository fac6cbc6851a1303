import pandas as pd
import pytest

from fraudpipe.knowledge.past.lake_rows import past_rows
from fraudpipe.knowledge.past.learning import CLAIM_COLUMNS, LINE_COLUMNS, learn

AS_OF = 1_000


def tables() -> dict[str, pd.DataFrame]:
    claims = [
        (
            "C1",
            100,
            "M1",
            "reimbursement",
            "J18.9",
            "2024-03-09",
            "2024-03-01",
            "2024-03-09",
            "H1",
            "呼吸内科",
            520_000,
        ),
        (
            "C1",
            200,
            "M1",
            "reimbursement",
            "J18.9",
            "2024-03-09",
            "2024-03-01",
            "2024-03-11",
            "H1",
            "呼吸内科",
            530_000,
        ),
        ("C2", 300, "M2", "fixed_benefit", "C50.9", "2024-03-09", "2024-03-09", "2024-03-09", "H9", None, 30_000_000),
        ("C3", 1_000, "M1", "reimbursement", "J18.9", "2024-03-09", None, None, "H1", None, 1),
    ]
    names = [
        "claim_id", "visible_at", "member_id", "plan_kind", "illness_code", "event_on", "admitted_on",
        "discharged_on", "hospital_id", "department", "amount_fen",
    ]  # fmt: skip
    lines = [
        ("C1", 1, 100, "CT平扫", 300),
        ("C1", 1, 200, "CT平扫", 400),
        ("C2", 1, 300, "病理", 500),
        ("C2", 2, 300, "床", 60),
    ]
    return {
        "claims": pd.DataFrame(claims, columns=names),
        "lines": pd.DataFrame(lines, columns=["claim_id", "line_number", "visible_at", "item_name", "amount_fen"]),
        "members": pd.DataFrame(
            {
                "member_id": ["M1", "M2"],
                "visible_at": [1, 1_000],
                "sex": ["M", "F"],
                "birth_on": ["1984-03-09", "1990-01-01"],
            }
        ),
        "hospitals": pd.DataFrame({"hospital_id": ["H1"], "visible_at": [1], "level": [3], "region": ["420100"]}),
    }


def test_a_claim_stands_as_it_did_at_the_moment() -> None:
    rows, lines = past_rows(**tables(), as_of=AS_OF)
    first = rows.set_index("claim_id").loc["C1"]
    assert sorted(rows["claim_id"]) == ["C1", "C2"]
    assert (first["stay_days"], first["cost_fen"], first["province"], first["hospital_level"]) == (
        10,
        530_000,
        "420000",
        3,
    )
    assert first["age_years"] == pytest.approx(40, abs=0.01)
    assert sorted(lines["item_name"]) == ["CT平扫", "床", "病理"]
    assert list(rows.columns) == list(CLAIM_COLUMNS)
    assert list(lines.columns) == list(LINE_COLUMNS)


def test_before_the_correction_the_first_row_counts() -> None:
    rows, _ = past_rows(**tables(), as_of=200)
    assert rows["stay_days"].tolist() == [8]


def test_a_benefit_is_no_cost_and_a_day_is_a_day() -> None:
    second = past_rows(**tables(), as_of=AS_OF)[0].set_index("claim_id").loc["C2"]
    assert (second["cost_fen"], second["stay_days"]) == (560, 1)


def test_what_was_not_known_then_is_unknown() -> None:
    second = past_rows(**tables(), as_of=AS_OF)[0].set_index("claim_id").loc["C2"]
    assert pd.isna(second["sex"])
    assert pd.isna(second["hospital_level"])


def test_it_can_be_learned_from() -> None:
    past = learn(*past_rows(**tables(), as_of=AS_OF), AS_OF)
    assert past.claims == 2
    assert past.pairs["illness", "item"].of("J18", "ct平扫").together == 1


def test_the_order_of_rows_does_not_matter() -> None:
    turned = {name: rows[::-1] for name, rows in tables().items()}
    for one, other in zip(past_rows(**tables(), as_of=AS_OF), past_rows(**turned, as_of=AS_OF), strict=True):
        keys = [name for name in ("claim_id", "item_name") if name in one]
        alike = (frame.sort_values(keys).reset_index(drop=True) for frame in (one, other))
        pd.testing.assert_frame_equal(*alike)
