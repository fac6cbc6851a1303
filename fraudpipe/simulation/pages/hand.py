"""Handwriting: each character set on its own, a little turned, sized and off the line, and joined scribbles."""

import math

import numpy as np
from PIL import Image, ImageDraw

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.sheet import Colour, Mark, Sheet

PEN_INKS: tuple[Colour, ...] = ((28, 30, 38), (24, 40, 110), (30, 44, 130), (45, 45, 50))


def write(
    sheet: Sheet, x: float, y: float, text: str, dice: Dice, *, size: int, field: str = "", key: tuple[int, ...] = ()
) -> float:
    """Writes `text` by hand from (x, y) and returns the x where it ends; remembered as one mark."""
    ink = dice.pick(PEN_INKS)
    slant, drift = dice.between(0.02, 0.22), dice.between(-0.05, 0.04)
    start, low, high = x, y + size, y
    for one in text:
        own = round(size * dice.between(0.9, 1.12))
        font = sheet.faces.at("hand", own, one)
        glyph = Image.new("L", (own * 2, own * 2))
        ImageDraw.Draw(glyph).text((own // 2, own // 3), one, font=font, fill=235)
        angle, lift = math.radians(dice.between(-5, 4)), dice.between(-0.06, 0.06) * own
        turn = (math.cos(angle), math.sin(angle) + slant, -slant * own, -math.sin(angle), math.cos(angle), 0.0)
        glyph = glyph.transform(glyph.size, Image.Transform.AFFINE, turn, resample=Image.Resampling.BILINEAR)
        box = glyph.getbbox()
        if box is None:
            x += own * 0.4
            continue
        top = y + box[1] - own / 3 + lift + drift * (x - start)
        cut = glyph.crop(box)
        sheet.press(cut, x + cut.width / 2, top + cut.height / 2, ink)
        low, high = min(low, top), max(high, top + cut.height)
        x += cut.width + own * dice.between(0.0, 0.1)
    if text.strip():
        sheet.marks.append(Mark(text, start, round(y), "hand", size, ink, field, key, "l", (start, low, x, high)))
    return x


def scribble(sheet: Sheet, x: float, y: float, width: float, dice: Dice) -> None:
    """A signature nobody can read: a few loops in one pull."""
    ink = dice.pick(PEN_INKS)
    loops = dice.whole(2, 4)
    steps = 26 * loops
    high = width * dice.between(0.16, 0.3)
    phases = [dice.between(0, 6.28) for _ in range(3)]
    turns = np.linspace(0, 1, steps)
    across = x + width * (turns + 0.09 * np.sin(turns * loops * 6.28 + phases[0]))
    down = y + high * (
        np.sin(turns * loops * 6.28 + phases[1]) * (1 - 0.6 * turns) + 0.5 * np.sin(turns * loops * 14 + phases[2])
    )
    sheet.curve(list(zip(across.tolist(), down.tolist(), strict=True)), ink, dice.whole(2, 4))
