"""The card of the account to be paid to; many print no name."""

import re

from fraudpipe.documents.forms.fields.card_numbers import find_card_number
from fraudpipe.documents.forms.form import Candidate, DocumentForm, FieldRule, PageText
from fraudpipe.documents.forms.values import parse_bank, parse_name
from fraudpipe.documents.lines.label_table import labels_of


def find_bank(page: PageText) -> dict[str, Candidate]:
    """`bank_name`: the first print that names a bank."""
    for row in page.rows:
        for line in row.lines:
            name = parse_bank(re.sub(r"\s", "", line.text))
            if name:
                return {"bank_name": Candidate(name, line.box, line.score, 0.95)}
    return {}


BANK_CARD = DocumentForm(
    "bank_card",
    rules=(FieldRule("patient_name", labels_of("patient_name", "bank_card"), parse_name),),
    finders=(find_card_number, find_bank),
    required=("card_number",),
    deciding=("card_number", "patient_name"),
)
