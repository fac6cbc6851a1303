"""The note of the first day (入院记录, 住院病历): complaint, histories, examination and the first diagnosis."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES, find_admission_count
from fraudpipe.documents.forms.fields.usual_rules import date, diagnosis, doctor, narrative
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.values import parse_height, parse_pressure
from fraudpipe.documents.lines.label_table import labels_of

ADMISSION_NOTE = DocumentForm(
    "admission_note",
    rules=(
        *PATIENT_RULES,
        doctor("admission_note"),
        date("admission_date"),
        FieldRule("height_cm", labels_of("height_cm"), parse_height),
        FieldRule("blood_pressure", labels_of("blood_pressure"), parse_pressure),
        narrative("chief_complaint"),
        narrative("present_illness"),
        narrative("past_history"),
        narrative("family_history"),
        narrative("physical_examination"),
        diagnosis("diagnosis", "admission_note"),
    ),
    finders=(find_hospital, find_admission_count),
    required=("hospital_name", "admission_date", "chief_complaint", "diagnosis"),
    deciding=("patient_name", "hospital_name", "admission_date", "chief_complaint", "diagnosis"),
)
