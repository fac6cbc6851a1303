"""Two printed sheets laid on one table, as they lie before one camera. Pixels, origin top left."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.records.reading import Pixels
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.sheet import Colour

Matrix = npt.NDArray[np.float64]
"""3 x 3, from the pixels of a sheet to those of the table."""

_LONGEST = 2400
"""Pixels of the longer side of the table: who takes two papers at once stands further off."""
_INK = 205
_BELOW_THE_TEXT = 70
_WORTH_FOLDING = 0.72
_FOLDED = 0.6
_SQUARE_ENOUGH = 1.75
_SHADOW = 0.6
_UNIT = 200
"""The gain that leaves a pixel as it is, in the byte that stands for it."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with two sheets on it.

    Attributes:
        pixels: The table.
        matrices: Where the pixels of each sheet come to lie.
    """

    pixels: Pixels
    matrices: tuple[Matrix, Matrix]


def lay(first: Pixels, second: Pixels, table: Colour, most_degrees: float, dice: Dice) -> Laid:
    """Lays `second` to the right of `first` or below it, each a little askew and with a small gap.

    Args:
        first: The sheet that lies left or above.
        second: The other one.
        table: Its colour.
        most_degrees: How far a sheet is turned at the most.
        dice: Decides.
    """
    sheets = (first, second)
    angles = [np.deg2rad(dice.between(-most_degrees, most_degrees)) for _ in sheets]
    rooms = [_room(one, angle) for one, angle in zip(sheets, angles, strict=True)]
    across = _lies_across(rooms, dice)
    margin, gap = dice.between(40, 130), dice.between(16, 70)
    run, wide = (0, 1) if across else (1, 0)
    length = sum(one[run] for one in rooms) + gap
    width = max(one[wide] for one in rooms)
    scale = min(1.0, _LONGEST / (max(length, width) + 2 * margin))
    extent = np.zeros(2)
    extent[run], extent[wide] = length + 2 * margin, width + 2 * margin
    columns, rows = np.ceil(extent * scale).astype(int)
    canvas = np.empty((rows, columns, 3), dtype=np.uint8)
    cv2.rectangle(canvas, (0, 0), (int(columns), int(rows)), table, -1)
    matrices = []
    begins = margin
    for sheet, angle, room in zip(sheets, angles, rooms, strict=True):
        middle = np.zeros(2)
        middle[run] = begins + room[run] / 2
        middle[wide] = margin + room[wide] / 2 + dice.unit() * (width - room[wide])
        matrices.append(_put(canvas, sheet, angle, middle, scale))
        begins += room[run] + gap
    return Laid(canvas, (matrices[0], matrices[1]))


def folded(page: Pixels, dice: Dice) -> Pixels:
    """The sheet, or what is seen of it when its empty lower part is folded away."""
    height = page.shape[0]
    darkest = cv2.reduce(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), 1, cv2.REDUCE_MIN)
    inked = np.flatnonzero(darkest < _INK)
    low = min(height, int(inked[-1]) + _BELOW_THE_TEXT) if len(inked) else height
    return page[:low] if low < height * _WORTH_FOLDING and dice.chance(_FOLDED) else page


def worn(page: Pixels, wear: npt.NDArray[np.float32]) -> Pixels:
    """The sheet with a field of gains, such as a watermark, multiplied in."""
    height, width = page.shape[:2]
    gains = cv2.resize((wear * _UNIT + 0.5).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(page, cv2.merge([gains] * 3), scale=1.0 / _UNIT), dtype=np.uint8)


def _room(sheet: Pixels, angle: float) -> tuple[float, float]:
    """Width and height of the upright rectangle around a turned sheet."""
    height, width = sheet.shape[:2]
    sine, cosine = abs(float(np.sin(angle))), abs(float(np.cos(angle)))
    return width * cosine + height * sine, width * sine + height * cosine


def _lies_across(rooms: list[tuple[float, float]], dice: Dice) -> bool:
    """Side by side or one above the other: what makes the squarer picture, and sometimes the other way."""
    (width, height), (other_width, other_height) = rooms
    across = (width + other_width) / max(height, other_height)
    down = (height + other_height) / max(width, other_width)
    longish, other = max(across, 1 / across), max(down, 1 / down)
    squarer = longish < other
    return squarer != (max(longish, other) < _SQUARE_ENOUGH and dice.chance(0.3))


def _put(canvas: Pixels, sheet: Pixels, angle: float, middle: npt.NDArray[np.float64], scale: float) -> Matrix:
    """Puts a sheet with its shadow onto the table, its middle at `middle` before the scaling."""
    height, width = sheet.shape[:2]
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * scale
    matrix = np.eye(3)
    matrix[:2, :2] = turn
    matrix[:2, 2] = middle * scale - turn @ np.array([(width - 1) / 2, (height - 1) / 2])
    corners = np.array([[0, 0, 1], [width - 1, 0, 1], [width - 1, height - 1, 1], [0, height - 1, 1]])
    edges = (corners @ matrix.T)[:, :2]
    shade = tuple(int(one * _SHADOW) for one in canvas[0, 0])
    cv2.fillConvexPoly(canvas, np.round(edges + np.array([5, 6])).astype(np.int32), shade, cv2.LINE_AA)
    # Only the part of the table where the sheet lies is drawn anew.
    left, top = np.maximum(np.floor(edges.min(axis=0)).astype(int), 0)
    right, low = np.ceil(edges.max(axis=0)).astype(int) + 1
    there = np.ascontiguousarray(canvas[top:low, left:right])
    shifted = matrix[:2] - np.array([[0, 0, left], [0, 0, top]])
    canvas[top:low, left:right] = cv2.warpAffine(
        sheet, shifted, (there.shape[1], there.shape[0]), dst=there, flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )  # fmt: skip
    return matrix
