"""Takes stamps and shading off a page before it is read."""

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.records.reading import Box, Pixels

_RED_MARGIN = 28
_STAMP_SHARE = 0.0015
_PAPER_RED = 150
_BROWN_RED = 140
_STRONG_MARGIN = 50
_NEAR, _NEAR_SHARE = 31, 0.08
_GRID = 12
_FORM_SHARE = 0.25


def has_stamp(page: Pixels) -> bool:
    """Whether red ink lies on the page the way stamps do: enough of it, in few places.

    On a form whose labels are printed in red it lies everywhere, and must stay. Brown print is no stamp: it is dark in
    red light.
    """
    small = np.ascontiguousarray(page[::3, ::3])
    red = _is_red(small)
    red &= ~_grown(red & (small[..., 0] <= _BROWN_RED))
    if red.mean() <= _STAMP_SHARE:
        return False
    places = cv2.resize(red.astype(np.float32), (_GRID, _GRID), interpolation=cv2.INTER_AREA)
    return bool((places > _STAMP_SHARE).mean() < _FORM_SHARE)


def without_stamps(page: Pixels) -> Pixels:
    """The page with red ink faded to paper; black print below a stamp stays, because it is dark in red light too.

    Brown print beside the stamps stays as well, its pale edges included.
    """
    stamped = _is_red(page)
    red = page[..., 0]
    brown = stamped & (red <= _BROWN_RED)
    if brown.any():
        pale = page[..., 0].astype(np.int16) - np.maximum(page[..., 1], page[..., 2]) <= _STRONG_MARGIN
        ink = (stamped & (red > _PAPER_RED) & ~pale).astype(np.float32)
        beside = cv2.boxFilter(ink, -1, (_NEAR, _NEAR)) < _NEAR_SHARE
        stamped &= ~(beside & _grown(brown))
    faded = np.where(red > _PAPER_RED, 255, red).astype(np.uint8)
    cleaned = page.copy()
    cleaned[stamped] = faded[stamped][:, None]
    return cleaned


def without_shading(page: Pixels) -> Pixels:
    """A grey page (three equal channels) divided by its own paper, so that shadows of a photograph go."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    scale = 8
    small = cv2.resize(
        grey, (max(1, grey.shape[1] // scale), max(1, grey.shape[0] // scale)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    return np.repeat(np.asarray(level, np.uint8)[..., None], 3, axis=2)


def red_share(page: Pixels, box: Box) -> float:
    """The share of a box that red ink covers, 0-1."""
    x0, y0, x1, y1 = box
    cut = page[max(0, y0) : y1, max(0, x0) : x1]
    return float(_is_red(np.ascontiguousarray(cut)).mean()) if cut.size else 0.0


def _grown(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The mask and its neighbours."""
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_))


def _is_red(page: Pixels) -> npt.NDArray[np.bool_]:
    red, green, blue = cv2.split(page)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)) > _RED_MARGIN)
