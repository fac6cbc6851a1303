"""The invoice of a stay in hospital (医疗住院收费票据)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.invoice_fields import (
    FREE_LABELS,
    INVOICE_DECIDING,
    INVOICE_RULES,
    PAYMENTS,
    RECORD_NUMBER,
)
from fraudpipe.documents.forms.fields.regions import find_region
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.rows.line_items import find_line_items
from fraudpipe.documents.forms.rows.totals import STAY_LABELS, find_check_code, find_stay, find_total
from fraudpipe.documents.lines.label_table import labels_of
from fraudpipe.documents.values.amounts import parse_amount
from fraudpipe.documents.values.dates import first_date, parse_days

INPATIENT_INVOICE = DocumentForm(
    "inpatient_invoice",
    rules=(
        *INVOICE_RULES,
        RECORD_NUMBER,
        FieldRule("prepaid", labels_of("prepaid"), parse_amount),
        FieldRule("inpatient_days", labels_of("inpatient_days"), parse_days),
        FieldRule("admission_date", labels_of("admission_date"), first_date),
        FieldRule("discharge_date", labels_of("discharge_date"), first_date),
    ),
    finders=(find_total, find_stay, find_check_code, find_line_items, find_region, find_hospital),
    required=(
        "hospital_name",
        "invoice_number",
        "issue_date",
        "total_amount",
        "total_amount_words",
        "admission_date",
        "discharge_date",
        "line_items",
        *PAYMENTS,
    ),
    deciding=(*INVOICE_DECIDING, "admission_date", "discharge_date"),
    free=(*FREE_LABELS, *STAY_LABELS[:1]),
)
