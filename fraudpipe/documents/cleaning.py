"""Takes stamps and shading off a page before it is read."""

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.records.reading import Box, Pixels

Grey = npt.NDArray[np.uint8]
_Places = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]
"""Rows and columns of pixels."""

_RED_MARGIN = 28
_LEAST_SHARE, _STAMP_SHARE = 0.0003, 0.0015
_BROWN_RED = 140
_GRID = 12
_FORM_SHARE = 0.25
_SCALE = 8
"""Paper is looked at small: letters and stamps are thinner than what is left."""
_TINTED, _FAINTEST = 18, 4
_DARK = 0.55
"""Share of the paper's red light: what ink of a stamp lets through is more, brown print and black lets through less."""
_RED, _BLUE = 0, 2
_LIFTED, _MOST_TAKEN = 65, {_RED: 0.9, _BLUE: 2.0}
"""Ink of pens is darker than that of stamps."""
_LEAST_INK = 0.004
_UNEVEN, _GRAIN = 0.08, 12.0
_LEAST_SIDE = 0.06
"""Of the page's longer side. Red print is a line: a number, a title; a stamp is as high as several."""


def has_stamp(page: Pixels) -> bool:
    """Whether red ink lies on the page the way stamps do: enough of it, in few places.

    On a form whose labels are printed in red it lies everywhere, and must stay. Brown print is no stamp: it is dark in
    red light.
    """
    small = np.ascontiguousarray(page[::3, ::3])
    red = _is_red(small)
    red &= ~_grown(red & (small[..., 0] <= _BROWN_RED))
    if red.mean() <= _LEAST_SHARE:
        return False
    places = cv2.resize(red.astype(np.float32), (_GRID, _GRID), interpolation=cv2.INTER_AREA)
    return bool((places > _STAMP_SHARE).mean() < _FORM_SHARE)


def without_stamps(page: Pixels) -> Pixels:
    """The page with red ink lifted off the paper, while print below a stamp stays.

    Brown print stays as it is, and so do lines of red print; where there is no stamp, the page itself comes back.
    """
    paper, tint = _paper(page), _tint(page, _RED)
    near = _near_stamps(tint, _channel(page, _RED), _channel(paper, _RED))
    left, top, width, height = cv2.boundingRect(near)  # stamps take a small part of a page
    part = (slice(top, top + height), slice(left, left + width))
    ys, xs = _places((near[part] > 0) & (tint[part] > _FAINTEST))
    return _lifted(page, paper, _RED, tint, (ys + np.int32(top), xs + np.int32(left)))


def without_inks(strip: Pixels) -> Pixels:
    """A piece of a page with red and blue ink lifted off it, stamps' and pens', so that black print is left alone."""
    for own in (_RED, _BLUE):
        tint = _tint(strip, own)
        if (tint > _TINTED).mean() > _LEAST_INK:
            strip = _lifted(strip, _paper(strip), own, tint, _places(tint > _FAINTEST))
    return strip


def _tint(page: Pixels, own: int) -> Grey:
    """How much more of its own light than of any other each pixel has, beyond what the paper has."""
    first, second = (_channel(page, at) for at in range(3) if at != own)
    tint = cv2.subtract(_channel(page, own), cv2.max(first, second))
    cast = np.uint8(np.median(np.asarray(tint)[::_SCALE, ::_SCALE]))
    return np.asarray(cv2.subtract(tint, np.full_like(tint, cast)), np.uint8)


def _channel(page: Pixels, at: int) -> Grey:
    return np.asarray(cv2.extractChannel(page, at), np.uint8)


def _places(where: npt.NDArray[np.bool_]) -> _Places:
    rows, columns = np.divmod(np.flatnonzero(where).astype(np.int32), np.int32(max(1, where.shape[1])))
    return rows, columns


