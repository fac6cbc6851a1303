import io

import numpy as np
import pytest
from PIL import Image

from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.adapters.page_pictures import page_pictures
from fraudpipe.errors import InputError


def test_a_page_is_shown_smaller_and_keeps_the_size_that_boxes_are_counted_on() -> None:
    buffer = io.BytesIO()
    pixels = np.full((3000, 1500, 3), 255, np.uint8)
    pixels[:1500, :750] = (200, 0, 0)
    Image.fromarray(pixels).save(buffer, "PNG")

    (picture,) = page_pictures(buffer.getvalue(), DecodeLimits())

    assert (picture.width, picture.height) == (1500, 3000)
    with Image.open(io.BytesIO(picture.jpeg)) as shown:
        assert shown.size == (1000, 2000)
        red, green, blue = shown.getpixel((100, 100))
    assert red > 150
    assert max(green, blue) < 60


def test_a_file_that_is_no_picture_is_refused() -> None:
    with pytest.raises(InputError):
        page_pictures(b"no picture", DecodeLimits())
