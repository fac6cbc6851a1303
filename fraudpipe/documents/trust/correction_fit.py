"""Learns from people's corrections how sure readings really are, and measures whether that is an improvement.

Corrections are no random sample. Doubtful fields are looked at on purpose; an accepted one only when somebody stumbles
upon a mistake. So each status has rates of its own, which are estimated together with the recalibration by expectation
and maximisation (Dempster, Laird and Rubin 1977):

    noticed     the share of wrong values that somebody corrected
    confirmed   the share of right values that somebody read again and left as they were

Of doubtful fields both are the same: whoever looks does not know yet. Where a sender reports only what was changed,
nothing or next to nothing is confirmed, and doubtful fields are treated like accepted ones. A silent field counts by
what it may still be: right, or wrong and not noticed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from fraudpipe.documents.trust.field_kinds import FIELD_KINDS, field_kind
from fraudpipe.documents.trust.logistic import Numbers, expit, fit_logistic
from fraudpipe.documents.trust.recalibration import Recalibration, log_odds
from fraudpipe.records.reading import DOCUMENT_TYPES, Status

Answer = Literal["silent", "confirmed", "changed"]
"""What a person said of a value: nothing, that it is right, or another value."""

_STATUSES: tuple[Status, ...] = ("accepted", "doubtful")
_ANSWERS: tuple[Answer, ...] = ("silent", "confirmed", "changed")
_ROUNDS = 40
_LEAST_SLOPE = 0.1
_SLOPE_STRENGTH, _SHIFT_STRENGTH, _GROUP_STRENGTH = 50.0, 30.0, 30.0
"""What the shipped confidence is worth against corrections: a standard deviation of 0.14 for the slope, 0.18 for a
shift."""
_LEAST_CHANCE = 1e-6
_LEAST_CONFIRMED, _CONFIRMED_SHARE = 20, 0.5
"""When people are taken to look at doubtful fields on purpose: so many confirmations, and this much of what the mean
confidence lets expect among the answers."""


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field as it was read, and what a person made of it.

    Attributes:
        document_type: Of the paper.
        name: Of the field.
        confidence: Before any earlier recalibration.
        status: As people were shown it.
        answer: What they said.
    """

    document_type: str
    name: str
    confidence: float
    status: Status
    answer: Answer


