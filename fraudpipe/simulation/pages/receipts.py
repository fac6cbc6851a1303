"""Invoices: the electronic medical receipt as finance offices model it, and cashiers' own printed ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.house import GENERATOR, House
from fraudpipe.simulation.pages.labels import wordings
from fraudpipe.simulation.pages.seals import seal
from fraudpipe.simulation.pages.sheet import A4, Sheet

_LANDSCAPE = (A4[1], A4[0])
_MATRIX_SIDE = 25


@dataclass(frozen=True, slots=True)
class ReceiptLayout:
    """How a receipt is laid out.

    Attributes:
        wide: Whether the sheet lies across.
        item_columns: Items side by side.
        quantities: Whether a column 数量/单位 stands between name and amount.
        official: Headed by the region and signed by the hospital, else headed by the hospital.
        paper_codes: Whether code and number of a paper copy stand beside the electronic ones.
        matrices: Matrix codes at the upper right.
        side_title: Whether 其他信息 runs down the left edge.
        columns: Further particulars in a row.
        sink: Pixels that rows of items sink to the right: printed askew on a form.
    """

    wide: bool
    item_columns: int
    quantities: bool
    official: bool
    paper_codes: bool
    matrices: int
    side_title: bool
    columns: int
    sink: int


LAYOUTS = (
    ReceiptLayout(True, 2, False, True, False, 2, True, 4, 0),
    ReceiptLayout(False, 1, True, True, True, 1, False, 3, 0),
    ReceiptLayout(False, 2, False, False, False, 0, False, 3, 6),
    ReceiptLayout(True, 3, False, True, True, 1, True, 4, 16),
    ReceiptLayout(False, 2, True, True, False, 1, False, 2, 0),
    ReceiptLayout(True, 1, False, False, False, 1, False, 3, 0),
)
"""By template: four in use, a forger's, a generator's."""

_HEAD = ("invoice_code", "invoice_number", "patient_name", "check_code", "issue_date")
_PARTICULARS = (
    "record_number", "department", "sex", "age", "admission_date", "discharge_date", "inpatient_days",
    "insurance_fund_paid", "personal_account_paid", "personal_cash_paid", "prepaid",
)  # fmt: skip


def print_receipt(
    document_type: str, template: int, values: Mapping[str, Any], house: House, faces: Faces, dice: Dice
) -> list[Sheet]:
    """The one sheet of an invoice.

    Args:
        document_type: inpatient_invoice or outpatient_invoice.
        template: Which layout.
        values: What it says.
        house: Whose habits.
        faces: The type faces.
        dice: Of this paper: codes that are no field, the seal.
    """
    layout = LAYOUTS[template]
    desk = _Desk(document_type, values, house, layout, faces, dice)
    desk.print()
    desk.seal(perfect=template == GENERATOR)
    return [desk.sheet]


class _Desk:
    """A receipt while it is printed."""

    def __init__(
        self, document_type: str, values: Mapping[str, Any], house: House, layout: ReceiptLayout, faces: Faces,
        dice: Dice,
    ) -> None:  # fmt: skip
        self.document_type, self.values, self.house, self.layout = document_type, values, house, layout
        self.faces, self.dice = faces, dice
        self.sheet = Sheet(
            faces, house.body, house.size, format=_LANDSCAPE if layout.wide else A4, paper=house.paper
        )  # fmt: skip
        self.left, self.right = float(house.margin), float(self.sheet.width - house.margin)
        self.line = house.size * 1.62
        self.y = float(house.top)

    def print(self) -> None:
        """Everything but the seal."""
        self._title()
        self._codes()
        top = self.y
        self._items()
        self._sums()
        ink = self.house.rule_ink
        middle = self.y
        self._particulars()
        self.sheet.frame(self.left, top, self.right, middle, ink, 3)
        self.sheet.frame(self.left, middle, self.right, self.y, ink, 3)
        self._foot()

    def seal(self, *, perfect: bool) -> None:
        """The hospital's seal at the foot; an official form also bears an oval one over its title."""
        dice, house = self.dice, self.house
        name = str(self.values.get("hospital_name", ""))
        mark = seal(self.faces, house.seal, name, house.label(("收费专用章", "财务专用章")), dice, perfect=perfect)
        x = self.left + (self.right - self.left) * dice.between(0.18, 0.62)
        self.sheet.press(mark, x, min(self.y + dice.between(-30, 70), self.sheet.height - 180), house.seal_ink)
        if self.layout.official:
            office = str(self.values.get("region", ""))
            oval = seal(self.faces, "oval", f"{office}票据监制", "模拟财政", dice, perfect=True)
            self.sheet.press(oval, self.sheet.width / 2 + 40, self.house.top + 4, house.seal_ink)

    def _title(self) -> None:
        house, sheet = self.house, self.sheet
        stay = self.document_type == "inpatient_invoice"
        kind = "医疗住院收费票据（电子）" if stay else "医疗门诊收费票据（电子）"
        size = round(house.size * 1.75)
        middle = sheet.width / 2
        if self.layout.official:
            region = str(self.values.get("region", ""))
            wide = sheet.length(region + kind, size=size, role=house.head)
            x = sheet.text(
                middle - wide / 2, self.y, region, size=size, role=house.head, colour=house.label_ink, field="region"
            )  # fmt: skip
            sheet.text(x, self.y, kind, size=size, role=house.head, colour=house.label_ink)
            self.y += size * 1.9
        else:
            sheet.text(
                middle, self.y, str(self.values.get("hospital_name", "")), size=size, role=house.head, anchor="m",
                field="hospital_name",
            )  # fmt: skip
            self.y += size * 1.5
            plain = kind.removeprefix("医疗")
            sheet.text(middle, self.y, plain, size=round(size * 0.85), role=house.head, anchor="m")
            self.y += size * 1.7
        for place in range(self.layout.matrices):
            bits = np.array([self.dice.chance(0.5) for _ in range(_MATRIX_SIDE**2)]).reshape(_MATRIX_SIDE, -1)
            _finders(bits)
            sheet.squares(self.right - 130 - place * 150, self.house.top - 50, bits, 5)

    def _codes(self) -> None:
        pairs = [self._pair(name) for name in _HEAD if name in self.values]
        if not self.layout.official:
            pairs += [self._pair(name) for name in ("region",) if name in self.values]
        if self.layout.paper_codes:
            copy = (("纸质票据代码", "", self.dice.digits(8)), ("纸质票据号码", "", self.dice.digits(8)))
            pairs[2:2] = copy
        self._pairs(pairs, 2 if self.layout.official else 3)
        self.y += self.line * 0.25

    def _items(self) -> None:
        layout, sheet, house = self.layout, self.sheet, self.house
        width = (self.right - self.left) / layout.item_columns
        amounts = 0.62 if layout.quantities else 0.66
        for column in range(layout.item_columns):
            x = self.left + column * width
            sheet.text(x + width * 0.08, self.y + 10, "项目名称", colour=house.label_ink)
            if layout.quantities:
                sheet.text(x + width * 0.46, self.y + 10, "数量/单位", colour=house.label_ink, anchor="m")
            sheet.text(x + width * (amounts + 0.28), self.y + 10, "金额（元）", colour=house.label_ink, anchor="r")
        self.y += self.line * 1.15
        sheet.rule(self.left, self.y, self.right, self.y, house.rule_ink)
        self.y += self.line * 0.2
        items: Sequence[Sequence[str]] = self.values.get("line_items", ())
        rows = -(-len(items) // layout.item_columns)
        line = self.line if rows <= 14 else max(house.size * 1.15, self.line * 14 / rows)
        right, down = house.shift
        for place, item in enumerate(items):
            column = place % layout.item_columns
            x = self.left + column * width
            y = self.y + place // layout.item_columns * line + down
            sag = (layout.sink + house.bend) * (x - self.left) / (self.right - self.left)
            self._fill(x + width * 0.06 + right, y + sag, str(item[0]), "line_items", (place, 0))
            if layout.quantities:
                sheet.text(x + width * 0.46, y + sag, "1.0/次", role=house.value, anchor="m", dotted=house.dotted)
            self._fill(x + width * (amounts + 0.26), y + sag, str(item[1]), "line_items", (place, 1), anchor="r")
        self.y += max(rows * line, self.line * (5 if layout.wide else 7)) + self.line * 0.3
        for column in range(1, layout.item_columns):
            if layout.sink == 0:
                x = self.left + column * width
                sheet.rule(x, self.y, x, self.y - max(rows, 5) * line - self.line * 1.6, house.rule_ink, 1)

    def _sums(self) -> None:
        house, sheet = self.house, self.sheet
        sheet.rule(self.left, self.y, self.right, self.y, house.rule_ink)
        y = self.y + self.line * 0.2
        x = self.left + 16
        if "total_amount_words" in self.values:
            label, field, text = self._pair("total_amount_words")
            x = self._fill(sheet.text(x, y, label + house.colon, colour=house.label_ink) + 10, y, text, field)
        at = max(x + 50, self.left + (self.right - self.left) * 0.62)
        if "total_amount" in self.values:
            after = sheet.text(at, y, f"（小写）{house.colon}", colour=house.label_ink)
            self._fill(after + 6, y, house.text("total_amount", self.values["total_amount"]), "total_amount")
        self.y += self.line * 1.4

    def _particulars(self) -> None:
        self.y += self.line * 0.25
        pairs = [self._pair(name) for name in _PARTICULARS if name in self.values]
        known = {*_HEAD, *_PARTICULARS, "total_amount", "total_amount_words", "region", "hospital_name", "line_items"}
        pairs += [self._pair(name) for name in sorted(set(self.values) - known) if wordings("", name)]
        top, inset = self.y, self.left
        if self.layout.side_title:
            self.left += 60
        self._pairs(pairs, self.layout.columns)
        if self.layout.side_title:
            self.left = inset
            size = round(self.house.size * 0.8)
            for place, one in enumerate("其他信息"):
                y = top + (self.y - top) * place / 4
                self.sheet.text(inset + 26, y, one, size=size, anchor="m", colour=self.house.label_ink)
            self.sheet.rule(inset + 52, top - self.line * 0.25, inset + 52, self.y, self.house.rule_ink, 1)

    def _foot(self) -> None:
        y, sheet, house = self.y + self.line * 0.5, self.sheet, self.house
        x = self.left
        if self.layout.official and "hospital_name" in self.values:
            label, field, text = self._pair("hospital_name")
            x = self._fill(sheet.text(x, y, label + house.colon, colour=house.label_ink) + 8, y, text, field)
        at = max(x + 80, self.left + (self.right - self.left) * 0.6)
        clerk = f"复核人{house.colon}收费处    收款人{house.colon}{self.dice.pick(('窗口03', '自助机', '窗口11'))}"
        sheet.text(at, y, clerk, colour=house.label_ink)
        self.y += self.line * 0.9

    def _pair(self, name: str) -> tuple[str, str, str]:
        label = self.house.label(wordings(self.document_type, name))
        return (label, name, self.house.text(name, self.values[name]))

    def _pairs(self, pairs: Sequence[tuple[str, str, str]], columns: int) -> None:
        width = (self.right - self.left - 20) / columns
        used = 0
        for label, field, text in pairs:
            long = self.sheet.length(label + text, role=self.house.value) + self.house.size * 2
            span = min(columns, max(1, -int(-long // width)))
            if used + span > columns:
                used = 0
                self.y += self.line
            x = self.left + 16 + used * width
            after = self.sheet.text(x, self.y, label + self.house.colon, colour=self.house.label_ink)
            right, down = self.house.shift if field else (0, 0)
            self._fill(after + 6 + right, self.y + down, text, field)
            used += span
        self.y += self.line * 1.15

    def _fill(
        self, x: float, y: float, text: str, field: str, key: tuple[int, ...] = (), *, anchor: str = "l"
    ) -> float:
        house = self.house
        return self.sheet.text(
            x, y, text, role=house.value, colour=house.ink, field=field, key=key, anchor=anchor, dotted=house.dotted
        )  # fmt: skip


def _finders(bits: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> None:
    """The three squares by which scanners find a matrix code."""
    for down, right in ((0, 0), (0, _MATRIX_SIDE - 7), (_MATRIX_SIDE - 7, 0)):
        square = bits[down : down + 7, right : right + 7]
        square[:] = True
        square[1:6, 1:6] = False
        square[2:5, 2:5] = True
