"""What speaks for and against a value that was read, as named numbers: the only thing confidence is made of.

A term that is absent counts as 0. Terms are sums' parts, not probabilities: `confidence_model` weighs them.
"""

import datetime as dt
import difflib
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fraudpipe.documents.forms.form import Value
from fraudpipe.documents.trust.field_kinds import field_kind
from fraudpipe.documents.trust.settling import Settled
from fraudpipe.documents.trust.votes import Ballot, Vote, same_key
from fraudpipe.records.identity_numbers import id_number_holds

_ROLES = ("fast", "careful", "second")
_NEARLY = 0.8
_COMPARED = 160
"""Characters of a long text that are compared; a second reader's likeness shows in its beginning."""
_LITTLE_TRUST = 0.65
_LONGEST, _MOST_LACKING = 60, 1.0
"""Beyond these a text is just long, and just doubtful: nothing is concluded from more of it."""
_PAPERS_FROM, _PAPERS_TO = 1990, 2060
_HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """One field's evidence.

    Attributes:
        field: Name of the field.
        document_type: Of its paper.
        terms: Name of a term to its number.
    """

    field: str
    document_type: str
    terms: Mapping[str, float]


def field_evidence(name: str, document_type: str, settled: Settled, ballot: Ballot) -> FieldEvidence:
    """The evidence for the value that was settled on.

    Args:
        name: A field of `settled.chosen`.
        document_type: Of the paper.
        settled: Which vote won, and what the checks within the paper say.
        ballot: All votes of all fields: the others tell how legible the page is.
    """
    chosen, votes = settled.chosen[name], ballot.get(name, ())
    kind = field_kind(name)
    terms = {"one": 1.0, f"kind:{kind}": 1.0, f"type:{document_type}": 1.0, f"field:{name}": 1.0}
    terms |= dict(_scores(chosen, votes))
    terms |= dict(_agreement(chosen, votes))
    if terms["agreeing"] < 2 and name not in settled.confirmed:
        terms |= {"alone": 1.0, f"alone:{kind}": 1.0, f"alone_lack_root:{kind}": terms["lack_root"]}
        if chosen.sure:
            terms |= {"alone_sure": 1.0, f"alone_sure:{kind}": 1.0}
    if chosen.candidate.trust <= _LITTLE_TRUST:
        terms[f"little_trust:{kind}"] = 1.0  # all who agree may have been deceived by the same stroke of a pen
    terms |= dict(_page(name, chosen, ballot))
    checked = (("confirmed", name in settled.confirmed), ("contradicted", name in settled.contradicted))
    for what, holds in checked:
        if holds:
            terms |= {what: 1.0, f"{what}:{kind}": 1.0}
    for what in _form(name, kind, chosen.candidate.value):
        terms[what] = 1.0
    length = min(len(same_key(chosen.candidate.value)), _LONGEST)
    terms |= {"length": (length / 40) ** 0.5, f"length:{kind}": (length / 40) ** 0.5}
    return FieldEvidence(name, document_type, terms)


def _scores(chosen: Vote, votes: Sequence[Vote]) -> Iterator[tuple[str, float]]:
    """How far the readers' own scores and the place of the value fall short of the best."""
    candidate = chosen.candidate
    lack = _lack(candidate.score)
    yield "lack", lack
    yield "lack_root", lack**0.5
    yield "distrust", 1.0 - candidate.trust
    key = same_key(candidate.value)
    best = max((vote.candidate.score for vote in votes if _key(vote) == key), default=candidate.score)
    yield "least_lack_root", _lack(best) ** 0.5
    # A score is a mean over characters; one bad character among many shows in the sum.
    yield "lack_sum_root", min(lack * min(len(key), _LONGEST), _MOST_LACKING) ** 0.5


def _lack(score: float) -> float:
    return 1.0 - min(max(score, 0.0), 1.0)


