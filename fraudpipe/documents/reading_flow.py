"""Reads a document: pages in, fields with their evidence out.

Every page is read fast. Where something needed is missing, checks fail or a deciding field is weak, lines are read
with care; what is missing still is looked for as photographed and all over the page; and what is in doubt after that is
shown to a second, independent reader as one sheet of crops a page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fraudpipe.documents.closer_look import CUT_TRUST, closer_look, looked_at, still_counts
from fraudpipe.documents.contact_sheet import contact_sheet, texts_by_field
from fraudpipe.documents.forms.catalogue import CARDS, FORMS
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import Candidate, DocumentForm, PageText
from fraudpipe.documents.forms.second_look import value_in
from fraudpipe.documents.ink_across import ink_trust
from fraudpipe.documents.prints.blank_form import form_print
from fraudpipe.documents.prints.picture import picture_print
from fraudpipe.documents.rereading import inside, reread, reread_strips, touch
from fraudpipe.documents.sheets.gathering import papers_of
from fraudpipe.documents.sheets.look import READABLE, Readers, SeenPage, first_look, legibility
from fraudpipe.documents.sheets.problems import page_problems
from fraudpipe.documents.sheets.sealed import hospital_votes, seals_on
from fraudpipe.documents.sheets.unread import unread_share
from fraudpipe.documents.trust.confidence import IN_DOUBT, agreeing_readers, confidence
from fraudpipe.documents.trust.field_evidence import FieldEvidence, field_evidence
from fraudpipe.documents.trust.field_kinds import field_kind
from fraudpipe.documents.trust.judging import Verdict, shipped_judge
from fraudpipe.documents.trust.settling import Settled, settle
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.records.page_notes import PagePrint, PageProblem, Seal
from fraudpipe.records.reading import (
    LIST_FIELDS,
    FieldReading,
    LaboratoryRow,
    LineItem,
    PageReader,
    Pixels,
    Reading,
    TextLine,
)

TableRow = LineItem | LaboratoryRow
"""A row of a table on a paper."""

_CAREFUL_PAGES = 3
_WEAK = 0.8
_PLAIN_KINDS, _PLAINLY = ("date", "digits", "amount", "count", "words"), 0.99
_SURE_MARKS = 0.97
_UNREAD = 0.02
_LEAST_FIELDS = 2
_LEAST_LINES = 6


Judging = Callable[[FieldEvidence], Verdict]
"""Says what is held of a field."""


@dataclass
class _Paper:
    """What is known of one paper while it is read."""

    form: DocumentForm
    pages: Sequence[SeenPage]
    readers: Readers
    ballot: dict[str, list[Vote]] = field(default_factory=dict)
    settled: Settled = field(default_factory=lambda: Settled({}))

    def settle(self) -> None:
        self.settled = settle(self.ballot)

    def misses(self) -> bool:
        return any(name not in self.settled.chosen for name in self.form.required)

    def unproved(self) -> bool:
        return "total_amount" in self.form.required and "total_amount" not in self.settled.confirmed

    def confidence(self, name: str) -> float:
        return confidence(
            self.settled.chosen[name],
            self.ballot.get(name, ()),
            confirmed=name in self.settled.confirmed,
            contradicted=name in self.settled.contradicted,
        )

    def _seen_once(self) -> set[str]:
        """Deciding fields that one look alone has seen and nothing on the paper proves: a strip of each is cheap."""
        if self.readers.strips is None:
            return set()
        open_to_doubt = set(self.form.deciding) & set(self.settled.chosen) - self.settled.confirmed
        return {
            name
            for name in open_to_doubt
            if {vote.role for vote in self.ballot.get(name, ())} == {"fast"}
            and not _plain(name, self.settled.chosen[name])
        }

    def unclear(self) -> list[str]:
        """What was not found although it may be labelled, what seems cut off, what was seen once and not well."""
        chosen = self.settled.chosen
        once = {name for name in chosen if len(self.ballot.get(name, ())) < 2 and self.confidence(name) < _WEAK}
        cut = {name for name, vote in chosen.items() if vote.candidate.trust <= CUT_TRUST}
        return sorted(once | cut | ({rule.name for rule in self.form.rules} - set(chosen)))

    def weak_fields(self) -> set[str]:
        names = {*self.form.required, *self.form.deciding, *self.settled.contradicted} & set(self.settled.chosen)
        weak = {name for name in names if self.confidence(name) < _WEAK} | self._seen_once()
        # A table is as large as the page: those of its lines that are weak are read again anyway.
        return weak - set(LIST_FIELDS) | ({"total_amount", "total_amount_words"} & names if self.unproved() else set())


def _plain(name: str, vote: Vote) -> bool:
    """Whether the fast reader alone will do: it knows all digits, but not the rare characters of people's names."""
    kind = field_kind(name)
    return (vote.sure and kind != "person") or (kind in _PLAIN_KINDS and vote.candidate.score >= _PLAINLY)


