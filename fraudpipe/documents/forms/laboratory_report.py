"""The report of a laboratory (检验报告单)."""

from fraudpipe.documents.dates import first_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.laboratory_rows import find_laboratory_rows
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, doctor_rule
from fraudpipe.documents.forms.values import first_part_or_none, parse_diagnosis, parse_record
from fraudpipe.documents.label_table import labels_of

LABORATORY_REPORT = DocumentForm(
    "laboratory_report",
    rules=(
        *PATIENT_RULES,
        FieldRule("laboratory_number", labels_of("laboratory_number"), parse_record),
        FieldRule("specimen", labels_of("specimen", "laboratory_report"), first_part_or_none, colon=True),
        FieldRule("sampled_date", labels_of("sampled_date", "laboratory_report"), first_date),
        FieldRule("reported_date", labels_of("reported_date"), first_date),
        FieldRule("diagnosis", labels_of("diagnosis", "laboratory_report"), parse_diagnosis),
        doctor_rule("laboratory_report"),
    ),
    finders=(find_laboratory_rows, find_hospital),
    required=("hospital_name", "laboratory_rows", "reported_date"),
    deciding=("patient_name", "hospital_name", "laboratory_number", "sampled_date", "reported_date"),
)
