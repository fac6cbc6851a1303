"""The fields that every medical record has about the patient and the stay."""

import re

from fraudpipe.documents.dates import dates_in, first_date, parse_age, parse_days
from fraudpipe.documents.forms.form import Candidate, FieldRule, PageText
from fraudpipe.documents.forms.values import (
    first_part_or_none,
    parse_department,
    parse_institution,
    parse_name,
    parse_record,
    parse_sex,
)
from fraudpipe.documents.labels import fold

PATIENT_RULES = (
    FieldRule("patient_name", ("姓名", "患者姓名", "病人姓名", "患者", "病人"), parse_name, colon=True),
    FieldRule("sex", ("性别",), parse_sex),
    FieldRule("age", ("年龄",), parse_age),
    FieldRule(
        "department",
        ("科室", "科别", "住院科室", "住院科别", "所在科室", "就诊科室", "出院科室"),
        parse_department,
        colon=True,
    ),
    FieldRule(
        "record_number", ("住院号", "病案号", "病历号", "病案号码", "住院病历号", "门诊号", "门诊病历号"), parse_record
    ),
    FieldRule("hospital_name", ("医院名称", "医疗机构名称", "医疗机构"), parse_institution),
)
STAGE_RULE = FieldRule("tumour_stage", ("肿瘤分期", "病理分期", "临床分期", "TNM分期", "分期"), first_part_or_none)
STAY_RULES = (
    FieldRule("admission_date", ("入院日期", "入院时间", "住院日期", "入院年月日"), first_date),
    FieldRule("discharge_date", ("出院日期", "出院时间", "出院年月日"), first_date),
    FieldRule("inpatient_days", ("住院天数", "共住院", "住院日数", "实际住院天数", "实际住院", "住院日"), parse_days),
    FieldRule(
        "attending_doctor",
        (
            "主治医师",
            "主治医生",
            "主管医生",
            "主管医师",
            "经治医师",
            "经治医生",
            "医师签名",
            "医生签名",
            "诊治医师",
            "医师",
            "医生",
        ),
        parse_name,
        colon=True,
    ),
)
_ADMISSION_COUNT = re.compile(r"第\s*(\d{1,2})\s*次\s*(?:住院|入院)")
_DATE_ONLY = re.compile(r"[\d年月日号\-./:： ]+")


def find_admission_count(page: PageText) -> dict[str, Candidate]:
    """`admission_count` from 第N次住院 or 住院次数：N."""
    for row in page.rows:
        text = fold(row.text)
        match = _ADMISSION_COUNT.search(text) or re.search(r"(?:住院|入院)次数\s*:\s*第?\s*(\d{1,2})", text)
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
