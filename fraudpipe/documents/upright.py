"""Turns a page upright and straight, and maps boxes back to the page as it came."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.records.reading import Box, Pixels

_LEAST_SIDE = 32
_PROBE_SIDE = 700
_MOST_DEGREES = 8.0
_LEAST_DEGREES = 0.3
_INK = 24


@dataclass(frozen=True)
class UprightPage:
    """A page made upright and straight.

    Attributes:
        pixels: The page to read.
        rotation: Clockwise degrees that were applied: 0, 90, 180 or 270.
        back: 2 x 3 matrix from these pixels to the page as it came.
        size: Width and height of the page as it came.
    """

    pixels: Pixels
    rotation: int
    back: npt.NDArray[np.float64]
    size: tuple[int, int]

    def original(self, box: Box) -> Box:
        """The box on the page as it came, clipped to it."""
        x0, y0, x1, y1 = box
        corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]], dtype=np.float64)
        points = corners @ self.back.T
        low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
        width, height = self.size
        return (
            int(np.clip(low[0], 0, width)),
            int(np.clip(low[1], 0, height)),
            int(np.clip(high[0], 0, width)),
            int(np.clip(high[1], 0, height)),
        )


def upright(page: Pixels, rotation: int) -> UprightPage:
    """The page turned clockwise by `rotation` degrees and freed from a slight tilt."""
    height, width = page.shape[:2]
    turned = np.ascontiguousarray(np.rot90(page, k=-(rotation // 90)))
    back = _turn_back(rotation, width, height)
    degrees = tilt(turned)
    if abs(degrees) >= _LEAST_DEGREES:
        high, wide = turned.shape[:2]
        forth = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
        border = tuple(
            float(value) for value in np.median(turned[:: max(1, high // 64), :: max(1, wide // 64)], (0, 1))
        )
        straight = cv2.warpAffine(turned, forth, (wide, high), flags=cv2.INTER_CUBIC, borderValue=border)
        undone = np.asarray(cv2.invertAffineTransform(forth), np.float64)
        return UprightPage(
            np.asarray(straight, np.uint8),
            rotation,
            _chain(back, undone),
            (width, height),
        )
    return UprightPage(turned, rotation, back, (width, height))


def part_of(page: UprightPage, part: Box) -> UprightPage:
    """A part of an upright page as a page of its own, freed from a tilt of its own; boxes go back to the same page.

    Args:
        page: The whole.
        part: On its upright pixels.
    """
    x0, y0, x1, y1 = part
    own = upright(np.ascontiguousarray(page.pixels[y0:y1, x0:x1]), 0)
    moved = own.back.copy()
    moved[:, 2] += (x0, y0)
    return UprightPage(own.pixels, page.rotation, _chain(page.back, moved), page.size)


def tilt(page: Pixels) -> float:
    """Degrees to turn counter-clockwise so that rows of text lie level; 0 where no direction stands out.

    Rows that lie level make the sums over rows of ink differ most (the projection profile of Postl, 1986).
    """
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    if min(grey.shape) * min(1.0, _PROBE_SIDE / max(grey.shape)) < _LEAST_SIDE:
        return 0.0  # a strip, not a page
    while max(grey.shape) >= 2 * _PROBE_SIDE:  # each pixel the mean of four: so it takes a fifth of the time
        grey = cv2.resize(grey, (grey.shape[1] // 2, grey.shape[0] // 2))
    scale = min(1.0, _PROBE_SIDE / max(grey.shape))
    high, wide = (round(side * scale) for side in grey.shape)
    grey = cv2.resize(grey, (wide, high))
    half = cv2.resize(grey, (wide // 2, high // 2))
    paper = cv2.resize(cv2.medianBlur(half, 11), (wide, high))
    rows, columns = np.nonzero(cv2.subtract(paper, grey) > _INK)
    places = np.stack([columns - wide / 2, rows - high / 2])

    def sharpness(degrees: float) -> float:
        return _sharpness(places, degrees, 1.0)

    # Whole degrees show on a part of the ink, and on rows of two pixels.
    coarse = max(
        np.arange(-_MOST_DEGREES, _MOST_DEGREES + 0.1, 1.0),
        key=lambda one: _sharpness(places[:, ::3], float(one), 2.0),
    )
    middle = max(coarse + np.arange(-0.75, 0.76, 0.25), key=lambda one: sharpness(float(one)))
    best = float(max(middle + np.array([-0.12, 0.0, 0.12]), key=lambda one: sharpness(float(one))))
    return best if sharpness(best) > 1.05 * sharpness(0.0) else 0.0


def _sharpness(places: npt.NDArray[np.float64], degrees: float, row: float) -> float:
    """How much the sums over rows of so many pixels differ when the ink is turned."""
    turn = np.deg2rad(degrees)
    levels = (np.cos(turn) * places[1] - np.sin(turn) * places[0]) / row
    sums = np.bincount((levels - levels.min()).astype(np.int64)) if levels.size else np.zeros(1)
    return float(np.square(np.diff(sums, prepend=0, append=0)).sum())


def _turn_back(rotation: int, width: int, height: int) -> npt.NDArray[np.float64]:
    """From a page turned clockwise by `rotation` to the page of this width and height."""
    turns = {
        0: np.array([[1.0, 0, 0], [0, 1, 0]]),
        90: np.array([[0.0, 1, 0], [-1, 0, height]]),
        180: np.array([[-1.0, 0, width], [0, -1, height]]),
        270: np.array([[0.0, -1, width], [1, 0, 0]]),
    }
    return np.asarray(turns[rotation], np.float64)


def _chain(second: npt.NDArray[np.float64], first: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """One matrix that applies `first`, then `second`."""
    full = np.vstack([first, [0.0, 0.0, 1.0]])
    return np.asarray(second @ full, np.float64)
