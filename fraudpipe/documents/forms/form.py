"""What a form is: its fields, where they stand, and what must not be missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fraudpipe.documents.lines.labels import LabelSpan, Lexicon
from fraudpipe.documents.lines.layout import Row
from fraudpipe.records.han import simplified
from fraudpipe.records.reading import Box, Rows

Value = str | int | Rows


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of a field.

    Attributes:
        value: Normalised, as readings carry it.
        box: On the upright page.
        score: The reader's own score, 0-1.
        trust: How well its place speaks for it, 0-1: 1 behind its own label, less for a guess by position.
        raw: What was read, where `value` is a dictionary's name for it; else None.
        goes_on: Whether some of it stands on the next page, where its box does not reach.
    """

    value: Value
    box: Box
    score: float
    trust: float = 1.0
    raw: str | None = None
    goes_on: bool = False


@dataclass(frozen=True)
class PageText:
    """A page as rows, with the labels found in each.

    Attributes:
        rows: From top to bottom.
        spans: The labels of each row.
        width: Of the upright page, in pixels.
        height: Of the upright page, in pixels.
    """

    rows: tuple[Row, ...]
    spans: tuple[tuple[LabelSpan, ...], ...]
    width: int
    height: int


Finder = Callable[[PageText], Mapping[str, Candidate]]
"""Finds fields by their place on the page instead of by a label."""


@dataclass(frozen=True)
class FieldRule:
    """One labelled field.

    Attributes:
        name: The field.
        labels: Its labels, the most telling first.
        parse: Normalises what stands behind the label; None when it is no value of this field.
        section: Whether the value may go on over the next rows.
        colon: Whether only a colon or a gap behind it makes the label one: any words would pass for the value.
        whole: How likely all of the value was read, 0-1, by its text alone; None where the text cannot tell.
        snap: The dictionary's form of a value that was misread, or None where there is no clear one.
    """

    name: str
    labels: tuple[str, ...]
    parse: Callable[[str], str | int | None]
    section: bool = False
    colon: bool = False
    whole: Callable[[str], float] | None = None
    snap: Callable[[str], str | None] | None = None


@dataclass(frozen=True)
class DocumentForm:
    """One document type.

    Attributes:
        document_type: One of DOCUMENT_TYPES.
        rules: Its labelled fields.
        finders: What is found by place; a labelled value goes first.
        required: Fields that ask for another reading when they are missing.
        deciding: Fields that a second reader looks at when they are in doubt.
    """

    document_type: str
    rules: tuple[FieldRule, ...]
    finders: tuple[Finder, ...] = ()
    required: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    free: tuple[str, ...] = field(default=())


def page_text(rows: Sequence[Row], lexicon: Lexicon, width: int, height: int) -> PageText:
    """The page in simplified characters, with its labels found."""
    simple = tuple(Row(tuple(replace(line, text=simplified(line.text)) for line in row.lines)) for row in rows)
    return PageText(simple, tuple(lexicon.find(row.text) for row in simple), width, height)
