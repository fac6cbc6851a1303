"""A fingerprint of a page's picture, which another size or another JPEG of the same picture hardly changes.

The signs of the lowest frequencies of the page as a small grey picture (discrete cosine transform; Zauner, 2010,
Implementation and Benchmarking of Perceptual Image Hash Functions). The usual 64 bits tell photographs of different
things apart, not papers of one form: of simulated papers of one house and layout, two patients' agree in all 64. With
1,023 signs those differ in 97 at least, and one picture in 28 at most after JPEG of quality 40, half the size, or a
messenger's; see docs/links.md.
"""

import cv2
import numpy as np

from fraudpipe.records.reading import Pixels

_SIDE, _FREQUENCIES = 128, 32
_LEAST_CONTRAST = 4.0
"""Standard deviation of the small picture below which noise alone would decide the signs: an empty sheet."""


def picture_print(page: Pixels) -> str | None:
    """256 hexadecimal letters, or None where the page shows next to nothing.

    >>> picture_print(np.full((90, 60, 3), 255, np.uint8)) is None
    True

    Args:
        page: Upright.
    """
    grey = cv2.resize(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    if float(grey.std()) < _LEAST_CONTRAST:
        return None
    signs = np.asarray(cv2.dct(grey.astype(np.float32)))[:_FREQUENCIES, :_FREQUENCIES] > 0
    signs[0, 0] = False  # the mean tells how bright it is
    return np.packbits(signs).tobytes().hex()
