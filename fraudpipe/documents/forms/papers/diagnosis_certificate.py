"""The certificate of a diagnosis (诊断证明书, 疾病证明书)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import (
    PATIENT_RULES,
    STAGE_RULE,
    STAY_RULES,
    find_admission_count,
    find_closing_date,
)
from fraudpipe.documents.forms.fields.usual_rules import date, diagnosis
from fraudpipe.documents.forms.form import DocumentForm
from fraudpipe.documents.forms.rows.totals import find_stay

DIAGNOSIS_CERTIFICATE = DocumentForm(
    "diagnosis_certificate",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        STAGE_RULE,
        diagnosis("diagnosis", "diagnosis_certificate"),
        date("issue_date", "diagnosis_certificate"),
    ),
    finders=(find_hospital, find_stay, find_closing_date, find_admission_count),
    required=("hospital_name", "diagnosis", "issue_date"),
    deciding=("patient_name", "hospital_name", "diagnosis", "issue_date"),
    free=("共住院",),
)
