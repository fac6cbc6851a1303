import pytest
from drawn_page import labelled

from fraudpipe.documents.forms.rows.laboratory_rows import find_laboratory_rows
from fraudpipe.records.reading import LaboratoryRow

HEAD = "检验项目              \t结果      \t单位      \t参考范围    \t提示"


def _rows(*rows: str) -> list[tuple[str, ...]]:
    value = find_laboratory_rows(labelled(*rows))["laboratory_rows"].value
    assert isinstance(value, tuple)
    return [(row.name, row.result, row.unit, row.range, row.flag) for row in value if isinstance(row, LaboratoryRow)]


def test_results_are_read_by_their_columns() -> None:
    assert _rows(
        HEAD,
        "白细胞计数            \t11.2      \t10^9/L    \t3.5-9.5     \t↑",
        "国际标准化比值        \t1.02      \t          \t0.8-1.2     \t",
        "备注：仅供参考",
        "血红蛋白              \t120       \tg/L       \t115-175     \t",
    ) == [
        ("白细胞计数", "11.2", "10^9/L", "3.5-9.5", "↑"),
        ("国际标准化比值", "1.02", "", "0.8-1.2", ""),
    ]


def test_a_mark_that_no_reader_sees_follows_from_the_range() -> None:
    (row,) = _rows(HEAD, "白细胞计数            \t1.2       \t10^9/L    \t3.5-9.5     \t")
    assert row[4] == "↓"


@pytest.mark.parametrize("limit", ["5.20", "3.5.9.5", "125350"])
def test_a_limit_that_lost_a_mark_accuses_no_result(limit: str) -> None:
    (row,) = _rows(HEAD, f"癌胚抗原              \t1.2       \tng/mL     \t{limit}     \t")
    assert row[4] == ""


def test_a_legible_mark_stays_as_printed() -> None:
    (row,) = _rows(HEAD, "白细胞计数            \t5.2       \t10^9/L    \t3.5-9.5     \t↑")
    assert row[4] == "↑"


def test_tables_side_by_side_are_read_one_after_the_other() -> None:
    rows = _rows(
        "项目        \t结果    \t参考值    \t项目        \t结果    \t参考值",
        "钾          \t4.1     \t3.5-5.3   \t钠          \t150     \t137-147",
        "氯          \t101     \t99-110",
    )
    assert [(name, result, flag) for name, result, _, _, flag in rows] == [
        ("钾", "4.1", ""),
        ("氯", "101", ""),
        ("钠", "150", "↑"),
    ]


def test_cells_read_as_one_piece_are_parted() -> None:
    (row,) = _rows(HEAD, "白细胞计数            \t11.2↑ 10^9/L          \t3.5-9.5")
    assert row == ("白细胞计数", "11.2", "10^9/L", "3.5-9.5", "↑")
