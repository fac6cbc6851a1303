"""The report of a health check (体检报告)."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES
from fraudpipe.documents.forms.values import parse_record, parse_sentence
from fraudpipe.documents.label_table import labels_of

HEALTH_CHECK_REPORT = DocumentForm(
    "health_check_report",
    rules=(
        *PATIENT_RULES,
        FieldRule("examination_number", labels_of("examination_number"), parse_record),
        FieldRule("examined_date", labels_of("examined_date", "health_check_report"), first_date, whole=whole_date),
        FieldRule("reported_date", labels_of("reported_date"), first_date, whole=whole_date),
        FieldRule("health_check_findings", labels_of("health_check_findings"), parse_sentence, section=True),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "examined_date", "health_check_findings"),
    deciding=("patient_name", "hospital_name", "examined_date", "health_check_findings"),
)
