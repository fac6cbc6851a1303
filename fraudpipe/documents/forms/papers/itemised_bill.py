"""The bill of a stay item by item (住院费用清单)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES, STAY_RULES
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.rows.bill_rows import find_bill_rows
from fraudpipe.documents.forms.rows.totals import BILL_TOTAL_LABELS, find_bill_total, find_stay
from fraudpipe.documents.values.dates import first_date

ITEMISED_BILL = DocumentForm(
    "itemised_bill",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        FieldRule("issue_date", ("打印日期", "打印时间", "制表日期", "结算日期", "结账日期"), first_date),
    ),
    finders=(find_bill_rows, find_bill_total, find_stay, find_hospital),
    required=("hospital_name", "line_items", "total_amount"),
    deciding=("patient_name", "hospital_name", "total_amount", "admission_date", "discharge_date"),
    free=BILL_TOTAL_LABELS,
)
