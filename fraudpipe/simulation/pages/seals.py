"""Seals: round, oval and square, with text along the rim, pressed unevenly. Masks, 0 to 255."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.faces import Faces

_STAR_INNER = 0.382


def seal(faces: Faces, shape: str, name: str, purpose: str, dice: Dice, *, perfect: bool = False) -> Image.Image:
    """The ink of one impression.

    Args:
        faces: The type faces.
        shape: round, oval or square.
        name: Along the rim, or the first lines of a square seal.
        purpose: Below the star.
        dice: Tilt, opacity and wear.
        perfect: Drawn by a machine: straight, even, without wear.
    """
    radius = dice.whole(138, 168)
    tilt, opacity = dice.between(-24, 24), dice.between(0.55, 0.92)
    seed = dice.whole(0, 2**31 - 1)
    if shape == "square":
        mask = _square(faces, name, purpose, radius)
    else:
        mask = _rimmed(faces, name, purpose, radius, 0.68 if shape == "oval" else 1.0)
    if perfect:
        return mask.point(lambda level: level * 0.85)
    return _worn(mask.rotate(tilt, resample=Image.Resampling.BILINEAR, expand=True), opacity, seed)


def _rimmed(faces: Faces, name: str, purpose: str, radius: int, squeeze: float) -> Image.Image:
    side = 2 * radius + 12
    mask = Image.new("L", (side, side))
    draw = ImageDraw.Draw(mask)
    middle = side / 2
    tall = radius * squeeze
    draw.ellipse((middle - radius, middle - tall, middle + radius, middle + tall), outline=255, width=8)
    if squeeze < 1.0:
        draw.ellipse(
            (middle - radius + 14, middle - tall + 14, middle + radius - 14, middle + tall - 14), outline=255, width=2
        )
    size = round(radius * (0.27 if squeeze == 1.0 else 0.2))
    font = faces.at("serif_bold", size, name)
    step = min(0.46, 4.3 / max(1, len(name)))
    for place, one in enumerate(name):
        angle = -math.pi / 2 + (place - (len(name) - 1) / 2) * step
        letter = Image.new("L", (size + 16, size + 16))
        ImageDraw.Draw(letter).text(((size + 16) / 2, (size + 16) / 2), one, font=font, fill=255, anchor="mm")
        turned = letter.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BILINEAR)
        reach = radius - size * 0.5 - (14 if squeeze == 1.0 else 24)
        at = (middle + reach * math.cos(angle), middle + (reach - (1 - squeeze) * radius) * math.sin(angle))
        mask.paste(255, (round(at[0] - turned.width / 2), round(at[1] - turned.height / 2)), turned)
    if squeeze == 1.0:
        _star(draw, middle, radius * 0.3)
    low = middle + radius * (0.55 if squeeze == 1.0 else 0.22)
    draw.text((middle, low), purpose, font=faces.at("sans", round(radius * 0.2), purpose), fill=255, anchor="mm")
    return mask


def _star(draw: ImageDraw.ImageDraw, middle: float, reach: float) -> None:
    points = []
    for turn in range(10):
        length = reach if turn % 2 == 0 else reach * _STAR_INNER
        angle = turn * math.pi / 5 - math.pi / 2
        points.append((middle + length * math.cos(angle), middle + length * math.sin(angle)))
    draw.polygon(points, fill=255)


def _square(faces: Faces, name: str, purpose: str, radius: int) -> Image.Image:
    half = (len(name) + 1) // 2
    lines = [name[:half], name[half:], purpose] if len(name) > 6 else [name, purpose]
    size = round(radius * 0.22)
    font = faces.at("kai", size, name + purpose)
    width = round(max(font.getlength(line) for line in lines)) + 40
    mask = Image.new("L", (width, round(len(lines) * size * 1.35) + 30))
    draw = ImageDraw.Draw(mask)
    draw.rectangle((3, 3, mask.width - 4, mask.height - 4), outline=255, width=5)
    for row, line in enumerate(lines):
        draw.text((mask.width / 2, 15 + (row + 0.6) * size * 1.35), line, font=font, fill=255, anchor="mm")
    return mask


def _worn(mask: Image.Image, opacity: float, seed: int) -> Image.Image:
    """Pressed unevenly: faint on one side, with grain and bare spots."""
    generator = np.random.default_rng(seed)
    inked = np.asarray(mask, dtype=np.float32)
    coarse = generator.uniform(0.45, 1.0, (4, 4)).astype(np.float32)
    even = cv2.resize(coarse, (mask.width, mask.height), interpolation=cv2.INTER_CUBIC)
    grain = generator.uniform(0.4, 1.3, (mask.height // 2 + 1, mask.width // 2 + 1)).astype(np.float32)
    grained = cv2.resize(grain, (mask.width, mask.height), interpolation=cv2.INTER_LINEAR)
    return Image.fromarray(np.clip(inked * even * grained * opacity, 0, 255).astype(np.uint8))
