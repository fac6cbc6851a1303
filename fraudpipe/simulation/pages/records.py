"""Layouts of medical papers: discharge record, diagnosis certificate, pathology report; and the identity card."""

from collections.abc import Mapping
from typing import Any

from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.sheet import WIDTH, Sheet

_LEFT, _RIGHT = 100, WIDTH - 100
_Row = tuple[tuple[str, str], ...]

_Passages = tuple[tuple[str, str], ...]

_LISTED: dict[str, tuple[tuple[str, str], tuple[_Row, ...], _Passages, _Passages]] = {
    "discharge_record": (
        ("出 院 记 录", "出院小结"),
        (
            (("姓名：", "patient_name"), ("性别：", "sex"), ("年龄：", "age")),
            (("科别：", "department"), ("住院号：", "record_number")),
            (("入院日期：", "admission_date"), ("出院日期：", "discharge_date"), ("住院天数：", "inpatient_days")),
            (("住院次数：", "admission_count"),),
        ),
        (
            ("主诉：", "chief_complaint"), ("现病史：", "present_illness"), ("既往史：", "past_history"),
            ("手术名称：", "operation_name"), ("出院诊断：", "diagnosis"),
        ),
        (("主治医师：", "attending_doctor"),),
    ),
    "diagnosis_certificate": (
        ("诊断证明书", "疾病诊断证明书"),
        (
            (("姓名：", "patient_name"), ("性别：", "sex"), ("年龄：", "age")),
            (("科别：", "department"), ("住院号：", "record_number")),
            (("入院日期：", "admission_date"), ("出院日期：", "discharge_date"), ("住院天数：", "inpatient_days")),
        ),
        (("诊断：", "diagnosis"),),
        (("医师：", "attending_doctor"), ("开具日期：", "issue_date")),
    ),
    "pathology_report": (
        ("病理检查报告单", "病理诊断报告书"),
        (
            (("姓名：", "patient_name"), ("性别：", "sex"), ("年龄：", "age")),
            (("科别：", "department"), ("住院号：", "record_number"), ("病理号：", "pathology_number")),
            (("取材日期：", "sampled_date"),),
        ),
        (("病理诊断：", "pathology_diagnosis"), ("肿瘤分期：", "tumour_stage")),
        (("报告日期：", "reported_date"),),
    ),
}  # fmt: skip
_PURPOSES = {"discharge_record": "病案室", "diagnosis_certificate": "诊断专用章", "pathology_report": "病理科"}


def plain(document_type: str, values: Mapping[str, Any], faces: Faces, tilt: float) -> Sheet:
    """A record typed as running text under one rule, in a serif face."""
    titles, rows, passages, signatures = _LISTED[document_type]
    sheet = Sheet(faces, "ming", 28)
    sheet.title(110, str(values["hospital_name"]), size=48, role="serif")
    sheet.title(186, titles[0], size=40)
    y = 280
    for row in rows:
        y = _row(sheet, row, values, y)
    sheet.rule(_LEFT, y, _RIGHT, y)
    y += 30
    for label, field in passages:
        if field in values:
            y = sheet.wrapped(_LEFT, y, _RIGHT - _LEFT, f"{label}{values[field]}") + 14
    y = max(y + 60, 1_000)
    for label, field in signatures:
        if field in values:
            sheet.pair(720, y, label, values[field])
            y += 60
    sheet.stamp(860, y + 40, str(values["hospital_name"]), _PURPOSES[document_type], tilt)
    return sheet


def ruled(document_type: str, values: Mapping[str, Any], faces: Faces, tilt: float) -> Sheet:
    """The same paper as a ruled form, in a sans or kai face."""
    titles, rows, passages, signatures = _LISTED[document_type]
    sheet = Sheet(faces, "kai" if document_type == "diagnosis_certificate" else "hei", 27)
    sheet.title(120, f"{values['hospital_name']}{titles[1]}", size=38, role="sans")
    top = y = 220
    for row in rows:
        below = _row(sheet, row, values, y + 14)
        if below > y + 14:
            sheet.rule(_LEFT - 20, below, _RIGHT + 20, below)
            y = below
    for label, field in passages:
        if field in values:
            sheet.text(_LEFT, y + 16, label, role="sans")
            y = sheet.wrapped(_LEFT + 40, y + 62, _RIGHT - _LEFT - 60, str(values[field])) + 20
            sheet.rule(_LEFT - 20, y, _RIGHT + 20, y)
    y = max(y, 900)
    sheet.frame(_LEFT - 20, top, _RIGHT + 20, y + 150)
    x = _LEFT
    for label, field in signatures:
        if field in values:
            x = sheet.pair(x, y + 90, label, values[field]) + 90
    sheet.stamp(900, y + 60, str(values["hospital_name"]), _PURPOSES[document_type], tilt)
    return sheet


def identity_card(values: Mapping[str, Any], faces: Faces, tilt: float) -> Sheet:
    """A copy of an identity card in the upper half of a sheet, marked as made for a claim."""
    del tilt
    sheet = Sheet(faces, "sans", 32)
    sheet.title(170, "居民身份证（复印件）", size=34)
    sheet.frame(240, 260, 1_000, 740, (120, 120, 130))
    number = str(values["id_number"])
    sheet.pair(290, 320, "姓名 ", values["patient_name"])
    sheet.pair(290, 400, "性别 ", values["sex"])
    sheet.text(290, 480, f"出生 {number[6:10]} 年 {int(number[10:12])} 月 {int(number[12:14])} 日")
    sheet.pair(290, 650, "公民身份号码 ", number)
    sheet.frame(780, 320, 950, 560, (150, 150, 160))
    sheet.text(865, 440, "模拟", anchor="mm", colour=(150, 150, 160))
    sheet.text(620, 830, "仅供理赔申请使用", anchor="ma", colour=(120, 120, 130))
    return sheet


def _row(sheet: Sheet, row: _Row, values: Mapping[str, Any], y: int) -> int:
    known = [(label, field) for label, field in row if field in values]
    width = (_RIGHT - _LEFT) // max(1, len(row))
    for place, (label, field) in enumerate(known):
        sheet.pair(_LEFT + place * width, y, label, values[field])
    return y + 54 if known else y
