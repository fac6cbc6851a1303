"""Kinds of findings with claim and member: an example that each is for, its severity there, an innocent look-alike."""

from checks.paper_sets import PAID_BACK, Case, paper, paper_set

OTHER_STAY = {"admission_date": "2023-10-01", "discharge_date": "2023-10-05"}

CASES: dict[str, Case] = {
    "name_differs_from_member": (
        paper_set(paper("discharge_record", patient_name="虚构乙丙")),
        "high",
        paper_set(paper("discharge_record", patient_name="模拟·甲")),
    ),
    "sex_differs_from_member": (
        paper_set(paper("discharge_record", sex="男")),
        "medium",
        paper_set(paper("discharge_record", sex="未说明")),
    ),
    "age_differs_from_member": (
        paper_set(paper("discharge_record", age="29岁")),
        "medium",
        paper_set(paper("discharge_record", age="41岁")),
    ),
    "id_number_differs_from_member": (
        paper_set(paper("identity_card", id_number="110101197207010045")),
        "medium",
        paper_set(paper("identity_card", id_number="1101**********0045")),
    ),
    "hospital_differs_from_claim": (
        paper_set(hospital_name="虚构县中医院"),
        "medium",
        paper_set(paper("diagnosis_certificate", hospital_name="虚构县中医院")),
    ),
    "stay_differs_from_claim": (
        paper_set(paper("inpatient_invoice", **OTHER_STAY)),
        "medium",
        paper_set(paper("inpatient_invoice", **OTHER_STAY), paper("inpatient_invoice")),
    ),
    "amount_above_papers": (
        paper_set(paper("inpatient_invoice"), **PAID_BACK | {"amount_fen": 137_000}),
        "medium",
        paper_set(
            paper("inpatient_invoice"),
            paper("outpatient_invoice", status="unreadable", total_amount="0"),
            **PAID_BACK | {"amount_fen": 137_000},
        ),
    ),
    "diagnosis_differs_from_claim": (
        paper_set(paper("discharge_record", diagnosis="结节性甲状腺肿")),
        "medium",
        paper_set(paper("discharge_record", diagnosis="甲状腺乳头状癌；高血压2级")),
    ),
    "imaging_differs_from_claim": (
        paper_set(paper("imaging_report", imaging_diagnosis="考虑甲状腺腺瘤。")),
        "low",
        # A nodule that was followed for a year.
        paper_set(paper("imaging_report", imaging_diagnosis="考虑甲状腺腺瘤。", reported_date="2023-02-03")),
    ),
    "diagnosis_uncertain": (
        paper_set(paper("diagnosis_certificate", diagnosis="甲状腺恶性肿瘤待查")),
        "low",
        paper_set(paper("diagnosis_certificate", diagnosis="甲状腺恶性肿瘤")),
    ),
    "dated_after_claim": (
        paper_set(paper("diagnosis_certificate", issue_date="2024-05-01")),
        "medium",
        paper_set(paper("diagnosis_certificate", issue_date="2024-04-10")),
    ),
}