def read_document(pages: Sequence[Pixels], readers: Readers, judge: Judging | None = None) -> Reading:
    """Everything that the pages of one document say.

    Args:
        pages: At least one EXIF-oriented page.
        readers: Who reads them.
        judge: Says how sure each field is; as the package ships when None.
    """
    judge = judge or shipped_judge()
    seen = [one for number, page in enumerate(pages) for one in first_look(page, number, readers)]
    main, *others = [_read_paper(paper, readers, judge) for paper in papers_of(seen)]
    document_type, fields, seals = main
    rotation = seen[0].upright.rotation
    beside = tuple(Reading(kind, rotation, len(pages), known, marks) for kind, known, marks in others)
    problems = _problems(seen, FORMS[document_type], fields)
    if not fields:
        fields = _unreadable(FORMS[document_type], pages[0])
    return Reading(document_type, rotation, len(pages), fields, seals, problems, beside, _prints(seen))


def _read_paper(
    pages: Sequence[SeenPage], readers: Readers, judge: Judging
) -> tuple[str, dict[str, FieldReading], tuple[Seal, ...]]:
    known = [page.document_type for page in pages if page.document_type != "other"]
    paper = _Paper(FORMS[known[0] if known else "other"], pages, readers)
    for at, page in enumerate(pages):
        _cast(paper, at, _seen(paper, at, page.text), page.lines, (readers.fast.name, "fast"))
    paper.settle()
    if paper.misses() or paper.unproved() or paper.weak_fields():
        _take_care(paper)
    seals = _look_at_seals(paper)
    if readers.second is not None:
        _second_look(paper, readers.second)
        paper.settle()
    kind, settled, ballot = paper.form.document_type, paper.settled, paper.ballot
    verdicts = {name: judge(field_evidence(name, kind, settled, ballot)) for name in sorted(settled.chosen)}
    return kind, {name: _field(name, verdict, paper) for name, verdict in verdicts.items()}, seals


def _cast(
    paper: _Paper, at: int, seen: Mapping[str, Candidate], lines: Sequence[TextLine], who: tuple[str, str]
) -> None:
    """Casts what one look at a page saw, as far as the ink that lies on it lets it be trusted."""
    page = paper.pages[at]
    counted = page.counted(lines)
    for name, one in seen.items():
        across = 1.0 if name in LIST_FIELDS else ink_trust(page.upright.pixels, lines, name, one.box)
        least = min((line.least for line in counted if touch(line.box, one.box)), default=0.0)
        sure = least >= _SURE_MARKS and not one.goes_on
        paper.ballot.setdefault(name, []).append(Vote(replace(one, trust=one.trust * across), *who, at, sure))


def _seen(paper: _Paper, at: int, text: PageText) -> dict[str, Candidate]:
    # A passage may go on over the break of the page.
    after = paper.pages[at + 1] if at + 1 < len(paper.pages) else None
    following = None if after is None or after.number != paper.pages[at].number + 1 else after.text
    return extract(paper.form, text, following)


