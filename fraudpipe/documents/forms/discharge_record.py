"""The discharge record (出院记录, 出院小结)."""

from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import (
    PATIENT_RULES,
    STAGE_RULE,
    STAY_RULES,
    doctor_rule,
    find_admission_count,
)
from fraudpipe.documents.forms.totals import find_stay
from fraudpipe.documents.forms.values import parse_diagnosis, parse_sentence
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.stages import whole_stage

DISCHARGE_RECORD = DocumentForm(
    "discharge_record",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        STAGE_RULE,
        doctor_rule("discharge_record"),
        FieldRule(
            "diagnosis", labels_of("diagnosis", "discharge_record"), parse_diagnosis, section=True, whole=whole_stage
        ),
        FieldRule("chief_complaint", labels_of("chief_complaint"), parse_sentence, section=True),
        FieldRule("present_illness", labels_of("present_illness"), parse_sentence, section=True),
        FieldRule("past_history", labels_of("past_history"), parse_sentence, section=True),
        FieldRule("operation_name", labels_of("operation_name"), parse_sentence, section=True),
    ),
    finders=(find_hospital, find_stay, find_admission_count),
    required=("hospital_name", "admission_date", "discharge_date", "diagnosis", "sex", "age"),
    deciding=("patient_name", "hospital_name", "admission_date", "discharge_date", "diagnosis", "operation_name"),
    free=("共住院",),
)
