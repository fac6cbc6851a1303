"""Medical papers: a form of forms.py in a layout of layouts.py with the habits of one house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.flow import Flow, Pair, bottom, foot_of
from fraudpipe.simulation.pages.forms import FORMS, Fillers, Form
from fraudpipe.simulation.pages.hand import scribble, write
from fraudpipe.simulation.pages.house import GENERATOR, House
from fraudpipe.simulation.pages.labels import wordings
from fraudpipe.simulation.pages.layouts import LAYOUTS, Layout
from fraudpipe.simulation.pages.seals import seal
from fraudpipe.simulation.pages.sheet import A4, Sheet
from fraudpipe.simulation.pages.tables import columns_of, rows_of

_LEAST_SCALE = 0.5
_SCALES = (1.18, 1.09, 1.0, 0.92, 0.84, 0.77, 0.7, 0.62, 0.56, _LEAST_SCALE)
_MOST_STRETCH = 1.4
_LOOSE = 0.72
"""How much of the room short papers fill by larger type and wider lines."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """What is printed: the paper's values in its form, layout and house, and the entries that are no field."""

    document_type: str
    values: Mapping[str, Any]
    form: Form
    layout: Layout
    house: House
    beside: tuple[Pair, ...]
    prose: tuple[Pair, ...]

    def pair(self, name: str) -> Pair:
        """Label, field and text of one field."""
        return (
            self.house.label(wordings(self.document_type, name)), name, self.house.text(name, self.values[name])
        )  # fmt: skip


def print_record(
    document_type: str, template: int, values: Mapping[str, Any], house: House, faces: Faces, dice: Dice, pages: int
) -> list[Sheet]:
    """The sheets of a medical paper.

    Args:
        document_type: One of FORMS.
        template: Which layout.
        values: What it says.
        house: Whose habits.
        faces: The type faces.
        dice: Of this paper: entries that are no field, the pen, the seal.
        pages: How many sheets it is spread over; one more where even small type does not fit.
    """
    form, layout = FORMS[document_type], LAYOUTS[template]
    beside = _chosen(form.beside, dice, layout.beside)
    prose = _chosen(form.prose, dice, len(form.prose))
    copy = _Copy(document_type, values, form, layout, house, beside, prose)
    scale, stretch, limit = _plan(copy, faces, pages)
    flow = _body(Flow(faces, house, scale=scale, stretch=stretch, limit=limit, blank=False), copy)
    _close(flow, copy, faces, dice, perfect=template == GENERATOR)
    foot_of(flow, number=layout.footer)
    return flow.sheets


def _plan(copy: _Copy, faces: Faces, pages: int) -> tuple[float, float, float]:
    """Scale, stretch and limit with which the paper fills `pages` sheets: the largest type that fits."""
    top = copy.house.top
    space = pages * (bottom() - top)
    scale, stretch, limit = _SCALES[-1], 1.0, bottom()
    for scale in _SCALES:
        tall = _body(Flow(faces, copy.house, scale=scale), copy).y - top
        if tall > space * (_LOOSE if scale > 1.0 else 1.0):
            continue
        stretch = min(_MOST_STRETCH, max(1.0, space / tall * _LOOSE))
        limits = (bottom(),) if pages == 1 else (top + tall * stretch / pages + 2 * copy.house.size, bottom())
        for limit in limits:
            flow = Flow(faces, copy.house, scale=scale, stretch=stretch, limit=min(limit, bottom()))
            if len(_body(flow, copy).sheets) <= pages:
                return scale, stretch, min(limit, bottom())
    return scale, stretch, limit


def _chosen(fillers: Fillers, dice: Dice, count: int) -> tuple[Pair, ...]:
    drawn = [(label, "", dice.pick(texts)) for label, texts in fillers]
    return tuple(drawn[:count])


def _body(flow: Flow, copy: _Copy) -> Flow:
    """All of a paper but what is pressed and written on it by hand."""
    _head(flow, copy)
    form, layout = copy.form, copy.layout
    order = form.heads[layout.order % len(form.heads)]
    elsewhere = {*form.passages, *form.closing, form.table, "hospital_name", "signature", "scope"}
    known = [name for name in order if name in copy.values]
    known += [
        name for name in sorted(copy.values)
        if name not in order and name not in elsewhere and wordings(copy.document_type, name)
    ]  # fmt: skip
    if form.opening:
        for line in flow.sheet.broken("　　" + form.opening, flow.right - flow.left, flow.right - flow.left):
            flow.sheet.text(flow.left, flow.y, line)
            flow.y += flow.leading
    if layout.ruling == "lines":
        flow.rule()
        flow.y += flow.size * 0.3
    flow.pairs([copy.pair(name) for name in known] + list(copy.beside), layout.columns, layout.ruling)
    if layout.ruling == "lines":
        flow.rule()
    flow.y += flow.size * 0.6
    if form.table and form.table in copy.values:
        rows = rows_of(form.table, copy.values[form.table], grouped=layout.groups)
        flow.table(form.table, columns_of(form.table), rows, layout.grid)
    top, sheet = flow.y, flow.sheet
    for name in form.passages:
        if name in copy.values:
            flow.passage(copy.pair(name), layout.passages)
    for pair in copy.prose:
        flow.passage(pair, layout.passages)
    if layout.passages == "boxed" and flow.sheet is sheet:
        for x in (flow.left - 10, flow.right + 10):
            sheet.rule(x, top - flow.size * 0.6, x, flow.y - flow.size * 0.3, copy.house.rule_ink)
    flow.need(flow.leading * 3)
    return _closing_lines(flow, copy)


