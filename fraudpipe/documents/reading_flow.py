"""Reads a document: pages in, fields with their evidence out.

Every page is read fast. Where something needed is missing, checks fail or a deciding field is weak, it is read with
care, and what is still in doubt is shown to a second, independent reader as one sheet of crops a page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from fraudpipe.documents.cleaning import has_stamp, red_share, without_stamps
from fraudpipe.documents.confidence import IN_DOUBT, agreeing_readers, confidence
from fraudpipe.documents.contact_sheet import contact_sheet, texts_by_field
from fraudpipe.documents.field_evidence import FieldEvidence, field_evidence
from fraudpipe.documents.forms.catalogue import FORMS, document_type_of, shared_lexicon
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import Candidate, DocumentForm, page_text
from fraudpipe.documents.forms.second_look import value_in
from fraudpipe.documents.judging import Verdict, shipped_judge
from fraudpipe.documents.layout import rows_of
from fraudpipe.documents.rereading import inside, reread
from fraudpipe.documents.settling import Settled, settle
from fraudpipe.documents.upright import UprightPage, upright
from fraudpipe.documents.votes import Vote, items_of
from fraudpipe.records.reading import FieldReading, LineItem, PageReader, Pixels, Reading, TextLine

_SURE_OF_ROTATION = 0.9
_READABLE = 0.75
_CAREFUL_PAGES = 3
_WEAK = 0.8
_STAMPED, _STAMPED_TRUST = 0.04, 0.8


Judging = Callable[[FieldEvidence], Verdict]
"""Says what is held of a field."""


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
    """

    fast: PageReader
    careful: PageReader
    second: PageReader | None
    orienter: Orienter
    searching: PageReader | None = None


@dataclass(frozen=True)
class _Page:
    upright: UprightPage
    clean: Pixels
    document_type: str
    points: float
    lines: tuple[TextLine, ...]


def read_document(pages: Sequence[Pixels], readers: Readers, judge: Judging | None = None) -> Reading:
    """Everything that the pages of one document say.

    Args:
        pages: At least one EXIF-oriented page.
        readers: Who reads them.
        judge: Says how sure each field is; as the package ships when None.
    """
    judge = judge or shipped_judge()
    read = [_first_look(page, readers) for page in pages]
    best = max(read, key=lambda page: page.points)
    form = FORMS[best.document_type]
    relevant = [at for at, page in enumerate(read) if page.document_type in (form.document_type, "other")]
    ballot: dict[str, list[Vote]] = {}
    for at in relevant:
        _cast(ballot, form, read[at], at, read[at].lines, (readers.fast.name, "fast"))
    settled = settle(ballot)
    if _needs_care(form, ballot, settled):
        reader = (readers.searching or readers.careful) if _misses(form, settled) else readers.careful
        for at in relevant[:_CAREFUL_PAGES]:
            _careful_look(ballot, form, settled, read, at, reader)
        settled = settle(ballot)
    if readers.second is not None:
        _second_look(ballot, form, settled, read, readers.second)
        settled = settle(ballot)
    verdicts = {
        name: judge(field_evidence(name, form.document_type, settled, ballot)) for name in sorted(settled.chosen)
    }
    fields = {name: _field(name, verdict, settled, ballot, read) for name, verdict in verdicts.items()}
    return Reading(form.document_type, read[0].upright.rotation, len(pages), fields)


def _first_look(page: Pixels, readers: Readers) -> _Page:
    rotation, sure = readers.orienter.rotation(page)
    first = _look(page, rotation, readers)
    if (sure >= _SURE_OF_ROTATION and first.lines) or _legibility(first) >= _READABLE:
        return first
    # Text that does not read well may stand on its head: the way up that reads best is right.
    others = [_look(page, other, readers) for other in (0, 90, 180, 270) if other != rotation]
    return max([first, *others], key=_legibility)


def _look(page: Pixels, rotation: int, readers: Readers) -> _Page:
    straight = upright(page, rotation)
    clean = without_stamps(straight.pixels) if has_stamp(straight.pixels) else straight.pixels
    lines = readers.fast.read_page(clean)
    document_type, points = document_type_of(rows_of(lines), clean.shape[0])
    return _Page(straight, clean, document_type, points, lines)


def _legibility(page: _Page) -> float:
    """Mean score by character; 0 for an empty page."""
    weights = [len(line.text) for line in page.lines]
    return float(np.average([line.score for line in page.lines], weights=weights)) if weights else 0.0


