"""The invoice of an outpatient visit (医疗门诊收费票据)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.invoice_fields import FREE_LABELS, INVOICE_DECIDING, INVOICE_RULES, PAYMENTS
from fraudpipe.documents.forms.fields.regions import find_region
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.rows.line_items import find_line_items
from fraudpipe.documents.forms.rows.totals import find_check_code, find_total
from fraudpipe.documents.forms.values import parse_record
from fraudpipe.documents.lines.label_table import labels_of

OUTPATIENT_INVOICE = DocumentForm(
    "outpatient_invoice",
    rules=(*INVOICE_RULES, FieldRule("record_number", labels_of("record_number", "outpatient_invoice"), parse_record)),
    finders=(find_total, find_check_code, find_line_items, find_region, find_hospital),
    required=(
        "hospital_name",
        "invoice_number",
        "issue_date",
        "total_amount",
        "total_amount_words",
        "line_items",
        *PAYMENTS,
    ),
    deciding=INVOICE_DECIDING,
    free=FREE_LABELS,
)