def _lifted(page: Pixels, paper: Pixels, own: int, tint: Grey, places: _Places) -> Pixels:
    """The page without ink that shows in its own light.

    Ink takes little of its own light for all that it takes of the others; how little is measured. What is missing
    beyond that was taken by print. JPEG smears colour more than brightness, so pale edges are treated like the ink.

    Args:
        page: What is cleaned.
        paper: As `_paper` finds it.
        own: Which of the three channels is the ink's own.
        tint: How much of it each pixel has.
        places: Where ink may lie.
    """
    ys, xs = places
    if not len(ys):
        return page
    below = paper[np.minimum(ys // _SCALE, len(paper) - 1), np.minimum(xs // _SCALE, paper.shape[1] - 1)]
    bare, ink, seen = (one.astype(np.float32) for one in (below[:, own], tint[ys, xs], page[ys, xs, own]))
    pure = (ink > _RED_MARGIN) & (seen > _DARK * bare)
    taken = float(np.percentile((bare - seen)[pure] / ink[pure], _LIFTED)) if pure.any() else 0.0
    # Ink is pressed unevenly: a little more than the measured share is no print either.
    inked = bare - min(max(taken, 0.0), _MOST_TAKEN[own]) * ink - _UNEVEN * bare * np.minimum(1.0, ink / _GRAIN)
    cleaned = page.copy()
    cleaned[ys, xs] = (below * np.minimum(1.0, seen / np.maximum(inked, 1.0))[:, None]).astype(np.uint8)
    return cleaned


def without_shading(page: Pixels) -> Pixels:
    """A grey page (three equal channels) divided by its own paper, so that shadows of a photograph go."""
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
    paper = cv2.resize(_paper(grey), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    return np.repeat(np.asarray(level, np.uint8)[..., None], 3, axis=2)


def red_share(page: Pixels, box: Box) -> float:
    """The share of a box that red ink covers, 0-1."""
    x0, y0, x1, y1 = box
    cut = page[max(0, y0) : y1, max(0, x0) : x1]
    return float(_is_red(np.ascontiguousarray(cut)).mean()) if cut.size else 0.0


def blue_pen_share(page: Pixels, box: Box) -> float:
    """The share of a box that the strokes of a blue pen cover, 0-1; 0 where what is printed there is as blue."""
    x0, y0, x1, y1 = box
    cut = np.ascontiguousarray(page[max(0, y0) : y1, max(0, x0) : x1])
    if not cut.size:
        return 0.0
    red = _channel(cut, _RED)
    dark = red < _DARK * np.median(red)
    tint = _tint(cut, _BLUE)
    if not dark.any() or np.median(tint[dark]) > _TINTED / 2:
        return 0.0
    return float((dark & (tint > _TINTED)).mean())


def _near_stamps(tint: Grey, red: Grey, paper: Grey) -> Grey:
    """255 where red ink lies, and a little around it; not where most of what is tinted is dark, as brown print is.

    Args:
        tint: How much redder than the paper.
        red: The page in red light.
        paper: The bare paper in red light, small.
    """
    full = (red.shape[1], red.shape[0])
    _, tinted = cv2.threshold(tint, _TINTED, 255, cv2.THRESH_BINARY)
    darkest = np.asarray(cv2.resize(cv2.convertScaleAbs(paper, alpha=_DARK), full, interpolation=cv2.INTER_NEAREST))
    dark = cv2.bitwise_and(tinted, cv2.compare(red, darkest, cv2.CMP_LT))
    inked, brown = (cv2.blur(_shrunk(np.asarray(one, np.uint8)), (5, 5)) for one in (tinted, dark))
    near = _in_large_places(_mask(inked > cv2.add(brown, brown)))
    return np.asarray(cv2.resize(near, full, interpolation=cv2.INTER_NEAREST), np.uint8)


def _in_large_places(near: Grey) -> Grey:
    """The part of a mask that lies in places as high and as wide as stamps are."""
    _, _, places, _ = cv2.connectedComponentsWithStats(near)
    large = np.zeros_like(near)
    for x, y, width, height, _ in places[1:]:
        if min(width, height) >= _LEAST_SIDE * max(near.shape):
            large[y : y + height, x : x + width] = 255
    return np.asarray(cv2.bitwise_and(near, large), np.uint8)


def _paper(page: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The bare paper, without shadows' edges and letters: one pixel for eight by eight."""
    small = _shrunk(page)
    return np.asarray(cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21), np.uint8)


def _shrunk(page: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Each pixel the mean of eight by eight; what is left over at the right and below counts nowhere."""
    high, wide = (max(1, side // _SCALE) for side in page.shape[:2])
    return np.asarray(
        cv2.resize(page[: high * _SCALE, : wide * _SCALE], (wide, high), interpolation=cv2.INTER_AREA), np.uint8
    )


def _mask(chosen: npt.NDArray[np.bool_]) -> Grey:
    return chosen.view(np.uint8) * np.uint8(255)


def _grown(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The mask and its neighbours."""
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_))


def _is_red(page: Pixels) -> npt.NDArray[np.bool_]:
    red, green, blue = cv2.split(page)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)) > _RED_MARGIN)
