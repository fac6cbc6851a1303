"""Finds impressions of seals by their colour and their rim: round, oval and square, in red, blue or black ink."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.documents.lines.layout import union
from fraudpipe.records.reading import Box, Pixels

_Mask = npt.NDArray[np.uint8]

_PROBE_SIDE = 900
"""Seals are looked for on a small page: a rim of half a millimetre is still two pixels wide there."""
_MARGINS = {"red": 22, "blue": 26}
_BLACK = 60
_LEAST_SIDE, _MOST_SIDE = 0.055, 0.36
_MOST_ASPECT, _ROUND_ASPECT = 2.2, 1.18
_RIM_SHARE, _SQUARE_SHARE, _BLACK_SHARE = 0.55, 0.62, 0.8
_RIM_BAND = 0.13
_MOST = 6
_COLOUR_SHARE = 0.0004


@dataclass(frozen=True)
class Impression:
    """Where a seal was pressed.

    Attributes:
        kind: round, oval or square.
        colour: red, blue or black.
        box: Around it.
        middle: Of its rim, x and y.
        axes: Half of its width and height along its own directions, in pixels.
        degrees: How far its own first direction is turned clockwise; 0 for a round one.
    """

    kind: str
    colour: str
    box: Box
    middle: tuple[float, float]
    axes: tuple[float, float]
    degrees: float


def impressions(page: Pixels, *, black: bool = True) -> tuple[Impression, ...]:
    """The seals on an upright page from top to bottom, those in colour before black ones.

    Args:
        page: Upright, with its stamps.
        black: Whether to look for black rims, too, where no seal shows colour, as on a photocopy.
    """
    scale = min(1.0, _PROBE_SIDE / max(page.shape[:2]))
    small = _shrunk(page, scale) if scale < 1 else page
    found: list[Impression] = []
    for colour in ("red", "blue", "black"):
        if colour == "black" and (found or not black):
            break
        inked = ink_mask(np.asarray(small, np.uint8), colour)
        if colour != "black" and not _enough(inked):
            continue
        mask = _without_rules(inked)
        if colour == "black" or _enough(mask):
            found += [_grown(one, scale) for one in _in_mask(mask, colour)]
    return tuple(found[:_MOST])


def _enough(mask: _Mask) -> bool:
    return cv2.countNonZero(mask) > _COLOUR_SHARE * mask.size


def _shrunk(page: Pixels, scale: float) -> Pixels:
    size = (round(page.shape[1] * scale), round(page.shape[0] * scale))
    while min(page.shape[1] // size[0], page.shape[0] // size[1]) >= 2:  # by halves it takes a third of the time
        page = np.asarray(cv2.resize(page, (page.shape[1] // 2, page.shape[0] // 2)), np.uint8)
    return np.asarray(cv2.resize(page, size), np.uint8)


def ink_mask(page: Pixels, colour: str) -> _Mask:
    """255 where the page carries ink of this colour."""
    if colour in _MARGINS:
        red, green, blue = cv2.split(page)
        own, others = (red, cv2.max(green, blue)) if colour == "red" else (blue, cv2.max(red, green))
        inked = np.asarray(cv2.subtract(own, others) > _MARGINS[colour])
    else:
        grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
        inked = np.asarray(cv2.medianBlur(grey, 41), np.int16) - grey > _BLACK
    return np.where(inked, 255, 0).astype(np.uint8)


def _without_rules(mask: _Mask) -> _Mask:
    """The ink without rules longer than any seal: one pressed on a form would hang together with all of them."""
    long = round(max(mask.shape) * _MOST_SIDE)
    rules = cv2.dilate(cv2.bitwise_or(_runs(mask, long), _runs(mask.T, long).T), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_and(mask, cv2.bitwise_not(rules)), np.uint8)


def _runs(mask: _Mask, least: int) -> _Mask:
    """The ink that lies in level runs of at least so many pixels: opening, at a cost that knows no length."""
    flat = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    flat[:, 1:-1] = mask > 0
    edges = np.diff(flat.ravel(), append=np.int8(0))
    begins, ends = np.flatnonzero(edges == 1) + 1, np.flatnonzero(edges == -1) + 1
    long = ends - begins >= least
    marks = np.zeros(flat.size + 1, np.int8)
    marks[begins[long]], marks[ends[long]] = 1, -1
    return (np.cumsum(marks[:-1], dtype=np.int8).reshape(flat.shape)[:, 1:-1] * np.uint8(255)).astype(np.uint8)


def _in_mask(mask: _Mask, colour: str) -> Iterator[Impression]:
    side = max(mask.shape)
    close = max(3, round(side * (0.012 if colour != "black" else 0.002))) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (close, close)))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    seen: list[Impression] = []
    for contour in (np.asarray(one, np.int32) for one in sorted(contours, key=lambda one: cv2.boundingRect(one)[1])):
        _, _, width, height = cv2.boundingRect(contour)
        if not _LEAST_SIDE * side <= max(width, height) <= _MOST_SIDE * side or len(contour) < 40:
            continue
        found = _rimmed(mask, contour, colour) or (None if colour == "black" else _square(mask, contour, colour))
        if found is not None:
            seen.append(found)
    yield from seen


def _rimmed(mask: _Mask, contour: npt.NDArray[np.int32], colour: str) -> Impression | None:
    hull = np.asarray(cv2.convexHull(contour), np.int32)
    if len(hull) < 12:
        return None
    (x, y), (width, height), degrees = cv2.fitEllipse(hull)
    if min(width, height) <= 0 or max(width, height) > _MOST_SIDE * max(mask.shape):
        return None
    if width < height:
        width, height, degrees = height, width, degrees - 90
    degrees = (degrees + 90) % 180 - 90
    aspect = width / height
    if aspect > _MOST_ASPECT:
        return None
    axes = (width / 2, height / 2)
    share = _rim_share(mask, (x, y), axes, degrees)
    if share < (_BLACK_SHARE if colour == "black" else _RIM_SHARE):
        return None
    kind = "round" if aspect <= _ROUND_ASPECT else "oval"
    return Impression(kind, colour, _box(hull), (x, y), axes, 0.0 if kind == "round" else degrees)


def _rim_share(mask: _Mask, middle: tuple[float, float], axes: tuple[float, float], degrees: float) -> float:
    """The share of the ellipse near which ink lies, while the band between rim and letters is paler."""
    turns = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    hit = np.zeros(len(turns), bool)
    for inward in np.linspace(-_RIM_BAND / 3, _RIM_BAND, 7):
        columns, rows = ellipse_points(middle, (axes[0] * (1 - inward), axes[1] * (1 - inward)), degrees, turns)
        columns, rows = np.round(columns).astype(int), np.round(rows).astype(int)
        inside = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
        hit[inside] |= mask[rows[inside], columns[inside]] > 0
    return float(hit.mean())


def ellipse_points(
    middle: tuple[float, float], axes: tuple[float, float], degrees: float, turns: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Columns and rows of points on an ellipse; `turns` are angles of its parameter, clockwise from its right end."""
    lean = np.deg2rad(degrees)
    across, down = axes[0] * np.cos(turns), axes[1] * np.sin(turns)
    return (
        middle[0] + across * np.cos(lean) - down * np.sin(lean),
        middle[1] + across * np.sin(lean) + down * np.cos(lean),
    )


