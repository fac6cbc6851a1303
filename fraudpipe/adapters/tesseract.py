"""Tesseract, started for each sheet: the second, independent reader."""

import functools
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytesseract

from fraudpipe.errors import DependencyError, InputError
from fraudpipe.records.reading import Pixels, TextLine

_LANGUAGES = "chi_sim+eng"
_SECONDS = 60
_ONE_THREAD = ("/usr/bin/env", "OMP_THREAD_LIMIT=1")
"""Several threads for one small sheet cost 1.7 times the CPU and get in the way of the other reading processes."""
_ADVICE = "install it with: apt-get install tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng"


class TesseractReader:
    """Reads a page or a sheet of crops, line by line.

    Args:
        layout: Tesseract's page segmentation mode: 4 for a page, 6 for one block of rows.
    """

    name = "tesseract"

    def __init__(self, layout: int = 6) -> None:
        self._layout = layout
        if shutil.which("tesseract") is None:
            msg = f"the program tesseract is missing; {_ADVICE}"
            raise DependencyError(msg)
        try:
            self._version = str(pytesseract.get_tesseract_version())
            languages = pytesseract.get_languages(config="")
        except (pytesseract.TesseractError, OSError) as error:
            msg = f"tesseract does not start ({type(error).__name__}); {_ADVICE}"
            raise DependencyError(msg) from None
        missing = [one for one in _LANGUAGES.split("+") if one not in languages]
        if missing:
            msg = f"tesseract has no language data for {', '.join(missing)}; {_ADVICE}"
            raise DependencyError(msg)

    def version(self) -> str:
        """The program's version, its languages with what they were trained to, and the layout."""
        return f"{self.name}:{self._version}:{_LANGUAGES}:{_trained()}:{self._layout}"

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        """All lines from top to bottom; spaces that Tesseract puts between Chinese characters are taken out."""
        height, width = page.shape[:2]
        picture = f"P6 {width} {height} 255\n".encode() + np.ascontiguousarray(page).tobytes()
        layout = ("--oem", "1", "--psm", str(self._layout), "-c", "thresholding_method=0")
        try:
            done = subprocess.run(  # noqa: S603 - fixed words, and the picture goes through a pipe
                [*_ONE_THREAD, "tesseract", "stdin", "stdout", "-l", _LANGUAGES, *layout, "tsv"],
                input=picture,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
        except subprocess.SubprocessError as error:
            msg = f"tesseract failed on it or took longer than {_SECONDS} s ({type(error).__name__}); run it again"
            raise InputError("reader_crashed", msg) from None
        except OSError as error:
            msg = f"tesseract does not start ({type(error).__name__}); {_ADVICE}"
            raise DependencyError(msg) from None
        table = _table(done.stdout.decode("utf-8", "replace"))
        return tuple(_lines(table))


def _table(text: str) -> dict[str, list[Any]]:
    """Tesseract's tab-separated words by column; numbers but for the text."""
    head, *rows = (row.split("\t") for row in text.splitlines() if row)
    full = [row for row in rows if len(row) == len(head)]
    return {name: [row[at] if name == "text" else float(row[at]) for row in full] for at, name in enumerate(head)}


def _lines(table: dict[str, list[Any]]) -> list[TextLine]:
    groups: dict[tuple[int, int, int], list[int]] = {}
    for i, text in enumerate(table["text"]):
        if str(text).strip() and float(table["conf"][i]) >= 0:
            key = (table["block_num"][i], table["par_num"][i], table["line_num"][i])
            groups.setdefault(key, []).append(i)
    lines = []
    for words in groups.values():
        text = ""
        for i in words:
            word = str(table["text"][i])
            text += (" " if text and text[-1].isascii() and word[0].isascii() else "") + word
        x0, y0 = min(table["left"][i] for i in words), min(table["top"][i] for i in words)
        x1 = max(table["left"][i] + table["width"][i] for i in words)
        y1 = max(table["top"][i] + table["height"][i] for i in words)
        score = sum(int(table["conf"][i]) for i in words) / len(words) / 100
        lines.append(TextLine(text, (int(x0), int(y0), int(x1), int(y1)), score))
    return lines


@functools.cache
def _trained() -> str:
    """Digest of the language files: the fast and the best ones go by the same names."""
    listed = subprocess.run(
        ["tesseract", "--list-langs"],  # noqa: S607 - found on the path, as for reading
        capture_output=True, check=True, timeout=_SECONDS,
    )  # fmt: skip
    folder = re.search(rb'"(.+?)"', listed.stdout + listed.stderr)
    if folder is None:
        return "unknown"
    files = [Path(os.fsdecode(folder[1])) / f"{one}.traineddata" for one in _LANGUAGES.split("+")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files if file.is_file())).hexdigest()[:16]
