"""PDF files, rendered by pdfium."""

import math
from collections.abc import Iterator

import numpy as np
import pypdfium2

from fraudpipe.adapters.images import DecodeLimits, check_size, too_many_pages
from fraudpipe.errors import InputError
from fraudpipe.records.reading import Pixels

DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


def pdf_pages(content: bytes, limits: DecodeLimits) -> Iterator[Pixels]:
    """The pages at 200 dpi, or at as many as the pixel cap allows.

    Raises:
        InputError: encrypted_pdf, too_many_pages or truncated_file.
    """
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise InputError("encrypted_pdf", "the PDF asks for a password; send it without one") from None
        raise InputError("truncated_file", "the PDF is damaged; send it again") from None
    if count == 0:
        raise InputError("truncated_file", "the PDF has no pages; send it again")
    if count > limits.pages:
        raise too_many_pages(limits)
    allowed = min(limits.pixels, limits.all_pixels // count)
    for at in range(count):
        try:
            page = document[at]
            width, height = page.get_size()
            scale = DOTS_PER_INCH / _POINTS_PER_INCH
            if width * height * scale * scale > allowed:
                scale = math.sqrt(allowed / (width * height)) * 0.999
            # A page that is far longer than wide has to keep at least a pixel of each side.
            image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        except pypdfium2.PdfiumError:
            raise InputError("truncated_file", f"page {at + 1} of the PDF is damaged; send it again") from None
        check_size(image.size, limits)
        yield np.asarray(image, np.uint8)
