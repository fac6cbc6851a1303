import pytest
from simulation.claims import stays

from fraudpipe.records.capitals import words_fen
from fraudpipe.records.money import fen
from fraudpipe.simulation.paper_values.invoices import (
    inpatient_invoice,
    itemised_bill,
    outpatient_invoice,
    print_charges,
    sums_of,
)
from fraudpipe.simulation.truth import Paper

_PAID = ("insurance_fund_paid", "personal_account_paid", "personal_cash_paid")


def _invoices(maker=inpatient_invoice, count=300):
    return [(stay, maker(stay, dice)) for stay, dice in stays(count, plan_kind="reimbursement")]


@pytest.mark.parametrize("maker", [inpatient_invoice, outpatient_invoice])
def test_items_digits_and_words_agree(maker):
    for _, values in _invoices(maker):
        assert sum(fen(amount) for _, amount in values["line_items"]) == fen(values["total_amount"])
        assert words_fen(values["total_amount_words"]) == fen(values["total_amount"])


def test_two_of_five_honest_invoices_name_a_payer_beside_the_three_parts():
    short = [fen(values["total_amount"]) - sum(fen(values[name]) for name in _PAID) for _, values in _invoices()]
    assert all(one >= 0 for one in short)
    assert 0.3 < sum(one > 0 for one in short) / len(short) < 0.5


def test_a_bill_lists_every_line_and_has_the_total_of_the_invoice():
    for stay, values in _invoices(itemised_bill):
        rows = values["line_items"]
        assert len(rows) == len(stay.claim.lines)
        assert sum(fen(row[3]) for row in rows) == fen(values["total_amount"]) == stay.claim.total_fen
        assert all(round(float(row[1]) * float(row[2]) * 100) == fen(row[3]) for row in rows)


def test_nothing_is_billed_before_the_stay_but_visits_are():
    for stay, values in _invoices():
        assert values["issue_date"] >= stay.claim.discharged_on.isoformat()
    for stay, values in _invoices(outpatient_invoice):
        assert values["issue_date"] <= stay.claim.admitted_on.isoformat()


def test_another_total_leaves_what_other_payers_paid():
    for _, values in _invoices(count=60):
        beside = fen(values["total_amount"]) - fen(values["insurance_fund_paid"]) - fen(values["personal_cash_paid"])
        changed = values | sums_of(values, 90_000_000, 30_000_000)
        assert words_fen(changed["total_amount_words"]) == 90_000_000
        assert fen(changed["personal_cash_paid"]) == 60_000_000 - beside
        assert changed["personal_account_paid"] == values["personal_account_paid"]


def test_a_total_too_small_for_other_payers_is_paid_in_cash():
    values = next(
        values for _, values in _invoices()
        if fen(values["total_amount"]) > fen(values["insurance_fund_paid"]) + fen(values["personal_cash_paid"])
    )  # fmt: skip
    changed = values | sums_of(values, 1_001, 1_000)
    assert changed["personal_cash_paid"] == "0.01"
    assert changed["personal_account_paid"] == "0.00"


def test_charges_are_printed_anew_on_invoice_and_bill_alike():
    stay, values = _invoices()[0]
    claim = stay.claim
    bill = Paper("itemised_bill", "t", 0, itemised_bill(stay, None))
    invoice = Paper("inpatient_invoice", "u", 0, values)
    claim.lines[0].unit_price_fen += 100 * claim.lines[0].quantity
    claim.lines[0].amount_fen = claim.lines[0].unit_price_fen * claim.lines[0].quantity
    claim.total_fen = sum(line.amount_fen for line in claim.lines)
    for paper in (bill, invoice):
        print_charges(paper, claim)
        assert fen(paper.values["total_amount"]) == claim.total_fen
        assert sum(fen(row[-1]) for row in paper.values["line_items"]) == claim.total_fen
        assert not paper.altered