def _agreement(chosen: Vote, votes: Sequence[Vote]) -> Iterator[tuple[str, float]]:
    """Who saw the value, who saw something else, and how far that is off."""
    key = same_key(chosen.candidate.value)
    stands = dict.fromkeys(_ROLES, "-")
    nearest = dict.fromkeys(_ROLES, 1.0)
    for vote in votes:
        apart = _apart(key, _key(vote))
        if apart == 0.0:
            stands[vote.role] = "a"
        elif stands[vote.role] != "a":
            stands[vote.role] = "d"
        nearest[vote.role] = min(nearest[vote.role], apart)
    yield "seen:" + "".join(stands.values()), 1.0
    yield "agreeing", float(sum(one == "a" for one in stands.values()))
    for role in _ROLES:
        if stands[role] == "d":
            yield f"{role}_differs", 1.0
            yield f"{role}_apart", nearest[role]
    if stands["second"] == "a" and "a" in (stands["fast"], stands["careful"]):
        yield "independent_agree", 1.0
    if stands["second"] == "d" and 1.0 - nearest["second"] >= _NEARLY:
        yield "second_nearly", 1.0
    if "a" not in stands.values():
        yield "made_up", 1.0  # put together or mended: nobody read it just so
    if len({(vote.page, _key(vote)) for vote in votes if vote.page != chosen.page}) > 0:
        yield "several_pages", 1.0


def _key(vote: Vote) -> str:
    return same_key(vote.candidate.value)


@functools.lru_cache(maxsize=512)
def _apart(one: str, other: str) -> float:
    """0 for equal texts, 1 for texts without anything in common."""
    if one == other:
        return 0.0
    matcher = difflib.SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    return 1.0 - min(matcher.ratio(), 0.999)


def _page(name: str, chosen: Vote, ballot: Ballot) -> Iterator[tuple[str, float]]:
    """How well the other fields of the page were read."""
    lacks, disputed, several = [], 0, 0
    for other, votes in ballot.items():
        here = [vote for vote in votes if vote.page == chosen.page]
        if other == name or not here:
            continue
        lacks.append(_lack(max(vote.candidate.score for vote in here)))
        several += len(here) > 1
        disputed += len({_key(vote) for vote in here}) > 1
    if lacks:
        yield "page_lack_root", (sum(lacks) / len(lacks)) ** 0.5
    if several:
        yield "page_disputed", disputed / several


def _form(name: str, kind: str, value: Value) -> Iterator[str]:
    """What the value's own form says: check digits that hold or fail, and what such a value never looks like."""
    text = str(value)
    if name == "id_number":
        yield "check_holds" if id_number_holds(text) else "check_fails"
    if name == "card_number":
        yield "check_holds" if _luhn(text) else "check_fails"
    if kind == "date" and _odd_date(text):
        yield "odd_date"
    if kind == "person" and not re.fullmatch(rf"[{_HAN}]{{2,4}}|[{_HAN}·]{{4,20}}", text):
        yield "odd_name"
    if kind == "amount" and not re.fullmatch(r"\d{1,7}\.\d{2}", text):
        yield "odd_amount"
    if kind in ("text", "long") and _odd_text(text):
        yield "odd_text"
    if kind == "rows" and isinstance(value, tuple) and len(value) < 2:
        yield "single_row"


def _odd_date(text: str) -> bool:
    try:
        return not _PAPERS_FROM <= dt.date.fromisoformat(text).year <= _PAPERS_TO
    except ValueError:
        return True


def _odd_text(text: str) -> bool:
    """Brackets without their other half, or a text that begins or ends where no text does."""
    opened = sum(text.count(mark) for mark in "(（[【")
    closed = sum(text.count(mark) for mark in ")）]】")
    return opened != closed or bool(re.search(r"^[，,、。;；:：)）]|[、,，:：(（]$|[?？]{2}|[\ufffd]", text))


def _luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    if not number.isdigit():
        return False
    total = 0
    for at, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + at % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0
