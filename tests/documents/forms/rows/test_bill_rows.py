import pytest
from drawn_page import labelled

from fraudpipe.documents.forms.rows.bill_rows import find_bill_rows, proved
from fraudpipe.records.reading import LineItem

HEAD = "项目名称                \t数量\t单价\t金额"


def _rows(*rows: str) -> list[tuple[str, str | None, str | None, str]]:
    value = find_bill_rows(labelled(*rows))["line_items"].value
    assert isinstance(value, tuple)
    return [(row.name, row.quantity, row.unit_price, row.amount) for row in value if isinstance(row, LineItem)]


def test_rows_are_read_by_their_columns() -> None:
    assert _rows(HEAD, "一级护理              \t12 \t30.00\t360.00", "静脉输液              \t2  \t15.50\t31.00") == [
        ("一级护理", "12", "30.00", "360.00"),
        ("静脉输液", "2", "15.50", "31.00"),
    ]


def test_a_lone_one_that_readers_drop_is_put_back() -> None:
    assert _rows(HEAD, "头颅CT平扫            \t   \t280.00\t280.00") == [("头颅CT平扫", "1", "280.00", "280.00")]


def test_a_dropped_point_is_put_back_where_the_product_asks_for_it() -> None:
    assert _rows(HEAD, "静脉输液              \t2  \t15.50\t3100") == [("静脉输液", "2", "15.50", "31.00")]


def test_headings_and_sums_are_no_rows() -> None:
    rows = _rows(
        HEAD,
        "护理费：              \t   \t小计\t391.00",
        "一级护理              \t12 \t30.00\t360.00",
        "静脉输液              \t2  \t15.50\t31.00",
        "西药费                \t   \t     \t99.00",
        "葡萄糖注射液          \t3  \t33.00\t99.00",
        "本页合计              \t   \t     \t490.00",
    )
    assert [name for name, *_ in rows] == ["一级护理", "静脉输液", "葡萄糖注射液"]


@pytest.mark.parametrize(
    "foot",
    ["打印日期：2021-04-12    \t   \t     \t1/3", "操作员：0012            \t   \t     \t2021.04",
     "第一联                  \t   \t     \t1 / 3"],
)  # fmt: skip
def test_what_stands_at_the_foot_of_a_page_is_no_row(foot: str) -> None:
    rows = _rows(HEAD, "一级护理              \t12 \t30.00\t360.00", "床位费：              \t2  \t30.00\t60.00", foot)
    assert [name for name, *_ in rows] == ["一级护理", "床位费"]


@pytest.mark.parametrize("printed", ["检查：头颅CT", "检查费: 头颅CT"])
def test_a_category_before_an_item_is_not_a_part_of_its_name(printed: str) -> None:
    rows = _rows(HEAD, "一级护理              \t12 \t30.00\t360.00", f"{printed:<22}\t1  \t280.00\t280.00")
    assert rows[1:] == [("头颅CT", "1", "280.00", "280.00")]


def test_a_page_without_a_head_is_read_by_rows_that_multiply() -> None:
    assert _rows("2021-02-03\t静脉输液\t2\t15.50\t31.00", "姓名：模拟甲\t科室：内科") == [
        ("静脉输液", "2", "15.50", "31.00")
    ]


def test_a_product_that_differs_proves_nothing() -> None:
    assert not proved(LineItem("换药", "31.00", (0, 0, 1, 1), "2", "15.00"))


def test_a_row_that_lost_its_price_is_worth_another_look() -> None:
    whole = "静脉输液              \t2  \t15.50\t31.00"
    lost = "一级护理              \t   \t     \t30.00"
    assert find_bill_rows(labelled(HEAD, whole))["line_items"].trust == 1.0
    assert find_bill_rows(labelled(HEAD, whole, lost))["line_items"].trust < 0.8