def _cast(
    ballot: dict[str, list[Vote]],
    form: DocumentForm,
    page: _Page,
    at: int,
    lines: Sequence[TextLine],
    who: tuple[str, str],
) -> None:
    height, width = page.clean.shape[:2]
    text = page_text(rows_of(lines), shared_lexicon(), width, height)
    for name, seen in extract(form, text).items():
        stamped = name != "line_items" and red_share(page.upright.pixels, seen.box) > _STAMPED
        candidate = replace(seen, trust=seen.trust * _STAMPED_TRUST) if stamped else seen
        ballot.setdefault(name, []).append(Vote(candidate, *who, at))


def _needs_care(form: DocumentForm, ballot: dict[str, list[Vote]], settled: Settled) -> bool:
    return _misses(form, settled) or _unproved(form, settled) or bool(_weak_fields(form, ballot, settled))


def _misses(form: DocumentForm, settled: Settled) -> bool:
    return any(name not in settled.chosen for name in form.required)


def _unproved(form: DocumentForm, settled: Settled) -> bool:
    return "total_amount" in form.required and "total_amount" not in settled.confirmed


def _weak_fields(form: DocumentForm, ballot: dict[str, list[Vote]], settled: Settled) -> set[str]:
    names = {*form.required, *form.deciding, *settled.contradicted} & set(settled.chosen)
    weak = {name for name in names if _confidence(name, settled, ballot) < _WEAK}
    return weak | ({"total_amount", "total_amount_words", "line_items"} & names if _unproved(form, settled) else set())


def _careful_look(
    ballot: dict[str, list[Vote]],
    form: DocumentForm,
    settled: Settled,
    read: Sequence[_Page],
    at: int,
    reader: PageReader,
) -> None:
    """Reads again what is weak; a value in a line that was not read again is no second opinion."""
    weak = _weak_fields(form, ballot, settled)
    boxes = [settled.chosen[name].candidate.box for name in sorted(weak) if settled.chosen[name].page == at]
    missing = _misses(form, settled)
    again, kept = reread(read[at].clean, read[at].lines, boxes, reader, everywhere=missing)
    seen: dict[str, list[Vote]] = {}
    _cast(seen, form, read[at], at, (*again, *kept), (reader.name, "careful"))
    for name, votes in seen.items():
        if name == "line_items" or not inside(votes[0].candidate.box, kept):
            ballot.setdefault(name, []).extend(votes)


def _second_look(
    ballot: dict[str, list[Vote]],
    form: DocumentForm,
    settled: Settled,
    read: Sequence[_Page],
    reader: PageReader,
) -> None:
    doubtful: dict[int, dict[str, Vote]] = {}
    for name in form.deciding:
        if name in settled.chosen and _confidence(name, settled, ballot) < IN_DOUBT:
            vote = settled.chosen[name]
            doubtful.setdefault(vote.page, {})[name] = vote
    for at in sorted(doubtful):
        votes = doubtful[at]
        sheet, bands = contact_sheet(
            read[at].upright.pixels, {name: vote.candidate.box for name, vote in votes.items()}
        )
        for name, (text, score) in texts_by_field(reader.read_page(sheet), bands).items():
            value = value_in(form, name, text)
            if value is not None:
                candidate = Candidate(value, votes[name].candidate.box, score)
                ballot[name].append(Vote(candidate, reader.name, "second", at))


def _confidence(name: str, settled: Settled, ballot: dict[str, list[Vote]]) -> float:
    return confidence(
        settled.chosen[name],
        ballot.get(name, ()),
        confirmed=name in settled.confirmed,
        contradicted=name in settled.contradicted,
    )


def _field(
    name: str, verdict: Verdict, settled: Settled, ballot: dict[str, list[Vote]], read: Sequence[_Page]
) -> FieldReading:
    vote = settled.chosen[name]
    page = read[vote.page].upright
    value = vote.candidate.value
    if items := items_of(vote):
        value = tuple(
            LineItem(item.name, item.amount, page.original(item.box), item.quantity, item.unit_price) for item in items
        )
    return FieldReading(
        value=None if verdict.status == "unreadable" else value,
        confidence=verdict.confidence,
        status=verdict.status,
        page=vote.page + 1,
        box=page.original(vote.candidate.box),
        readers=agreeing_readers(vote, ballot.get(name, ())),
        unlearned_confidence=verdict.unlearned,
    )
