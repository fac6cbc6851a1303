from simulation.worlds import guilty, history, only, papers

from fraudpipe.records.money import fen


def _padded(frames):
    """Claims that charge more bed days than the stay had, or whose invoice does not add up."""
    claims = frames["claims"].set_index("claim_id")
    beds = frames["claim_lines"].query("category == '床位费'").set_index("claim_id")["quantity"]
    invoices = {claim_id: kinds.get("inpatient_invoice", {}) for claim_id, kinds in papers(frames).items()}
    stays = {claim_id: invoice.get("inpatient_days") for claim_id, invoice in invoices.items()}
    found = {one for one, days in beds.items() if stays.get(one) and days > stays[one]}
    sums = frames["claim_lines"].groupby("claim_id")["amount_fen"].sum()
    for claim_id, invoice in invoices.items():
        total = invoice.get("total_amount")
        if claims.loc[claim_id, "plan_kind"] == "reimbursement" and total and fen(total) != sums[claim_id]:
            found.add(claim_id)
    return found


def test_padded_bills_charge_days_that_never_were_or_do_not_add_up():
    world = only("inflated")
    found = _padded(history(world))
    assert len(found & guilty(world)) > 0.4 * len(guilty(world))
    assert len(found - guilty(world)) < 0.03 * len(world.history_claims)


def test_without_the_fraud_bills_fit_the_stay():
    world = only("inflated", share=0.0)
    assert len(_padded(history(world))) < 0.03 * len(world.history_claims)


def test_it_is_committed_only_where_costs_are_paid_back():
    guilty_claims = [one for one in only("inflated").claims if one.fraud_kind]
    assert guilty_claims
    assert {one.plan_kind for one in guilty_claims} == {"reimbursement"}
