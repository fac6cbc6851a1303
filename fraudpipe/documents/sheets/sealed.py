"""The seals of a page as its reading keeps them, and what they say about the hospital."""

from collections.abc import Sequence
from dataclasses import dataclass

from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.forms.values import parse_institution
from fraudpipe.documents.sheets.look import SeenPage
from fraudpipe.documents.sheets.seal_text import StripReader, seal_text
from fraudpipe.documents.sheets.seals import Impression, impressions
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.records.page_notes import Seal

_TRUST = 0.72
"""Below any print: letters on a rim are small, worn and crossed by other ink."""
_SHORTEST_REST = 4


@dataclass(frozen=True)
class PageSeal:
    """A seal, and where it was found.

    Attributes:
        seal: As the reading keeps it.
        impression: On the upright page.
        page: Place of that page among the paper's, from 0.
        reader: Who read it.
    """

    seal: Seal
    impression: Impression
    page: int
    reader: str


def seals_on(page: SeenPage, at: int, reader: StripReader | None, *, wanted: bool) -> list[PageSeal]:
    """The seals of a page; reading one costs as much as six lines of print.

    Args:
        page: The page.
        at: Its place among the paper's, from 0.
        reader: Who reads strips.
        wanted: Whether what they say is needed: only then are they read, and black ones looked for.
    """
    found = []
    for one in impressions(page.upright.pixels, black=wanted):
        text, score = seal_text(page.upright.pixels, one, reader) if wanted and reader is not None else ("", 0.0)
        seal = Seal(text, one.kind, one.colour, page.number + 1, page.upright.original(one.box), round(score, 3))
        found.append(PageSeal(seal, one, at, "" if reader is None else reader.name))
    return found


def hospital_votes(seals: Sequence[PageSeal], printed: str | None) -> list[Vote]:
    """The hospital's name as seals tell it: where none is printed, or where print shows only the end of it."""
    votes = []
    for one in seals:
        name = parse_institution(one.seal.text)
        goes_on = printed is not None and name is not None and name != printed and name.endswith(printed)
        if name is not None and (printed is None or (goes_on and len(printed) >= _SHORTEST_REST)):
            candidate = Candidate(name, one.impression.box, one.seal.score, _TRUST)
            votes.append(Vote(candidate, one.reader, "careful", one.page))
    return votes
