from drawn_page import labelled

from fraudpipe.documents.forms.rows.line_items import find_line_items, fitting_items


def _items(*rows: str) -> list[tuple[str, str, str | None]]:
    found = find_line_items(labelled(*rows))["line_items"].value
    assert isinstance(found, tuple)
    return [(item.name, item.amount, item.quantity) for item in found]


def test_quantities_are_told_from_amounts_by_their_column() -> None:
    assert _items("项目名称\t数量/单位\t金额（元）", "挂号费费用\t2.0\t\t6.00", "合计 6.00") == [
        ("挂号费费用", "6.00", "2.0")
    ]


def test_a_name_and_its_amount_in_one_piece_are_parted() -> None:
    assert _items("项目名称\t金额（元）", "西药费 1,230.50\t化验骨\t12.00", "金额合计（大写）") == [
        ("西药费", "1230.50", None),
        ("化验费", "12.00", None),
    ]


def test_a_category_before_an_item_is_no_label_of_the_paper() -> None:
    page = ("项目名称\t金额（元）", "检查：头颅CT\t280.00", "床位：三人间\t60.00", "科室：内科\t12.00", "合计 340.00")
    assert [name for name, *_ in _items(*page)] == ["头颅CT", "床位：三人间"]


def test_what_others_pay_is_no_charge() -> None:
    page = ("项目名称\t金额（元）", "检查费\t280.00", "其他：医保统筹\t200.00", "其他：个人自付\t80.00", "合计 280.00")
    assert [name for name, *_ in _items(*page)] == ["检查费"]


def test_details_below_their_category_are_not_added_twice() -> None:
    page = labelled("项目名称\t金额（元）", "其他门急诊收费\t370.00", "院前急救\t280.00", "救护车使用\t90.00", "合计")
    items = find_line_items(page)["line_items"].value
    assert isinstance(items, tuple)
    chosen = fitting_items(items, 37000)
    assert chosen is not None
    assert [item.name for item in chosen] == ["其他门急诊收费"]
    assert fitting_items(items, 12345) is None
