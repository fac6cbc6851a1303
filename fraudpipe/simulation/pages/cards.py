"""Identity and bank cards, photocopied on a sheet or lying on a desk; all of them plainly marked as simulated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.hand import write
from fraudpipe.simulation.pages.house import House
from fraudpipe.simulation.pages.sheet import A4, Colour, Sheet

_SHAPE = 54.0 / 85.6
"""Height to width of ISO/IEC 7810 ID-1."""
_GREY = (110, 110, 116)
_SHADE = (234, 236, 240)
_DESKS: tuple[Colour, ...] = ((146, 124, 98), (92, 92, 96), (188, 184, 176), (70, 84, 92))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a card is handed in.

    Attributes:
        copied: Photocopied on white paper, else lying on a desk.
        format: Of the picture, in pixels.
        width: Of the card.
        back: Whether its back is there too.
        note: Whether a line in handwriting says what the copy is for.
    """

    copied: bool
    format: tuple[int, int]
    width: int
    back: bool
    note: bool


_SETTINGS = (
    _Setting(True, A4, 980, True, False),
    _Setting(False, (1654, 1170), 1380, False, False),
    _Setting(False, A4, 1300, True, False),
    _Setting(True, A4, 860, False, True),
    _Setting(False, (1654, 1170), 1440, False, False),
    _Setting(True, A4, 1100, False, False),
)
"""By template: four in use, a forger's, a generator's."""


def print_card(
    document_type: str, template: int, values: Mapping[str, Any], house: House, faces: Faces, dice: Dice
) -> list[Sheet]:
    """The picture of a card, both sides where both were taken."""
    setting = _SETTINGS[template]
    desk = dice.pick(_DESKS)
    width = round(setting.width * dice.between(0.93, 1.0))
    sheet = Sheet(
        faces, "sans", round(width * 0.04), format=setting.format, paper=house.paper if setting.copied else desk
    )  # fmt: skip
    x = (sheet.width - width) / 2 + dice.between(-40, 40)
    y = (330.0 if setting.copied else 70.0) + dice.between(-20, 60)
    high = width * _SHAPE
    if setting.copied:
        sheet.text(sheet.width / 2, 150, "证件复印件", size=44, anchor="m")
    _plate(sheet, x, y, width, copied=setting.copied)
    draw = _identity if document_type == "identity_card" else _bank
    draw(sheet, x, y, width, values, house)
    if setting.back:
        below = y + high + 90
        _plate(sheet, x, below, width, copied=setting.copied)
        _back(sheet, x, below, width, document_type)
    if setting.note:
        write(sheet, x + 60, y + high + 150, "仅供理赔申请使用", dice, size=58)
    return [sheet]


def print_lone_card(document_type: str, values: Mapping[str, Any], house: House, faces: Faces, width: int) -> Sheet:
    """The front of a card, `width` pixels wide, and nothing around it: to be laid beside another paper."""
    sheet = Sheet(faces, "sans", round(width * 0.04), format=(width, round(width * _SHAPE)), paper=house.paper)
    _plate(sheet, 0, 0, width, copied=False)
    draw = _identity if document_type == "identity_card" else _bank
    draw(sheet, 0, 0, width, values, house)
    return sheet


