"""A first estimate of how sure a value is, while a document is being read: it steers who looks again.

What a reading says in the end is another matter: `field_evidence` and `judging`. The estimate is kept apart from that
on purpose: were the fitted weights to steer the readers, a new fit would change the very evidence it was made from.

The steps were set by counting right and wrong fields on papers with known values: a reader's own score alone says
little, a second look that agrees says more, arithmetic within the paper says most.
"""

import difflib
from collections.abc import Sequence

from fraudpipe.documents.trust.votes import Vote, agreeing, same_key

IN_DOUBT = 0.7
"""Below this a deciding field is looked at by the second reader."""

_LONG_TEXT = 14
_SIMILAR = 0.8


def confidence(chosen: Vote, votes: Sequence[Vote], *, confirmed: bool, contradicted: bool) -> float:
    """About how probable it is, 0-1, that the chosen value is exactly right."""
    if confirmed:
        return 0.99
    own = chosen.candidate.trust * (0.25 + 0.72 * min(1.0, chosen.candidate.score))
    roles = {vote.role for vote in agreeing(votes, chosen.candidate.value)}
    others = {vote.role for vote in votes} - roles
    if "second" in others and _similar(chosen, [vote for vote in votes if vote.role == "second"]):
        others, roles = others - {"second"}, roles | {"second"}
    value = own
    if {"fast", "careful"} <= roles:
        value = max(own, 0.93 * chosen.candidate.trust)
    if "second" in roles and len(roles) > 1:
        value = max(value, 0.97)
    if others & {"fast", "careful"}:
        value = min(value, 0.88 if "second" in roles and len(roles) > 1 else 0.74)
    if "second" in others:
        value = min(value, 0.84 if {"fast", "careful"} <= roles else 0.7)
    return round(min(value, 0.5) if contradicted else value, 3)


def agreeing_readers(chosen: Vote, votes: Sequence[Vote]) -> tuple[str, ...]:
    """Names of the readers that saw the chosen value, sorted."""
    names = {chosen.reader} | {vote.reader for vote in agreeing(votes, chosen.candidate.value)}
    return tuple(sorted(names | {vote.reader for vote in votes if vote.role == "second" and _similar(chosen, [vote])}))


def _similar(chosen: Vote, seconds: Sequence[Vote]) -> bool:
    """Of a long text no two readers see every mark alike: near equality is agreement there."""
    text = same_key(chosen.candidate.value)
    if len(text) < _LONG_TEXT:
        return False
    return any(
        difflib.SequenceMatcher(None, text, same_key(vote.candidate.value), autojunk=False).ratio() >= _SIMILAR
        for vote in seconds
    )
