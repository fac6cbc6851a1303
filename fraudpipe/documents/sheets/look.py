"""The first look at a page: upright, parted where several papers lie on it, freed from stamps, read fast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from fraudpipe.documents.cleaning import has_stamp, without_stamps
from fraudpipe.documents.forms.catalogue import document_type_of, shared_lexicon
from fraudpipe.documents.forms.form import PageText, page_text
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.documents.sheets.seal_text import StripReader
from fraudpipe.documents.sheets.splitting import lines_within, papers_in, type_alone
from fraudpipe.documents.upright import UprightPage, part_of, upright
from fraudpipe.documents.values.strokes import with_counted_strokes
from fraudpipe.records.reading import DOCUMENT_TYPES, Box, PageReader, Pixels, TextLine

_SURE_OF_ROTATION = 0.9
READABLE = 0.75
"""Mean score of characters below which a page may be no text at all, or lie on its side."""


class Orienter(Protocol):
    """Says which way up a page lies."""

    def rotation(self, page: Pixels) -> tuple[int, float]:
        """Clockwise degrees that make the page upright, and the probability of that answer."""
        ...


@dataclass(frozen=True)
class Readers:
    """Who reads.

    Attributes:
        fast: Reads every page.
        careful: Reads again where the fast one was not enough.
        second: An independent reader for fields in doubt, or None.
        orienter: Says which way up a page lies.
        searching: Looks over a page for what nobody saw on it; the careful one does it where this is None.
        strips: Reads single lines with care, and seals; where this is None the careful one reads pieces of the page
            and seals stay unread.
    """

    fast: PageReader
    careful: PageReader
    second: PageReader | None
    orienter: Orienter
    searching: PageReader | None = None
    strips: StripReader | None = None


@dataclass(frozen=True)
class SeenPage:
    """A page, or the part of one that a paper takes, after the first look.

    Attributes:
        upright: As it is read.
        clean: The same without stamps.
        document_type: One of DOCUMENT_TYPES.
        points: How much speaks for that type.
        lines: What the fast reader saw on `clean`.
        number: Of the page in its file, from 0.
        parted: Whether another paper lies on the same page.
    """

    upright: UprightPage
    clean: Pixels
    document_type: str
    points: float
    lines: tuple[TextLine, ...]
    number: int
    parted: bool = False

    @cached_property
    def text(self) -> PageText:
        """`lines` with their labels found."""
        return self.text_with(self.lines)

    def text_with(self, lines: Sequence[TextLine]) -> PageText:
        """Other lines of the same page with their labels found."""
        height, width = self.clean.shape[:2]
        return page_text(rows_of(self.counted(lines)), shared_lexicon(), width, height)

    def counted(self, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """Lines of the same page, the strokes of their stages counted."""
        return with_counted_strokes(self.clean, lines)


def first_look(page: Pixels, number: int, readers: Readers) -> tuple[SeenPage, ...]:
    """The papers on a page, the one that decides what the page is first.

    Args:
        page: EXIF-oriented.
        number: From 0.
        readers: Who reads.
    """
    whole = _right_way_up(page, number, readers)
    parts = papers_in(whole.upright.pixels, whole.lines, _type_of)
    if len(parts) == 1:
        return (whole,)
    seen = [_part(whole, part, readers) for part in parts]
    # What a claim rests on stands first among the types; a card lies beside it.
    return tuple(sorted(seen, key=lambda one: DOCUMENT_TYPES.index(one.document_type)))


def legibility(lines: Sequence[TextLine]) -> float:
    """Mean score by character; 0 where nothing was read."""
    weights = [len(line.text) for line in lines]
    return float(np.average([line.score for line in lines], weights=weights)) if weights else 0.0


def _right_way_up(page: Pixels, number: int, readers: Readers) -> SeenPage:
    rotation, sure = readers.orienter.rotation(page)
    first = _look(upright(page, rotation), number, readers)
    if legibility(first.lines) >= READABLE:
        return first
    # Text that does not read well may stand on its head: the way up that reads best is right.
    turns = (180,) if sure >= _SURE_OF_ROTATION else (90, 180, 270)
    others = [_look(upright(page, (rotation + turn) % 360), number, readers) for turn in turns]
    return max([first, *others], key=lambda one: legibility(one.lines))


def _part(whole: SeenPage, part: Box, readers: Readers) -> SeenPage:
    """One of several papers, read as a page of its own; small, it may tell its type less well than before."""
    own = _look(part_of(whole.upright, part), whole.number, readers, parted=True)
    if own.document_type != "other":
        return own
    document_type, points = type_alone(lines_within(whole.lines, part), _type_of)
    return replace(own, document_type=document_type, points=points)


def _look(straight: UprightPage, number: int, readers: Readers, *, parted: bool = False) -> SeenPage:
    clean = without_stamps(straight.pixels) if has_stamp(straight.pixels) else straight.pixels
    lines = readers.fast.read_page(clean)
    document_type, points = _type_of(lines, clean.shape[0])
    return SeenPage(straight, clean, document_type, points, lines, number, parted)


def _type_of(lines: Sequence[TextLine], height: int) -> tuple[str, float]:
    return document_type_of(rows_of(lines), height)
