"""The fields that every medical invoice has, with the labels the provinces print."""

import re

from fraudpipe.documents.amounts import parse_amount
from fraudpipe.documents.dates import first_date, parse_age
from fraudpipe.documents.forms.form import FieldRule
from fraudpipe.documents.forms.regions import parse_region
from fraudpipe.documents.forms.totals import DIGITS_LABELS, TOTAL_LABELS, WORDS_LABELS
from fraudpipe.documents.forms.values import (
    parse_code,
    parse_department,
    parse_digits,
    parse_institution,
    parse_name,
    parse_record,
    parse_sex,
)
from fraudpipe.documents.label_table import labels_of
from fraudpipe.documents.layout import GAP

FREE_LABELS = (*WORDS_LABELS, *DIGITS_LABELS, *TOTAL_LABELS[:2])

_PEOPLES = re.compile(r"(第[一二三四五六七八九十]{1,2})(?:人医|民医|人民医|人民民医)院$")
"""A people's hospital of which a seal hides a part: no other kind is numbered in this way."""


def parse_payee(text: str) -> str | None:
    r"""The hospital that was paid: what stands behind the label alone, or with what a seal over it parted.

    >>> parse_payee("虚构市第一人民医院\t人民医院"), parse_payee("虚构市第二\t民医院\t财务章")
    ('虚构市第一人民医院', '虚构市第二人民医院')
    """
    alone = next((part for part in text.split(GAP) if part.strip()), "")
    name = parse_institution(alone) or parse_institution(text)
    return None if name is None else _PEOPLES.sub(r"\1人民医院", name)


INVOICE_RULES = (
    FieldRule("invoice_code", ("票据代码", "电子票据代码", "发票代码"), parse_digits),
    FieldRule("invoice_number", ("票据号码", "电子票据号码", "发票号码", "票据号", "NO.", "No."), parse_digits),
    FieldRule("paper_invoice_code", ("纸质票据代码", "纸质发票代码"), parse_digits),
    FieldRule("paper_invoice_number", ("纸质票据号码", "纸质发票号码", "纸质票据号"), parse_digits),
    FieldRule("check_code", ("校验码", "效验码", "校驗碼"), parse_code),
    FieldRule("region", ("地区", "行政区划", "所属地区"), parse_region, colon=True),
    FieldRule("issue_date", ("开票日期", "开具日期", "收费日期", "结算日期", "开票时间", "收款日期"), first_date),
    FieldRule(
        "hospital_name", ("收款单位", "收费单位", "开票单位", "医疗机构名称", "医疗机构", "医院名称"), parse_payee
    ),
    FieldRule("patient_name", ("交款人", "姓名", "患者姓名", "病人姓名", "付款人"), parse_name, colon=True),
    FieldRule("sex", ("性别",), parse_sex),
    FieldRule("age", ("年龄",), parse_age),
    FieldRule(
        "insurance_fund_paid",
        ("医保统筹基金支付", "统筹基金支付", "医保统筹支付", "医保基金支付", "基金支付", "统筹支付", "医保支付"),
        parse_amount,
    ),
    FieldRule(
        "personal_account_paid",
        ("个人账户支付", "个人帐户支付", "医保个人账户支付", "账户支付", "个人账户", "个人帐户"),
        parse_amount,
    ),
    FieldRule(
        "personal_cash_paid", ("个人现金支付", "现金支付", "个人支付现金", "个人支付", "个人支付金额"), parse_amount
    ),
    FieldRule("department", labels_of("department"), parse_department, colon=True),
)
"""Without the fields that only a stay in hospital has."""

PAYMENTS = ("insurance_fund_paid", "personal_account_paid", "personal_cash_paid")
"""Printed on every uniform invoice."""

INVOICE_DECIDING = ("hospital_name", "total_amount", "invoice_number", "issue_date", "patient_name")

RECORD_NUMBER = FieldRule("record_number", ("住院号", "病案号", "病历号", "住院病历号", "病案号码"), parse_record)