@dataclass(frozen=True)
class Cells:
    """Fields counted: those of equal type, kind, status and confidence (to three decimals) stand together.

    Attributes:
        types: Document type of each cell.
        kinds: Kind of field of each cell.
        statuses: Status of each cell.
        confidence: Of each cell.
        counts: Cells x (silent, confirmed, changed).
    """

    types: tuple[str, ...]
    kinds: tuple[str, ...]
    statuses: tuple[Status, ...]
    confidence: Numbers
    counts: Numbers

    @property
    def looked_at(self) -> int:
        """Fields of which somebody said something."""
        return int(self.counts[:, 1:].sum())

    def sure(self, learned: Recalibration | None) -> Numbers:
        """The confidence of each cell in the light of what was learned."""
        if learned is None:
            return self.confidence
        return np.array(
            [
                learned.confidence(before, document_type, kind)
                for before, document_type, kind in zip(self.confidence.tolist(), self.types, self.kinds, strict=True)
            ]
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """How people answer about fields of one status.

    Attributes:
        noticed: Share of wrong values that are corrected.
        confirmed: Share of right values that are confirmed.
        on_purpose: Whether people look without knowing what they will find: then both are one, and silence says
            nothing.
    """

    noticed: float
    confirmed: float
    on_purpose: bool


def counted(fields: Iterable[ReadField]) -> Cells:
    """The fields as cells, in a fixed order."""
    counts: Counter[tuple[str, str, Status, float, Answer]] = Counter()
    for one in fields:
        counts[one.document_type, field_kind(one.name), one.status, round(one.confidence, 3), one.answer] += 1
    keys = sorted({key[:4] for key in counts})
    table = np.array([[float(counts[(*key, answer)]) for answer in _ANSWERS] for key in keys]).reshape(-1, 3)
    return Cells(
        tuple(key[0] for key in keys),
        tuple(key[1] for key in keys),
        tuple(key[2] for key in keys),
        np.array([key[3] for key in keys], dtype=np.float64),
        table,
    )


def learn(cells: Cells) -> Recalibration:
    """The recalibration that explains the answers best, leaning towards none at all."""
    types = [one for one in DOCUMENT_TYPES if one in cells.types]
    kinds = [one for one in FIELD_KINDS if one in cells.kinds]
    odds = np.array([log_odds(one) for one in cells.confidence.tolist()])
    columns = [odds, np.ones(len(odds))]
    columns += [np.array([float(one == each) for each in cells.types]) for one in types]
    columns += [np.array([float(one == each) for each in cells.kinds]) for one in kinds]
    design = np.column_stack(columns)
    groups = design.shape[1] - 2
    believed = np.array([1.0] + [0.0] * (groups + 1))
    strength = np.array([_SLOPE_STRENGTH, _SHIFT_STRENGTH] + [_GROUP_STRENGTH] * groups)
    coefficients = believed
    for _ in range(_ROUNDS):
        sure = expit(design @ coefficients)
        right, wrong = _expected(cells, sure, rates(cells, sure))
        weight = right + wrong
        label = np.divide(right, weight, out=np.zeros_like(right), where=weight > 0)
        coefficients = fit_logistic(design, label, weight, believed, strength)
    return Recalibration(
        slope=round(max(float(coefficients[0]), _LEAST_SLOPE), 4),
        shift=round(float(coefficients[1]), 4),
        by_type=_named(types, coefficients[2 : 2 + len(types)]),
        by_kind=_named(kinds, coefficients[2 + len(types) :]),
        looked_at=cells.looked_at,
    )


def rates(cells: Cells, sure: Numbers) -> dict[Status, Rates]:
    """How people answer, if every cell is as sure as `sure` says."""
    found: dict[Status, Rates] = {}
    for status in _STATUSES:
        inside = np.array([one == status for one in cells.statuses], dtype=bool)
        total = cells.counts[inside].sum(axis=1)
        _, confirmed, changed = cells.counts[inside].sum(axis=0).tolist()
        right, wrong = float((total * sure[inside]).sum()), float((total * (1.0 - sure[inside])).sum())
        if status == "doubtful" and _on_purpose(cells.counts[inside], cells.confidence[inside]):
            looked = _share(confirmed + changed, right + wrong)
            found[status] = Rates(looked, looked, on_purpose=True)
        else:
            found[status] = Rates(_share(changed, wrong), confirmed / max(right, confirmed, 1.0), on_purpose=False)
    return found


def surprise(cells: Cells, sure: Numbers, known: Mapping[Status, Rates]) -> float:
    """Mean negative log-likelihood of the answers, if every cell is as sure as `sure` says."""
    lost, count = _losses(cells, sure, known)
    return float((lost * count).sum() / max(float(count.sum()), 1.0))


def gain(
    cells: Cells, before: tuple[Numbers, Mapping[Status, Rates]], after: tuple[Numbers, Mapping[Status, Rates]]
) -> tuple[float, float]:
    """By how much the answers surprise less than before, in the mean, and the standard error of that.

    Both times the same answers are foretold, so their differences are taken answer by answer.
    """
    (lost, count), (now_lost, _) = (_losses(cells, *one) for one in (before, after))
    total, less = max(float(count.sum()), 2.0), lost - now_lost
    mean = float((less * count).sum()) / total
    variance = float((count * (less - mean) ** 2).sum()) / (total - 1.0)
    return mean, float(np.sqrt(variance / total))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What comes of accepting values from some confidence on; each mistake found stands for those like it.

    Attributes:
        share: Accepted fields, of all.
        wrong: Wrong values, of the accepted ones.
        mistakes: Wrong values that are accepted, of all fields.
    """

    share: float
    wrong: float
    mistakes: float


def acceptance(cells: Cells, sure: Numbers, known: Mapping[Status, Rates], accepted_from: float) -> Acceptance:
    """What comes of accepting what is at least as sure as `accepted_from`."""
    taken = np.round(sure, 3) >= accepted_from
    stands_for = np.array([1.0 / max(known[one].noticed, 0.01) for one in cells.statuses])
    wrong = float((cells.counts[:, 2] * stands_for)[taken].sum())
    accepted, total = float(cells.counts[taken].sum()), max(float(cells.counts.sum()), 1.0)
    return Acceptance(accepted / total, wrong / max(accepted, 1.0), wrong / total)


def _losses(cells: Cells, sure: Numbers, known: Mapping[Status, Rates]) -> tuple[Numbers, Numbers]:
    """The negative log-likelihood of each answer of each cell, and how often it was given."""
    losses, counts = [np.zeros(0)], [np.zeros(0)]
    for status in _STATUSES:
        inside = np.array([one == status for one in cells.statuses], dtype=bool)
        rate, right = known[status], sure[inside]
        silent, confirmed, changed = cells.counts[inside].T
        if rate.on_purpose:
            chances = [(right, confirmed), (1.0 - right, changed)]
        else:
            quiet = right * (1.0 - rate.confirmed) + (1.0 - right) * (1.0 - rate.noticed)
            chances = [(quiet, silent), (right * rate.confirmed, confirmed), ((1.0 - right) * rate.noticed, changed)]
        for chance, count in chances:
            losses.append(-np.log(np.maximum(chance, _LEAST_CHANCE)))
            counts.append(count)
    return np.concatenate(losses), np.concatenate(counts)


def _expected(cells: Cells, sure: Numbers, known: Mapping[Status, Rates]) -> tuple[Numbers, Numbers]:
    """How many fields of each cell are right and wrong; silence about what is looked at on purpose counts nothing."""
    silent, confirmed, changed = cells.counts.T
    right, wrong = confirmed.copy(), changed.copy()
    for status in _STATUSES:
        rate = known[status]
        if rate.on_purpose:
            continue
        inside = np.array([one == status for one in cells.statuses], dtype=bool)
        unnoticed, unconfirmed = (1.0 - sure) * (1.0 - rate.noticed), sure * (1.0 - rate.confirmed)
        share = unconfirmed / np.maximum(unconfirmed + unnoticed, _LEAST_CHANCE)
        right += np.where(inside, silent * share, 0.0)
        wrong += np.where(inside, silent * (1.0 - share), 0.0)
    return right, wrong


def _on_purpose(counts: Numbers, confidence: Numbers) -> bool:
    """Whether people confirm about as many as they should find right; a stray confirmation is no custom.

    Judged by the confidence as it was read, so that the answer is the same before and after learning.
    """
    _, confirmed, changed = counts.sum(axis=0).tolist()
    if confirmed < _LEAST_CONFIRMED:
        return False
    expected = float((counts.sum(axis=1) * confidence).sum() / counts.sum())
    return bool(confirmed / (confirmed + changed) >= _CONFIRMED_SHARE * expected)


def _share(found: float, expected: float) -> float:
    """A share drawn towards a half by one case each way, never above 1."""
    return min(1.0, (found + 1.0) / (max(expected, found) + 2.0))


def _named(names: Sequence[str], shifts: Numbers) -> dict[str, float]:
    return {name: round(float(shift), 4) for name, shift in zip(names, shifts, strict=True)}
