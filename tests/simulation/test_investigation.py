import numpy as np
import pandas as pd
from planted_world import DAY
from simulation.planted_claims import first_outcomes, investigated, planted_claims

from fraudpipe.records.tables import OUTCOMES_TABLE
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.investigation import INPUT, investigate_all


def test_the_order_and_the_pieces_of_the_claims_do_not_matter():
    claims = planted_claims(3_000)
    pieces = [claims.iloc[1_700:], claims.iloc[:900].sample(frac=1.0, random_state=1), claims.iloc[900:1_700]]
    expected = investigate_all(claims, InquiryParameters(), 3)
    again = investigate_all(pd.concat(pieces), InquiryParameters(), 3)
    for one, other in zip(expected, again, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert not investigate_all(claims, InquiryParameters(), 4)[0].equals(expected[0])


def test_input_and_outcomes_have_the_columns_of_the_contract():
    claims, outcomes, _ = investigated()
    assert set(INPUT) == set(claims.columns)
    assert set(outcomes.columns) == set(OUTCOMES_TABLE.names) - {"claim_id"} | {"number"}
    for column in OUTCOMES_TABLE.columns:
        if column.choices:
            assert set(outcomes[column.name]) <= set(column.choices)
    assert outcomes["known_at"].is_monotonic_increasing


def test_every_claim_has_at_most_one_first_outcome_after_its_last_paper():
    claims, outcomes, _ = investigated()
    first = first_outcomes(claims, outcomes)
    assert first["number"].is_unique
    assert (first["known_at"] > first["complete_at"]).all()
    assert 0.87 < len(first) / len(claims) < 0.91


def test_delays_have_the_stated_medians_and_tails():
    first = first_outcomes(*investigated()[:2])
    days = (first["known_at"] - first["complete_at"]) / DAY
    proved = first["outcome"].isin(["confirmed_fraud", "non_disclosure"])
    routine = ~proved & (first["verification_depth"] == "desk")
    assert 14 < days[routine].median() < 17.5
    assert 42 < days[routine].quantile(0.9) < 50
    assert 31 < days[proved].median() < 42
    assert 100 < days[proved].quantile(0.9) < 150


def test_papers_that_come_later_delay_an_outcome_by_as_much():
    claims = planted_claims(4_000)
    later = claims.assign(complete_at=claims["complete_at"] + 40 * DAY)
    delays = [
        (first["known_at"] - first["submitted_at"]).median() / DAY
        for one in (claims, later)
        for first in [first_outcomes(one, investigate_all(one, InquiryParameters(), 7)[0])]
    ]
    assert 37 < delays[1] - delays[0] < 43


def test_only_what_was_looked_into_beyond_the_desk_was_selected_for_a_reason():
    first = first_outcomes(*investigated()[:2])
    assert set(first["selection"]) == {"routine", "random", "referral", "rules"}
    assert (first["selection"].eq("routine") == first["verification_depth"].eq("desk")).all()
    assert (first["propensity"].notna() == first["selection"].isin(["random", "rules"])).all()
    assert 0.05 < first["selection"].eq("rules").mean() < 0.13


def test_of_tips_as_many_are_proved_as_reported():
    claims = planted_claims(60_000, fraud=0.005, hidden=0.06)
    first = first_outcomes(claims, investigate_all(claims, InquiryParameters(), 7)[0])
    tipped = first[first["selection"] == "referral"]
    assert len(tipped) > 400
    assert 0.18 < tipped["outcome"].isin(["confirmed_fraud", "non_disclosure"]).mean() < 0.32


def test_shares_of_outcomes_are_the_stated_ones():
    claims, outcomes, _ = investigated()
    first = first_outcomes(claims, outcomes)
    honest = first[first["kind"] == ""]
    share = honest["outcome"].value_counts(normalize=True)
    assert abs(share["not_covered"] - 0.05) < 0.005
    assert abs(share["withdrawn"] - 0.04 * 0.95) < 0.005
    assert abs(share["inconclusive"] - 0.02 * 0.95) < 0.004
    waiting = honest[honest["in_waiting"]]
    assert (waiting["outcome"] == "not_covered").mean() > 0.99


def test_an_empty_world_has_no_outcomes():
    outcomes, casebook = investigate_all(planted_claims(10).iloc[:0], InquiryParameters(), 1)
    assert len(outcomes) == len(casebook) == 0


def test_decisions_follow_from_outcomes():
    outcomes = investigated()[1]
    decided = outcomes.groupby("outcome")["decision"].agg(set)
    refused = {"refused"}
    assert decided.to_dict() == {
        "confirmed_fraud": refused, "non_disclosure": refused, "not_covered": refused, "not_fraud": {"paid"},
        "inconclusive": {"paid"}, "withdrawn": {"withdrawn"},
    }  # fmt: skip
    assert set(outcomes.loc[outcomes["outcome"] == "confirmed_fraud", "intent"]) == {"deliberate"}
    assert set(outcomes.loc[outcomes["outcome"] == "non_disclosure", "intent"]) == {
        "deliberate",
        "negligent",
        "unknown",
    }


def test_appeals_open_and_close_and_the_wrongly_accused_win_more_often():
    claims, outcomes, _ = investigated(false_alarm_share=0.05)
    rows = outcomes.merge(claims[["number", "kind"]], on="number")
    by_status = {status: part.set_index("number") for status, part in rows.groupby("appeal_status")}
    ended = pd.concat([by_status["upheld"], by_status["overturned"]])
    assert ended.index.is_unique
    assert set(ended.index) == set(by_status["open"].index) < set(by_status["none"].index)
    opened, first = by_status["open"].loc[ended.index], by_status["none"].loc[ended.index]
    assert (first["known_at"] < opened["known_at"]).all()
    assert (opened["known_at"] < ended["known_at"]).all()
    assert 50 < ((ended["known_at"] - first["known_at"]) / DAY).median() < 72
    assert (first["decision"] == "refused").all()
    assert set(by_status["overturned"]["decision"]) == {"paid"}
    accused = first["outcome"].isin(["confirmed_fraud", "non_disclosure"])
    wronged = accused & (ended["kind"] == "")
    won = ended["appeal_status"] == "overturned"
    assert won[wronged].mean() > 0.6
    assert won[accused & ~wronged].mean() < 0.25


def test_label_noise_goes_both_ways_and_is_settable():
    quiet = {"false_alarm_share": 0.0, "false_clear_share": 0.0, "confused_share": 0.0}
    claims, outcomes, casebook = investigated(**quiet)
    first = first_outcomes(claims, outcomes)
    accused = first["outcome"].isin(["confirmed_fraud", "non_disclosure"])
    assert not (accused & (first["kind"] == "")).any()
    assert ((first["outcome"] == "non_disclosure") <= (first["kind"] == "non_disclosure")).all()
    proved = set(casebook.loc[casebook["found"], "number"])
    assert set(first.loc[accused, "number"]) == proved

    claims, outcomes, casebook = investigated(false_alarm_share=0.03, false_clear_share=0.2, confused_share=0.3)
    first = first_outcomes(claims, outcomes).set_index("number")
    honest = first[(first["kind"] == "") & ~first["in_waiting"]]
    assert abs((honest["outcome"] == "confirmed_fraud").mean() - 0.03) < 0.004
    found = casebook.loc[casebook["found"], "number"]
    proved = first.loc[sorted(set(found) & set(first.index[first["kind"] != ""]))]
    assert abs((proved["outcome"] == "not_fraud").mean() - 0.2) < 0.03
    labelled = proved[proved["outcome"] != "not_fraud"]
    confused = (labelled["outcome"] == "non_disclosure") != (labelled["kind"] == "non_disclosure")
    assert abs(confused.mean() - 0.3) < 0.04


def test_a_fraud_that_the_desk_cannot_see_is_paid_there():
    claims, outcomes, _ = investigated(false_clear_share=0.0, confused_share=0.0)
    first = first_outcomes(claims, outcomes)
    stranger = first[first["kind"] == "stranger_paper"]
    proved = stranger["outcome"] == "confirmed_fraud"
    at_desk = stranger["verification_depth"] == "desk"
    assert at_desk.sum() > 50
    assert not proved[at_desk].any()
    assert proved[stranger["verification_depth"].isin(["one_hospital", "full"])].mean() > 0.3


def test_rings_withdraw_on_notice_more_often_than_others():
    first = first_outcomes(*investigated()[:2])
    deep = first[(first["verification_depth"] != "desk")]
    fled = (deep["outcome"] == "withdrawn").groupby(deep["kind"]).mean()
    assert fled["broker_ring"] > 0.22
    assert 0.05 < fled["altered_paper"] < 0.2
    assert fled[""] < 0.06
    assert np.isfinite(fled).all()
