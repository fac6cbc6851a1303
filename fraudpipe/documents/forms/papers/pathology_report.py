"""The report of a pathologist (病理检查报告)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES, STAGE_RULE
from fraudpipe.documents.forms.fields.usual_rules import date, diagnosis, doctor, short_text
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.values import parse_record
from fraudpipe.documents.lines.label_table import labels_of

PATHOLOGY_REPORT = DocumentForm(
    "pathology_report",
    rules=(
        *PATIENT_RULES,
        STAGE_RULE,
        doctor("pathology_report"),
        FieldRule("pathology_number", labels_of("pathology_number"), parse_record),
        short_text("specimen"),
        diagnosis("pathology_diagnosis"),
        date("sampled_date"),
        date("reported_date"),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "pathology_diagnosis", "pathology_number", "reported_date"),
    deciding=(
        "patient_name",
        "hospital_name",
        "pathology_diagnosis",
        "pathology_number",
        "tumour_stage",
        "sampled_date",
        "reported_date",
    ),
)
