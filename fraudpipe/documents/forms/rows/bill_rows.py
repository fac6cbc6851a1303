"""Reads the rows of an itemised bill: name, quantity, unit price, amount."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.forms.rows.bill_arithmetic import balanced, multiplies, thousandths
from fraudpipe.documents.forms.rows.line_items import usual_name
from fraudpipe.documents.forms.rows.table_columns import Cells, TableHead, cells_of, table_head
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import Row, union
from fraudpipe.documents.values.wording import mended
from fraudpipe.records.charge_categories import CATEGORIES, item_behind_category
from fraudpipe.records.money import yuan_text
from fraudpipe.records.reading import Box, LineItem, TextLine

_TITLES = {
    "name": r"(?:收费|费用|医嘱|诊疗|医疗|药品|服务)?(?:项[目日自]|明细)(?:及?规格)?(?:内容)?(?:名称?)?"
    r"|(?:药品|费用|收费|物品)?名称",
    "index": r"序号|编[码号]|代码|(?:收费|记账|费用|发生|计费)?(?:日期|时间)|类[别型]|分类|等级|甲乙"
    r"|医保.{0,2}[编等类].?",
    "share": r"自[付费负理].{0,2}|比例|统筹.{0,2}|报销.{0,2}|备注|执行.{0,2}|科室",
    "specification": r"规格|剂型|产地",
    "quantity": r"数[量且显]|次数",
    "price": r"(?:单|价)[价格](?:[(（]元[)）]?)?",
    "amount": r"(?:总)?[金全][额颜顿]?(?:[(（]元[)）]?)?|总?费用|总价|小计|应收",
    "unit": r"计?[价量]?单位",
}
_WITH_GAPS_TRUST = 0.75
_HEADS = (("name", "quantity", "amount"), ("name", "price", "amount"), ("name", "amount"))
_SUM = re.compile(r"小\s*计|合\s*计|总\s*计|累\s*计|本页|承前|续页|过次页|大写|小写")
_LABEL = re.compile(r"([^:：\d]{2,6})[:：]")
_PAGE_MARK = re.compile(r"\s*\d+\s*/\s*\d+\s*")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_READ_AS = str.maketrans("OoQ○〇lI|丨!，。：:·", "0000011111,....")
_DIGIT_LIKE = re.compile(r"[-−]?[￥¥]?[\dOoQ○〇lI|丨!,.，。·:：]*\d[\dOoQ○〇lI|丨!,.，。·:：]*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row as read; numbers as decimal text, None where nothing was read."""

    name: TextLine
    quantity: str | None
    price: str | None
    amount: str | None
    box: Box
    score: float


def find_bill_rows(page: PageText) -> dict[str, Candidate]:
    """`line_items` below the head of the table; sums and headings of categories are left out."""
    entries = _entries(page)
    with_price = sum(one.price is not None for one in entries)
    items, scores = [], []
    for one in entries:
        bare = one.quantity is None and one.price is None
        if bare and 2 * with_price > len(entries) and usual_name(_name(one.name)) in CATEGORIES:
            continue
        item = _item(one)
        if item is not None:
            items.append(item)
            scores.append(one.score)
    if not items:
        return {}
    ordered = tuple(items)
    gaps = with_price and not all(map(proved, ordered))
    trust = _WITH_GAPS_TRUST if gaps else 1.0
    return {"line_items": Candidate(ordered, union(item.box for item in ordered), min(scores), trust)}


def proved(item: LineItem) -> bool:
    """Whether quantity x unit price is the amount, to the fen.

    >>> proved(LineItem("换药", "30.00", (0, 0, 1, 1), "2", "15.00"))
    True
    """
    if item.quantity is None or item.unit_price is None:
        return False
    return multiplies(item.quantity, item.unit_price, item.amount)


def _entries(page: PageText) -> list[_Entry]:
    head = _head(page)
    found: list[_Entry] = []
    for row in page.rows[head.row + 1 if head else 0 :]:
        text = fold(row.text)
        if _SUM.search(text):
            continue
        if head is None:
            read: Iterable[_Entry | None] = (_by_order(row),)
        else:
            read = (_entry(cells) for cells in cells_of(row, head))
        found += [one for one in read if one is not None]
    return found


