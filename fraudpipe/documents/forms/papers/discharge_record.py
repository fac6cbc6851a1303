"""The discharge record (出院记录, 出院小结)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import (
    PATIENT_RULES,
    STAGE_RULE,
    STAY_RULES,
    find_admission_count,
)
from fraudpipe.documents.forms.fields.usual_rules import diagnosis, narrative
from fraudpipe.documents.forms.form import DocumentForm
from fraudpipe.documents.forms.rows.totals import find_stay

DISCHARGE_RECORD = DocumentForm(
    "discharge_record",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        STAGE_RULE,
        diagnosis("diagnosis", "discharge_record"),
        narrative("chief_complaint"),
        narrative("present_illness"),
        narrative("past_history"),
        narrative("operation_name"),
    ),
    finders=(find_hospital, find_stay, find_admission_count),
    required=("hospital_name", "admission_date", "discharge_date", "diagnosis", "sex", "age"),
    deciding=("patient_name", "hospital_name", "admission_date", "discharge_date", "diagnosis", "operation_name"),
    free=("共住院",),
)
