"""Reads the rows of an itemised bill: name, quantity, unit price, amount."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.forms.line_items import CATEGORIES, usual_name
from fraudpipe.documents.forms.table_columns import Cells, TableHead, cells_of, table_head
from fraudpipe.documents.labels import fold
from fraudpipe.documents.layout import Row, union
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
_HEADS = (("name", "quantity", "amount"), ("name", "price", "amount"), ("name", "amount"))
_SUM = re.compile(r"小\s*计|合\s*计|总\s*计|累\s*计|本页|承前|续页|过次页|大写|小写")
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
    return {"line_items": Candidate(ordered, union(item.box for item in ordered), min(scores))}


def proved(item: LineItem) -> bool:
    """Whether quantity x unit price is the amount, to the fen.

    >>> proved(LineItem("换药", "30.00", (0, 0, 1, 1), "2", "15.00"))
    True
    """
    if item.quantity is None or item.unit_price is None:
        return False
    quantity, price, amount = (thousandths(one) for one in (item.quantity, item.unit_price, item.amount))
    return abs(quantity * price - 1000 * amount) <= 5000


def thousandths(number: str) -> int:
    """A decimal text in thousandths.

    >>> thousandths("1,234.5"), thousandths("-2")
    (1234500, -2000)
    """
    whole, _, rest = number.replace(",", "").lstrip("-").partition(".")
    value = int(whole or 0) * 1000 + int((rest + "000")[:3])
    return -value if number.startswith("-") else value


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
    return _Entry(
        name, numbers["quantity"], numbers["price"], numbers["amount"], union(one.box for one in cells.values()),
        min(cells[kind].score for kind in ("name", *numbers) if kind in cells),
    )  # fmt: skip


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
    match = _DIGIT_LIKE.match(re.sub(r"\s", "", line.text))
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
    best: Triple | None = next((found for found in _readings(one) if proved(_line(name, one, *found))), None)
    quantity, price, amount = best or _completed(one.quantity, one.price, one.amount)
    if amount is None or not name:
        return None
    return _line(name, one, quantity, price, amount)


Triple = tuple[str | None, str | None, str | None]


def _readings(one: _Entry) -> Iterable[tuple[str, str, str]]:
    """What quantity, price and amount can be, as read first."""
    if one.quantity is not None and one.price is not None and one.amount is not None:
        for amount in _pointed(one.amount):
            for price in _pointed(one.price):
                yield one.quantity, price, amount


def _pointed(number: str) -> tuple[str, ...]:
    """The number, and with a point before its last two digits where it has none."""
    return (number, f"{number[:-2]}.{number[-2:]}") if "." not in number and len(number) > 2 else (number,)


def _completed(quantity: str | None, price: str | None, amount: str | None) -> Triple:
    if amount is not None and price is not None and quantity is None:
        for paid in _pointed(amount):
            for each in _pointed(price):
                if (count := _quotient(paid, each)) is not None:
                    return count, each, paid
        return None, price, amount
    if amount is None and price is not None and quantity is not None:
        product = thousandths(quantity) * thousandths(price)
        return quantity, price, yuan_text(product // 10_000) if product % 10_000 == 0 else None
    if amount is not None and quantity is not None and price is None:
        return quantity, _quotient(amount, quantity), amount
    return quantity, price, amount


def _quotient(amount: str, part: str) -> str | None:
    """The amount through a part of it, where it comes out with at most two decimals."""
    above, below = thousandths(amount), thousandths(part)
    if not below or above * 100 % below:
        return None
    hundredths = above * 100 // below
    if hundredths % 100 == 0:
        return str(hundredths // 100)
    return f"{hundredths // 100}.{abs(hundredths) % 100:02d}".rstrip("0")


def _line(name: str, one: _Entry, quantity: str | None, price: str | None, amount: str) -> LineItem:
    return LineItem(
        name, yuan_text(thousandths(amount) // 10), one.box, quantity,
        None if price is None else yuan_text(thousandths(price) // 10) if _usual(price) else price,
    )  # fmt: skip


def _usual(price: str) -> bool:
    """Whether a price has no more than two decimals; drugs are priced by ten-thousandths."""
    return len(price.partition(".")[2]) <= 2


def _name(line: TextLine) -> str:
    return re.sub(r"\s", "", line.text).strip("*·,，.。:：;；★☆")
