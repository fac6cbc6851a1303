from simulation.frauds.deeds import deeds, leaving

KIND = "refunded_invoice"


def test_the_invoice_is_refunded_after_the_claim():
    for claim in deeds(KIND):
        assert claim.refunded_at > claim.submitted_at
        assert claim.paper("inpatient_invoice") is not None


def test_often_no_fund_has_paid():
    claims = leaving("fund_paid_nothing", deeds(KIND))
    assert 0.35 < len(claims) / len(deeds(KIND)) < 0.65
    assert all(one.paper("inpatient_invoice").values["insurance_fund_paid"] == "0.00" for one in claims)
    assert all(one.amount_fen == one.total_fen for one in claims)
