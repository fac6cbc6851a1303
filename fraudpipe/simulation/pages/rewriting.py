"""What has to be cleaned and set anew on a printed sheet so that a field says something else. Sheet coordinates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fraudpipe.simulation.pages.house import House
from fraudpipe.simulation.pages.sheet import Area, Mark, Sheet

_PAD = 3.0
_TIGHT, _TIGHTEST = 0.75, 0.5
"""Below the first squeeze a forger sets all of the text anew; closer than the second nobody would."""


@dataclass(frozen=True, slots=True)
class Setting:
    """New text from (x, y), squeezed to `width`, in the manner of `mark`."""

    text: str
    x: float
    y: float
    width: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One change of a field.

    Attributes:
        field: Which field.
        cleaned: Areas that lose their ink.
        settings: What is set there instead.
    """

    field: str
    cleaned: tuple[Area, ...]
    settings: tuple[Setting, ...]

    @property
    def area(self) -> Area:
        """Around all that changes."""
        areas = [*self.cleaned, *((one.x, one.mark.area[1], one.x + one.width, one.mark.area[3])
                                  for one in self.settings)]  # fmt: skip
        return (min(one[0] for one in areas), min(one[1] for one in areas),
                max(one[2] for one in areas), max(one[3] for one in areas))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One printed character: where it begins and ends, and on which mark of which sheet."""

    character: str
    x0: float
    x1: float
    mark: Mark
    page: int

    @property
    def area(self) -> Area:
        """Around its ink, with a little room."""
        return (self.x0 - 0.5, self.mark.area[1] - _PAD, self.x1 + 0.5, self.mark.area[3] + _PAD)


def slots_of(sheet: Sheet, mark: Mark, page: int = 0) -> list[Slot]:
    """The characters of a mark."""
    if mark.role == "hand":
        step = (mark.area[2] - mark.area[0]) / len(mark.text)
        edges = [mark.x + step * place for place in range(len(mark.text) + 1)]
    else:
        edges = [mark.x + edge for edge in sheet.edges(mark.text, size=mark.size, role=mark.role)]
    return [Slot(one, edges[place], edges[place + 1], mark, page) for place, one in enumerate(mark.text)]


def rewritings(
    sheets: Sequence[Sheet], house: House, original: Mapping[str, Any], values: Mapping[str, Any]
) -> list[list[Rewriting]]:
    """By sheet, the changes that make it say `values` where it said `original`; a field that is not there is left."""
    by_page: list[list[Rewriting]] = [[] for _ in sheets]
    for name in original:
        slots: dict[tuple[int, ...], list[Slot]] = {}
        for page, sheet in enumerate(sheets):
            for mark in sheet.marks:
                if mark.field == name:
                    slots.setdefault(mark.key, []).extend(slots_of(sheet, mark, page))
        for key, old in slots.items():
            new = _new_text(house, name, values.get(name, ""), key)
            if new != "".join(slot.character for slot in old):
                for page, change in _changes(sheets, name, old, new).items():
                    by_page[page].append(change)
    return by_page


def _new_text(house: House, name: str, value: Any, key: tuple[int, ...]) -> str:
    if not key:
        return house.text(name, value)
    row, column = key
    return str(value[row][column]).strip() if row < len(value) else ""


def _changes(sheets: Sequence[Sheet], name: str, old: list[Slot], new: str) -> dict[int, Rewriting]:
    first = old[0].mark
    if first.anchor != "l":
        return {old[0].page: _anchored(sheets[old[0].page], name, old, new)}
    if len(new) == len(old):
        pieces = [(slot, one) for slot, one in zip(old, new, strict=True) if slot.character != one]
        found: dict[int, Rewriting] = {}
        for page in sorted({slot.page for slot, _ in pieces}):
            here = [(slot, one) for slot, one in pieces if slot.page == page]
            found[page] = Rewriting(name, tuple(slot.area for slot, _ in here), _in_place(here))
        return found
    return _rest(sheets, name, old, new)


def _in_place(pieces: list[tuple[Slot, str]]) -> tuple[Setting, ...]:
    """Neighbours that change are set as one run."""
    runs: list[tuple[list[Slot], str]] = []
    for slot, one in pieces:
        if runs and runs[-1][0][-1].mark is slot.mark and abs(runs[-1][0][-1].x1 - slot.x0) < 0.01:
            runs[-1][0].append(slot)
            runs[-1] = (runs[-1][0], runs[-1][1] + one)
        else:
            runs.append(([slot], one))
    return tuple(
        Setting(text, slots[0].x0, slots[0].mark.y, slots[-1].x1 - slots[0].x0, slots[0].mark)
        for slots, text in runs if text.strip()
    )  # fmt: skip


def _anchored(sheet: Sheet, name: str, old: list[Slot], new: str) -> Rewriting:
    """Set against the right edge, or about the middle, of what stood there."""
    mark = old[0].mark
    width = sheet.length(new, size=mark.size, role=mark.role)
    left, right = old[0].x0, old[-1].x1
    x = right - width if mark.anchor == "r" else (left + right - width) / 2
    settings = (Setting(new, x, mark.y, width, mark),) if new.strip() else ()
    return Rewriting(name, (_around(old),), settings)


def _rest(sheets: Sequence[Sheet], name: str, old: list[Slot], new: str) -> dict[int, Rewriting]:
    """Everything behind the common beginning is cleaned and set anew, line by line; all of it where room is scarce."""
    same = 0
    while same < min(len(old), len(new)) and old[same].character == new[same]:
        same += 1
    lines, rooms, squeeze = _lines(sheets, old, same, new)
    if squeeze < _TIGHT and same:
        same = 0
        lines, rooms, squeeze = _lines(sheets, old, same, new)
    cleaned: dict[int, list[Area]] = {}
    settings: dict[int, list[Setting]] = {}
    text = new[same:]
    for place, (x, line) in enumerate(lines):
        mark, page = line[0].mark, line[0].page
        sheet = sheets[page]
        if same < len(old):
            cleaned.setdefault(page, []).append(_around(line))
        taken = text if place == len(lines) - 1 else _fitting(sheet, mark, text, rooms[place] / squeeze)
        text = text[len(taken) :]
        if taken.strip():
            width = sheet.length(taken, size=mark.size, role=mark.role) * squeeze
            settings.setdefault(page, []).append(Setting(taken, x, mark.y, width, mark))
    pages = sorted({*cleaned, *settings})
    return {page: Rewriting(name, tuple(cleaned.get(page, ())), tuple(settings.get(page, ()))) for page in pages}


def _lines(
    sheets: Sequence[Sheet], old: list[Slot], same: int, new: str
) -> tuple[list[tuple[float, list[Slot]]], list[float], float]:
    """Where each line from character `same` on begins, with its old characters; its room; and the squeeze to fit."""
    lines: list[tuple[float, list[Slot]]] = []
    for slot in old[same:]:
        if lines and lines[-1][1][0].mark is slot.mark:
            lines[-1][1].append(slot)
        else:
            lines.append((slot.x0, [slot]))
    if not lines:
        lines = [(old[-1].x1, [old[-1]])]
    rooms = [
        _room(sheets[line[0].page], line[0].mark, last=place == len(lines) - 1) - x
        for place, (x, line) in enumerate(lines)
    ]
    first = lines[0][1][0]
    wanted = sheets[first.page].length(new[same:], size=first.mark.size, role=first.mark.role)
    return lines, rooms, min(1.0, max(_TIGHTEST, sum(rooms) * 0.98 / max(wanted, 1.0)))


def _fitting(sheet: Sheet, mark: Mark, text: str, room: float) -> str:
    used = 0
    while used < len(text) and sheet.length(text[: used + 1], size=mark.size, role=mark.role) <= room:
        used += 1
    return text[:used]


def _around(slots: Sequence[Slot]) -> Area:
    return (slots[0].area[0], slots[0].area[1], slots[-1].area[2], slots[0].area[3])


def _room(sheet: Sheet, mark: Mark, *, last: bool) -> float:
    """The x up to which a line of this field may run: a line that goes on keeps its end."""
    if not last:
        return mark.area[2] + mark.size * 0.5
    beside = [
        one.area[0] for one in sheet.marks
        if one.area[0] > mark.area[2] and one.area[1] < mark.area[3] and one.area[3] > mark.area[1]
    ]  # fmt: skip
    return min([*(x - 8 for x in beside), sheet.width - 100.0])
