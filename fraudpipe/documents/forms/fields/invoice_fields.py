"""The fields that every medical invoice has, with the labels the provinces print."""

import re

from fraudpipe.documents.forms.fields.regions import parse_region
from fraudpipe.documents.forms.form import FieldRule
from fraudpipe.documents.forms.rows.totals import DIGITS_LABELS, TOTAL_LABELS, WORDS_LABELS
from fraudpipe.documents.forms.values import (
    parse_code,
    parse_department,
    parse_digits,
    parse_institution,
    parse_name,
    parse_record,
    parse_sex,
)
from fraudpipe.documents.lines.label_table import labels_of
from fraudpipe.documents.lines.layout import GAP
from fraudpipe.documents.values.amounts import parse_amount
from fraudpipe.documents.values.dates import first_date, parse_age

PAYMENTS = ("insurance_fund_paid", "personal_account_paid", "personal_cash_paid")
"""Printed on every uniform invoice."""

FREE_LABELS = (*WORDS_LABELS, *DIGITS_LABELS, *TOTAL_LABELS[:2])

_INVOICE = "inpatient_invoice"
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
    FieldRule("invoice_code", labels_of("invoice_code"), parse_digits),
    FieldRule("invoice_number", labels_of("invoice_number"), parse_digits),
    FieldRule("paper_invoice_code", labels_of("paper_invoice_code"), parse_digits),
    FieldRule("paper_invoice_number", labels_of("paper_invoice_number"), parse_digits),
    FieldRule("check_code", labels_of("check_code"), parse_code),
    FieldRule("region", labels_of("region"), parse_region, colon=True),
    FieldRule("issue_date", labels_of("issue_date", _INVOICE), first_date),
    FieldRule("hospital_name", labels_of("hospital_name", _INVOICE), parse_payee),
    FieldRule("patient_name", labels_of("patient_name", _INVOICE), parse_name, colon=True),
    FieldRule("sex", labels_of("sex"), parse_sex),
    FieldRule("age", labels_of("age"), parse_age),
    *(FieldRule(name, labels_of(name), parse_amount) for name in PAYMENTS),
    FieldRule("department", labels_of("department"), parse_department, colon=True),
)
"""Without the fields that only a stay in hospital has."""

INVOICE_DECIDING = ("hospital_name", "total_amount", "invoice_number", "issue_date", "patient_name")

RECORD_NUMBER = FieldRule("record_number", labels_of("record_number", _INVOICE), parse_record)
