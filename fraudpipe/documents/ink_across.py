"""Whether ink that is no print lies on a value: a stamp, a signature, a pen's stroke.

A stroke makes one digit of another, and readers agree on what they see: two looks at the same crossed pixels are one.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.documents.cleaning import blue_pen_share, red_share, without_inks
from fraudpipe.documents.trust.field_kinds import field_kind
from fraudpipe.records.reading import Box, Pixels, TextLine

_STAMPED, _SIGNED = 0.04, 1.6
_PENNED = 0.004
_STAMP_TRUST, PEN_TRUST = 0.8, 0.6
_BEYOND, _INNER = 0.6, 0.2
_TALLER, _SLANT, _DARK = 1.5, 0.2, 0.6


def ink_trust(pixels: Pixels, lines: Sequence[TextLine], name: str, box: Box) -> float:
    """How far a value may be trusted for the ink that lies across it, 0-1.

    Args:
        pixels: Of the upright page, with its stamps.
        lines: What was read on it.
        name: The field; only days and people are signed across.
        box: Of the value.
    """
    signed = field_kind(name) in ("date", "person")
    if signed and penned(pixels, box):
        return PEN_TRUST
    height = float(np.median([line.box[3] - line.box[1] for line in lines])) if lines else 0.0
    tall = signed and box[3] - box[1] > _SIGNED * height
    return _STAMP_TRUST if tall or red_share(pixels, box) > _STAMPED else 1.0


def penned(pixels: Pixels, box: Box) -> bool:
    """Whether the stroke of a pen crosses a line of print."""
    return blue_pen_share(pixels, box) > _PENNED or _struck(pixels, box)


def _struck(pixels: Pixels, box: Box) -> bool:
    """Whether a dark stroke runs through a line and out of it, above or below, once coloured ink is lifted.

    Upright rules of tables do, too, but they do not slant.
    """
    x0, y0, x1, y1 = box
    height = y1 - y0
    top = max(0, y0 - round(_BEYOND * height))
    crop = pixels[top : y1 + round(_BEYOND * height), max(0, x0) : x1]
    if not crop.size:
        return False
    dark = _dark(without_inks(np.ascontiguousarray(crop)))
    _, patches, boxes, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8))
    inner = patches[y0 - top + round(_INNER * height) : y1 - top - round(_INNER * height)]
    return any(
        boxes[at, cv2.CC_STAT_HEIGHT] > _TALLER * height
        and boxes[at, cv2.CC_STAT_WIDTH] > _SLANT * boxes[at, cv2.CC_STAT_HEIGHT]
        for at in np.unique(inner[inner > 0])
    )


def _dark(crop: Pixels) -> npt.NDArray[np.bool_]:
    grey = crop.min(axis=2)
    return np.asarray(grey < _DARK * np.median(grey))
