"""The front page of a medical record (住院病案首页)."""

import re

from fraudpipe.documents.forms.fields.hospital import find_hospital
from fraudpipe.documents.forms.fields.patient_fields import PATIENT_RULES, STAY_RULES, find_admission_count
from fraudpipe.documents.forms.fields.usual_rules import date, diagnosis, doctor, narrative
from fraudpipe.documents.forms.form import DocumentForm, FieldRule
from fraudpipe.documents.forms.values import first_part, parse_name, parse_record
from fraudpipe.documents.lines.label_table import labels_of
from fraudpipe.documents.values.amounts import parse_amount
from fraudpipe.documents.values.dates import plain

_ID_NUMBER = re.compile(r"[1-9]\d{16}[\dXx]")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}")
_ICD = re.compile(r"([A-TV-Z])\s*([\dOoIl]{2})\s*(?:[.．,，]\s*([\dOoIl]{1,3}[A-Za-z]?\d{0,3}))?(?:\+|†)?")
_CHAPTERS = {"1": "I", "l": "I", "|": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
"""Letters of chapters that readers take for digits where no digit can stand."""
_LETTERS = str.maketrans("OoIl", "0011")
_GROUPS = {"1": "A型", "2": "B型", "3": "O型", "4": "AB型", "5": "不详", "6": "未查"}
"""Codes of the uniform front page of 2011 (卫医政发〔2011〕84号)."""


def parse_id_number(text: str) -> str | None:
    """An identity number of 18 marks.

    >>> parse_id_number(" 110105 19491231 002x")
    '11010519491231002X'
    """
    match = _ID_NUMBER.search(re.sub(r"[\s\t\-]", "", plain(text)))
    return match.group().upper() if match else None


def parse_phone(text: str) -> str | None:
    """A telephone number, mobile or of a fixed line.

    >>> parse_phone("138 0000 0000"), parse_phone("无")
    ('13800000000', None)
    """
    match = _PHONE.search(re.sub(r"[\s\t]", "", plain(text)))
    return match.group() if match else None


def parse_disease_code(text: str) -> str | None:
    """A code of ICD-10.

    >>> [parse_disease_code(text) for text in ("C34. 902", "Co4.9", "121.9", "无")]
    ['C34.902', 'C04.9', 'I21.9', None]
    """
    tight = re.sub(r"\s", "", plain(first_part(text)))
    if re.match(r"[12568l|]\d{2}(?:\.|$)", tight):
        tight = _CHAPTERS[tight[0]] + tight[1:]
    match = _ICD.search(tight)
    if match is None:
        return None
    chapter, number, rest = match.groups()
    return f"{chapter}{number.translate(_LETTERS)}" + (f".{rest.translate(_LETTERS)}" if rest else "")


def parse_blood_group(text: str) -> str | None:
    """A blood group as printed; a bare number is a code of the uniform front page.

    >>> parse_blood_group("AB型"), parse_blood_group("0型"), parse_blood_group("3 1.A 2.B 3.O")
    ('AB型', 'O型', 'O型')
    """
    tight = re.sub(r"[\s\t□☑]", "", plain(text)).upper()
    if match := re.match(r"(AB|A|B|O|0)型?(?![A-Z])", tight):
        return f"{match[1].replace('0', 'O')}型"
    if match := re.match(r"未查|不详|未知|未做", tight):
        return match[0]
    return _GROUPS.get(tight[:1])


RECORD_FRONT_PAGE = DocumentForm(
    "record_front_page",
    rules=(
        *PATIENT_RULES,
        *STAY_RULES,
        doctor("record_front_page"),
        date("birth_date"),
        FieldRule("id_number", labels_of("id_number"), parse_id_number),
        FieldRule("contact_name", labels_of("contact_name"), parse_name, colon=True),
        FieldRule("contact_phone", labels_of("contact_phone"), parse_phone),
        FieldRule("diagnosis_code", labels_of("diagnosis_code"), parse_disease_code),
        FieldRule("pathology_number", labels_of("pathology_number", "record_front_page"), parse_record),
        FieldRule("blood_group", labels_of("blood_group"), parse_blood_group),
        FieldRule("total_amount", labels_of("total_amount", "record_front_page"), parse_amount),
        diagnosis("diagnosis", "record_front_page"),
        diagnosis("pathology_diagnosis", "record_front_page"),
        narrative("operation_name"),
    ),
    finders=(find_hospital, find_admission_count),
    required=("hospital_name", "patient_name", "diagnosis", "admission_date", "discharge_date", "record_number"),
    deciding=(
        "patient_name",
        "hospital_name",
        "diagnosis",
        "id_number",
        "birth_date",
        "record_number",
        "admission_date",
        "discharge_date",
        "pathology_number",
        "pathology_diagnosis",
        "operation_name",
    ),
)
