"""What several readings said about a field, and which value they settle on."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fraudpipe.documents.forms.form import Candidate, Value
from fraudpipe.records.reading import LaboratoryRow, LineItem

_GUESSED = 0.3
_SAYS_NOTHING = re.compile(r"[\s,;:、。，；：]|(?<!\d)\.|\.(?!\d)")
_WEIGHTS = {"careful": 1.1, "fast": 1.0, "second": 0.9}


@dataclass(frozen=True, slots=True)
class Vote:
    """One candidate, and who saw it.

    Attributes:
        candidate: The value, its box on the upright page and its score.
        reader: Name of the reader.
        role: fast, careful or second.
        page: Index of the page, from 0.
        sure: Whether the reader was sure of each character where it was seen.
    """

    candidate: Candidate
    reader: str
    role: str
    page: int
    sure: bool = False


Ballot = Mapping[str, Sequence[Vote]]
"""Field name to all votes."""


def same_key(value: Value) -> str:
    """Equal for values that differ only in spaces and in punctuation; a point between digits stays.

    Signs that `exact_key` drops tell values apart here: 3-5cm is not 35cm, and (-) is not (+).

    >>> same_key("1.5×1.0cm") == same_key("15×1.0cm"), same_key("左肺癌。") == same_key("左肺癌")
    (False, True)
    """
    if isinstance(value, tuple):
        return "|".join(_row_key(row) for row in value)
    folded = unicodedata.normalize("NFKC", str(value))
    return _SAYS_NOTHING.sub("", folded).lower()


def elect(votes: Sequence[Vote]) -> Vote | None:
    """The vote whose value carries the most weight; the earliest page that knows the field decides.

    What a page only guesses does not decide over what another one says behind a label.
    """
    if not votes:
        return None
    best_trust = max(vote.candidate.trust for vote in votes)
    first_page = min(vote.page for vote in votes if vote.candidate.trust >= best_trust - _GUESSED)
    weights: dict[str, float] = {}
    here = [vote for vote in votes if vote.page == first_page]
    for vote in here:
        key = same_key(vote.candidate.value)
        weights[key] = weights.get(key, 0.0) + _weight(vote)
    best = max(weights.values())
    winner = next(key for key, weight in weights.items() if weight == best)
    return max((vote for vote in here if same_key(vote.candidate.value) == winner), key=_weight)


def agreeing(votes: Sequence[Vote], value: Value) -> tuple[Vote, ...]:
    """The votes for this value."""
    key = same_key(value)
    return tuple(vote for vote in votes if same_key(vote.candidate.value) == key)


def items_of(vote: Vote) -> tuple[LineItem, ...]:
    """The line items of a vote; empty when it is about another kind of field."""
    value = vote.candidate.value
    return tuple(row for row in value if isinstance(row, LineItem)) if isinstance(value, tuple) else ()


def _row_key(row: LineItem | LaboratoryRow) -> str:
    if isinstance(row, LaboratoryRow):
        return f"{row.name}={row.result} {row.unit} {row.range} {row.flag}"
    return f"{row.name}={row.quantity or ''}x{row.unit_price or ''}={row.amount}"


def _weight(vote: Vote) -> float:
    # Cubed, so that a careful reader that is plainly less sure than the fast one does not win by its role.
    return _WEIGHTS[vote.role] * vote.candidate.trust * vote.candidate.score**3
