"""How codes are called on pages for people."""

DOCUMENT_TYPES_ZH = {
    "inpatient_invoice": "住院发票",
    "outpatient_invoice": "门诊发票",
    "itemised_bill": "费用清单",
    "discharge_record": "出院记录",
    "diagnosis_certificate": "诊断证明",
    "pathology_report": "病理报告",
    "imaging_report": "影像报告",
    "laboratory_report": "检验报告",
    "admission_note": "入院记录",
    "record_front_page": "病案首页",
    "operation_record": "手术记录",
    "health_check_report": "体检报告",
    "identity_card": "身份证",
    "bank_card": "银行卡",
    "authorisation_letter": "授权书",
    "other": "其他",
}
PLANS_ZH = {"fixed_benefit": "定额互助", "reimbursement": "费用报销"}
SEVERITIES_ZH = {"high": "高", "medium": "中", "low": "低"}
OUTCOMES_ZH = {
    "confirmed_fraud": "确认欺诈",
    "non_disclosure": "未如实告知",
    "not_covered": "不在保障范围",
    "not_fraud": "非欺诈",
    "inconclusive": "无法定论",
    "withdrawn": "已撤回",
}
