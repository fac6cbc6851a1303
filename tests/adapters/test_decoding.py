import io
import os
import signal
import time
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from fraudpipe.adapters import decoding
from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.images import DecodeLimits, check_header
from fraudpipe.errors import InputError

LIMITS = DecodeLimits()


def _photo(width: int = 120, height: int = 80) -> Image.Image:
    rng = np.random.default_rng(1)
    return Image.fromarray(rng.integers(0, 255, (height, width, 3), np.uint8))


def _file(form: str, image: Image.Image | None = None, **options: object) -> bytes:
    buffer = io.BytesIO()
    (image or _photo()).save(buffer, form, **options)
    return buffer.getvalue()


def _heif() -> bytes:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(_photo()).save(buffer)
    return buffer.getvalue()


def _reason(content: bytes, limits: DecodeLimits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        decode(content, limits)
    return caught.value.reason_code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_images_are_decoded_to_rgb(form: str) -> None:
    (page,) = decode(_file(form), LIMITS)
    assert page.shape == (80, 120, 3)
    assert page.dtype == np.uint8


def test_heic_and_pdf_are_decoded() -> None:
    assert decode(_heif(), LIMITS)[0].shape == (80, 120, 3)
    pages = decode(_file("PDF", _photo(144, 72), resolution=72, save_all=True, append_images=[_photo()]), LIMITS)
    assert [page.shape for page in pages] == [(200, 400, 3), (223, 334, 3)]


def test_every_frame_of_a_tiff_is_a_page() -> None:
    assert len(decode(_file("TIFF", save_all=True, append_images=[_photo(), _photo()]), LIMITS)) == 3


def test_exif_orientation_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(_file("JPEG", exif=exif), LIMITS)[0].shape == (120, 80, 3)


def test_transparency_lies_on_white() -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert decode(_file("PNG", clear), LIMITS)[0].min() == 255


def test_each_bad_file_has_its_own_reason() -> None:
    assert _reason(b"") == "empty_file"
    assert _reason(b"a letter, named photo.jpg") == "unknown_format"
    assert _reason(b"GIF89a%PDF-1.7 %%EOF") == "unknown_format"
    assert _reason(_file("PNG"), DecodeLimits(file_bytes=100)) == "file_too_large"
    assert _reason(_file("PNG", Image.new("RGB", (8, 400)))) == "too_few_pixels"
    assert _reason(_file("PNG", Image.new("RGB", (64, 64 * 41)))) == "too_few_pixels"
    assert _reason(_file("PDF", Image.new("RGB", (40, 40 * 50)))) == "too_few_pixels"
    assert _reason(_file("PDF", save_all=True, append_images=[_photo()]), DecodeLimits(pages=1)) == "too_many_pages"
    assert _reason(_file("TIFF", save_all=True, append_images=[_photo()]), DecodeLimits(pages=1)) == "too_many_pages"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "PDF", "HEIF"])
def test_a_file_that_breaks_off_is_never_padded(form: str) -> None:
    content = _heif() if form == "HEIF" else _file(form)
    assert _reason(content[: len(content) // 2]) == "truncated_file"


def test_a_huge_image_is_refused_by_its_header_at_once() -> None:
    bomb = _file("PNG", Image.new("1", (20_000, 15_000)))
    started = time.perf_counter()
    with pytest.raises(InputError) as caught:
        check_header(bomb, LIMITS)
    assert caught.value.reason_code == "too_many_pixels"
    assert time.perf_counter() - started < 0.5
    assert _reason(bomb) == "too_many_pixels"


def test_a_pdf_page_is_rendered_no_larger_than_the_cap() -> None:
    huge = _file("PDF", _photo(400, 300), resolution=2)
    (page,) = decode(huge, DecodeLimits(pixels=1_000_000))
    assert page.shape[0] * page.shape[1] <= 1_000_000


def test_a_pdf_with_a_password_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # A PDF whose encryption dictionary pdfium cannot open without a password (standard handler, empty keys).
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")>>endobj\n"
    )
    content = b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(x)(x)]/Size 4>>\n%%EOF"
    assert _reason(content) == "encrypted_pdf"


def test_a_decoder_without_memory_takes_nothing_with_it() -> None:
    assert _reason(_file("PNG", _photo(4000, 3000)), DecodeLimits(memory_bytes=50_000_000)) == "decoding_failed"


def test_a_decoder_that_hangs_is_killed_and_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_PATIENCE", 0)
    assert _reason(_file("PNG")) == "reader_crashed"


@pytest.mark.parametrize(
    ("number", "reason"),
    [(signal.SIGKILL, "reader_crashed"), (signal.SIGXCPU, "decoding_failed"), (signal.SIGSEGV, "decoding_failed")],
)
def test_only_what_a_file_does_to_its_decoder_is_held_against_it(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals, reason: str
) -> None:
    start = decoding.start_child

    def ended(*arguments: Any, **options: Any) -> Any:
        child = start(*arguments, **options)
        os.kill(child.pid, number)
        return child

    monkeypatch.setattr(decoding, "start_child", ended)
    assert _reason(_file("PNG", _photo(1000, 800))) == reason
