"""What can be asked outside about the papers of a claim?

Only numbers that were read for certain are asked for: a misread one would be somebody else's, or nobody's.
"""

from collections import Counter
from collections.abc import Iterator

from fraudpipe.checks.evidence import evidence, unread
from fraudpipe.checks.names_alike import hospitals_alike
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.verification import Question, QuestionKind

NUMBER_FIELDS: tuple[tuple[QuestionKind, str], ...] = (
    ("stay", "record_number"),
    ("pathology", "pathology_number"),
    ("imaging", "imaging_number"),
    ("laboratory", "laboratory_number"),
)
"""Kind of question, and the field that holds the number a hospital gave."""

_OF_A_STAY = ("discharge_record", "admission_note", "record_front_page", "operation_record")
_STAY_DATES = ("admission_date", "discharge_date")

INVOICES = ("inpatient_invoice", "outpatient_invoice")


def placed(papers: PaperSet) -> Iterator[tuple[int, Paper]]:
    """Every paper with its place in its file."""
    seen: Counter[str] = Counter()
    for paper in papers.papers:
        yield seen[paper.document_id], paper
        seen[paper.document_id] += 1


def questions_of(papers: PaperSet) -> Iterator[Question]:
    """Every question that the claim's papers allow, in the order of the papers; each number once a paper."""
    if papers.member.id_number:
        yield Question(
            kind="filed_elsewhere",
            claim_id=papers.claim.claim_id,
            document_id=None,
            place=0,
            hospital_name=papers.claim.hospital_name,
            number=papers.member.id_number,
            illness_code=papers.claim.illness_code,
        )
    for place, paper in placed(papers):
        hospital_name = _hospital(paper, papers.claim.hospital_name)
        for kind, name in _asked_of(paper):
            number = _certain(paper, name)
            if number is not None and (hospital_name is not None or kind == "invoice"):
                yield Question(
                    kind=kind,
                    claim_id=papers.claim.claim_id,
                    document_id=paper.document_id,
                    place=place,
                    hospital_name=hospital_name or "",
                    number=number,
                    code=_certain(paper, "invoice_code") if kind == "invoice" else None,
                    patient_name=_certain(paper, "patient_name"),
                )


def _hospital(paper: Paper, claimed: str) -> str | None:
    """Whom to ask: the hospital on the paper, the claimed one where it may be that, or nobody."""
    printed = evidence(paper, "hospital_name")
    if printed is None:
        return None if unread(paper, "hospital_name") else claimed
    if printed.doubtful:
        return claimed if hospitals_alike(printed.text, claimed) else None
    return printed.text


def _asked_of(paper: Paper) -> tuple[tuple[QuestionKind, str], ...]:
    """An invoice is the tax office's; its record number stands on other papers of the stay."""
    if paper.reading.document_type in INVOICES:
        return (("invoice", "invoice_number"),)
    if paper.reading.document_type in _OF_A_STAY or any(evidence(paper, name) for name in _STAY_DATES):
        return NUMBER_FIELDS
    # What a report of an outpatient calls the record number is a number of visits (门诊号).
    return tuple(one for one in NUMBER_FIELDS if one[0] != "stay")


def _certain(paper: Paper, name: str) -> str | None:
    found = evidence(paper, name)
    return None if found is None or found.doubtful else found.text
