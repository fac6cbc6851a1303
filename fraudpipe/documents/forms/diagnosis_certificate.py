"""The certificate of a diagnosis (诊断证明书, 疾病证明书)."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import (
    PATIENT_RULES,
    STAGE_RULE,
    STAY_RULES,
    doctor_rule,
    find_admission_count,
    find_closing_date,
)
from fraudpipe.documents.forms.totals import find_stay
from fraudpipe.documents.forms.values import parse_diagnosis
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.stages import whole_stage

DIAGNOSIS_CERTIFICATE = DocumentForm(
    "diagnosis_certificate",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        STAGE_RULE,
        doctor_rule("diagnosis_certificate"),
        FieldRule(
            "diagnosis",
            labels_of("diagnosis", "diagnosis_certificate"),
            parse_diagnosis,
            section=True,
            whole=whole_stage,
        ),
        FieldRule("issue_date", labels_of("issue_date", "diagnosis_certificate"), first_date, whole=whole_date),
    ),
    finders=(find_hospital, find_stay, find_closing_date, find_admission_count),
    required=("hospital_name", "diagnosis", "issue_date"),
    deciding=("patient_name", "hospital_name", "diagnosis", "issue_date"),
    free=("共住院",),
)
