"""The report of a health check (体检报告)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES
from fraudpipe.documents.forms.fields.usual_rules import date, narrative
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.values import parse_record
from fraudpipe.documents.lines.label_table import labels_of

HEALTH_CHECK_REPORT = DocumentForm(
    "health_check_report",
    rules=(
        *PATIENT_RULES,
        FieldRule("examination_number", labels_of("examination_number"), parse_record),
        date("examined_date", "health_check_report"),
        date("reported_date"),
        narrative("health_check_findings"),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "examined_date", "health_check_findings"),
    deciding=("patient_name", "hospital_name", "examined_date", "health_check_findings"),
)
