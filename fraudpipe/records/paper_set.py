"""What the checks look at: one claim, its member, and what was read from its papers.

These records hold personal values in plain text. They live in memory while a claim is checked and are never written.
"""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from fraudpipe.records.hospital_registry import HospitalRegistry
from fraudpipe.records.reading import Reading
from fraudpipe.records.verification import Answer


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
        hospital_level: 1, 2 or 3; 0 unknown.
        hospital_province: Division code of its province, or "" where unknown.
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
    hospital_level: int = 0
    hospital_province: str = ""


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
        texts: What its fields say, full width folded and without outer spaces; no tables, and nothing unreadable or
            empty. Checks ask for the same fields hundreds of times.
    """

    document_id: str
    reading: Reading
    sent_on: dt.date | None = None
    texts: Mapping[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Folds the texts."""
        texts = {
            name: text
            for name, one in self.reading.fields.items()
            if one.status != "unreadable"
            and one.value is not None
            and not isinstance(one.value, tuple)
            and (text := unicodedata.normalize("NFKC", str(one.value)).strip())
        }
        object.__setattr__(self, "texts", texts)


@dataclass(frozen=True, slots=True)
class EarlierClaim:
    """Another claim of the same member.

    Attributes:
        claim_id: That claim.
        plan_kind: fixed_benefit or reimbursement.
        illness_code: ICD-10 code that was claimed.
        event_on: As in ClaimFacts.
        decision: paid, refused, withdrawn or open; open where nothing was heard yet.
        admitted_on: First day in hospital, or None.
        discharged_on: Last day in hospital, or None.
    """

    claim_id: str
    plan_kind: str
    illness_code: str
    event_on: dt.date
    decision: str
    admitted_on: dt.date | None = None
    discharged_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as an insurance office told of it.

    Attributes:
        event_on: Its day.
        illness_code: ICD-10 code as recorded.
        visit_kind: outpatient, inpatient or health_check.
    """

    event_on: dt.date
    illness_code: str
    visit_kind: str


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Everything a claim's checks may look at.

    Attributes:
        claim: The claim.
        member: Whoever claims.
        papers: What came with it.
        answers: What offices outside had answered by then; what is not here was not checked.
        hospitals: The register of hospitals; None where there is none.
        earlier: The member's other claims that were known by then, oldest first.
        visits: The member's visits that an office had told of by then.
    """

    claim: ClaimFacts
    member: MemberFacts
    papers: tuple[Paper, ...]
    answers: tuple[Answer, ...] = ()
    hospitals: HospitalRegistry | None = None
    earlier: tuple[EarlierClaim, ...] = ()
    visits: tuple[VisitFacts, ...] = ()
