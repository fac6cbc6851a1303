"""The pages of a file as small pictures, to look at beside what was read from them."""

import cv2
import numpy as np

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.records.reading import Pixels
from fraudpipe.reporting.reading_marks import PagePicture

_LONG_SIDE = 2000
_QUALITY = 80


def page_pictures(content: bytes, limits: DecodeLimits) -> tuple[PagePicture, ...]:
    """Every page as it came, at most 2000 pixels long.

    Raises:
        InputError: The file cannot be decoded; see `fraudpipe.adapters.decoding.decode`.
    """
    return tuple(_picture(page) for page in decode(content, limits))


def _picture(page: Pixels) -> PagePicture:
    height, width = page.shape[:2]
    scale = min(1.0, _LONG_SIDE / max(height, width))
    shown = np.ascontiguousarray(page[..., ::-1])
    if scale < 1.0:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        shown = np.asarray(cv2.resize(shown, size, interpolation=cv2.INTER_AREA), np.uint8)
    encoded: bytes = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()
    return PagePicture(encoded, width, height)
