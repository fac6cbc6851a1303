from simulation.frauds.deeds import deeds, leaving

from fraudpipe.records.money import fen

KIND = "inflated_invoice"


def test_it_pays_only_where_costs_are_paid_back():
    assert {one.plan_kind for one in deeds(KIND)} == {"reimbursement"}


def test_the_cashiers_own_padding_adds_up_on_genuine_pages():
    for claim in deeds(KIND):
        if "lines_do_not_add_up" not in claim.footprints:
            assert sum(line.amount_fen for line in claim.lines) == claim.total_fen
            assert all(one.making == "genuine" for one in claim.papers)


def test_an_altered_total_no_longer_adds_up():
    claims = leaving("lines_do_not_add_up", deeds(KIND))
    assert claims
    for claim in claims:
        invoice = claim.paper("inpatient_invoice")
        assert invoice.making == "altered"
        assert fen(invoice.values["total_amount"]) == claim.total_fen
        assert fen(invoice.original["total_amount"]) == sum(line.amount_fen for line in claim.lines) < claim.total_fen
        assert ("total_amount_words" in invoice.original) != ("words_differ_from_digits" in claim.footprints)


def test_more_days_cost_no_more_a_day():
    claims = leaving("more_days_than_stay", deeds(KIND))
    assert claims
    for claim in claims:
        beds = [line for line in claim.lines if line.category == "床位费"]
        assert any(line.quantity >= 4 for line in beds)
        assert all(line.unit_price_fen < 10_000 for line in beds if line.quantity > claim.stay_days + 3)


def test_the_fund_bears_what_it_bore():
    shares = [one.fund_fen / one.total_fen for one in deeds(KIND) if "lines_do_not_add_up" not in one.footprints]
    assert len({round(one, 4) for one in shares}) > 0.8 * len(shares)
    assert max(shares) < 0.69


def test_some_pad_so_little_that_nothing_shows():
    quiet = [one for one in deeds(KIND) if not one.footprints]
    assert 0.05 < len(quiet) / len(deeds(KIND)) < 0.4
    assert all(one.lost_fen for one in quiet)
