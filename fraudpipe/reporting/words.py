"""How codes are called on pages for people."""

from fraudpipe.records.document_names import DOCUMENT_NAMES

DOCUMENT_TYPES_ZH = {name: zh for name, (zh, _) in DOCUMENT_NAMES.items()}
PLANS_ZH = {"fixed_benefit": "定额互助", "reimbursement": "费用报销"}
SEVERITIES_ZH = {"high": "高", "medium": "中", "low": "低"}
QUESTIONS_ZH = {
    "invoice": "发票",
    "stay": "住院号",
    "pathology": "病理号",
    "imaging": "影像号",
    "laboratory": "检验号",
    "filed_elsewhere": "其他平台",
}
ANSWERS_ZH = {
    "held": "有登记",
    "not_held": "查无登记",
    "refunded": "已红冲",
    "replaced": "已换开",
    "filed": "有申请",
    "not_filed": "无申请",
    "not_checked": "未核验",
    "unknown": "无法答复",
}
"""What an office says, or why nothing is known from it."""
