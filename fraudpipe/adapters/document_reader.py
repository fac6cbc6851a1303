"""One process's readers: a file's bytes in, its reading out."""

import hashlib
import importlib.metadata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.adapters.model_session import Engine, engine_version
from fraudpipe.adapters.orientation import OrientationClassifier
from fraudpipe.adapters.paddle_lines import LineFinder
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.paddle_strips import StripReader
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.documents.reading_flow import read_document
from fraudpipe.documents.sheets.look import Readers
from fraudpipe.documents.trust.judging import Costs, Judge, shipped_weights
from fraudpipe.documents.trust.recalibration import recalibration_from_text
from fraudpipe.records.reading import Reading

_MEGA = 1_000_000
_DECODERS = ("pillow", "pillow-heif", "pypdfium2", "onnxruntime", "opencv-python-headless", "numpy")
_ADAPTERS = (
    "child_process",
    "decoding",
    "document_reader",
    "images",
    "model_files",
    "model_session",
    "orientation",
    "paddle_lines",
    "paddle_onnx",
    "paddle_strips",
    "pdfium",
    "tesseract",
)
_RECORDS = ("capitals", "charge_categories", "exactness", "han", "identity_numbers", "money", "page_notes", "reading")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How papers are decoded and read; the names are those of the settings' section `reading`.

    Attributes:
        learned: What corrections taught about confidence, as text; empty where nothing was learned.
    """

    processes: int = 0
    max_file_mb: int = 50
    max_pages: int = 60
    max_megapixels: int = 60
    decode_seconds: int = 30
    decode_memory_mb: int = 3072
    page_side: int = 1280
    engine: Engine = "onnxruntime"
    second_reader: Literal["tesseract", "none"] = "tesseract"
    wrong_value_cost_yuan: float = 100.0
    look_cost_yuan: float = 1.0
    learned: str = ""

    @property
    def limits(self) -> DecodeLimits:
        """What one file may cost."""
        return DecodeLimits(
            file_bytes=self.max_file_mb * _MEGA,
            pages=self.max_pages,
            pixels=self.max_megapixels * _MEGA,
            cpu_seconds=self.decode_seconds,
            memory_bytes=self.decode_memory_mb * _MEGA,
        )

    @property
    def judge(self) -> Judge:
        """How sure a field is, and from where on it is accepted.

        Raises:
            ContractError: What was learned is damaged.
        """
        return Judge(
            shipped_weights(),
            Costs(self.wrong_value_cost_yuan, self.look_cost_yuan),
            recalibration_from_text(self.learned) if self.learned else None,
        )


class DocumentReader:
    """Decodes and reads one file after another, on one thread.

    Args:
        options: How.

    Raises:
        DependencyError: A model file, the engine or the program of the second reader is missing.
    """

    def __init__(self, options: ReadingOptions) -> None:
        cv2.setNumThreads(1)
        engine_version(options.engine)  # networks are opened with the first page: that is late to learn what is missing
        self._limits = options.limits
        self._judge = options.judge
        side, engine = options.page_side, options.engine
        finder, strips = LineFinder("tiny", side, engine), StripReader("small", engine)
        self._readers = Readers(
            fast=PaddleReader("tiny", side, finder, engine=engine),
            careful=PaddleReader("small", side, finder, strips),
            second=TesseractReader() if options.second_reader == "tesseract" else None,
            orienter=OrientationClassifier(),
            searching=PaddleReader("small_both", side, strips=strips, engine=engine),
            strips=strips,
        )

    def read(self, content: bytes) -> Reading:
        """What the file says.

        Raises:
            InputError: The file cannot be decoded; see `fraudpipe.adapters.decoding.decode`.
        """
        return read_document(decode(content, self._limits), self._readers, self._judge)


def reader_key(options: ReadingOptions) -> str:
    """Digest of everything that decides how a page is read: models, versions, options and the rules' own source."""
    second = TesseractReader().version() if options.second_reader == "tesseract" else "none"
    side, engine = options.page_side, options.engine
    parts = [
        PaddleReader("tiny", side, engine=engine).version(),
        PaddleReader("small", side, engine=engine).version(),
        PaddleReader("small_both", side, engine=engine).version(),
        StripReader("small", engine).version(),
        OrientationClassifier().version(),
        second,
        *(f"{name}={importlib.metadata.version(name)}" for name in _DECODERS),
        repr(options.limits),
        repr((options.wrong_value_cost_yuan, options.look_cost_yuan, options.learned)),
    ]
    digest = hashlib.sha256("\n".join(parts).encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> list[Path]:
    here = Path(__file__).parent
    adapters = [here / f"{name}.py" for name in _ADAPTERS]
    rules = here.parent / "documents"
    records = [here.parent / "records" / f"{name}.py" for name in _RECORDS]
    return [*adapters, *records, *sorted(path for path in rules.rglob("*") if path.suffix in (".py", ".csv"))]
