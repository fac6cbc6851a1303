"""The fields that every medical record has about the patient and the stay."""

import re

from fraudpipe.documents.forms.fields.usual_rules import date, doctor
from fraudpipe.documents.forms.form import Candidate, FieldRule, PageText
from fraudpipe.documents.forms.values import (
    parse_count,
    parse_department,
    parse_institution,
    parse_name,
    parse_record,
    parse_sex,
)
from fraudpipe.documents.lines.label_table import EVERYWHERE, labels_of
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.values.dates import dates_in, parse_age, parse_days
from fraudpipe.documents.values.stages import parse_stage, whole_stage

PATIENT_RULES = (
    FieldRule("patient_name", labels_of("patient_name"), parse_name, colon=True),
    FieldRule("sex", labels_of("sex"), parse_sex),
    FieldRule("age", labels_of("age"), parse_age),
    FieldRule("department", labels_of("department"), parse_department, colon=True),
    FieldRule("record_number", labels_of("record_number"), parse_record),
    FieldRule("hospital_name", labels_of("hospital_name"), parse_institution),
)
STAGE_RULE = FieldRule("tumour_stage", labels_of("tumour_stage"), parse_stage, whole=whole_stage)
STAY_RULES = (
    date("admission_date"),
    date("discharge_date"),
    FieldRule("inpatient_days", labels_of("inpatient_days"), parse_days),
    FieldRule("admission_count", labels_of("admission_count"), parse_count),
    doctor(EVERYWHERE),
)
_ADMISSION_COUNT = re.compile(r"第\s*(\d{1,2})\s*次\s*(?:住院|入院)")
_DATE_ONLY = re.compile(r"[\d年月日号\-./:： ]+")
_HEAD_SHARE = 0.5


def find_admission_count(page: PageText) -> dict[str, Candidate]:
    """`admission_count` from 第N次住院 in the head of a record, not from the story it tells."""
    for row in page.rows:
        if row.box[1] > _HEAD_SHARE * page.height:
            break
        match = _ADMISSION_COUNT.search(fold(row.text))
        if match:
            box, score = row.slice_box(*match.span()), row.slice_score(*match.span())
            return {"admission_count": Candidate(int(match[1]), box, score)}
    return {}


def find_closing_date(page: PageText) -> dict[str, Candidate]:
    """`issue_date` where a date stands alone below the text: the lowest one in the lower half."""
    for row in reversed(page.rows):
        if row.box[1] < 0.4 * page.height:
            break
        for line in reversed(row.lines):
            dates = dates_in(line.text) if _DATE_ONLY.fullmatch(line.text.strip()) else ()
            if dates:
                return {"issue_date": Candidate(dates[0], line.box, line.score, 0.8)}
    return {}
