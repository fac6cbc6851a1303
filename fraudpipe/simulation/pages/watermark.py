"""Watermarks: pale words across the sheet, as a field of gains at a quarter of its size."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from fraudpipe.simulation.pages.faces import Faces

_QUARTER = 4
_DEPTH = 0.13


def watermark(text: str, size: tuple[int, int], faces: Faces) -> npt.NDArray[np.float32]:
    """Gains, 1 where nothing is printed; `size` is width and height of the sheet."""
    width, height = size[0] // _QUARTER, size[1] // _QUARTER
    font = faces.at("kai", 34, text)
    strip = Image.new("L", (round(font.getlength(text)) + 20, 50))
    ImageDraw.Draw(strip).text((10, 4), text, font=font, fill=255)
    turned = strip.rotate(32, resample=Image.Resampling.BILINEAR, expand=True)
    field = Image.new("L", (width, height))
    for row in range(3):
        x = (width - turned.width) // 2 + (row - 1) * 60
        field.paste(turned, (x, height * (2 * row + 1) // 6 - turned.height // 2), turned)
    return np.asarray(1.0 - np.asarray(field, dtype=np.float32) / 255.0 * _DEPTH, dtype=np.float32)
