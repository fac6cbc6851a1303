"""The note of the first day (入院记录, 住院病历): complaint, histories, examination and the first diagnosis."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, doctor_rule, find_admission_count
from fraudpipe.documents.forms.values import parse_diagnosis, parse_height, parse_pressure, parse_sentence
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.stages import whole_stage

ADMISSION_NOTE = DocumentForm(
    "admission_note",
    rules=(
        *PATIENT_RULES,
        doctor_rule("admission_note"),
        FieldRule("admission_date", labels_of("admission_date"), first_date, whole=whole_date),
        FieldRule("height_cm", labels_of("height_cm"), parse_height),
        FieldRule("blood_pressure", labels_of("blood_pressure"), parse_pressure),
        FieldRule("chief_complaint", labels_of("chief_complaint"), parse_sentence, section=True),
        FieldRule("present_illness", labels_of("present_illness"), parse_sentence, section=True),
        FieldRule("past_history", labels_of("past_history"), parse_sentence, section=True),
        FieldRule("family_history", labels_of("family_history"), parse_sentence, section=True),
        FieldRule("physical_examination", labels_of("physical_examination"), parse_sentence, section=True),
        FieldRule(
            "diagnosis", labels_of("diagnosis", "admission_note"), parse_diagnosis, section=True, whole=whole_stage
        ),
    ),
    finders=(find_hospital, find_admission_count),
    required=("hospital_name", "admission_date", "chief_complaint", "diagnosis"),
    deciding=("patient_name", "hospital_name", "admission_date", "chief_complaint", "diagnosis"),
)
