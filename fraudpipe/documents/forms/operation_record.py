"""The surgeon's record (手术记录)."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, doctor_rule
from fraudpipe.documents.forms.values import parse_cell, parse_diagnosis, parse_sentence
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.stages import whole_stage

OPERATION_RECORD = DocumentForm(
    "operation_record",
    rules=(
        *PATIENT_RULES,
        doctor_rule("operation_record"),
        FieldRule("operation_date", labels_of("operation_date"), first_date, whole=whole_date),
        FieldRule("anaesthesia", labels_of("anaesthesia"), parse_cell, colon=True),
        FieldRule(
            "preoperative_diagnosis",
            labels_of("preoperative_diagnosis"),
            parse_diagnosis,
            section=True,
            whole=whole_stage,
        ),
        FieldRule(
            "diagnosis", labels_of("diagnosis", "operation_record"), parse_diagnosis, section=True, whole=whole_stage
        ),
        FieldRule("operation_name", labels_of("operation_name"), parse_sentence, section=True),
        FieldRule("operation_findings", labels_of("operation_findings"), parse_sentence, section=True),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "operation_date", "operation_name"),
    deciding=("patient_name", "hospital_name", "operation_date", "operation_name", "diagnosis"),
)
