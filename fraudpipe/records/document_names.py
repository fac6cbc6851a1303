"""What papers are called on pages and in letters."""

from collections.abc import Mapping

DOCUMENT_NAMES: Mapping[str, tuple[str, str]] = {
    "inpatient_invoice": ("住院发票", "inpatient invoice"),
    "outpatient_invoice": ("门诊发票", "outpatient invoice"),
    "itemised_bill": ("费用清单", "itemised bill"),
    "discharge_record": ("出院记录", "discharge record"),
    "diagnosis_certificate": ("诊断证明", "diagnosis certificate"),
    "pathology_report": ("病理报告", "pathology report"),
    "imaging_report": ("影像报告", "imaging report"),
    "laboratory_report": ("检验报告", "laboratory report"),
    "admission_note": ("入院记录", "admission note"),
    "record_front_page": ("病案首页", "front page of the record"),
    "operation_record": ("手术记录", "operation record"),
    "health_check_report": ("体检报告", "health check report"),
    "identity_card": ("身份证", "identity card"),
    "bank_card": ("银行卡", "bank card"),
    "authorisation_letter": ("授权书", "authorisation letter"),
    "other": ("其他", "another paper"),
}
"""Type of document to its name in Chinese and English."""
