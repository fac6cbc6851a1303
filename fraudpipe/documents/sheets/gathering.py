"""Gathers the pages of a file into papers: which of them go on with a paper, and which begin another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fraudpipe.documents.forms.catalogue import CARDS, FORMS, has_title
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.documents.sheets.look import SeenPage
from fraudpipe.documents.sheets.sameness import begins_anew, difference, page_mark
from fraudpipe.records.reading import DOCUMENT_TYPES

_STORIES = ("discharge_record", "admission_note")
"""They tell the same story under the same labels: a page without a title may be of either."""


@dataclass
class _Pile:
    """The pages of one paper so far, and what each of them says."""

    document_type: str
    pages: list[SeenPage]
    said: list[Mapping[str, Candidate]] = field(default_factory=list)


def papers_of(seen: Sequence[SeenPage]) -> list[list[SeenPage]]:
    """The pages of each paper, those of the paper that decides first.

    A page of no known type goes on with the paper before it; what comes before any paper goes with the one that
    decides. A page of a known type goes on with a paper of its type unless it says otherwise.
    """
    firsts = {page.number: page for page in reversed(seen)}
    deciding = max(
        (firsts[number] for number in sorted(firsts)),
        # A card goes along with a paper, however plainly it says that it is one.
        key=lambda page: (page.document_type not in ("other", *CARDS), page.points),
    )
    piles: list[_Pile] = []
    loose: list[SeenPage] = []
    several = {page.document_type for page in seen if sum(one.document_type == page.document_type for one in seen) > 1}
    for page in seen:
        before = next((pile for pile in piles if pile.pages[-1].number == page.number - 1), None)
        if before is not None and _untold(page, before):
            before.pages.append(page)
        elif page.document_type != "other" or page.parted:
            _put(page, piles, compared=page.document_type in several)
        else:
            loose.append(page)
    if not piles:
        return [loose]
    first = next(pile.document_type for pile in piles if any(page is deciding for page in pile.pages))
    piles.sort(key=lambda pile: (pile.document_type != first, DOCUMENT_TYPES.index(pile.document_type)))
    papers = [pile.pages for pile in piles]
    return [sorted([*loose, *papers[0]], key=lambda page: page.number), *papers[1:]]


def _untold(page: SeenPage, before: _Pile) -> bool:
    """Whether nothing on a page but words that many papers print says that it is not of the paper before it."""
    if page.parted or page.document_type in (before.document_type, *CARDS):
        return False
    if page.document_type == "other":
        return True
    rows = rows_of(page.lines)
    if has_title(page.document_type, rows, page.clean.shape[0]):
        return False
    return {page.document_type, before.document_type} <= {*_STORIES} or (page_mark(rows) or 1) > 1


def _put(page: SeenPage, piles: list[_Pile], *, compared: bool) -> None:
    """Lays a page on the pile that it goes on with, or begins another."""
    said = extract(FORMS[page.document_type], page.text) if compared else {}
    able = [
        pile for pile in piles
        if pile.document_type == page.document_type and not (page.parted and pile.pages[-1].number == page.number)
    ]  # fmt: skip
    if able:
        rows = rows_of(page.lines)
        # The printed side of a card has no title, and the number says it all.
        card = page.document_type in CARDS
        titled = card or has_title(page.document_type, rows, page.clean.shape[0])
        # Of several papers that it may go on with, the last one that differs least.
        against, _, best = min(
            ((difference(pile.said, said, card=card), -at, pile) for at, pile in enumerate(able)),
            key=lambda one: one[:2],
        )
        if not begins_anew(against, titled=titled, mark=page_mark(rows)):
            best.pages.append(page)
            best.said.append(said)
            return
    piles.append(_Pile(page.document_type, [page], [said]))
