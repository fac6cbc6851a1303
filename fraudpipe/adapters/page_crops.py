"""Pieces of pages that findings point at, for a queue page that was asked to show them."""

from collections.abc import Sequence
from typing import Any

import cv2

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import InputError, NotFoundError
from fraudpipe.records.reading import Pixels
from fraudpipe.reporting.queue_page import Crop

_ABOVE, _BESIDE = 40, 160  # pixels: the label of a field stands beside it
_MOST = 6
_QUALITY = 80


class PageCropper:
    """Cuts the boxes of findings out of their pages.

    Args:
        vault: Holds the files.
        limits: What decoding one may cost.
    """

    def __init__(self, vault: Vault, limits: DecodeLimits) -> None:
        self._vault = vault
        self._limits = limits

    def __call__(self, findings: list[dict[str, Any]]) -> tuple[Crop, ...]:
        """One crop a finding with a box, the most severe first, at most six; a file that is gone gives none."""
        placed = [one for one in findings if one["box"] is not None and one["document_id"] is not None][:_MOST]
        crops = []
        for one in placed:
            pages = self._pages(one["document_id"])
            if 0 < one["page"] <= len(pages) and _overlap(pages[one["page"] - 1], one["box"]):
                caption = f"{one['document_id']} · p. {one['page']} · {one['code']}"
                crops.append(Crop(caption, _jpeg(pages[one["page"] - 1], one["box"])))
        return tuple(crops)

    def _pages(self, document_id: str) -> Sequence[Pixels]:
        try:
            return decode(self._vault.open_page(document_id), self._limits)
        except (InputError, NotFoundError):
            return ()


def _overlap(page: Pixels, box: list[int]) -> bool:
    """Whether the box lies on the page at all; a delivered reading may say anything."""
    x0, y0, x1, y1 = box
    height, width = page.shape[:2]
    return bool(max(x0, 0) < min(x1, width) and max(y0, 0) < min(y1, height))


def _jpeg(page: Pixels, box: list[int]) -> bytes:
    x0, y0, x1, y1 = box
    height, width = page.shape[:2]
    top, left = max(y0 - _ABOVE, 0), max(x0 - _BESIDE, 0)
    piece = page[top : min(y1 + _ABOVE, height), left : min(x1 + _BESIDE, width)].copy()
    cv2.rectangle(piece, (x0 - left, y0 - top), (x1 - left, y1 - top), (180, 35, 44), 2)
    encoded: bytes = cv2.imencode(".jpg", piece[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()
    return encoded
