"""From evidence to a verdict: how sure a value is, and what may be done with it."""

import functools
import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from fraudpipe.documents.trust.field_evidence import FieldEvidence
from fraudpipe.documents.trust.field_kinds import field_kind
from fraudpipe.documents.trust.recalibration import Recalibration, clipped
from fraudpipe.errors import ContractError
from fraudpipe.records.reading import Status

_TABLE = "confidence.csv"
_WITHHELD = 0.1
"""A guess that is wrong nine times out of ten leads a person astray: below this it is not shown as a value."""
_USEFUL_ANYWAY = frozenset({"text", "long", "rows", "words"})
"""A sentence, a table or an amount in words with a wrong character in it still tells a person what is meant."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What decides between taking a value and showing it to a person, in yuan.

    Attributes:
        wrong_value: What a wrong value that was taken for right costs.
        look: What a person's look at one field costs.
    """

    wrong_value: float = 100.0
    look: float = 1.0

    @property
    def accepted_from(self) -> float:
        """The least confidence at which taking the value is expected to cost less than looking at it.

        >>> Costs(wrong_value=50.0, look=1.0).accepted_from
        0.98
        """
        return max(0.0, 1.0 - self.look / self.wrong_value) if self.wrong_value > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held of one field.

    Attributes:
        confidence: Probability, 0-1, that the value is exactly right.
        status: accepted, doubtful, or unreadable: then the value is withheld.
        unlearned: The confidence before what corrections taught; None where they taught nothing.
    """

    confidence: float
    status: Status
    unlearned: float | None = None


@dataclass(frozen=True)
class Judge:
    """Judges fields.

    Attributes:
        weights: Of the terms of the evidence, in log-odds.
        costs: Where the line between accepted and doubtful runs.
        learned: What corrections taught, or None.
    """

    weights: Mapping[str, float]
    costs: Costs = field(default_factory=Costs)
    learned: Recalibration | None = None

    def __call__(self, evidence: FieldEvidence) -> Verdict:
        """The verdict on one field; some ten microseconds."""
        weight, kind = self.weights.get, field_kind(evidence.field)
        total = sum(weight(term, 0.0) * number for term, number in evidence.terms.items())
        sure = clipped(1.0 / (1.0 + math.exp(-min(max(total, -30.0), 30.0))))
        if self.learned is None:
            return Verdict(round(sure, 3), self.status_of(sure, kind))
        after = self.learned.confidence(sure, evidence.document_type, kind)
        return Verdict(round(after, 3), self.status_of(after, kind), round(sure, 3))

    def status_of(self, confidence: float, kind: str) -> Status:
        """What a confidence means at these costs, for a field of this kind."""
        if round(confidence, 3) >= self.costs.accepted_from:
            return "accepted"
        return "doubtful" if confidence >= _WITHHELD or kind in _USEFUL_ANYWAY else "unreadable"


@functools.cache
def shipped_weights() -> Mapping[str, float]:
    """The weights that ship with the package; see docs/reading.md for how they were fitted."""
    return weights_from_text(_shipped_table())


@functools.cache
def shipped_digest() -> str:
    """Changes with the weights that ship: what was learned about one set of weights is nothing to another."""
    return hashlib.sha256(_shipped_table().encode()).hexdigest()


def _shipped_table() -> str:
    return resources.files("fraudpipe.documents").joinpath("tables", _TABLE).read_text("utf-8")


def weights_from_text(text: str) -> dict[str, float]:
    """Term to weight, from a table of term, weight and count.

    Raises:
        ContractError: A line is no such row.
    """
    weights: dict[str, float] = {}
    for line in text.splitlines():
        if not line or line.startswith(("#", "term,")):
            continue
        try:
            term, weight, _count = line.split(",")
            weights[term] = float(weight)
        except ValueError:
            msg = f"{_TABLE} has a line that is not term,weight,count: {line[:60]!r}"
            raise ContractError(msg) from None
    return weights


def shipped_judge() -> Judge:
    """Judges as the package came, at the usual costs."""
    return Judge(shipped_weights())
