"""What is asked outside about a claim, and what was answered.

An office is asked for one number at a time. Whatever it did not answer is not known: "not checked" and "unknown" never
mean that all is well. An answer holds no personal value: whether a name is the same, never the name.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, Protocol

QuestionKind = Literal["invoice", "stay", "pathology", "imaging", "laboratory", "filed_elsewhere"]
"""An invoice at the tax office, a number at the hospital that gave it, the claim at other platforms."""

State = Literal["checked", "not_checked", "unknown"]
"""checked: the office answered. not_checked: nobody asked, or nobody may ask. unknown: it was asked and cannot say."""

Says = Literal["held", "not_held", "refunded", "replaced", "filed", "not_filed"]
"""What an office that answered says: refunded is red-flushed for good, replaced red-flushed for a corrected invoice."""

GOOD: tuple[Says, ...] = ("held", "not_filed")
"""The answers that speak for a claim."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. It carries plain numbers and names: it lives in memory and goes to the office alone.

    Attributes:
        kind: What is asked for.
        claim_id: The claim it is asked about.
        document_id: The paper that states the number, or None for the claim as a whole.
        place: Which paper of that file it is, from 0: several may lie in one picture.
        hospital_name: As printed on that paper, or of the claim.
        number: The number to look up: of the invoice, the record, the report, or of the identity card.
        code: The invoice code, where the paper states one.
        patient_name: Whose the paper says it is, or None where that was not read.
        illness_code: What is claimed, for other platforms.
    """

    kind: QuestionKind
    claim_id: str
    document_id: str | None
    place: int
    hospital_name: str
    number: str
    code: str | None = None
    patient_name: str | None = None
    illness_code: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question.

    Attributes:
        kind: Kind of the question.
        document_id: Its paper, or None.
        place: Which paper of that file, from 0.
        state: Whether anybody answered.
        known_at: From when on the answer is known; nothing earlier may see it.
        says: The answer, when the state is checked.
        dated_on: The day the office holds for it: issued, admitted, sampled or examined.
        total_fen: The amount the tax office holds.
        same_name: Whether the office holds it under the name that the paper states.
    """

    kind: QuestionKind
    document_id: str | None
    place: int
    state: State
    known_at: int
    says: Says | None = None
    dated_on: dt.date | None = None
    total_fen: int | None = None
    same_name: bool | None = None


class Office(Protocol):
    """Whoever answers: a file, a tax office's interface, a hospital's desk."""

    def digest(self) -> str:
        """Changes whenever the office could answer otherwise; part of the ledger key."""
        ...

    def ask(self, question: Question, as_of: int) -> Answer:
        """What the office knew just before `as_of`; the answer is known by then, too."""
        ...
