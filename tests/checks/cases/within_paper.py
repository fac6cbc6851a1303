"""Kinds of findings within a paper: an example that each is for, its severity there, and an innocent look-alike."""

from checks.paper_sets import PAID_BACK, Case, paper, paper_set

ALTERED_ITEMS = (("西药费", "300.00"), ("床位费", "170.00"))
UNREAD_ITEMS = (("西药费", "300.00"),)
PAYMENTS = {"insurance_fund_paid": "170.00", "personal_account_paid": "0.00", "personal_cash_paid": "70.00"}
_STAY = {"admission_date": "2024-03-01", "discharge_date": "2024-03-09"}


def by_day(days: str) -> tuple[tuple[str, str, str], ...]:
    return (("普通病房床位费", "70.00", days), ("一级护理", "40.00", "2"), ("二级护理", "40.00", str(int(days) - 2)))


CASES: dict[str, Case] = {
    "items_differ_from_total": (
        paper_set(paper("inpatient_invoice", line_items=ALTERED_ITEMS), **PAID_BACK),
        "medium",
        # Categories printed above their own items are read twice.
        paper_set(paper("inpatient_invoice", line_items=(*UNREAD_ITEMS, *ALTERED_ITEMS[:1], ("床位费", "140.00")))),
    ),
    "words_differ_from_digits": (
        paper_set(paper("inpatient_invoice", total_amount_words="叁佰壹拾元整")),
        "low",
        paper_set(paper("inpatient_invoice", total_amount_words="叁佰口拾元整")),
    ),
    "payments_exceed_total": (
        paper_set(paper("inpatient_invoice", **PAYMENTS | {"personal_cash_paid": "270.00"}), **PAID_BACK),
        "medium",
        # A form that prints other parts, and one that states none.
        paper_set(
            paper("inpatient_invoice", **PAYMENTS), paper("outpatient_invoice", **dict.fromkeys(PAYMENTS, "0.00"))
        ),
    ),
    "charged_days_exceed_stay": (
        paper_set(paper("itemised_bill", **_STAY, line_items=by_day("14")), **PAID_BACK),
        "medium",
        # Both the first and the last day are charged, and the bed of whoever keeps the patient company.
        paper_set(paper("itemised_bill", **_STAY, line_items=(*by_day("9"), ("陪床位费", "20.00", "20")))),
    ),
    "days_differ_from_dates": (
        paper_set(paper("inpatient_invoice", inpatient_days=18)),
        "medium",
        paper_set(paper("inpatient_invoice", inpatient_days=9)),
    ),
    "discharge_before_admission": (
        paper_set(paper("inpatient_invoice", discharge_date="2024-02-09")),
        "medium",
        paper_set(paper("inpatient_invoice", discharge_date="2024-03-01")),
    ),
    "issued_before_admission": (
        paper_set(paper("inpatient_invoice", issue_date="2024-02-09")),
        "medium",
        paper_set(paper("outpatient_invoice", issue_date="2024-02-09")),
    ),
    "reported_before_sampled": (
        paper_set(paper("pathology_report", reported_date="2024-03-01")),
        "medium",
        paper_set(paper("pathology_report", reported_date="2024-03-03")),
    ),
    "issued_before_discharge": (
        paper_set(paper("diagnosis_certificate", **_STAY, issue_date="2024-03-05")),
        "low",
        paper_set(paper("diagnosis_certificate", **_STAY, issue_date="2024-03-08")),
    ),
    "durations_differ": (
        paper_set(paper("discharge_record", chief_complaint="颈部肿物3月", present_illness="患者3年前发现颈部肿物")),
        "medium",
        paper_set(paper("discharge_record", chief_complaint="颈部肿物1年", present_illness="患者2周前发现颈部肿物")),
    ),
    "id_number_check_digit": (
        paper_set(paper("identity_card", id_number="110101198406010021")),
        "low",
        paper_set(paper("identity_card", id_number="1101**********002X")),
    ),
    "birth_date_differs_from_id_number": (
        paper_set(paper("identity_card", birth_date="1984-06-10")),
        "medium",
        paper_set(paper("identity_card", birth_date="1984-06")),
    ),
    "sex_differs_from_id_number": (
        paper_set(paper("identity_card", id_number="110101198406010078")),
        "medium",
        # A number that was misread says nothing of a person.
        paper_set(paper("identity_card", id_number="110101198406010071")),
    ),
    "age_differs_from_birth_date": (
        paper_set(paper("record_front_page", age="29岁")),
        "medium",
        paper_set(paper("record_front_page", age="41岁")),
    ),
    "credit_code_check_digit": (
        paper_set(paper("inpatient_invoice", credit_code="91350100M000100Y42")),
        "low",
        paper_set(paper("inpatient_invoice", credit_code="91350100M000100Y43")),
    ),
    "invoice_number_irregular": (
        paper_set(paper("inpatient_invoice", invoice_code="4106022", invoice_number="17005510")),
        "low",
        paper_set(paper("inpatient_invoice", invoice_code="410602", invoice_number="17005510")),
    ),
    "invoice_code_of_another_year": (
        paper_set(paper("inpatient_invoice", invoice_code="41060221", invoice_number="0017005510")),
        "low",
        # A paper receipt, whose code ends otherwise.
        paper_set(paper("inpatient_invoice", invoice_code="41060221", invoice_number="17005510")),
    ),
}
