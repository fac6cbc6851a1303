"""The report of a laboratory (检验报告单)."""

import re

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES
from fraudpipe.documents.forms.fields.usual_rules import date, doctor
from fraudpipe.documents.forms.form import Candidate, DocumentForm, FieldRule, PageText
from fraudpipe.documents.forms.rows.laboratory_rows import find_laboratory_rows
from fraudpipe.documents.forms.values import first_part_or_none, parse_diagnosis, parse_record
from fraudpipe.documents.lines.label_table import labels_of
from fraudpipe.documents.values.dates import dates_in

_REPORTED = re.compile(r"报告(?:日期?|时间?)?")


def find_report_date(page: PageText) -> dict[str, Candidate]:
    """`reported_date` where a seal hides a part of its label: the last date behind 报告."""
    for row in reversed(page.rows):
        label = _REPORTED.search(row.text)
        dates = dates_in(row.text[label.end() :]) if label else ()
        if label and dates and len(dates[0]) == len("2021-04-26"):
            start, end = label.end(), len(row.text)
            return {"reported_date": Candidate(dates[0], row.slice_box(start, end), row.slice_score(start, end), 0.8)}
    return {}


LABORATORY_REPORT = DocumentForm(
    "laboratory_report",
    rules=(
        *PATIENT_RULES,
        FieldRule("laboratory_number", labels_of("laboratory_number"), parse_record),
        FieldRule("specimen", labels_of("specimen", "laboratory_report"), first_part_or_none, colon=True),
        date("sampled_date", "laboratory_report"),
        date("reported_date"),
        FieldRule("diagnosis", labels_of("diagnosis", "laboratory_report"), parse_diagnosis),
        doctor("laboratory_report"),
    ),
    finders=(find_laboratory_rows, find_report_date, find_hospital),
    required=("hospital_name", "laboratory_rows", "reported_date"),
    deciding=("patient_name", "hospital_name", "laboratory_number", "sampled_date", "reported_date"),
)
