import dataclasses
import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageOps
from simulation.pages.fixtures import order, values_of

from fraudpipe.adapters import page_files
from fraudpipe.adapters.page_files import encode, order_of, page_bytes, render_orders
from fraudpipe.errors import DependencyError
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import draw_shot
from fraudpipe.simulation.pages.render import PageImage, PagePicture
from fraudpipe.simulation.truth import Paper


def _picture(count=1, **changes):
    upright = np.full((60, 40, 3), 255, np.uint8)
    upright[:10, :10] = 0
    shot = dataclasses.replace(draw_shot(Dice(stream(1, "shot"))), messenger="", camera=0, **changes)
    return PagePicture((PageImage(upright),) * count, shot)


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
    assert b"/MediaBox [ 0 0 14.4 21.6 ]" in content


def test_several_pages_are_pages_of_one_pdf():
    content = encode(_picture(count=3, file_format="pdf", exif_orientation=1))
    assert len(pypdfium2.PdfDocument(content)) == 3


def _papers():
    honest = order("diagnosis_certificate")
    altered = Paper(
        "diagnosis_certificate", "5:1", 0, dict(honest.values), house="H4", document_id="D1"
    )  # fmt: skip
    altered.alter("diagnosis", "慢性胃炎", edit="splice")
    plain = Paper("identity_card", "5:2", 1, values_of("identity_card"), house="H4")
    twin = Paper("identity_card", "5:2", 1, values_of("identity_card"), house="H4")
    return [altered, plain, twin]


def _orders():
    return [order_of(paper) for paper in _papers()]


def test_papers_become_files_with_boxes_masks_and_what_was_tampered_with():
    made = render_orders(_orders(), seed=3, processes=1)
    assert list(made) == ["5:1", "5:2"]
    altered, plain = made["5:1"], made["5:2"]
    assert set(altered.boxes[0]) == set(values_of("diagnosis_certificate"))
    ((spot),) = altered.tampered
    assert (spot["field"], spot["kind"], spot["page"]) == ("diagnosis", "splice", 1)
    with Image.open(io.BytesIO(altered.masks[0])) as mask:
        cut = np.asarray(mask.convert("L"))
    x0, y0, x1, y1 = spot["box"]
    assert cut[y0:y1, x0:x1].any()
    assert plain.masks == (None,)
    assert plain.tampered == ()


def test_the_files_do_not_depend_on_the_number_of_processes():
    orders = _orders()
    assert render_orders(orders, seed=3, processes=1) == render_orders(orders, seed=3, processes=2)


def test_a_second_paper_in_the_picture_is_in_the_one_file_with_boxes_of_its_own():
    first = Paper("identity_card", "5:3", 1, values_of("identity_card"))
    first.beside = Paper("bank_card", "5:4", 1, values_of("bank_card"))
    made = render_orders([order_of(first)], seed=3, processes=1)
    (one,) = made.values()
    assert list(made) == ["5:3"]
    assert set(one.boxes[0]) == set(first.values)
    assert set(one.beside_boxes[0]) == set(first.beside.values)
    assert one.boxes[0]["patient_name"] != one.beside_boxes[0]["patient_name"]
    assert [len(quad) for quad in one.outlines[0]] == [4, 4]


def test_altered_and_honest_files_are_written_alike():
    honest, altered = order("diagnosis_certificate"), _papers()[0]
    altered.token = honest.token
    first, second = (
        page_bytes(page_files.render_page(one, 3, page_files.Faces(page_files.installed_fonts())))
        for one in (honest, page_files.order_of(altered))
    )
    assert first.faults == second.faults
    assert first.extension == second.extension
    with Image.open(io.BytesIO(first.content)) as one, Image.open(io.BytesIO(second.content)) as other:
        assert one.quantization == other.quantization
        assert dict(one.getexif()) == dict(other.getexif())
        assert one.size == other.size


def test_without_fonts_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(page_files, "_FONTS", {"sans": "nowhere/font.ttc#2"})
    with pytest.raises(DependencyError, match="apt-get install fonts-noto-cjk"):
        page_files.installed_fonts()
