"""The report of a pathologist (病理检查报告)."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, STAGE_RULE, doctor_rule
from fraudpipe.documents.forms.values import parse_cell, parse_diagnosis, parse_record
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.stages import whole_stage

PATHOLOGY_REPORT = DocumentForm(
    "pathology_report",
    rules=(
        *PATIENT_RULES,
        STAGE_RULE,
        doctor_rule("pathology_report"),
        FieldRule("pathology_number", labels_of("pathology_number"), parse_record),
        FieldRule("specimen", labels_of("specimen"), parse_cell, colon=True),
        FieldRule(
            "pathology_diagnosis", labels_of("pathology_diagnosis"), parse_diagnosis, section=True, whole=whole_stage
        ),
        FieldRule("sampled_date", labels_of("sampled_date"), first_date, whole=whole_date),
        FieldRule("reported_date", labels_of("reported_date"), first_date, whole=whole_date),
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
