"""Which form each document type has."""

from fraudpipe.documents.forms.papers.admission_note import ADMISSION_NOTE
from fraudpipe.documents.forms.papers.authorisation_letter import AUTHORISATION_LETTER
from fraudpipe.documents.forms.papers.bank_card import BANK_CARD
from fraudpipe.documents.forms.papers.diagnosis_certificate import DIAGNOSIS_CERTIFICATE
from fraudpipe.documents.forms.papers.discharge_record import DISCHARGE_RECORD
from fraudpipe.documents.forms.papers.general_paper import general_paper
from fraudpipe.documents.forms.papers.health_check_report import HEALTH_CHECK_REPORT
from fraudpipe.documents.forms.papers.identity_card import IDENTITY_CARD
from fraudpipe.documents.forms.papers.imaging_report import IMAGING_REPORT
from fraudpipe.documents.forms.papers.inpatient_invoice import INPATIENT_INVOICE
from fraudpipe.documents.forms.papers.itemised_bill import ITEMISED_BILL
from fraudpipe.documents.forms.papers.laboratory_report import LABORATORY_REPORT
from fraudpipe.documents.forms.papers.operation_record import OPERATION_RECORD
from fraudpipe.documents.forms.papers.outpatient_invoice import OUTPATIENT_INVOICE
from fraudpipe.documents.forms.papers.pathology_report import PATHOLOGY_REPORT
from fraudpipe.documents.forms.papers.record_front_page import RECORD_FRONT_PAGE
from fraudpipe.documents.forms.signs import document_type_of, has_title
from fraudpipe.documents.lines.labels import Lexicon, lexicon
from fraudpipe.records.reading import DOCUMENT_TYPES

_OWN = (
    INPATIENT_INVOICE,
    OUTPATIENT_INVOICE,
    ITEMISED_BILL,
    LABORATORY_REPORT,
    RECORD_FRONT_PAGE,
    DISCHARGE_RECORD,
    DIAGNOSIS_CERTIFICATE,
    PATHOLOGY_REPORT,
    IMAGING_REPORT,
    ADMISSION_NOTE,
    OPERATION_RECORD,
    HEALTH_CHECK_REPORT,
    IDENTITY_CARD,
    BANK_CARD,
    AUTHORISATION_LETTER,
)
__all__ = ["CARDS", "FORMS", "document_type_of", "has_title", "shared_lexicon"]

FORMS = {one: general_paper(one) for one in DOCUMENT_TYPES} | {form.document_type: form for form in _OWN}
"""Document type to its form."""

CARDS = ("identity_card", "bank_card")
"""Their printed side has no title, and a number that belongs to no other."""


def shared_lexicon() -> Lexicon:
    """The labels of all forms: a label of one type ends a value on every type."""
    labels = sorted({label for form in FORMS.values() for rule in form.rules for label in rule.labels})
    free = sorted({label for form in FORMS.values() for label in form.free})
    return lexicon(tuple(labels), tuple(free))
