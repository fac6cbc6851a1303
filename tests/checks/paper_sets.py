"""Claims with papers, by keyword. The people are invented and say so."""

import datetime as dt
from dataclasses import replace

from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import FieldReading, LineItem, Reading

BOX = (100, 200, 300, 240)
CLAIM = ClaimFacts(
    claim_id="C1",
    plan_kind="fixed_benefit",
    illness_code="C73",
    event_on=dt.date(2024, 3, 5),
    known_on=dt.date(2024, 4, 10),
    hospital_name="模拟市第一人民医院",
    amount_fen=30_000_000,
    admitted_on=dt.date(2024, 3, 1),
    discharged_on=dt.date(2024, 3, 9),
)
MEMBER = MemberFacts(
    name="模拟甲",
    sex="F",
    birth_on=dt.date(1984, 6, 1),
    joined_on=dt.date(2023, 1, 1),
    declared_illness=False,
    id_number="110101198406010027",
)
PAID_BACK = {"plan_kind": "reimbursement", "event_on": dt.date(2024, 3, 9), "amount_fen": 37_000}
Case = tuple[PaperSet, str, PaperSet]
"""What a finding is for, the severity expected there, and an innocent look-alike."""

_STAY = {"admission_date": "2024-03-01", "discharge_date": "2024-03-09"}
_PERSON = {"hospital_name": "模拟市第一人民医院", "patient_name": "模拟甲", "sex": "女"}
_USUAL = {
    "discharge_record": _PERSON
    | _STAY
    | {"age": "39岁", "diagnosis": "甲状腺恶性肿瘤", "past_history": "否认高血压10年。", "chief_complaint": "肿物2周"},
    "diagnosis_certificate": _PERSON | {"age": "39岁", "diagnosis": "甲状腺癌", "issue_date": "2024-03-09"},
    "pathology_report": _PERSON
    | {
        "pathology_diagnosis": "甲状腺乳头状癌",
        "sampled_date": "2024-03-03",
        "reported_date": "2024-03-05",
    },
    "imaging_report": _PERSON | {"imaging_diagnosis": "甲状腺恶性肿瘤", "reported_date": "2024-03-02"},
    "bank_card": {"patient_name": "模拟甲"},
    "record_front_page": _PERSON
    | _STAY
    | {"age": "39岁", "birth_date": "1984-06-01", "id_number": "110101198406010027"},
    "operation_record": _PERSON | {"operation_date": "2024-03-04"},
    "laboratory_report": _PERSON | {"sampled_date": "2024-03-02"},
    "admission_note": _PERSON | {"admission_date": "2024-03-01", "diagnosis": "甲状腺恶性肿瘤？"},
    "inpatient_invoice": _PERSON
    | _STAY
    | {
        "inpatient_days": 8,
        "total_amount": "370.00",
        "total_amount_words": "叁佰柒拾元整",
        "issue_date": "2024-03-09",
        "line_items": (("西药费", "300.00"), ("床位费", "70.00")),
    },
    "identity_card": {"patient_name": "模拟甲", "sex": "女", "id_number": "110101198406010027"},
    "outpatient_invoice": _PERSON | {"total_amount": "50.00", "issue_date": "2024-02-27"},
    "itemised_bill": _PERSON | {"total_amount": "370.00"},
}


def field(value: object, status: str = "accepted") -> FieldReading:
    if isinstance(value, tuple):
        value = tuple(LineItem(one[0], one[1], BOX, *one[2:]) if type(one) is tuple else one for one in value)
    if status == "unreadable":
        value = None
    return FieldReading(value, 0.97 if status == "accepted" else 0.5, status, 1, BOX, ("a", "b"))  # type: ignore[arg-type]


def paper(document_type: str, status: str = "accepted", sent_on: dt.date | None = None, **changed: object) -> Paper:
    """A usual paper of this type; `status` is that of the changed fields, and None takes a field away."""
    fields = {name: field(value) for name, value in _USUAL[document_type].items()}
    for name, value in changed.items():
        fields.pop(name, None)
        if value is not None:
            fields[name] = field(value, status)
    return Paper(f"D-{document_type}", Reading(document_type, 0, 1, fields), sent_on)


def paper_set(*papers: Paper, member: dict | None = None, **claim: object) -> PaperSet:
    """A claim whose usual papers are replaced by `papers` of the same type."""
    given = {one.reading.document_type for one in papers}
    usual = [
        paper(kind)
        for kind in ("discharge_record", "diagnosis_certificate", "pathology_report", "identity_card")
        if kind not in given
    ]
    return PaperSet(replace(CLAIM, **claim), replace(MEMBER, **(member or {})), (*usual, *papers))
