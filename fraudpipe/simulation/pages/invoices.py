"""Layouts of invoices: the electronic medical receipt as the finance ministry models it, and an older printed one."""

from collections.abc import Mapping
from typing import Any

from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.sheet import LABEL, WIDTH, Sheet

_LEFT, _RIGHT = 80, WIDTH - 80


def electronic(values: Mapping[str, Any], faces: Faces, tilt: float) -> Sheet:
    """The electronic receipt: head, items in two columns, sums, further particulars."""
    inpatient = "admission_date" in values
    sheet = Sheet(faces, "serif")
    name = "医疗住院收费票据（电子）" if inpatient else "医疗门诊收费票据（电子）"
    sheet.title(120, f"{values['region']}{name}", size=42)
    sheet.pair(_LEFT, 210, "票据代码：", values["invoice_code"], LABEL)
    sheet.pair(700, 210, "票据号码：", values["invoice_number"], LABEL)
    sheet.pair(_LEFT, 258, "交款人：", values["patient_name"], LABEL)
    sheet.pair(700, 258, "校验码：", values["check_code"], LABEL)
    sheet.pair(700, 306, "开票日期：", values["issue_date"], LABEL)
    top = 360
    bottom = _items(sheet, values["line_items"], top)
    sheet.pair(_LEFT + 16, bottom + 16, "金额合计（大写）", values["total_amount_words"], LABEL)
    sheet.pair(820, bottom + 16, "（小写）", values["total_amount"], LABEL)
    sheet.frame(_LEFT, top, _RIGHT, bottom + 66, LABEL)
    rows: list[list[tuple[str, str]]] = [
        [("住院号：", "record_number"), ("住院科别：" if inpatient else "科别：", "department"), ("性别：", "sex")],
        [("入院日期：", "admission_date"), ("出院日期：", "discharge_date"), ("住院天数：", "inpatient_days")],
        [("医保统筹基金支付：", "insurance_fund_paid"), ("个人账户支付：", "personal_account_paid")],
        [("个人现金支付：", "personal_cash_paid"), ("预缴金额：", "prepaid")],
    ]
    y = _rows(sheet, rows, values, bottom + 90, LABEL)
    sheet.frame(_LEFT, bottom + 66, _RIGHT, y, LABEL)
    sheet.pair(_LEFT, y + 24, "收款单位（章）：", values["hospital_name"], LABEL)
    sheet.text(800, y + 24, "复核人：收费处  收款人：自助", colour=LABEL)
    sheet.stamp(430, y + 90, values["hospital_name"], "收费专用章", tilt)
    return sheet


def printed(values: Mapping[str, Any], faces: Faces, tilt: float) -> Sheet:
    """An older receipt printed by the cashier's own program: hospital on top, one list of items."""
    inpatient = "admission_date" in values
    sheet = Sheet(faces, "sans", 25)
    sheet.title(100, str(values["hospital_name"]), size=46)
    sheet.title(166, "住院收费票据（电子）" if inpatient else "门诊收费票据（电子）", size=36)
    rows: list[list[tuple[str, str]]] = [
        [("票据代码：", "invoice_code"), ("票据号码：", "invoice_number"), ("校验码：", "check_code")],
        [("姓名：", "patient_name"), ("性别：", "sex"), ("科别：", "department")],
        [("住院号：", "record_number"), ("开票日期：", "issue_date"), ("地区：", "region")],
        [("入院日期：", "admission_date"), ("出院日期：", "discharge_date"), ("住院天数：", "inpatient_days")],
    ]
    y = _rows(sheet, rows, values, 240, None)
    top = y
    sheet.text(_LEFT + 20, y + 10, "项目名称")
    sheet.text(900, y + 10, "金额（元）")
    y += 52
    for name, amount in values["line_items"]:
        sheet.rule(_LEFT, y, _RIGHT, y)
        sheet.text(_LEFT + 20, y + 10, name)
        sheet.text(1080, y + 10, amount, anchor="ra")
        y += 50
    sheet.rule(_LEFT, y, _RIGHT, y)
    sheet.pair(_LEFT + 20, y + 12, "金额合计（大写）：", values["total_amount_words"])
    sheet.pair(830, y + 12, "（小写）：", values["total_amount"])
    y += 58
    sheet.frame(_LEFT, top, _RIGHT, y)
    rows = [
        [("医保统筹基金支付：", "insurance_fund_paid"), ("个人账户支付：", "personal_account_paid")],
        [("个人现金支付：", "personal_cash_paid"), ("预缴金额：", "prepaid")],
    ]
    y = _rows(sheet, rows, values, y + 20, None)
    sheet.text(_LEFT, y + 20, "收款人：窗口03")
    sheet.stamp(880, y + 100, str(values["hospital_name"]), "收费专用章", tilt)
    return sheet


def _items(sheet: Sheet, items: list[tuple[str, str]], top: int) -> int:
    middle = WIDTH // 2
    for left in (_LEFT, middle):
        sheet.text(left + 30, top + 12, "项目名称", colour=LABEL)
        sheet.text(left + 380, top + 12, "金额（元）", colour=LABEL)
    sheet.rule(_LEFT, top + 54, _RIGHT, top + 54, LABEL)
    y = top + 70
    for place, (name, amount) in enumerate(items):
        left = _LEFT if place % 2 == 0 else middle
        sheet.text(left + 30, y, name)
        sheet.text(left + 490, y, amount, anchor="ra")
        if place % 2 == 1 or place == len(items) - 1:
            y += 44
    y = max(y + 20, top + 260)
    sheet.rule(middle, top, middle, y, LABEL)
    sheet.rule(_LEFT, y, _RIGHT, y, LABEL)
    return y


def _rows(
    sheet: Sheet,
    rows: list[list[tuple[str, str]]],
    values: Mapping[str, Any],
    y: int,
    colour: tuple[int, int, int] | None,
) -> int:
    for row in rows:
        known = [(label, field) for label, field in row if field in values]
        if not known:
            continue
        width = (_RIGHT - _LEFT - 32) // len(row)
        for place, (label, field) in enumerate(known):
            sheet.pair(_LEFT + 16 + place * width, y, label, values[field], colour or (28, 28, 32))
        y += 46
    return y + 8
