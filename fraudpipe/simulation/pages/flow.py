"""Where things go on a form: a column of blocks that flows over as many sheets as were asked for."""

from collections.abc import Sequence

from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.house import House
from fraudpipe.simulation.pages.sheet import A4, Sheet
from fraudpipe.simulation.pages.tables import Column, Row

_FOOT = 120
_FAR = 10**7

Pair = tuple[str, str, str]
"""A label, the field behind it ("" where it is none), and what is filled in."""


class Flow:
    """The sheets of one paper while it is printed from top to bottom.

    Args:
        faces: The type faces.
        house: Whose habits.
        scale: Of all sizes, to make a long paper fit.
        stretch: Of the space between lines.
        limit: The y behind which a new sheet begins.
        blank: Measure only.
    """

    def __init__(
        self, faces: Faces, house: House, *, scale: float, stretch: float = 1.0, limit: float = _FAR, blank: bool = True
    ) -> None:
        self.house = house
        self.size = max(15, round(house.size * scale))
        # Whoever makes type small to save paper sets its lines close, too.
        self.leading = self.size * (house.leading if scale >= 1.0 else min(house.leading, 1.3 + scale / 4)) * stretch
        self.left, self.right = float(house.margin), float(A4[0] - house.margin)
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self._faces = faces
        self._blank = blank
        self._limit = limit
        self.turn()

    @property
    def sheet(self) -> Sheet:
        """The sheet in hand."""
        return self.sheets[-1]

    def turn(self) -> None:
        """Begins a new sheet."""
        self.sheets.append(Sheet(self._faces, self.house.body, self.size, paper=self.house.paper, blank=self._blank))
        self.y = float(self.house.top)

    def need(self, height: float) -> bool:
        """Turns the sheet if `height` does not fit below; returns whether it did."""
        if self.y + height <= self._limit:
            return False
        self.turn()
        return True

    def value(self, x: float, y: float, field: str, text: str, key: tuple[int, ...] = ()) -> float:
        """Fills in a value at (x, y), off its label as this house's forms have it; returns where it ends."""
        house = self.house
        right, down = house.shift if field else (0, 0)
        sag = house.bend * (x - self.left) / (self.right - self.left) if field else 0.0
        return self.sheet.text(
            x + right, y + down + sag, text, role=house.value if field else "", colour=house.ink, field=field, key=key,
            dotted=house.dotted and bool(field),
        )  # fmt: skip

    def pairs(self, pairs: Sequence[Pair], columns: int, ruling: str) -> None:
        """Labels with their values in `columns`; a long one takes the room of several."""
        width = (self.right - self.left) / columns
        rows: list[list[tuple[Pair, int]]] = [[]]
        used = 0
        for pair in pairs:
            wanted = self.sheet.length(pair[0]) + self.sheet.length(pair[2], role=self.house.value) + 2.2 * self.size
            span = min(columns, max(1, -int(-wanted // width)))
            if used + span > columns:
                rows.append([])
                used = 0
            rows[-1].append((pair, span))
            used += span
        top, height = self.y, self.leading * (1.25 if ruling == "boxed" else 1.05)
        for row in rows:
            if self.need(height):
                top = self.y
            self._pair_row(row, width, height, ruling, last=row is rows[-1])
        if ruling == "boxed":
            self.sheet.frame(self.left - 10, top, self.right + 10, self.y, self.house.rule_ink)

    def _pair_row(self, row: list[tuple[Pair, int]], width: float, height: float, ruling: str, *, last: bool) -> None:
        x = self.left
        drop = (height - self.size * 1.3) / 2
        for (label, field, text), span in row:
            after = self.sheet.text(x, self.y + drop, label + self.house.colon, colour=self.house.label_ink)
            self.value(after + self.size * 0.15, self.y + drop, field, text)
            if ruling == "underlined":
                low = self.y + drop + self.size * 1.25
                self.sheet.rule(after, low, x + width * span - self.size, low, self.house.rule_ink, 1)
            if ruling == "boxed" and x > self.left:
                self.sheet.rule(x - 10, self.y, x - 10, self.y + height, self.house.rule_ink)
            x += width * span
        self.y += height
        if ruling == "boxed" and not last:
            self.sheet.rule(self.left - 10, self.y, self.right + 10, self.y, self.house.rule_ink)

    def passage(self, pair: Pair, style: str) -> None:
        """A label and running text: inline, below the label, or boxed beside it."""
        label, field, text = pair
        heading = label + self.house.colon
        role = self.house.value if field and style != "inline" else self.house.body
        indent = 0.0 if style == "inline" else self.sheet.length(heading) if style == "boxed" else self.size * 2
        self.need(self.leading * 2)
        after = self.sheet.text(self.left, self.y, heading, role=self.house.body, colour=self.house.label_ink)
        room = self.right - self.left
        if style == "below":
            self.y += self.leading
            first = room - indent
            lines = self.sheet.broken(text, first, room, role=role)
        else:
            first = self.right - after - self.size * 0.2
            lines = self.sheet.broken(text, first, room - indent, role=role)
        for place, line in enumerate(lines):
            if place:
                self.need(self.leading)
            x = after + self.size * 0.2 if place == 0 and style != "below" else self.left + indent
            x = self.left if style == "below" and place else x
            self.sheet.text(x, self.y, line, role=role, colour=self.house.ink, field=field)
            self.y += self.leading
        if style == "boxed":
            self.y += self.size * 0.3
            self.rule()
            self.y += self.size * 0.3

    def rule(self) -> None:
        """A line across."""
        self.sheet.rule(self.left - 10, self.y, self.right + 10, self.y, self.house.rule_ink)

    def table(self, field: str, columns: Sequence[Column], rows: Sequence[Row], grid: str) -> None:
        """A table with its heading, which is repeated on every sheet."""
        height = self.leading * (1.12 if grid == "full" else 1.0)
        self.need(height * 3)
        top = self._table_head(columns, height)
        for row in rows:
            end = self.y
            if self.need(height):
                self._table_frame(columns, top, grid, sheet=self.sheets[-2], bottom=end)
                top = self._table_head(columns, height)
            x = self.left
            for column, (share, text) in enumerate(zip((one.share for one in columns), row.texts, strict=True)):
                self._cell(field, columns[column], x, share * (self.right - self.left), text, (row.item, column))
                x += share * (self.right - self.left)
            self.y += height
            if grid != "open":
                self.sheet.rule(self.left - 10, self.y, self.right + 10, self.y, self.house.rule_ink, 1)
        self._table_frame(columns, top, grid, sheet=self.sheet, bottom=self.y)
        self.y += self.size * 0.4

    def _cell(self, field: str, column: Column, x: float, width: float, text: str, key: tuple[int, ...]) -> None:
        size = self.size
        font_width = self.sheet.length(text, role=self.house.value)
        if font_width > width - 8:
            size = max(12, int(size * (width - 8) / font_width))
        at = x + width - 14 if column.anchor == "r" else x
        indent = len(text) - len(text.lstrip())
        if indent:
            at, text = at + indent * size * 0.5, text.lstrip()
        self.sheet.text(
            at, self.y + self.leading * 0.15, text, size=size, role=self.house.value, colour=self.house.ink,
            anchor=column.anchor, field=field if key[0] >= 0 else "", key=key, dotted=self.house.dotted,
        )  # fmt: skip

    def _table_head(self, columns: Sequence[Column], height: float) -> float:
        top = self.y
        self.rule()
        x = self.left
        for column in columns:
            width = column.share * (self.right - self.left)
            at = x + width - 14 if column.anchor == "r" else x
            self.sheet.text(
                at, self.y + self.leading * 0.15, self.house.label(column.label), colour=self.house.label_ink,
                anchor=column.anchor,
            )  # fmt: skip
            x += width
        self.y += height
        self.rule()
        return top

    def _table_frame(self, columns: Sequence[Column], top: float, grid: str, *, sheet: Sheet, bottom: float) -> None:
        ink = self.house.rule_ink
        sheet.rule(self.left - 10, bottom, self.right + 10, bottom, ink)
        if grid != "full":
            return
        x = self.left - 10
        for column in columns:
            sheet.rule(x, top, x, bottom, ink)
            x += column.share * (self.right - self.left)
        sheet.rule(self.right + 10, top, self.right + 10, bottom, ink)


def foot_of(flow: Flow, *, number: bool) -> None:
    """Form number and page numbers at the foot of every sheet."""
    for place, sheet in enumerate(flow.sheets):
        y = A4[1] - _FOOT + 40
        if number:
            sheet.text(flow.left, y, flow.house.form_number, size=round(flow.size * 0.75), colour=(90, 90, 90))
        if number or len(flow.sheets) > 1:
            shown = f"第 {place + 1} 页  共 {len(flow.sheets)} 页" if len(flow.sheets) > 1 else "第 1 页"
            sheet.text(A4[0] / 2, y, shown, size=round(flow.size * 0.8), anchor="m", colour=(70, 70, 70))


def bottom() -> float:
    """The y behind which nothing but the foot is printed."""
    return float(A4[1] - _FOOT)
