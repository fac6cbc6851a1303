import pandas as pd
from simulation.planted_claims import first_outcomes, investigated

from fraudpipe.simulation.inquiry.depths import COST_FEN, DEPTHS


def test_a_case_goes_through_every_cheaper_step_in_order():
    claims, outcomes, casebook = investigated()
    first = first_outcomes(claims, outcomes).set_index("number")
    place = casebook.groupby("number").cumcount()
    assert (casebook["step"] == place.map(dict(enumerate(DEPTHS)))).all()
    last = casebook.drop_duplicates("number", keep="last").set_index("number")["step"]
    assert set(last.index) == set(first.index)
    assert (last == first["verification_depth"].reindex(last.index)).all()


def test_steps_follow_one_another_between_the_last_paper_and_the_outcome():
    claims, outcomes, casebook = investigated()
    first = first_outcomes(claims, outcomes).set_index("number")
    rows = casebook.join(first[["complete_at", "known_at"]], on="number")
    assert (rows["started_at"] >= rows["complete_at"]).all()
    assert (rows["ended_at"] <= rows["known_at"]).all()
    assert (rows["ended_at"] >= rows["started_at"]).all()
    later = rows["number"].eq(rows["number"].shift())
    assert (rows["started_at"] >= rows["ended_at"].shift())[later].all()


def test_costs_are_those_of_the_steps_and_only_the_last_step_finds():
    casebook = investigated()[2]
    expected = pd.Series(COST_FEN, index=pd.Index(DEPTHS))
    assert (casebook["cost_fen"] == casebook["step"].map(expected)).all()
    last = ~casebook["number"].eq(casebook["number"].shift(-1))
    assert not casebook.loc[~last, "found"].any()
    assert casebook["found"].any()
