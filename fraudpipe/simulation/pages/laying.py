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

_LONGEST = 2600
"""Pixels of the longer side of the table: who takes two papers at once stands further off."""
_INK = 205
_BELOW_THE_TEXT = 70
_WORTH_FOLDING = 0.72
_FOLDED = 0.6
_SQUARE_ENOUGH = 1.75
_UNIT = 200


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
    inked = np.flatnonzero((page[:, ::3].min(axis=2) < _INK).any(axis=1))
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
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Made small by areas first: turning alone would skip pixels of fine print.
    small = cv2.resize(sheet, size, interpolation=cv2.INTER_AREA) if scale < 1.0 else sheet
    across, down = size[0] / width, size[1] / height
    shrunk = np.array([[across, 0, across / 2 - 0.5], [0, down, down / 2 - 0.5], [0, 0, 1]], dtype=np.float64)
    sine, cosine = float(np.sin(angle)), float(np.cos(angle))
    x, y = middle * scale
    half, high = (size[0] - 1) / 2, (size[1] - 1) / 2
    turned = np.array(
        [[cosine, -sine, x - cosine * half + sine * high], [sine, cosine, y - sine * half - cosine * high], [0, 0, 1]],
        dtype=np.float64,
    )
    corners = np.array([[0, 0, 1], [size[0] - 1, 0, 1], [size[0] - 1, size[1] - 1, 1], [0, size[1] - 1, 1]])
    below = np.round((corners @ turned.T)[:, :2] + (5, 6)).astype(np.int32)
    cv2.fillConvexPoly(canvas, below, tuple(int(one * 0.6) for one in canvas[0, 0]), cv2.LINE_AA)
    cv2.warpAffine(
        small, turned[:2], (canvas.shape[1], canvas.shape[0]), dst=canvas, flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )  # fmt: skip
    return np.asarray(turned @ shrunk, dtype=np.float64)
