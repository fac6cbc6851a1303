import pandas as pd
import pytest

from fraudpipe.triage.priority import SEVERITY_WEIGHTS, finding_strength, rank_by_risk, rank_cold


def _scored(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"claim_id": [f"c{number}" for number in range(len(next(iter(columns.values()))))], **columns})


def test_a_small_risk_of_much_outranks_a_large_risk_of_little() -> None:
    scored = _scored(amount_fen=[10_000_00, 300_000_00], risk=[0.9, 0.1])
    queue = rank_by_risk(scored, cost_fen=800_00, capacity=10)
    assert queue["claim_id"].tolist() == ["c1", "c0"]
    assert queue["priority_fen"].tolist() == [29_200_00, 8_200_00]
    assert queue["rank"].tolist() == [1, 2]


def test_capacity_draws_the_line() -> None:
    scored = _scored(amount_fen=[30_000_000] * 4, risk=[0.1, 0.4, 0.3, 0.2])
    for capacity in range(6):
        queue = rank_by_risk(scored, cost_fen=0, capacity=capacity)
        assert queue["within_capacity"].sum() == min(capacity, 4)
        assert queue["claim_id"].tolist() == ["c1", "c2", "c3", "c0"]
        assert queue["within_capacity"].is_monotonic_decreasing


def test_a_look_that_costs_more_than_it_saves_is_never_taken() -> None:
    queue = rank_by_risk(_scored(amount_fen=[100_000, 100_000], risk=[0.8, 0.79]), cost_fen=80_000, capacity=10)
    assert queue["priority_fen"].tolist() == [0, -1_000]
    assert not queue["within_capacity"].any()


def test_among_equals_the_greater_risk_and_then_the_name_decides() -> None:
    scored = pd.DataFrame(
        {"claim_id": ["b", "a", "c"], "amount_fen": [1_000, 1_000, 500], "risk": [0.5, 0.5, 1.0]},
    )
    for shuffled in (scored, scored.iloc[::-1], scored.sample(frac=1, random_state=3)):
        assert rank_by_risk(shuffled, cost_fen=0, capacity=1)["claim_id"].tolist() == ["c", "a", "b"]


def test_large_amounts_lose_no_fen() -> None:
    queue = rank_by_risk(_scored(amount_fen=[2**52 + 1], risk=[1.0]), cost_fen=1, capacity=1)
    assert queue["priority_fen"].tolist() == [2**52]


def test_a_cold_night_ranks_by_findings_then_novelty_and_claims_no_money() -> None:
    scored = _scored(finding_strength=[0.2, 0.5, 0.2, 0.0], novelty=[0.1, 0.0, 0.9, 1.0])
    queue = rank_cold(scored, capacity=2)
    assert queue["claim_id"].tolist() == ["c1", "c2", "c0", "c3"]
    assert queue["within_capacity"].tolist() == [True, True, False, False]
    assert queue["priority_fen"].isna().all()


def test_findings_add_up_without_ever_reaching_certainty() -> None:
    findings = pd.DataFrame(
        [("c1", "a", "high"), ("c1", "b", "medium"), ("c2", "a", "low"), ("c9", "a", "high")],
        columns=["claim_id", "code", "severity"],
    )
    found = finding_strength(findings, pd.Series(["c2", "c1", "c3"]))
    high, medium, low = (SEVERITY_WEIGHTS[one] for one in ("high", "medium", "low"))
    assert found.tolist() == pytest.approx([low, 1 - (1 - high) * (1 - medium), 0.0])
    assert high > medium > low


def test_the_same_code_twice_counts_once_and_as_the_worse() -> None:
    findings = pd.DataFrame(
        [("c1", "a", "low"), ("c1", "a", "high"), ("c1", "a", "medium")], columns=["claim_id", "code", "severity"]
    )
    assert finding_strength(findings, pd.Series(["c1"])).tolist() == pytest.approx([SEVERITY_WEIGHTS["high"]])


def test_a_night_without_claims_has_an_empty_queue() -> None:
    nothing = _scored(amount_fen=[], risk=[], finding_strength=[], novelty=[])
    assert rank_by_risk(nothing, cost_fen=1, capacity=3).empty
    assert rank_cold(nothing, capacity=3).empty
    assert finding_strength(pd.DataFrame(columns=["claim_id", "code", "severity"]), pd.Series(["c1"])).tolist() == [0.0]
