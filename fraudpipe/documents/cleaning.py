"""Takes stamps and shading off a page before it is read."""

import cv2
import numpy as np

from fraudpipe.records.reading import Pixels

_RED_MARGIN = 28
_STAMP_SHARE = 0.0015
_PAPER_RED = 150


def has_stamp(page: Pixels) -> bool:
    """Whether enough red ink lies on the page to be a stamp."""
    small = page[::3, ::3].astype(np.int16)
    red = small[..., 0] - np.maximum(small[..., 1], small[..., 2]) > _RED_MARGIN
    return bool(red.mean() > _STAMP_SHARE)


def without_stamps(page: Pixels) -> Pixels:
    """The page with red ink faded to paper; black print below a stamp stays, because it is dark in red light too."""
    red = page[..., 0].astype(np.int16)
    stamped = red - np.maximum(page[..., 1], page[..., 2]).astype(np.int16) > _RED_MARGIN
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
