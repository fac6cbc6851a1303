"""Reads seals: the ink of one impression alone, unrolled along its rim or straightened, as strips of one line each."""

import re
from collections.abc import Sequence
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.documents.sheets.seals import Impression, ellipse_points
from fraudpipe.records.reading import Pixels

_OUTER, _INNER = 0.94, 0.6
"""Where letters stand between the rim and the middle, as shares of the half width."""
_OVAL_OUTER, _OVAL_INNER = 0.95, 0.6
_STRIP_HEIGHT = 64
_MOST_STRIP = 1800
_FULL_INK, _FAINTEST = 92, 11
_WIDER = 1.15
_BRIGHTNESS = np.array([0.2, 0.6, 0.2], np.float32)
_LEAST_SCORE = 0.45
_ROW_INK = 0.12


class StripReader(Protocol):
    """Reads strips that hold one line of text each."""

    name: str

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        """The text of each strip and its score, 0-1."""
        ...


def seal_text(page: Pixels, one: Impression, reader: StripReader) -> tuple[str, float]:
    """What stands on a seal and the reader's score; empty and 0 where it cannot be read.

    Args:
        page: The upright page, with its stamps.
        one: Where the seal was pressed.
        reader: Reads strips.
    """
    ink, middle = _ink(page, one)
    if ink.size == 0:
        return "", 0.0
    strips = _rows(ink, middle, one) if one.kind == "square" else [_unrolled(ink, middle, one)]
    read = [(_tidy(text), score) for text, score in reader.read_strips([_printed(strip) for strip in strips])]
    if one.kind == "square":
        read = [(text, score) for text, score in read if text]
        return "".join(text for text, _ in read), min((score for _, score in read), default=0.0)
    return read[0] if read[0][1] >= _LEAST_SCORE else ("", 0.0)


def _ink(page: Pixels, one: Impression) -> tuple[npt.NDArray[np.float32], tuple[float, float]]:
    """How much of the seal's own ink lies on each pixel around it, 0-1, and its middle there."""
    reach = round(max(one.axes) * 1.06) + 4
    left, top = max(0, round(one.middle[0]) - reach), max(0, round(one.middle[1]) - reach)
    cut = page[top : round(one.middle[1]) + reach, left : round(one.middle[0]) + reach].astype(np.float32)
    if cut.size == 0:
        return np.zeros((0, 0), np.float32), (0.0, 0.0)
    grey = np.asarray(cut @ _BRIGHTNESS, np.float32)
    if one.colour == "black":
        ink = _levelled(np.asarray(np.median(cut) - grey, np.float32))
    else:
        own, others = (0, (1, 2)) if one.colour == "red" else (2, (0, 1))
        colour = cut[..., own] - np.maximum(cut[..., others[0]], cut[..., others[1]])
        both = _levelled(colour) + _levelled(_darkness(grey) * _near(colour))
        ink = np.asarray(both / 2, np.float32)
    return ink, (one.middle[0] - left, one.middle[1] - top)


def _darkness(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How much darker than the paper around it: JPEG keeps brightness at twice the resolution of colour."""
    paper = cv2.blur(cv2.dilate(cv2.GaussianBlur(grey, (0, 0), 1.2), np.ones((15, 15))), (31, 31))
    return np.asarray(np.clip(paper - grey, 0, 255), np.float32)


def _near(colour: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """0-1, how surely a pixel is the seal's and no print below it."""
    smooth = cv2.GaussianBlur(colour, (0, 0), 1.5)
    inked = smooth[smooth > _FAINTEST]
    return np.asarray(np.clip(smooth / (0.4 * float(np.percentile(inked, 85)) if len(inked) else 24.0), 0, 1))


def _levelled(ink: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """0-1; a seal is pressed unevenly, so a high percentile counts as full."""
    inked = ink[ink > _FAINTEST]
    full = float(np.percentile(inked, _FULL_INK)) if len(inked) else 255.0
    return np.asarray(np.clip(ink / max(full, 20.0), 0, 1), np.float32)


def _unrolled(ink: npt.NDArray[np.float32], middle: tuple[float, float], one: Impression) -> npt.NDArray[np.float32]:
    """The band of letters below the rim, from the bottom of the seal clockwise and around, top of the letters up."""
    outer, inner = (_OUTER, _INNER) if one.kind == "round" else (_OVAL_OUTER, _OVAL_INNER)
    letters = (outer + inner) / 2
    start = _opening(ink, middle, one, outer, inner)
    fine = np.linspace(start, start + 2 * np.pi, 721)
    x, y = ellipse_points((0.0, 0.0), (one.axes[0] * letters, one.axes[1] * letters), 0.0, fine)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    deep = (outer - inner) * (one.axes[0] if one.kind == "round" else one.axes[1])
    width = min(_MOST_STRIP, max(64, round(_WIDER * along[-1] * _STRIP_HEIGHT / deep)))
    turns = np.interp(np.linspace(0, along[-1], width), along, fine)
    columns, rows = np.empty((_STRIP_HEIGHT, width)), np.empty((_STRIP_HEIGHT, width))
    for row in range(_STRIP_HEIGHT):
        share = deep * (row + 0.5) / _STRIP_HEIGHT + (1 - outer) * min(one.axes)
        axes = (one.axes[0] - share, one.axes[1] - share)
        columns[row], rows[row] = ellipse_points(middle, axes, one.degrees, turns)
    return np.asarray(
        cv2.remap(ink, columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR, borderValue=0), np.float32
    )


def _opening(
    ink: npt.NDArray[np.float32], middle: tuple[float, float], one: Impression, outer: float, inner: float
) -> float:
    """The angle of the gap between the last letter and the first: opposite to the middle of the letters."""
    turns = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    weight = np.zeros(len(turns))
    for share in np.linspace((outer + inner) / 2 - 0.05, outer - 0.04, 8):
        columns, rows = ellipse_points(middle, (one.axes[0] * share, one.axes[1] * share), one.degrees, turns)
        columns = np.clip(np.round(columns), 0, ink.shape[1] - 1).astype(int)
        rows = np.clip(np.round(rows), 0, ink.shape[0] - 1).astype(int)
        weight += ink[rows, columns]
    low, high = np.percentile(weight, (15, 80))
    lettered = np.clip((weight - low) / max(high - low, 1e-3), 0, 1)
    return float(np.angle((np.exp(1j * turns) * lettered).sum()) + np.pi)


def _rows(ink: npt.NDArray[np.float32], middle: tuple[float, float], one: Impression) -> list[npt.NDArray[np.float32]]:
    """The rows of a square seal, straightened and without its frame."""
    half_width, half_height = one.axes
    matrix = cv2.getRotationMatrix2D(middle, one.degrees, 1.0)
    level = cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0]))
    pad = max(4, round(0.09 * min(half_width, half_height)))
    level = level[
        max(0, round(middle[1] - half_height) + pad) : round(middle[1] + half_height) - pad,
        max(0, round(middle[0] - half_width) + pad) : round(middle[0] + half_width) - pad,
    ]
    if level.size == 0:
        return []
    full = np.concatenate([[False], level.mean(axis=1) > _ROW_INK * level.mean(axis=1).max(), [False]])
    edges = np.flatnonzero(full[1:] != full[:-1])
    spans = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if high - low >= 10]
    return [np.pad(level[max(0, low - 3) : high + 3], ((4, 4), (8, 8))) for low, high in spans]


def _printed(strip: npt.NDArray[np.float32]) -> Pixels:
    """Ink as black on white."""
    grey = (255 - 225 * strip).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def _tidy(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fffA-Za-z0-9（）()·]", "", text)
