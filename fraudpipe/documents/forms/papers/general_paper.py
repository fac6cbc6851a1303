"""Papers without a form of their own: what is labelled the usual way is read."""

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES, STAY_RULES, find_admission_count
from fraudpipe.documents.forms.fields.usual_rules import date, diagnosis, narrative
from fraudpipe.documents.forms.form import DocumentForm


def general_paper(document_type: str) -> DocumentForm:
    """The form of a type without a file of its own."""
    return DocumentForm(
        document_type,
        (
            *PATIENT_RULES,
            *STAY_RULES,
            narrative("chief_complaint"),
            narrative("present_illness"),
            narrative("past_history"),
            narrative("operation_name"),
            diagnosis("diagnosis", "other"),
            date("sampled_date"),
            date("reported_date"),
        ),
        (find_hospital, find_admission_count),
        deciding=("patient_name", "diagnosis"),
    )