def _plate(sheet: Sheet, x: float, y: float, width: float, *, copied: bool) -> None:
    high = width * _SHAPE
    if not copied:
        sheet.fill(x + 9, y + 11, x + width + 9, y + high + 11, (52, 50, 48))
    steps = 24
    for step in range(steps):
        shade = (236 - step // 3, 241 - step // 2, 244 - step // 4) if not copied else (246, 246, 246)
        sheet.fill(x, y + high * step / steps, x + width, y + high * (step + 1) / steps, shade)
    sheet.frame(x, y, x + width, y + high, (150, 150, 156), 3)


def _identity(sheet: Sheet, x: float, y: float, width: float, values: Mapping[str, Any], house: House) -> None:
    unit = width / 100
    size = round(unit * 3.7)
    blue = (60, 90, 140)
    rows = (("姓名", "patient_name", 7.5), ("性别", "sex", 15.0), ("出生", "birth_date", 22.5))
    shown = dict(values)
    number = str(values.get("id_number", ""))
    if "birth_date" not in shown and len(number) == 18:
        shown["birth_date"] = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    for label, field, down in rows:
        if field in shown:
            sheet.text(x + unit * 6, y + unit * down, label, size=size - 4, colour=blue)
            known = field if field in values else ""
            text = house.text(field, shown[field])
            sheet.text(x + unit * 17, y + unit * down - 3, text, size=size, field=known)
    sheet.text(x + unit * 28, y + unit * 15, "民族", size=size - 4, colour=blue)
    sheet.text(x + unit * 38, y + unit * 15 - 3, "汉", size=size)
    if "address" in values:
        sheet.text(x + unit * 6, y + unit * 30, "住址", size=size - 4, colour=blue)
        room = unit * 43
        for place, line in enumerate(sheet.broken(str(values["address"]), room, room, size=size)[:3]):
            sheet.text(x + unit * 17, y + unit * (30 + 5.5 * place) - 3, line, size=size, field="address")
    sheet.text(x + unit * 6, y + unit * 53, "公民身份号码", size=size - 4, colour=blue)
    sheet.text(x + unit * 33, y + unit * 53 - 4, number, size=size + 3, role="mono", field="id_number")
    _portrait(sheet, x + unit * 67, y + unit * 9, unit)
    sheet.text(x + unit * 79, y + unit * 44, "模拟样张", size=size - 6, colour=_GREY, anchor="m")


def _portrait(sheet: Sheet, x: float, y: float, unit: float) -> None:
    sheet.fill(x, y, x + unit * 24, y + unit * 33, (214, 218, 222))
    sheet.disc(x + unit * 6.5, y + unit * 4, x + unit * 17.5, y + unit * 19, (176, 158, 146))
    sheet.disc(x + unit * 3, y + unit * 20, x + unit * 21, y + unit * 40, (120, 126, 140))
    sheet.fill(x, y + unit * 33, x + unit * 24, y + unit * 41, _SHADE)


def _bank(sheet: Sheet, x: float, y: float, width: float, values: Mapping[str, Any], house: House) -> None:
    unit = width / 100
    if "bank_name" in values:
        sheet.text(x + unit * 8, y + unit * 6, str(values["bank_name"]), size=round(unit * 5), field="bank_name",
                   role="sans_bold", colour=(70, 60, 120))  # fmt: skip
    sheet.text(x + unit * 92, y + unit * 7, "借记卡 DEBIT", size=round(unit * 3), anchor="r", colour=_GREY)
    sheet.fill(x + unit * 9, y + unit * 19, x + unit * 22, y + unit * 29, (206, 178, 96))
    sheet.frame(x + unit * 13, y + unit * 19, x + unit * 18, y + unit * 29, (150, 124, 60))
    text = house.text("card_number", values.get("card_number", ""))
    sheet.text(x + unit * 9, y + unit * 34, text, size=round(unit * 6), role="mono", field="card_number")
    if "patient_name" in values:
        sheet.text(x + unit * 9, y + unit * 52, "持卡人：", size=round(unit * 3.2), colour=_GREY)
        sheet.text(x + unit * 23, y + unit * 51.4, str(values["patient_name"]), size=round(unit * 3.8),
                   field="patient_name")  # fmt: skip
    sheet.text(x + unit * 92, y + unit * 53, "模拟样张", size=round(unit * 3), anchor="r", colour=_GREY)


def _back(sheet: Sheet, x: float, y: float, width: float, document_type: str) -> None:
    unit = width / 100
    if document_type == "bank_card":
        sheet.fill(x, y + unit * 7, x + width, y + unit * 19, (60, 58, 60))
        sheet.fill(x + unit * 6, y + unit * 25, x + unit * 66, y + unit * 33, (250, 250, 250))
        sheet.text(x + unit * 8, y + unit * 42, "模拟样张 不可使用", size=round(unit * 4), colour=_GREY)
        return
    sheet.text(x + unit * 50, y + unit * 10, "居 民 身 份 证", size=round(unit * 7), role="serif_bold", anchor="m")
    sheet.text(x + unit * 50, y + unit * 26, "模 拟 样 张", size=round(unit * 5), colour=_GREY, anchor="m")
    for row, text in enumerate(("签发机关  模拟市公安局", "有效期限  2015.01.01-2035.01.01")):
        sheet.text(x + unit * 20, y + unit * (44 + row * 7), text, size=round(unit * 3.6))