def _take_care(paper: _Paper) -> None:
    """Reads again what is weak, and what is missing in other ways, until nothing is."""
    looked = range(min(len(paper.pages), _CAREFUL_PAGES))
    for at in looked:
        _careful_look(paper, at)
    paper.settle()
    _look_closer(paper, looked)
    for at in looked:
        if paper.misses():
            _search(paper, at)
        elif paper.unproved() and paper.readers.strips is not None:
            # Where no sum agrees, a line may have been found in pieces: it is looked for again, too.
            page, reader = paper.pages[at], paper.readers.careful
            again, kept = reread(page.clean, page.lines, _weak_boxes(paper, at), reader, everywhere=False)
            _add(paper, at, (*again, *kept), (reader.name, "careful"), kept)
            paper.settle()


def _search(paper: _Paper, at: int) -> None:
    """Looks for what is missing: as photographed, since red print goes with the stamps, then all over the page."""
    page, fast = paper.pages[at], paper.readers.fast
    stamped = page.clean is not page.upright.pixels
    if stamped:
        _add(paper, at, fast.read_page(page.upright.pixels), (fast.name, "fast"), page.lines)
        paper.settle()
    likely = stamped or paper.unproved() or unread_share(page.clean, page.lines) > _UNREAD
    if paper.misses() and likely:
        reader = paper.readers.searching or paper.readers.careful
        again, kept = reread(page.clean, page.lines, _weak_boxes(paper, at), reader, everywhere=True)
        _add(paper, at, (*again, *kept), (reader.name, "careful"), kept)
        paper.settle()


def _careful_look(paper: _Paper, at: int) -> None:
    """Reads again what is weak; a value in a line that was not read again is no second opinion."""
    page, boxes = paper.pages[at], _weak_boxes(paper, at)
    if paper.readers.strips is not None:
        held = [vote.candidate.box for vote in paper.settled.chosen.values() if vote.page == at]
        values = None if paper.misses() else held
        again, kept = reread_strips(page.clean, page.lines, boxes, paper.readers.strips, values)
        name = paper.readers.strips.name
    else:
        again, kept = reread(page.clean, page.lines, boxes, paper.readers.careful, everywhere=False)
        name = paper.readers.careful.name
    _add(paper, at, (*again, *kept), (name, "careful"), kept)


def _look_closer(paper: _Paper, looked: Sequence[int]) -> None:
    """Reads again, with all ink but print lifted off, what is cut off, disputed or missing behind its label."""
    chosen, reader = paper.settled.chosen, paper.readers.strips
    names = [name for name in paper.unclear() if looked_at(name)]
    if not names or reader is None:
        return
    for at in looked:
        page = paper.pages[at]
        wanted = {
            name: chosen[name].candidate.box if name in chosen else None
            for name in names
            if name not in chosen or chosen[name].page == at
        }
        found = closer_look(paper.form, page.text, page.upright.pixels, wanted, reader)
        for name, candidate in found.items():
            stand = [vote for vote in paper.ballot.get(name, ()) if still_counts(vote, candidate, reader.name)]
            paper.ballot[name] = [*stand, Vote(candidate, reader.name, "careful", at)]
    paper.settle()


def _weak_boxes(paper: _Paper, at: int) -> list[tuple[int, int, int, int]]:
    chosen = paper.settled.chosen
    return [chosen[name].candidate.box for name in sorted(paper.weak_fields()) if chosen[name].page == at]


def _add(paper: _Paper, at: int, lines: Sequence[TextLine], who: tuple[str, str], kept: Sequence[TextLine]) -> None:
    """Casts what another look found, but for what stands in lines that it left as they were."""
    seen = _seen(paper, at, paper.pages[at].text_with(lines))
    new = {
        name: one
        for name, one in seen.items()
        if name in LIST_FIELDS or name not in paper.ballot or not inside(one.box, kept)
    }
    _cast(paper, at, new, lines, who)


