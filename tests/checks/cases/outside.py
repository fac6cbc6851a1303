"""Examples for what offices and registers say: true, its severity, innocent."""

import datetime as dt
from dataclasses import replace

from checks.paper_sets import PAID_BACK, Case, paper, paper_set

from fraudpipe.records.hospital_registry import HospitalRegistry, RegisteredHospital
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.verification import Answer, QuestionKind

INVOICE = paper(
    "inpatient_invoice", invoice_code="330624", invoice_number="00001234", region="模拟省", department="甲状腺外科"
)
CERTIFICATE = paper("diagnosis_certificate", record_number="24000123", admission_date="2024-03-01")
PATHOLOGY = paper("pathology_report", pathology_number="202400123", record_number="24000123")
REGISTRY = HospitalRegistry.of(
    [
        (
            RegisteredHospital("模拟市第一人民医院", 3, "模拟省", ("甲状腺外科", "肿瘤科"), ("模拟医师",)),
            ("模拟医学院附属医院",),
        ),
        (RegisteredHospital("虚构镇卫生院", 1, "虚构省"), ()),
    ],
    complete=True,
)


def answer(kind: QuestionKind, says: str | None, of: Paper | None = None, **changed: object) -> Answer:
    state = "unknown" if says is None else "checked"
    document_id = of.document_id if of else None
    return replace(Answer(kind, document_id, 0, state, 0, says), **changed)  # type: ignore[arg-type]


def answered(*answers: Answer, of: PaperSet | None = None) -> PaperSet:
    return replace(of or paper_set(INVOICE, CERTIFICATE, PATHOLOGY), answers=answers)


def registered(*papers: Paper, **claim: object) -> PaperSet:
    return replace(paper_set(*papers, **claim), hospitals=REGISTRY)


_HELD = answer("invoice", "held", INVOICE, dated_on=dt.date(2024, 3, 9), total_fen=37_000)
_ANOTHERS = answer("pathology", "held", PATHOLOGY, same_name=False)
_VILLAGE = {"hospital_name": "虚构镇卫生院"}

CASES: dict[str, Case] = {
    "invoice_refunded": (answered(answer("invoice", "refunded", INVOICE)), "high", answered(_HELD)),
    # What an office could not say is no answer.
    "invoice_replaced": (
        answered(answer("invoice", "replaced", INVOICE)),
        "low",
        answered(answer("invoice", None, INVOICE)),
    ),
    "invoice_not_registered": (answered(answer("invoice", "not_held", INVOICE)), "medium", answered(_HELD)),
    "invoice_total_differs_from_register": (
        answered(replace(_HELD, total_fen=17_000)),
        "high",
        answered(replace(_HELD, total_fen=None)),
    ),
    "number_not_at_hospital": (
        answered(answer("stay", "not_held", CERTIFICATE), answer("pathology", "not_held", PATHOLOGY)),
        "medium",
        answered(answer("stay", None, CERTIFICATE), answer("pathology", "held", PATHOLOGY, same_name=True)),
    ),
    "number_of_another_patient": (answered(_ANOTHERS), "high", answered(replace(_ANOTHERS, same_name=None))),
    "date_differs_from_register": (
        answered(answer("pathology", "held", PATHOLOGY, dated_on=dt.date(2023, 2, 1))),
        "medium",
        # Entered when the laboratory opened.
        answered(answer("pathology", "held", PATHOLOGY, dated_on=dt.date(2024, 3, 5))),
    ),
    "filed_elsewhere": (
        answered(answer("filed_elsewhere", "filed"), of=paper_set(INVOICE, **PAID_BACK)),
        "low",
        answered(answer("filed_elsewhere", "not_filed")),
    ),
    "hospital_not_registered": (
        registered(paper("discharge_record", hospital_name="杜撰市医院")),
        "low",
        registered(
            paper("discharge_record", hospital_name="模拟市第一人民医院（东院区）"),
            paper("pathology_report", hospital_name="演示病理会诊中心"),
        ),
    ),
    "hospital_level_low": (
        registered(*(paper(kind, **_VILLAGE) for kind in ("discharge_record", "diagnosis_certificate"))),
        "low",
        registered(paper("discharge_record", **_VILLAGE)),
    ),
    "province_differs_from_registry": (
        registered(paper("inpatient_invoice", region="虚构省")),
        "medium",
        registered(paper("inpatient_invoice", region="模拟")),
    ),
    "department_not_at_hospital": (
        registered(paper("discharge_record", department="心血管外科")),
        "medium",
        registered(paper("discharge_record", department="甲状腺外科二病区")),
    ),
    "doctor_not_at_hospital": (
        registered(paper("discharge_record", attending_doctor="虚构乙丙")),
        "low",
        registered(paper("discharge_record", attending_doctor="模拟 医师")),
    ),
    "signed_on_holiday": (
        paper_set(paper("pathology_report", reported_date="2024-05-01"), known_on=dt.date(2024, 6, 1)),
        "low",
        paper_set(paper("outpatient_invoice", issue_date="2024-05-01"), known_on=dt.date(2024, 6, 1)),
    ),
}
