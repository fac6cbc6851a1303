"""The surgeon's record (手术记录)."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES
from fraudpipe.documents.forms.fields.usual_rules import date, diagnosis, doctor, narrative, short_text
from fraudpipe.documents.forms.form import DocumentForm

OPERATION_RECORD = DocumentForm(
    "operation_record",
    rules=(
        *PATIENT_RULES,
        doctor("operation_record"),
        date("operation_date"),
        short_text("anaesthesia"),
        diagnosis("preoperative_diagnosis"),
        diagnosis("diagnosis", "operation_record"),
        narrative("operation_name"),
        narrative("operation_findings"),
    ),
    finders=(find_hospital,),
    required=("hospital_name", "operation_date", "operation_name"),
    deciding=("patient_name", "hospital_name", "operation_date", "operation_name", "diagnosis"),
)
