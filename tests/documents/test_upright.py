import numpy as np
import pytest
from drawn_page import INVOICE, drawn

from fraudpipe.documents.upright import tilt, upright


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_on_the_upright_page_is_found_again_on_the_page_as_it_came(rotation: int) -> None:
    page = np.full((300, 500, 3), 255, np.uint8)
    page[40:60, 100:180] = 0
    straight = upright(page, rotation)
    dark = np.argwhere(straight.pixels[..., 0] < 128)
    (y0, x0), (y1, x1) = dark.min(axis=0), dark.max(axis=0) + 1
    assert straight.original((int(x0), int(y0), int(x1), int(y1))) == (100, 40, 180, 60)


@pytest.mark.parametrize("degrees", [-3.0, 1.5])
def test_a_slight_tilt_is_measured_and_taken_out(degrees: float) -> None:
    from PIL import Image

    page = Image.fromarray(drawn(INVOICE)).rotate(degrees, fillcolor="white")
    pixels = np.asarray(page, np.uint8)
    assert tilt(pixels) == pytest.approx(-degrees, abs=0.3)
    assert abs(tilt(upright(pixels, 0).pixels)) < 0.3


def test_an_empty_page_has_no_tilt() -> None:
    assert tilt(np.full((200, 200, 3), 255, np.uint8)) == 0.0
