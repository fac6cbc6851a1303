"""Who reads: the product as it is, and each reader alone, run through the same forms without any second look."""

import functools
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import cv2
from simulated_pages import KeptReader, KeptStrips

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import DocumentReader, ReadingOptions
from fraudpipe.adapters.orientation import OrientationClassifier
from fraudpipe.adapters.paddle_onnx import PaddleReader
from fraudpipe.adapters.tesseract import TesseractReader
from fraudpipe.documents.cleaning import has_stamp, without_shading, without_stamps
from fraudpipe.documents.forms.catalogue import FORMS, document_type_of, shared_lexicon
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import page_text
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.documents.trust.settling import settle
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.documents.upright import upright
from fraudpipe.errors import InputError
from fraudpipe.records.reading import PageReader, Pixels, reading_json

ALONE = ("tesseract", "paddle_tiny", "paddle_small")
_TICKS = 100
"""A second of CPU in /proc (USER_HZ of Linux)."""


@dataclass(frozen=True)
class Seen:
    """What one contender made of a file.

    Attributes:
        document_type: Or "unreadable" where it gave up.
        rotation: Clockwise degrees.
        fields: Name to {value, status, confidence}, as in the JSON of a reading.
        cpu_seconds: Spent on it, decoding included.
        fresh: Whether every page was really read, so that `cpu_seconds` says something.
    """

    document_type: str
    rotation: int
    fields: dict[str, dict[str, Any]]
    cpu_seconds: float
    fresh: bool


class Product:
    """The reader that the commands use.

    Args:
        keep: Where lines are kept, or None to read everything.
    """

    def __init__(self, keep: Path | None) -> None:
        self._reader = DocumentReader(ReadingOptions())
        self._kept: list[KeptReader | KeptStrips] = []
        if keep is None:
            return
        # The composition is the reader's own, whatever it is made of: only who reads pixels is replaced.
        readers = self._reader._readers
        pages = {one.name: getattr(readers, one.name) for one in fields(readers)}
        wrapped = {name: kept for name, one in pages.items() if (kept := _kept(one, keep)) is not None}
        self._reader._readers = replace(readers, **wrapped)
        self._kept = list(wrapped.values())

    def read(self, content: bytes) -> Seen:
        """The fields of a file."""
        before, began = sum(one.looked_up for one in self._kept), cpu_seconds()
        try:
            reading = reading_json(self._reader.read(content))
        except InputError as error:
            reading = {"document_type": "unreadable", "rotation": -1, "fields": {}, "reason": error.reason_code}
        fresh = before == sum(one.looked_up for one in self._kept)
        took = cpu_seconds() - began
        return Seen(reading["document_type"], reading["rotation"], reading["fields"], took, fresh)


def _kept(one: Any, keep: Path) -> KeptReader | KeptStrips | None:
    """None for what reads no pixels as text."""
    if hasattr(one, "read_strips"):
        return KeptStrips(one, keep)
    return KeptReader(one, keep) if hasattr(one, "read_page") else None


@functools.cache
def _alone(name: str, keep: Path | None) -> tuple[PageReader, Callable[[Pixels], Pixels]]:
    side = ReadingOptions().page_side
    if name == "tesseract":
        os.environ["OMP_THREAD_LIMIT"] = "1"  # its threads wait for one another busily: a third of its CPU
        reader, clean = TesseractReader(layout=4), _grey
    else:
        reader, clean = PaddleReader(name.removeprefix("paddle_"), side), _unstamped
    return (reader if keep is None else KeptReader(reader, keep)), clean


@functools.cache
def _orienter() -> OrientationClassifier:
    cv2.setNumThreads(1)
    return OrientationClassifier()


def read_alone(name: str, content: bytes, keep: Path | None) -> Seen:
    """What one of ALONE makes of a file: turned upright and straight, cleaned as suits it best, read once.

    For a process of its own: it changes the environment.
    """
    reader, clean = _alone(name, keep)
    before, began = getattr(reader, "looked_up", 0), cpu_seconds()
    pages = []
    rotations = []
    for picture in decode(content, ReadingOptions().limits):
        rotation, _ = _orienter().rotation(picture)
        rotations.append(rotation)
        page = clean(upright(picture, rotation).pixels)
        rows = rows_of(reader.read_page(page))
        pages.append((document_type_of(rows, page.shape[0]), page_text(rows, shared_lexicon(), *page.shape[1::-1])))
    document_type = max((kind for kind, _ in pages), key=lambda kind: kind[1])[0]
    ballot: dict[str, list[Vote]] = {}
    for at, (_, text) in enumerate(pages):
        for field, candidate in extract(FORMS[document_type], text).items():
            ballot.setdefault(field, []).append(Vote(candidate, reader.name, "fast", at))
    found = {field: _field(vote) for field, vote in settle(ballot).chosen.items()}
    fresh = before == getattr(reader, "looked_up", 0)
    return Seen(document_type, rotations[0], found, cpu_seconds() - began, fresh)


def cpu_seconds() -> float:
    """CPU of this process, of its children and of those that these have started and ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages) + _living_children()


def _living_children() -> float:
    """Decoders are forked off a server: what they cost stands with the server, which lives on."""
    ticks = 0
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            try:
                stat = Path(f"/proc/{child}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
            except OSError:  # it has just ended, and is counted with the ended ones from now on
                continue
            ticks += sum(map(int, stat[11:15]))
    return ticks / _TICKS


def peak_memory_mb() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _unstamped(page: Pixels) -> Pixels:
    return without_stamps(page) if has_stamp(page) else page


def _grey(page: Pixels) -> Pixels:
    return without_shading(without_stamps(page))


def _field(vote: Vote) -> dict[str, Any]:
    value: Any = vote.candidate.value
    if isinstance(value, tuple):
        value = [_row(one) for one in value]
    return {"value": value, "status": "accepted", "confidence": vote.candidate.score}


def _row(one: Any) -> dict[str, Any]:
    return {part.name: getattr(one, part.name) for part in fields(one)}
