"""Papers whose own rules are few: admission notes, reports, cards. What is labelled the usual way is read."""

import re

from fraudpipe.documents.dates import first_date
from fraudpipe.documents.forms.form import Candidate, DocumentForm, FieldRule, PageText
from fraudpipe.documents.forms.hospital import find_hospital
from fraudpipe.documents.forms.patient_fields import PATIENT_RULES, STAY_RULES, find_admission_count
from fraudpipe.documents.forms.values import parse_diagnosis, parse_name, parse_sentence, parse_sex

_ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
_CARD_NUMBER = re.compile(r"(?<!\d)(?:62|4|5)\d{14,17}(?!\d)")


def find_numbers(page: PageText) -> dict[str, Candidate]:
    """`id_number` and `card_number`, wherever they stand."""
    found: dict[str, Candidate] = {}
    for row in page.rows:
        for line in row.lines:
            digits = re.sub(r"[\s\-]", "", line.text)
            for name, pattern in (("id_number", _ID_NUMBER), ("card_number", _CARD_NUMBER)):
                match = pattern.search(digits)
                if match and name not in found:
                    found[name] = Candidate(match.group().upper(), line.box, line.score)
    return found


_RULES = (
    *PATIENT_RULES,
    *STAY_RULES,
    FieldRule("chief_complaint", ("主诉",), parse_sentence, section=True),
    FieldRule("present_illness", ("现病史",), parse_sentence, section=True),
    FieldRule("past_history", ("既往史",), parse_sentence, section=True),
    FieldRule("operation_name", ("手术名称", "手术方式", "实施手术", "拟施手术"), parse_sentence, section=True),
    FieldRule(
        "diagnosis",
        (
            "出院诊断",
            "影像诊断",
            "诊断意见",
            "检查意见",
            "诊断结论",
            "术后诊断",
            "入院诊断",
            "初步诊断",
            "临床诊断",
            "诊断",
            "结论",
        ),
        parse_diagnosis,
        section=True,
    ),
    FieldRule("sampled_date", ("采样日期", "采样时间", "采集时间", "检查日期", "检查时间", "送检日期"), first_date),
    FieldRule("reported_date", ("报告日期", "报告时间", "审核时间", "审核日期"), first_date),
)

_CARD_RULES = (
    FieldRule("patient_name", ("姓名", "持卡人", "授权人", "委托人"), parse_name),
    FieldRule("sex", ("性别",), parse_sex),
)


def general_paper(document_type: str) -> DocumentForm:
    """The form of a type without a file of its own."""
    if document_type in ("identity_card", "bank_card", "authorisation_letter"):
        required = {"identity_card": ("id_number",), "bank_card": ("card_number",)}.get(document_type, ())
        return DocumentForm(document_type, _CARD_RULES, (find_numbers,), required, (*required, "patient_name"))
    return DocumentForm(
        document_type,
        _RULES,
        (find_hospital, find_admission_count),
        deciding=("patient_name", "diagnosis"),
    )
