"""How much print a reader left unread: only then does looking over the page again find anything."""

from collections.abc import Sequence

import cv2
import numpy as np

from fraudpipe.records.reading import Pixels, TextLine

_PROBE_SIDE = 900
_INK = 45
_LEAST, _MOST = 0.5, 1.8
_RULE = 12


def unread_share(page: Pixels, lines: Sequence[TextLine]) -> float:
    """The number of blobs as high as print that lie outside all lines, against those inside them.

    Args:
        page: The upright page without stamps.
        lines: What was read.
    """
    if not lines:
        return 1.0
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _PROBE_SIDE / max(grey.shape))
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(grey, 31)
    ink = np.where(paper.astype(np.int16) - grey > _INK, 255, 0).astype(np.uint8)
    for shape in ((_RULE * 3, 1), (1, _RULE * 3)):
        ink[cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) > 0] = 0
    _, _, stats, middles = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((2, 5), np.uint8))
    )
    high = float(np.median([(line.box[3] - line.box[1]) * scale for line in lines])) * 0.7
    tall, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    print_like = (tall >= _LEAST * high) & (tall <= _MOST * high) & (wide >= _LEAST * high)
    covered = np.zeros(grey.shape, bool)
    for line in lines:
        x0, y0, x1, y1 = (int(edge * scale) for edge in line.box)
        covered[max(0, y0 - 2) : y1 + 3, max(0, x0 - 3) : x1 + 4] = True
    columns, rows = middles[1:, 0].astype(int), middles[1:, 1].astype(int)
    weights = wide[print_like].astype(float)
    known = covered[rows[print_like], columns[print_like]]
    return float(weights[~known].sum() / max(1.0, weights.sum()))
