"""One sheet of crops a page for the second reader: eight single calls cost four times as much."""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from fraudpipe.documents.cleaning import without_shading
from fraudpipe.records.reading import Box, Pixels, TextLine

_ROW_HEIGHT = 46
_MARGIN = 26
_WIDEST = 2400


def contact_sheet(page: Pixels, boxes: Mapping[str, Box]) -> tuple[Pixels, dict[str, tuple[int, int]]]:
    """The crops below one another on white, and the rows of pixels that each of them takes.

    Args:
        page: The upright page without stamps: on a crop a line high a stamp cannot be told from red print.
        boxes: Field name to its box there.
    """
    crops = {name: _crop(page, box) for name, box in boxes.items()}
    width = max(crop.shape[1] for crop in crops.values()) + 2 * _MARGIN
    height = sum(crop.shape[0] + _MARGIN for crop in crops.values()) + _MARGIN
    sheet = np.full((height, width, 3), 255, np.uint8)
    bands, top = {}, _MARGIN
    for name, crop in crops.items():
        sheet[top : top + crop.shape[0], _MARGIN : _MARGIN + crop.shape[1]] = crop
        bands[name] = (top - _MARGIN // 2, top + crop.shape[0] + _MARGIN // 2)
        top += crop.shape[0] + _MARGIN
    return sheet, bands


def texts_by_field(lines: Sequence[TextLine], bands: Mapping[str, tuple[int, int]]) -> dict[str, tuple[str, float]]:
    """What was read of each crop, and the lowest score of its lines."""
    texts: dict[str, tuple[str, float]] = {}
    for line in sorted(lines, key=lambda one: (one.box[1], one.box[0])):
        middle = (line.box[1] + line.box[3]) // 2
        for name, (top, bottom) in bands.items():
            if top <= middle < bottom:
                before, score = texts.get(name, ("", 1.0))
                texts[name] = (before + line.text, min(score, line.score))
    return texts


def _crop(page: Pixels, box: Box) -> Pixels:
    x0, y0, x1, y1 = box
    pad = max(3, (y1 - y0) // 8)
    cut = page[max(0, y0 - pad) : y1 + pad, max(0, x0 - 2 * pad) : x1 + 2 * pad]
    cut = without_shading(np.ascontiguousarray(cut))
    line_height = min(y1 - y0, max(20, page.shape[0] // 40))
    scale = min(max(_ROW_HEIGHT / line_height, 0.5), 3.0, _WIDEST / cut.shape[1])
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=method), np.uint8)
