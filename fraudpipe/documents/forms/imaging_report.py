"""The report of an imaging room (CT, 磁共振, X线, 超声, 内镜): what was looked at, seen and concluded."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, doctor_rule
from fraudpipe.documents.forms.values import parse_cell, parse_record, parse_sentence
from fraudpipe.documents.label_table import labels_of

IMAGING_REPORT = DocumentForm(
    "imaging_report",
    rules=(
        *PATIENT_RULES,
        doctor_rule("imaging_report"),
        FieldRule("imaging_number", labels_of("imaging_number"), parse_record),
        FieldRule("examination", labels_of("examination"), parse_cell, colon=True),
        FieldRule("examined_date", labels_of("examined_date"), first_date, whole=whole_date),
        FieldRule("reported_date", labels_of("reported_date"), first_date, whole=whole_date),
        FieldRule("imaging_findings", labels_of("imaging_findings"), parse_sentence, section=True),
        FieldRule("imaging_diagnosis", labels_of("imaging_diagnosis"), parse_sentence, section=True),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "imaging_diagnosis"),
    deciding=("patient_name", "hospital_name", "imaging_diagnosis", "examined_date"),
)
