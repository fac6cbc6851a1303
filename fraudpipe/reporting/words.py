"""How codes are called on pages for people."""

from fraudpipe.records.document_names import DOCUMENT_NAMES

DOCUMENT_TYPES_ZH = {name: zh for name, (zh, _) in DOCUMENT_NAMES.items()}
PLANS_ZH = {"fixed_benefit": "定额互助", "reimbursement": "费用报销"}
SEVERITIES_ZH = {"high": "高", "medium": "中", "low": "低"}
