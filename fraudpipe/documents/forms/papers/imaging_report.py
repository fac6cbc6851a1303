"""The report of an imaging room (CT, 磁共振, X线, 超声, 内镜): what was looked at, seen and concluded."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES
from fraudpipe.documents.forms.fields.usual_rules import date, doctor, narrative, short_text
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.values import parse_record
from fraudpipe.documents.lines.label_table import labels_of

IMAGING_REPORT = DocumentForm(
    "imaging_report",
    rules=(
        *PATIENT_RULES,
        doctor("imaging_report"),
        FieldRule("imaging_number", labels_of("imaging_number"), parse_record),
        short_text("examination"),
        date("examined_date"),
        date("reported_date"),
        narrative("imaging_findings"),
        narrative("imaging_diagnosis"),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "imaging_diagnosis"),
    deciding=("patient_name", "hospital_name", "imaging_diagnosis", "examined_date"),
)
