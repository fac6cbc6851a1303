"""Which papers are missing, and what on them cannot be read?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fraudpipe.checks.evidence import Evidence, finding
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import ClaimFacts, Paper, PaperSet
from fraudpipe.records.reading import FieldReading

_PAPER_NAMES = {
    "diagnosis_certificate": ("诊断证明书或出院记录", "diagnosis certificate or discharge record"),
    "pathology_report": ("病理报告", "pathology report"),
    "identity_card": ("身份证", "identity card"),
    "inpatient_invoice": ("住院或门诊票据", "inpatient or outpatient invoice"),
    "discharge_record": ("出院记录", "discharge record"),
}
_STANDS_IN = {
    "diagnosis_certificate": ("diagnosis_certificate", "discharge_record", "record_front_page"),
    "inpatient_invoice": ("inpatient_invoice", "outpatient_invoice"),
    "discharge_record": ("discharge_record", "record_front_page"),
}
_FIELD_NAMES = {
    "patient_name": ("姓名", "name"),
    "diagnosis": ("诊断", "diagnosis"),
    "pathology_diagnosis": ("病理诊断", "pathology conclusion"),
    "tumour_stage": ("分期", "stage"),
    "hospital_name": ("医院", "hospital"),
    "admission_date": ("入院日期", "admission date"),
    "discharge_date": ("出院日期", "discharge date"),
    "reported_date": ("报告日期", "report date"),
    "operation_name": ("手术", "operation"),
    "total_amount": ("总金额", "total"),
}


def check_completeness(papers: PaperSet) -> Iterator[Finding]:
    """Missing papers and deciding fields that nobody could read, or not for certain: whom to ask for what."""
    if not papers.papers:
        yield finding("no_papers")
        return
    present = {paper.reading.document_type for paper in papers.papers}
    for needed in _needed(papers.claim):
        if present.isdisjoint(_STANDS_IN.get(needed, (needed,))):
            zh, en = _PAPER_NAMES[needed]
            yield finding("paper_missing", paper_zh=zh, paper_en=en)
    for paper in papers.papers:
        yield from _open_fields(paper)


def _needed(claim: ClaimFacts) -> tuple[str, ...]:
    if claim.plan_kind == "reimbursement":
        return ("inpatient_invoice", "discharge_record") if claim.admitted_on else ("inpatient_invoice",)
    # Tumours of blood and lymph (C81 and later) are proved by marrow and immunology, not always by a section.
    solid = claim.illness_code.startswith("C") and claim.illness_code[:3] < "C81"
    always = ("diagnosis_certificate", "identity_card")
    return (*always, "pathology_report") if solid else always


def _open_fields(paper: Paper) -> Iterator[Finding]:
    """What the claimant has to send again, and what a person has to look at."""
    deciding = {name: field for name, field in paper.reading.fields.items() if name in _FIELD_NAMES}
    lost = {name: field for name, field in deciding.items() if field.status == "unreadable" or field.value is None}
    doubtful = {name: field for name, field in deciding.items() if field.status == "doubtful" and name not in lost}
    if lost:
        yield _listed("fields_unreadable", paper, lost)
    if doubtful:
        yield replace(_listed("fields_in_doubt", paper, doubtful), in_doubt=True)


def _listed(code: str, paper: Paper, fields: Mapping[str, FieldReading]) -> Finding:
    names = sorted(_FIELD_NAMES[name] for name in fields)
    return finding(
        code,
        *(Evidence(paper, name, field, "") for name, field in fields.items()),
        fields_zh="、".join(zh for zh, _ in names),
        fields_en=", ".join(en for _, en in names),
    )
