"""The citizen's identity card (居民身份证), its front: labels without colons, the address over up to three rows."""

import re

from fraudpipe.documents.forms.fields.card_numbers import find_id_number
from fraudpipe.documents.forms.fields.usual_rules import date
from fraudpipe.documents.forms.form import Candidate, DocumentForm, FieldRule, PageText
from fraudpipe.documents.forms.values import parse_name, parse_sex
from fraudpipe.documents.lines.label_table import labels_of
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import union
from fraudpipe.records.reading import TextLine

_ADDRESS = re.compile(r"\s*住\s*址\s*:?\s*")
_NUMBER = re.compile(r"公民|身份号码|\d{15}")
_MOST_ROWS = 4


def find_address(page: PageText) -> dict[str, Candidate]:
    """`address`: the text behind 住址 and what stands below that text, down to the number."""
    for at, row in enumerate(page.rows):
        for place, line in enumerate(row.lines):
            label = _ADDRESS.match(fold(line.text))
            if label is None:
                continue
            first = row.lines[place + 1 : place + 2] if label.end() == len(line.text) else (line,)
            if not first:
                continue
            lines = [*first, *_below(page, at, first[0], line)]
            texts = [_ADDRESS.sub("", fold(one.text)) for one in lines]
            text = re.sub(r"\s", "", "".join(texts))
            if len(text) >= 4:
                return {"address": Candidate(text, union(one.box for one in lines), min(one.score for one in lines))}
    return {}


def _below(page: PageText, at: int, first: TextLine, label: TextLine) -> list[TextLine]:
    """The further lines of the address: they begin where the first one does, or under the label's end."""
    found: list[TextLine] = []
    height = first.box[3] - first.box[1]
    for row in page.rows[at + 1 : at + _MOST_ROWS]:
        if _NUMBER.search(row.text):
            break
        found += [
            line for line in row.lines
            if line.box[0] < (first.box[0] + first.box[2]) / 2
            and line.box[0] > label.box[0] + height
            and line.box[1] < (found or [first])[-1].box[3] + 1.2 * height
        ]  # fmt: skip
    return found


IDENTITY_CARD = DocumentForm(
    "identity_card",
    rules=(
        FieldRule("patient_name", labels_of("patient_name", "identity_card"), parse_name),
        FieldRule("sex", labels_of("sex"), parse_sex),
        date("birth_date"),
    ),
    finders=(find_id_number, find_address),
    required=("id_number", "patient_name", "sex", "birth_date"),
    deciding=("id_number", "patient_name"),
)
