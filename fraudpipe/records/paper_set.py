"""What the checks look at: one claim, its member, and what was read from its papers.

These records hold personal values in plain text. They live in memory while a claim is checked and are never written.
"""

import datetime as dt
from dataclasses import dataclass

from fraudpipe.records.reading import Reading


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The claim as it was sent.

    Attributes:
        claim_id: The claim.
        plan_kind: fixed_benefit or reimbursement.
        illness_code: ICD-10 code that is claimed.
        event_on: Day of the first diagnosis (fixed benefit) or of discharge (reimbursement).
        known_on: Day on which the claim was sent.
        hospital_name: Official name of the hospital.
        amount_fen: Amount at stake.
        admitted_on: First day in hospital, or None.
        discharged_on: Last day in hospital, or None.
        doctor_name: Attending doctor, or None.
        department: Ward or department, or None.
        line_total_fen: Sum of the claim lines, or None without lines.
    """

    claim_id: str
    plan_kind: str
    illness_code: str
    event_on: dt.date
    known_on: dt.date
    hospital_name: str
    amount_fen: int
    admitted_on: dt.date | None = None
    discharged_on: dt.date | None = None
    doctor_name: str | None = None
    department: str | None = None
    line_total_fen: int | None = None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Whoever claims, as registered.

    Attributes:
        name: Full name.
        sex: F or M.
        birth_on: Birth date.
        joined_on: First day of membership; the waiting period runs from it.
        declared_illness: Whether an earlier illness was declared at joining.
        id_number: Number of the identity card, or None.
    """

    name: str
    sex: str
    birth_on: dt.date
    joined_on: dt.date
    declared_illness: bool
    id_number: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the claim and what was read from it.

    Attributes:
        document_id: The document.
        reading: What was read from it.
        sent_on: Day on which it was handed in, which may be long after the claim; None: with the claim.
    """

    document_id: str
    reading: Reading
    sent_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Everything a claim's checks may look at."""

    claim: ClaimFacts
    member: MemberFacts
    papers: tuple[Paper, ...]
