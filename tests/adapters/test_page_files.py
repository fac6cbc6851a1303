import dataclasses
import io

import numpy as np
import pytest
from PIL import Image, ImageOps

from fraudpipe.adapters import page_files
from fraudpipe.adapters.page_files import encode
from fraudpipe.errors import DependencyError
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot, stored
from fraudpipe.simulation.pages.render import PagePicture


def _picture(**changes):
    upright = np.full((60, 40, 3), 255, np.uint8)
    upright[:10, :10] = 0
    shot = dataclasses.replace(draw_shot(Dice(stream(1, "shot"))), **changes)
    return PagePicture(stored(upright, shot.exif_orientation), shot)


@pytest.mark.parametrize(("file_format", "magic"), [("jpeg", b"\xff\xd8"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_picture_is_encoded_in_its_format_and_always_the_same(file_format, magic):
    picture = _picture(file_format=file_format, exif_orientation=1)
    assert encode(picture).startswith(magic)
    assert encode(picture) == encode(picture)


@pytest.mark.parametrize("tag", [1, 3, 6, 8])
def test_the_exif_tag_is_written_so_that_viewers_turn_the_page_back(tag):
    content = encode(_picture(file_format="jpeg", exif_orientation=tag, quality=92))
    with Image.open(io.BytesIO(content)) as image:
        shown = np.asarray(ImageOps.exif_transpose(image))
    assert shown.shape == (60, 40, 3)
    assert shown[:8, :8].mean() < 60 < 200 < shown[20:, 20:].mean()


def test_a_pdf_page_has_the_size_of_the_paper():
    content = encode(_picture(file_format="pdf", exif_orientation=1, scale=1.0))
    assert b"/MediaBox [ 0 0 19.2 28.8 ]" in content


def test_without_fonts_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(page_files, "_FONTS", {"sans": "/nowhere/font.ttc"})
    with pytest.raises(DependencyError, match="apt-get install fonts-noto-cjk"):
        page_files.installed_fonts()
