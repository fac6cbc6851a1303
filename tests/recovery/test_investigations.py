"""What was planted in the investigations of a world is found again in its outcomes, by direct queries."""

import numpy as np
import pandas as pd
from simulation.planted_claims import INSIDER, KINDS, first_outcomes, investigated, planted_claims

from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.investigation import investigate_all

PROVED = ["confirmed_fraud", "non_disclosure"]
DAY_SECONDS = 86_400


def test_frauds_close_later_than_honest_claims():
    first = first_outcomes(*investigated()[:2])
    delay = first["known_at"] - first["complete_at"]
    by_outcome = delay.groupby(first["outcome"]).median()
    assert by_outcome["confirmed_fraud"] > 1.8 * by_outcome["not_fraud"]
    # So the newest labels are too clean: what is proved in the end is missing at first.
    last = first["submitted_at"].max()
    month = first[first["submitted_at"] > last - 60 * DAY_SECONDS]
    known = month[month["known_at"] < last]
    assert known["outcome"].isin(PROVED).mean() < 0.8 * month["outcome"].isin(PROVED).mean()


def test_an_insider_stands_out_by_what_is_never_found():
    """Expected finds at the desk by kind of plan and amount, against what each reviewer found."""
    claims = planted_claims(80_000, fraud=0.05)
    outcomes, _ = investigate_all(claims, InquiryParameters(), 11)
    first = first_outcomes(claims, outcomes)
    desk = first[first["verification_depth"] == "desk"]
    # What the rules thought of a claim is known at the desk; the insider's remain there all the same.
    suspicious = desk[desk["points"] >= desk["points"].quantile(0.97)]
    expected = suspicious["outcome"].isin(PROVED).mean()
    by_reviewer = suspicious.groupby("reviewer_id")["outcome"].agg(
        seen="size", proved=lambda rows: rows.isin(PROVED).sum()
    )
    shortfall = (expected * by_reviewer["seen"] - by_reviewer["proved"]) / np.sqrt(expected * by_reviewer["seen"])
    assert shortfall.idxmax() == INSIDER
    assert shortfall[INSIDER] > 2 * shortfall.drop(INSIDER).max()
    assert by_reviewer["seen"].idxmax() == INSIDER


def test_without_an_insider_no_reviewer_stands_out():
    claims = planted_claims(80_000, fraud=0.05)
    honest = claims.assign(reviewer="", kind=claims["kind"].replace("insider", "broker_ring"))
    first = first_outcomes(honest, investigate_all(honest, InquiryParameters(), 11)[0])
    desk = first[first["verification_depth"] == "desk"]
    counts = desk["reviewer_id"].value_counts()
    assert (np.abs(counts - counts.mean()) < 5 * np.sqrt(counts.mean())).all()


def test_the_random_arm_tells_the_prevalence_and_the_picks_of_the_rules_do_not():
    """Of the truth behind them, over several worlds, so that the error is small against the bias."""
    arms: dict[str, list[float]] = {"random": [], "rules": []}
    truth = []
    drawn = 0
    for seed in range(12):
        claims = planted_claims(40_000, seed=seed)
        first = first_outcomes(claims, investigate_all(claims, InquiryParameters(), seed)[0])
        guilty = first["kind"].isin(KINDS)
        deep = first["verification_depth"] != "desk"
        truth.append(claims["kind"].isin(KINDS).mean())
        drawn += (first["selection"] == "random").sum()
        for arm, found in arms.items():
            found.append(guilty[deep & (first["selection"] == arm)].mean())
    error = np.sqrt(np.mean(truth) * (1 - np.mean(truth)) / drawn)
    assert abs(np.mean(arms["random"]) - np.mean(truth)) < 3 * error < 0.006
    assert np.mean(arms["rules"]) > 2.5 * np.mean(truth)


def test_propensities_mend_the_bias_of_selection():
    """One over the propensity, without tips: all that was looked into counts for all that came in."""
    claims = planted_claims(80_000)
    claims = claims.assign(reviewer="", kind=claims["kind"].replace("insider", "broker_ring"))
    first = first_outcomes(claims, investigate_all(claims, InquiryParameters(referral_share=0.0), 3)[0])
    logged = first[first["propensity"].notna()]
    guilty = logged["kind"].isin(KINDS)
    weight = 1.0 / logged["propensity"]
    truth = claims["kind"].isin(KINDS).mean()
    naive, mended = guilty.mean(), (weight * guilty).sum() / weight.sum()
    assert naive > 2 * truth
    assert abs(mended - truth) < 0.15 * truth


def test_what_is_labelled_honest_depends_on_how_deep_one_looked():
    first = first_outcomes(*investigated()[:2])
    ours = first[(first["kind"] == "stranger_paper") & (first["outcome"] != "withdrawn")]
    cleared = (ours["outcome"] == "not_fraud").groupby(ours["verification_depth"].isin(["one_hospital", "full"])).mean()
    assert cleared[False] > cleared[True] + 0.3


def test_with_nobody_guilty_only_false_alarms_are_proved():
    claims = planted_claims(20_000).assign(kind="", reviewer="")
    outcomes, casebook = investigate_all(claims, InquiryParameters(), 2)
    proved = pd.Series(outcomes["outcome"].isin(PROVED) & (outcomes["appeal_status"] == "none"))
    assert proved.sum() <= 0.002 * len(claims) + 4 * np.sqrt(0.002 * len(claims))
    assert casebook["found"].sum() == proved.sum()
    none = investigate_all(claims, InquiryParameters(false_alarm_share=0.0), 2)[0]
    assert not none["outcome"].isin(PROVED).any()
