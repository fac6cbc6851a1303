"""Reads the table of charges of an invoice."""

import itertools
import re
from dataclasses import dataclass

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import Row, union
from fraudpipe.documents.values.amounts import amounts_in
from fraudpipe.records.charge_categories import CATEGORIES, item_behind_category
from fraudpipe.records.money import fen, yuan_text
from fraudpipe.records.reading import LineItem, TextLine

_HEADER_NAME = re.compile(r"项[目日圆].{0,2}名|收费项|项目|费用名称")
_HEADER_AMOUNT = re.compile(r"[金全]额|金项|[（(]元")
_HEADER_QUANTITY = re.compile(r"数量|数且")
_HEADER_PRICE = re.compile(r"单价")
_TOTAL = re.compile(r"合计|大写|小写")
_NUMBER = re.compile(r"[¥￥]?\s*-?\d[\d,.，]*")
_NAME_AND_NUMBER = re.compile(r"(?P<name>.*?[\u4e00-\u9fff）)])\s*(?P<number>[¥￥]?\d[\d,]*\.\d{2})")
_LOW_SCORE = 0.45


@dataclass
class _Entry:
    name: TextLine
    numbers: list[TextLine]


def find_line_items(page: PageText) -> dict[str, Candidate]:
    """The charges between the head of the table and the total."""
    top, bottom = _table(page)
    if bottom <= top:
        return {}
    header = [line for row in page.rows[max(0, top - 1) : top] for line in row.lines]
    entries = [entry for row in page.rows[top:bottom] for entry in _entries(row)]
    items, scores = [], []
    for entry in entries:
        item = _item(entry, header)
        if item is not None:
            items.append(item)
            scores.append(min(one.score for one in (entry.name, *entry.numbers)))
    if not items:
        return {}
    ordered = tuple(items)
    return {"line_items": Candidate(ordered, union(item.box for item in ordered), min(scores))}


def fitting_items(items: tuple[LineItem, ...], total_fen: int) -> tuple[LineItem, ...] | None:
    """The items that make up a total: all of them, or the categories alone where their details are printed below them.

    >>> box = (0, 0, 1, 1)
    >>> rows = (LineItem("治疗费", "9.00", box), LineItem("换药", "4.00", box), LineItem("缝合", "5.00", box))
    >>> [item.name for item in fitting_items(rows, 900)]
    ['治疗费']
    """
    categories = tuple(item for item in items if item.name in CATEGORIES)
    for chosen in (items, categories):
        if chosen and items_fen(chosen) == total_fen:
            return chosen
    details = tuple(item for item in items if item.name not in CATEGORIES)
    return details if details and items_fen(details) == total_fen else None


def items_fen(items: tuple[LineItem, ...]) -> int:
    """The sum of the items."""
    return sum(fen(item.amount) for item in items)


def usual_name(name: str) -> str:
    """The charge category that a slightly misread name stands for.

    >>> usual_name("化验骨"), usual_name("卫生材朴费"), usual_name("救护车使用费")
    ('化验费', '卫生材料费', '救护车使用费')
    """
    if name in CATEGORIES:
        return name
    close = []
    for category in CATEGORIES:
        if len(category) == len(name) >= 3:
            wrong = sum(a != b for a, b in zip(name, category, strict=True))
            if 3 * wrong <= len(name):
                close.append((wrong, category))
    close.sort()
    unique = close and (len(close) == 1 or close[0][0] < close[1][0])
    return close[0][1] if unique else name


def _table(page: PageText) -> tuple[int, int]:
    """[first row below the head, row of the total)."""
    head = next(
        (
            at
            for at, row in enumerate(page.rows)
            if len(_HEADER_AMOUNT.findall(row.text)) and _HEADER_NAME.search(row.text) and not _TOTAL.search(row.text)
        ),
        None,
    )
    bottom = next(
        (at for at, row in enumerate(page.rows) if at > (head or 0) and re.search("合计|大写", row.text)),
        len(page.rows),
    )
    if head is None:
        labelled = [at for at in range(bottom) if any(span.strong for span in page.spans[at])]
        return (labelled[-1] + 1 if labelled else bottom, bottom)
    return head + 1, bottom


def _entries(row: Row) -> list[_Entry]:
    entries: list[_Entry] = []
    for line in itertools.chain.from_iterable(_split(one) for one in row.lines):
        text = line.text.strip()
        if line.score < _LOW_SCORE:
            continue
        if _NUMBER.fullmatch(re.sub(r"\s", "", text)):
            if entries:
                entries[-1].numbers.append(line)
        elif re.search(r"[\u4e00-\u9fff]", text) and _may_be_charged(text):
            if re.fullmatch(r"\d*\.?\d*\s*[/／]?\s*[次个支盒袋片瓶项日天]", text) and entries:
                entries[-1].numbers.append(line)
            else:
                entries.append(_Entry(line, []))
    return [entry for entry in entries if entry.numbers]


def _may_be_charged(text: str) -> bool:
    """A colon follows a label of the paper, unless a category stands before it."""
    return not re.search(r"项目名|备注", text) and (":" not in fold(text) or item_behind_category(text) is not None)


def _split(line: TextLine) -> list[TextLine]:
    """A piece that holds a name and its amount becomes two."""
    match = _NAME_AND_NUMBER.fullmatch(line.text.strip())
    if match is None:
        return [line]
    cut = Row((line,)).slice_box(0, len(match["name"]))[2]
    x0, y0, x1, y1 = line.box
    return [
        TextLine(match["name"], (x0, y0, cut, y1), line.score),
        TextLine(match["number"], (cut, y0, x1, y1), line.score),
    ]


def _item(entry: _Entry, header: list[TextLine]) -> LineItem | None:
    amount = quantity = price = None
    for line in entry.numbers:
        values = amounts_in(line.text)
        if not values:
            continue
        kind = _column(line, header)
        if kind == "quantity":
            number = re.search(r"\d+(?:\.\d+)?", line.text)
            quantity = number.group() if number else None
        elif kind == "price":
            price = yuan_text(values[0])
        else:
            amount = yuan_text(values[0])
    if amount is None:
        return None
    printed = re.sub(r"\s", "", entry.name.text).strip("*·,，.。:")
    name = usual_name(item_behind_category(printed) or printed)
    return LineItem(name, amount, union([entry.name.box, *(one.box for one in entry.numbers)]), quantity, price)


def _column(line: TextLine, header: list[TextLine]) -> str:
    """What the column is that a number stands in: amount unless another title is clearly nearer."""
    middle = (line.box[0] + line.box[2]) / 2
    nearest, distance = "amount", float("inf")
    for title in header:
        for pattern, kind in ((_HEADER_AMOUNT, "amount"), (_HEADER_QUANTITY, "quantity"), (_HEADER_PRICE, "price")):
            match = pattern.search(title.text)
            if match:
                x0, _, x1, _ = Row((title,)).slice_box(match.start(), match.end())
                if abs(middle - (x0 + x1) / 2) < distance:
                    nearest, distance = kind, abs(middle - (x0 + x1) / 2)
    return nearest