def _head(page: PageText) -> TableHead | None:
    for needed in _HEADS:
        if (found := table_head(page, _TITLES, needed)) is not None:
            return found
    return None


def _entry(cells: Cells) -> _Entry | None:
    name = cells.get("name")
    numbers = {kind: _number(cells.get(kind)) for kind in ("quantity", "price", "amount")}
    if name is None or not re.search(r"[\u4e00-\u9fffA-Za-z]", name.text) or not any(numbers.values()):
        return None
    if _is_foot(name, cells.get("amount")):
        return None
    return _Entry(
        name, numbers["quantity"], numbers["price"], numbers["amount"], union(one.box for one in cells.values()),
        min(cells[kind].score for kind in ("name", *numbers) if kind in cells),
    )  # fmt: skip


def _is_foot(name: TextLine, amount: TextLine | None) -> bool:
    """Whether this says who printed the page and when, or which page it is, and is no row of the table."""
    label = _LABEL.match(name.text.strip())
    numbered = amount is not None and _PAGE_MARK.fullmatch(amount.text) is not None
    named = label is None or usual_name(label[1]) in CATEGORIES or item_behind_category(name.text.strip()) is not None
    return numbered or not named


def _by_order(row: Row) -> _Entry | None:
    """A row of a page without a head: three numbers at its end that multiply are what such rows end with."""
    numbers = [(line, _number(line)) for line in row.lines]
    ends = [number for _, number in numbers[-3:]]
    if len(numbers) < 4 or any(one is None for one in ends):
        return None
    quantity, price, amount = ends
    names = [line for line, number in numbers[:-3] if number is None and re.search(r"[\u4e00-\u9fff]", line.text)]
    if not names or not proved(LineItem("", str(amount), row.box, quantity, price)):
        return None
    return _Entry(names[0], quantity, price, amount, row.box, min(line.score for line in row.lines))


def _number(line: TextLine | None) -> str | None:
    """The number of a cell, its unit taken off and letters that stand for digits set right."""
    if line is None:
        return None
    tight = re.sub(r"\s", "", line.text)
    # A seal may have left characters before a number, never a part of it behind them.
    match = _DIGIT_LIKE.match(tight) or re.search(r"(?<=[\u4e00-\u9fff])\d+\.\d{2}$", tight)
    if match is None:
        return None
    text = match[0].replace("−", "-").strip("￥¥").translate(_READ_AS).strip(" .,")
    whole, point, rest = text.replace(",", ".").rpartition(".")
    if point and len(rest) == 3 and "." not in text:
        whole, point, rest = whole + rest, "", ""  # 1,234 without fen
    number = (whole.replace(".", "") + point + rest) if point else whole + rest
    return number if _NUMBER.fullmatch(number) else None


def _item(one: _Entry) -> LineItem | None:
    """The row with what readers dropped put back: a lone 1, the point of an amount."""
    name = _name(one.name)
    quantity, price, amount = balanced(one.quantity, one.price, one.amount)
    if amount is None or not name:
        return None
    return _line(name, one, quantity, price, amount)


def _line(name: str, one: _Entry, quantity: str | None, price: str | None, amount: str) -> LineItem:
    return LineItem(
        name, yuan_text(thousandths(amount) // 10), one.box, quantity,
        None if price is None else yuan_text(thousandths(price) // 10) if _usual(price) else price,
    )  # fmt: skip


def _usual(price: str) -> bool:
    """Whether a price has no more than two decimals; drugs are priced by ten-thousandths."""
    return len(price.partition(".")[2]) <= 2


def _name(line: TextLine) -> str:
    printed = re.sub(r"\s", "", line.text).strip("*·,，.。:：;；★☆")
    # A fistula (瘘) is what readers take for the rarer atrophy (痿), which follows neither 内 nor 造.
    return re.sub(r"(?<=[内造])[痿接](?=[成术修])", "瘘", mended(item_behind_category(printed) or printed))