def _head(flow: Flow, copy: _Copy) -> None:
    house, layout, sheet = copy.house, copy.layout, flow.sheet
    title = house.label(copy.form.titles)
    name = str(copy.values.get("hospital_name", ""))
    large, middle = round(flow.size * 1.7), A4[0] / 2
    if layout.header == "joined":
        size = round(flow.size * 1.5)
        tight = title.replace(" ", "")
        wide = sheet.length(name + tight, size=size, role=house.head)
        x = sheet.text(middle - wide / 2, flow.y, name, size=size, role=house.head, field="hospital_name")
        sheet.text(x, flow.y, tight, size=size, role=house.head)
        flow.y += size * 2.2
        return
    if layout.header == "left":
        sheet.text(flow.left, flow.y, name, size=round(flow.size * 1.25), role=house.head, field="hospital_name")
        sheet.text(flow.right, flow.y + flow.size * 0.4, house.form_number, anchor="r", size=round(flow.size * 0.8))
        sheet.text(middle, flow.y + flow.size * 2.2, title, size=large, role=house.head, anchor="m")
        flow.y += flow.size * 2.2 + large * 1.9
        return
    if layout.header == "letterhead":
        sheet.frame(flow.left, flow.y - 8, flow.left + 92, flow.y + 84, (150, 60, 60), 3)
        sheet.text(flow.left + 46, flow.y + 14, "医", size=46, role="kai", colour=(150, 60, 60), anchor="m")
        sheet.text(middle, flow.y, name, size=large, role=house.head, anchor="m", field="hospital_name")
        sheet.text(middle, flow.y + large * 1.35, f"TEL {house.telephone}", size=round(flow.size * 0.7), anchor="m")
        flow.y += large * 1.35 + flow.size
        sheet.rule(flow.left, flow.y, flow.right, flow.y, house.rule_ink, 3)
        sheet.text(middle, flow.y + flow.size * 0.5, title, size=round(flow.size * 1.4), role=house.head, anchor="m")
        flow.y += flow.size * 2.9
        return
    sheet.text(middle, flow.y, name, size=round(flow.size * 1.55), role=house.head, anchor="m", field="hospital_name")
    sheet.text(middle, flow.y + flow.size * 2.2, title, size=large, role=house.head, anchor="m")
    flow.y += flow.size * 2.2 + large * 1.8


def _closing_lines(flow: Flow, copy: _Copy) -> Flow:
    """The fields at the foot."""
    pairs = [
        copy.pair(name) for name in copy.form.closing if name in copy.values and name != "signature"
    ]  # fmt: skip
    if copy.layout.closing == "row" and pairs:
        flow.y += flow.size * 0.5
        flow.pairs(pairs, max(2, len(pairs)), "plain")
        return flow
    flow.y += flow.leading * (2.0 if copy.layout.closing == "foot" else 1.0)
    x = flow.left + (flow.right - flow.left) * 0.56
    for label, field, text in pairs:
        after = flow.sheet.text(x, flow.y, label + copy.house.colon, colour=copy.house.label_ink)
        flow.value(after + 4, flow.y, field, text)
        flow.y += flow.leading * 1.2
    return flow


def _close(flow: Flow, copy: _Copy, faces: Faces, dice: Dice, *, perfect: bool) -> None:
    """Seal, signature and whatever else is done by hand; on the last sheet."""
    sheet, house = flow.sheet, copy.house
    impression = seal(
        faces, house.seal, str(copy.values.get("hospital_name", "")), house.label(copy.form.purposes or ("",)), dice,
        perfect=perfect,
    )  # fmt: skip
    at = (flow.left + (flow.right - flow.left) * dice.between(0.62, 0.82), flow.y - dice.between(-20, 110))
    signed, wanders = dice.chance(0.7), (dice.between(0, 90), dice.between(-10, 10))
    if "signature" in copy.values:
        label = house.label(wordings(copy.document_type, "signature")) + house.colon
        x = sheet.text(flow.left + 60, flow.y, label)
        write(sheet, x + 12, flow.y - 14, str(copy.values["signature"]), dice, size=60, field="signature")
    elif copy.layout.handwritten and signed and "attending_doctor" in copy.values:
        x = flow.left + (flow.right - flow.left) * (0.8 if copy.layout.closing != "row" else 0.3)
        scribble(sheet, x + wanders[0] * 0.3, flow.y - flow.leading + wanders[1], 190, dice)
    if copy.form.purposes:
        sheet.press(impression, min(at[0], A4[0] - 180), min(at[1], A4[1] - 200), house.seal_ink)
    _notes(flow, wanders, dice, perfect=perfect)


def _notes(flow: Flow, wanders: tuple[float, float], dice: Dice, *, perfect: bool) -> None:
    """What the ward jots down: a bed and a date in the corner, a remark of the round below the text."""
    sheet = flow.sheet
    corner, below = dice.chance(0.12), dice.chance(0.12)
    if below and not perfect and flow.y < bottom() - 420:
        remark = dice.pick(("查房：病情平稳，同意出院", "已核对原件", "查房：继续目前治疗", "复印件与原件相符"))
        write(sheet, flow.left + wanders[0], flow.y + 210 + wanders[1], remark, dice, size=50)
    if corner and not perfect:
        note = f"{dice.whole(1, 60)}床 {dice.whole(1, 12)}.{dice.whole(1, 28)}"
        write(sheet, A4[0] - 420 + wanders[0], 40 + wanders[1], note, dice, size=46)