def _look_at_seals(paper: _Paper) -> tuple[Seal, ...]:
    """The seals; where no print says the hospital's name, or only in doubt, theirs may."""
    name = paper.settled.chosen.get("hospital_name")
    wanted = paper.form.document_type not in CARDS and (name is None or paper.confidence("hospital_name") < _WEAK)
    seals = [
        seal for at, page in enumerate(paper.pages) for seal in seals_on(page, at, paper.readers.strips, wanted=wanted)
    ]
    if wanted:
        votes = hospital_votes(seals, None if name is None else str(name.candidate.value))
        if votes:
            paper.ballot["hospital_name"] = [*votes, *paper.ballot.get("hospital_name", ())] if name else votes
            paper.settle()
    return tuple(seal.seal for seal in seals)


def _second_look(paper: _Paper, reader: PageReader) -> None:
    doubtful: dict[int, dict[str, Vote]] = {}
    for name in paper.form.deciding:
        if name in paper.settled.chosen and paper.confidence(name) < IN_DOUBT:
            vote = paper.settled.chosen[name]
            doubtful.setdefault(vote.page, {})[name] = vote
    for at in sorted(doubtful):
        votes = doubtful[at]
        boxes = {name: vote.candidate.box for name, vote in votes.items()}
        sheet, bands = contact_sheet(paper.pages[at].clean, boxes)
        for name, (text, score) in texts_by_field(reader.read_page(sheet), bands).items():
            value = value_in(paper.form, name, text)
            if value is not None:
                candidate = Candidate(value, votes[name].candidate.box, score)
                paper.ballot.setdefault(name, []).append(Vote(candidate, reader.name, "second", at))


def _field(name: str, verdict: Verdict, paper: _Paper) -> FieldReading:
    vote = paper.settled.chosen[name]
    page = paper.pages[vote.page]
    value = vote.candidate.value
    if isinstance(value, tuple):
        value = tuple(_as_it_came(row, paper, vote.page) for row in value)
    return FieldReading(
        value=None if verdict.status == "unreadable" else value,
        confidence=verdict.confidence,
        status=verdict.status,
        page=page.number + 1,
        box=page.upright.original(vote.candidate.box),
        readers=agreeing_readers(vote, paper.ballot.get(name, ())),
        raw=None if verdict.status == "unreadable" else vote.candidate.raw,
        unlearned_confidence=verdict.unlearned,
    )


def _as_it_came(row: TableRow, paper: _Paper, at: int) -> TableRow:
    """A row of a table, its box and its page those of the file."""
    page = paper.pages[row.page - 1 if row.page else at]
    return replace(row, box=page.upright.original(row.box), page=page.number + 1 if row.page else row.page)


def _problems(seen: Sequence[SeenPage], form: DocumentForm, fields: dict[str, FieldReading]) -> tuple[PageProblem, ...]:
    said = bool(fields) and all(name in fields for name in form.required)
    # Of what is told too little to know its type, nobody can say that nothing is missing.
    whole = said and form.document_type != "other"
    found: list[PageProblem] = []
    for page in seen:
        if not page.parted:
            # A few sure characters make no text: where hardly a field was read, the picture is looked at.
            legible = legibility(page.lines) >= READABLE and (said or len(fields) >= _LEAST_FIELDS)
            found += page_problems(page.upright.pixels, page.lines, page.number + 1, legible=legible, whole=whole)
    return tuple(found)


def _prints(seen: Sequence[SeenPage]) -> tuple[PagePrint, ...]:
    # Where little is printed, as on the back of a sheet, light and edges are all that a picture shows.
    told = [page for page in seen if len(page.lines) >= _LEAST_LINES]
    return tuple(
        PagePrint(page.number + 1, picture_print(page.upright.pixels), form_print(page.document_type, page.text.spans))
        for page in told
    )


def _unreadable(form: DocumentForm, page: Pixels) -> dict[str, FieldReading]:
    """Nothing of what such a paper must say could be read."""
    whole = (0, 0, page.shape[1], page.shape[0])
    return {name: FieldReading(None, 0.0, "unreadable", 1, whole, ()) for name in sorted(form.required)}
