"""Papers without a form of their own: what is labelled the usual way is read."""

from fraudpipe.documents.dates import first_date, whole_date
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, STAY_RULES, doctor_rule, find_admission_count
from fraudpipe.documents.forms.values import parse_diagnosis, parse_sentence
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.stages import whole_stage


def general_paper(document_type: str) -> DocumentForm:
    """The form of a type without a file of its own."""
    return DocumentForm(
        document_type,
        (
            *PATIENT_RULES,
            *STAY_RULES,
            doctor_rule(document_type),
            FieldRule("chief_complaint", labels_of("chief_complaint"), parse_sentence, section=True),
            FieldRule("present_illness", labels_of("present_illness"), parse_sentence, section=True),
            FieldRule("past_history", labels_of("past_history"), parse_sentence, section=True),
            FieldRule("operation_name", labels_of("operation_name"), parse_sentence, section=True),
            FieldRule("diagnosis", labels_of("diagnosis", "other"), parse_diagnosis, section=True, whole=whole_stage),
            FieldRule("sampled_date", labels_of("sampled_date"), first_date, whole=whole_date),
            FieldRule("reported_date", labels_of("reported_date"), first_date, whole=whole_date),
        ),
        (find_hospital, find_admission_count),
        deciding=("patient_name", "diagnosis"),
    )
