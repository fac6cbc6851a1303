"""Tables of items: itemised bills with their categories, and laboratory results."""

from collections.abc import Sequence
from dataclasses import dataclass

_CATEGORIES = (
    ("床位费", ("床位",)), ("护理费", ("护理",)), ("诊察费", ("诊察", "诊查", "会诊")), ("麻醉费", ("麻醉",)),
    ("手术费", ("术", "切除")), ("检查费", ("CT", "磁共振", "超声", "检查", "心电图")),
    ("化验费", ("测定", "检验", "常规", "培养")), ("西药费", ("片", "胶囊", "注射", "针")),
    ("材料费", ("材料", "导管", "缝线", "敷料")),
)  # fmt: skip
_OTHER = "治疗费"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        label: Its wordings.
        share: Of the table's width.
        anchor: l or r.
    """

    label: tuple[str, ...]
    share: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row.

    Attributes:
        texts: By column.
        item: Which item of the field's list it prints; -1 for a heading.
    """

    texts: tuple[str, ...]
    item: int


BILL = (
    Column(("项目名称", "收费项目", "名称"), 0.46, "l"), Column(("数量",), 0.14, "r"),
    Column(("单价", "单价（元）"), 0.2, "r"), Column(("金额", "金额（元）"), 0.2, "r"),
)  # fmt: skip
LABORATORY = (
    Column(("检验项目", "项目名称", "项目"), 0.34, "l"), Column(("结果", "检验结果"), 0.16, "l"),
    Column(("单位",), 0.16, "l"), Column(("参考范围", "参考区间", "参考值"), 0.24, "l"),
    Column(("提示", "标志"), 0.1, "l"),
)  # fmt: skip


def columns_of(field: str) -> tuple[Column, ...]:
    """The columns that `field` is printed in."""
    return BILL if field == "line_items" else LABORATORY


def rows_of(field: str, items: Sequence[Sequence[str]], *, grouped: bool) -> list[Row]:
    """The rows of a table; with `grouped` a bill's items follow headings of their category with its sum."""
    rows = [Row(tuple(str(one) for one in item), place) for place, item in enumerate(items)]
    if field != "line_items" or not grouped:
        return rows
    by_category: dict[str, list[Row]] = {}
    for row in rows:
        by_category.setdefault(_category(row.texts[0]), []).append(row)
    printed = []
    for category, members in by_category.items():
        printed.append(Row((f"{category}：", "", "小计", _sum(members)), -1))
        printed += [Row(("  " + row.texts[0], *row.texts[1:]), row.item) for row in members]
    return printed


def _category(name: str) -> str:
    for category, signs in _CATEGORIES:
        if any(sign in name for sign in signs):
            return category
    return _OTHER


def _sum(rows: Sequence[Row]) -> str:
    fen = 0
    for row in rows:
        amount = row.texts[-1].replace(",", "").replace(".", "")
        fen += int(amount) if amount.lstrip("-").isdigit() else 0
    return f"{fen // 100}.{fen % 100:02d}"
