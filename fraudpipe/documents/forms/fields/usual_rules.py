"""The rules that most forms share: a date, a passage, a diagnosis, a doctor, behind the labels of the table."""

from fraudpipe.documents.forms.form import FieldRule
from fraudpipe.documents.forms.values import parse_cell, parse_diagnosis, parse_name, parse_sentence
from fraudpipe.documents.lines.label_table import EVERYWHERE, labels_of
from fraudpipe.documents.values.dates import first_date, whole_date
from fraudpipe.documents.values.dictionary import known_diagnosis
from fraudpipe.documents.values.stages import whole_stage
from fraudpipe.documents.values.wording import whole_text


def date(name: str, document_type: str = EVERYWHERE) -> FieldRule:
    """A day behind its label."""
    return FieldRule(name, labels_of(name, document_type), first_date, whole=whole_date)


def narrative(name: str, document_type: str = EVERYWHERE) -> FieldRule:
    """Running text behind, beside or below its label."""
    return FieldRule(name, labels_of(name, document_type), parse_sentence, section=True, whole=whole_text)


def diagnosis(name: str, document_type: str = EVERYWHERE) -> FieldRule:
    """A diagnosis or a list of them; stages in it are looked at twice, misread names set right."""
    return FieldRule(
        name, labels_of(name, document_type), parse_diagnosis, section=True, whole=whole_stage, snap=known_diagnosis
    )


def short_text(name: str, document_type: str = EVERYWHERE) -> FieldRule:
    """A few words in a cell."""
    return FieldRule(name, labels_of(name, document_type), parse_cell, colon=True)


def doctor(document_type: str) -> FieldRule:
    """`attending_doctor` on a type of paper: who treated, operated or reported."""
    return FieldRule("attending_doctor", labels_of("attending_doctor", document_type), parse_name, colon=True)