def _square(mask: _Mask, contour: npt.NDArray[np.int32], colour: str) -> Impression | None:
    (x, y), (width, height), degrees = cv2.minAreaRect(contour)
    if min(width, height) < 0.02 * max(mask.shape):
        return None
    degrees = (degrees + 45) % 90 - 45 if abs(width - height) < 0.1 * max(width, height) else degrees
    if degrees > 45:
        width, height, degrees = height, width, degrees - 90
    corners = cv2.boxPoints(((x, y), (width, height), degrees))
    share = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        inner = np.linspace(start, end, 60)[4:-4]
        toward = (np.array([x, y]) - inner) / np.linalg.norm(np.array([x, y]) - inner, axis=1, keepdims=True)
        hit = np.zeros(len(inner), bool)
        for inward in range(-1, 6):
            points = np.round(inner + toward * inward).astype(int)
            columns = np.clip(points[:, 0], 0, mask.shape[1] - 1)
            rows = np.clip(points[:, 1], 0, mask.shape[0] - 1)
            hit |= mask[rows, columns] > 0
        share.append(hit.mean())
    if min(share) < 0.4 or np.mean(share) < _SQUARE_SHARE or max(width, height) > 5 * min(width, height):
        return None
    return Impression("square", colour, _box(contour), (x, y), (width / 2, height / 2), degrees)


def _box(contour: npt.NDArray[np.int32]) -> Box:
    x, y, width, height = cv2.boundingRect(contour)
    return union([(x, y, x + width, y + height)])


def _grown(one: Impression, scale: float) -> Impression:
    """From the small page to the page."""
    x0, y0, x1, y1 = (round(edge / scale) for edge in one.box)
    return Impression(
        one.kind,
        one.colour,
        (x0, y0, x1, y1),
        (one.middle[0] / scale, one.middle[1] / scale),
        (one.axes[0] / scale, one.axes[1] / scale),
        one.degrees,
    )
