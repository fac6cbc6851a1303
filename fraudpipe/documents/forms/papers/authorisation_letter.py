"""The letter by which a member lets hospitals and offices answer (授权委托书)."""

from fraudpipe.documents.forms.fields.card_numbers import find_id_number, parse_id_number
from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import find_closing_date
from fraudpipe.documents.forms.fields.usual_rules import date, narrative
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.values import parse_name
from fraudpipe.documents.lines.label_table import labels_of

AUTHORISATION_LETTER = DocumentForm(
    "authorisation_letter",
    rules=(
        FieldRule("patient_name", labels_of("patient_name", "authorisation_letter"), parse_name, colon=True),
        FieldRule("id_number", labels_of("id_number"), parse_id_number),
        narrative("scope"),
        FieldRule("signature", labels_of("signature"), parse_name, colon=True),
        date("issue_date", "authorisation_letter"),
    ),
    finders=(find_id_number, find_closing_date, find_hospital),
    required=("patient_name", "id_number", "issue_date"),
    deciding=("patient_name", "id_number", "issue_date", "signature"),
)
