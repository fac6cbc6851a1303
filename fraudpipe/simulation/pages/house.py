"""The printing habits of one hospital: faces, sizes, margins, wording, and how it writes dates and amounts."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.sheet import INK, Colour

FORGER, GENERATOR = 4, 5
"""Templates that no hospital uses."""

_BODIES = ("song", "song", "ming", "serif", "sans", "hei", "kai", "micro")
_DATES = ("{y:04d}-{m:02d}-{d:02d}", "{y:04d}年{m:02d}月{d:02d}日", "{y:04d}.{m:02d}.{d:02d}", "{y:04d}{m:02d}{d:02d}",
          "{y:04d}年{m}月{d}日", "{y:04d}/{m:02d}/{d:02d}")  # fmt: skip
_MONEY = frozenset({"total_amount", "insurance_fund_paid", "personal_account_paid", "personal_cash_paid", "prepaid"})


@dataclass(frozen=True, slots=True)
class House:
    """How one hospital prints one type of paper.

    Attributes:
        body: Face of labels and text.
        head: Face of titles.
        value: Face of what is filled in; often the body's.
        size: Of the body, in pixels.
        leading: Line height as a multiple of the size.
        margin: Left and right, in pixels.
        top: Upper margin.
        date_form: How dates are written.
        wording: Picks among the wordings of each label.
        shift: How far what is filled in sits off its label, right and down: forms printed beforehand.
        dotted: Whether needles fill in.
        bend: Pixels that a printed row sinks from left to right.
    """

    body: str
    head: str
    value: str
    size: int
    leading: float
    margin: int
    top: int
    date_form: str
    colon: str
    wording: int
    shift: tuple[int, int]
    dotted: bool
    bend: float
    thousands: bool
    unit_days: bool
    ink: Colour
    label_ink: Colour
    rule_ink: Colour
    paper: Colour
    seal: str
    seal_ink: Colour
    watermark: bool
    form_number: str
    telephone: str

    def label(self, wordings: tuple[str, ...]) -> str:
        """This house's wording of a label."""
        return wordings[self.wording % len(wordings)]

    def text(self, name: str, value: Any) -> str:
        """A value as this house writes it."""
        shown = str(value)
        if (name.endswith("_date") or name == "birth_date") and (day := _day(shown)):
            return self.date_form.format(y=day.year, m=day.month, d=day.day)
        if name in _MONEY and self.thousands:
            return _with_thousands(shown)
        if name == "inpatient_days" and self.unit_days:
            return f"{shown}天"
        if name == "admission_count":
            return f"第{shown}次住院" if self.wording % 2 else shown
        if name == "card_number":
            return " ".join(shown[start : start + 4] for start in range(0, len(shown), 4))
        if name == "height_cm":
            return f"{shown}cm"
        return shown


def draw_house(seed: int, house: str, document_type: str, template: int) -> House:
    """The habits of `house`, the same for all of its papers of a type; forgers and generators have their own."""
    origin = {FORGER: "forger", GENERATOR: "generator"}.get(template, "national")
    house = "" if template == GENERATOR else house
    # Habits of the whole house are all drawn for every type of paper, so that its papers agree.
    everywhere = Dice(stream(seed, "house", origin, house), block=32)
    dice = Dice(stream(seed, "house", origin, house, document_type), block=64)
    body, size, grey = everywhere.pick(_BODIES), everywhere.whole(27, 33), everywhere.whole(15, 60)
    head = everywhere.pick(("serif_bold", "sans_bold", "serif", "kai", body))
    value = body if everywhere.chance(0.75) else everywhere.pick(("song", "kai", "song", "kai"))
    needles, brown, off = everywhere.chance(0.3), everywhere.chance(0.35), everywhere.chance(0.18)
    rule_ink = everywhere.pick(((40, 40, 44), (90, 90, 96), (25, 25, 25)))
    date_form, thousands, unit_days = everywhere.pick(_DATES), everywhere.chance(0.12), everywhere.chance(0.5)
    card, receipt = document_type.endswith("_card"), document_type.endswith("_invoice")
    needles, brown, off = needles and receipt, brown and receipt, off and not card
    ink: Colour = (grey, grey, grey)
    label_ink: Colour = (120, 60, 35) if brown else ink
    right, down = dice.whole(0, 14), round(size * dice.between(-0.45, 0.45))
    habits = House(
        body=body,
        head=head,
        value="mono" if needles else value,
        size=size,
        leading=everywhere.between(1.45, 1.85),
        margin=everywhere.whole(105, 175),
        top=everywhere.whole(95, 190),
        # Cards print dates one way, whoever copies them; finance offices print amounts without marks.
        date_form="{y} 年 {m} 月 {d} 日" if card else date_form,
        colon="：" if everywhere.chance(0.8) else ":",
        wording=dice.whole(0, 59),
        shift=(right, down) if off else (0, 0),
        dotted=needles,
        bend=dice.between(-9, 9) * (off or needles),
        thousands=thousands and not receipt,
        unit_days=unit_days and not receipt,
        ink=ink,
        label_ink=label_ink,
        rule_ink=label_ink if brown else rule_ink,
        paper=_paper(everywhere, receipt=receipt),
        seal=everywhere.weighted(("round", "oval", "square"), (70, 18, 12)),
        seal_ink=everywhere.pick(((205, 40, 45), (190, 30, 60), (220, 60, 50), (176, 36, 44))),
        watermark=everywhere.chance(0.16) and not card,
        form_number=f"{everywhere.pick(('病案表', '医表', 'YB', 'BA'))}-{everywhere.whole(1, 60):02d}",
        telephone=f"0000-{everywhere.digits(7)}",
    )
    return _without_faults(habits) if template == GENERATOR else habits


def _without_faults(habits: House) -> House:
    """A machine prints everything straight, in one face, on white."""
    return replace(
        habits, body="sans", head="sans_bold", value="sans", size=30, leading=1.6, margin=150, top=130, shift=(0, 0),
        dotted=False, bend=0.0, ink=INK, label_ink=INK, rule_ink=INK, paper=(255, 255, 255), watermark=False,
    )  # fmt: skip


def _paper(dice: Dice, *, receipt: bool) -> Colour:
    tinted = dice.pick(((253, 246, 240), (246, 250, 244), (250, 244, 248)))
    base, yellow = dice.whole(244, 254), dice.whole(0, 6)
    return tinted if dice.chance(0.25) and receipt else (base, base, base - yellow)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _with_thousands(text: str) -> str:
    whole, point, cents = text.partition(".")
    return f"{int(whole):,}{point}{cents}" if whole.isdigit() else text
