"""Image files: what kind a file is, how large it says it is, and its pixels, by Pillow alone.

OpenCV decodes decompression bombs that Pillow refuses, so nothing else in fraudpipe opens an image file.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps
from pillow_heif import HeifImageFile

from fraudpipe.errors import InputError
from fraudpipe.records.reading import Pixels

_MAGIC = {
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "pdf": (b"%PDF-",),
}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_PILLOW_NAMES = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "tiff": ("TIFF",), "webp": ("WEBP",)}
_PDF_TAIL_BYTES = 2048
_LEAST_SIDE = 32
_LONGEST_RATIO = 40
"""A till receipt is some ten times as long as wide; what is far longer holds no print and takes memory to look at."""
_TOTAL_PAGES_WORTH = 4
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, TypeError, KeyError, IndexError, struct.error)
"""What Pillow and its plug-ins raise for a damaged file."""


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """What one file may cost.

    Attributes:
        file_bytes: Largest file.
        pages: Most pages.
        pixels: Largest page; all pages together may have four times as many.
        cpu_seconds: CPU time to decode it.
        memory_bytes: Address space to decode it in.
    """

    file_bytes: int = 50_000_000
    pages: int = 60
    pixels: int = 60_000_000
    cpu_seconds: int = 30
    memory_bytes: int = 3_221_225_472

    @property
    def all_pixels(self) -> int:
        """Most pixels of all pages together."""
        return _TOTAL_PAGES_WORTH * self.pixels


def kind_of(content: bytes, limits: DecodeLimits) -> str:
    """jpeg, png, tiff, webp, heif or pdf, by the first bytes; a file's name says nothing.

    Raises:
        InputError: empty_file, file_too_large, unknown_format, or truncated_file for a PDF without its end.
    """
    if not content:
        raise InputError("empty_file", "the file is empty; send it again")
    if len(content) > limits.file_bytes:
        msg = f"the file has {len(content)} bytes, more than {limits.file_bytes}; send it smaller or in parts"
        raise InputError("file_too_large", msg)
    kind = _magic_kind(content)
    if kind is None:
        raise InputError(
            "unknown_format", "the file is no JPEG, PNG, TIFF, WebP, HEIC or PDF; send the paper as one of these"
        )
    if kind == "pdf" and b"%%EOF" not in content[-_PDF_TAIL_BYTES:]:
        raise InputError("truncated_file", "the PDF breaks off before its end; send it again")
    return kind


def check_header(content: bytes, limits: DecodeLimits) -> str:
    """The kind of a file that may be decoded; only its header is read.

    Raises:
        InputError: As `kind_of`, or too_many_pixels, too_many_pages, truncated_file, decoding_failed.
    """
    kind = kind_of(content, limits)
    if kind != "pdf":
        with open_image(content, kind, limits) as image:
            check_size(image.size, limits)
            if kind == "tiff" and getattr(image, "n_frames", 1) > limits.pages:
                raise too_many_pages(limits)
    return kind


def open_image(content: bytes, kind: str, limits: DecodeLimits) -> Image.Image:
    """The image with its header read and no pixel decoded.

    Raises:
        InputError: too_many_pixels or truncated_file.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if kind == "heif":
                image: Image.Image = HeifImageFile(io.BytesIO(content))  # type: ignore[no-untyped-call]
            else:
                image = Image.open(io.BytesIO(content), formats=_PILLOW_NAMES[kind])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise too_many_pixels(limits) from None
    except _DAMAGED:
        raise InputError("truncated_file", f"the {kind} file is damaged or breaks off; send it again") from None
    return image


def image_pages(content: bytes, kind: str, limits: DecodeLimits) -> Iterator[Pixels]:
    """The pages of an image file, one for each TIFF frame, EXIF-oriented.

    Raises:
        InputError: too_many_pixels, too_many_pages, too_few_pixels or truncated_file.
    """
    with open_image(content, kind, limits) as image:
        frames = int(getattr(image, "n_frames", 1)) if kind == "tiff" else 1
        if frames > limits.pages:
            raise too_many_pages(limits)
        left = limits.all_pixels
        for frame in range(frames):
            try:
                image.seek(frame)
                check_size(image.size, limits)
                left -= image.size[0] * image.size[1]
                if left < 0:
                    raise too_many_pixels(limits)
                page = np.asarray(_flat(ImageOps.exif_transpose(image)), np.uint8)
            except _DAMAGED:
                raise InputError("truncated_file", f"the {kind} file is damaged or breaks off; send it again") from None
            yield page


def too_many_pixels(limits: DecodeLimits) -> InputError:
    """The refusal of a page, or of pages together, that are too large."""
    return InputError(
        "too_many_pixels",
        f"a page has more than {limits.pixels // 1_000_000} million pixels; send it at a lower resolution",
    )


def too_many_pages(limits: DecodeLimits) -> InputError:
    """The refusal of a file with too many pages."""
    return InputError("too_many_pages", f"the file has more than {limits.pages} pages; send it in parts")


def _magic_kind(content: bytes) -> str | None:
    for kind, starts in _MAGIC.items():
        if content.startswith(starts):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return "heif" if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS else None


def check_size(size: tuple[int, int], limits: DecodeLimits) -> None:
    """Refuses a page that is too large to open, or too small or narrow to hold print.

    Raises:
        InputError: too_many_pixels or too_few_pixels.
    """
    if size[0] * size[1] > limits.pixels:
        raise too_many_pixels(limits)
    if min(size) < _LEAST_SIDE or max(size) > _LONGEST_RATIO * min(size):
        raise InputError("too_few_pixels", f"a page is only {size[0]} x {size[1]} pixels; send the whole paper")


def _flat(image: Image.Image) -> Image.Image:
    """RGB, on white where the image is transparent."""
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float64)
        high = 65535.0 if values.max(initial=0) > 255 else 255.0
        return Image.fromarray(np.clip(values * (255 / high), 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image.convert("RGB")
