import numpy as np
import pandas as pd
import pytest
from simulation.planted_claims import planted_claims

from fraudpipe.simulation.inquiry.depths import DEPTHS, EFFORT
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.inquiry.rounds import rounds_of
from fraudpipe.simulation.inquiry.selection import (
    DESK,
    RANDOM,
    REFERRAL,
    RULES,
    Claims,
    Selected,
    capacity,
    select,
)

BUSY = 1_500.0
"""Claims a year for an investigator: so few that many claims find no place."""


def told(rows: pd.DataFrame) -> Claims:
    return Claims(
        rounds_of(rows["complete_at"].to_numpy()), pd.factorize(rows["province"], sort=True)[0].astype(np.int64),
        rows["points"].to_numpy(), rows["amount_fen"].to_numpy(), (rows["plan_kind"] == "fixed_benefit").to_numpy(),
        rows["in_waiting"].to_numpy(), (rows["kind"] != "").to_numpy(), (rows["reviewer"] != "").to_numpy(),
    )  # fmt: skip


def selected(rows: pd.DataFrame, seed: int = 7, **changes: float) -> tuple[Claims, Selected]:
    claims = told(rows)
    return claims, select(claims, InquiryParameters.model_validate(changes), seed)


@pytest.mark.parametrize("claims_per_investigator", [700.0, BUSY])
def test_capacity_is_never_exceeded_in_any_province_and_month(claims_per_investigator: float):
    claims, made = selected(planted_claims(), claims_per_investigator=claims_per_investigator)
    deep = made.why != DESK
    months = pd.Series(made.decided_at[deep] + 8 * 3_600).astype("datetime64[s]").dt.to_period("M")
    used = pd.Series(EFFORT[made.depth[deep]]).groupby([claims.province[deep], months.astype("int64")]).sum()
    tight = 0
    for province in np.unique(claims.province).tolist():
        of_province = claims.rounds.month[claims.province == province]
        month, counts = np.unique(of_province, return_counts=True)
        limits = capacity(month, counts, InquiryParameters(claims_per_investigator=claims_per_investigator))
        for one, taken in used[province].items():
            assert taken <= limits[one][0]
            tight += taken > limits[one][0] - 2 * EFFORT.max()
    if claims_per_investigator == BUSY:
        assert tight > 20


def test_claims_beyond_capacity_fall_back_to_the_desk_and_points_decide():
    rows = planted_claims()
    claims, made = selected(rows, claims_per_investigator=BUSY)
    _, easy = selected(rows)
    assert (made.why == RULES).sum() < 0.8 * (easy.why == RULES).sum()
    full_rounds = 0
    for province, number in set(zip(claims.province.tolist(), claims.rounds.number.tolist(), strict=True)):
        group = (claims.province == province) & (claims.rounds.number == number)
        picked = claims.points[group & (made.why == RULES)]
        left = claims.points[group & (made.why == DESK) & ~claims.in_waiting & ~claims.waved]
        if len(picked) and len(left):
            assert picked.min() >= left.max()
            full_rounds += 1
    assert full_rounds > 100


def test_about_a_tenth_is_above_the_threshold_of_the_rules():
    _, made = selected(planted_claims(fraud=0.005), claims_per_investigator=200.0)
    assert 0.06 < (made.why == RULES).mean() < 0.13


def test_the_random_arm_is_a_lottery_that_nobody_can_influence():
    rows = planted_claims()
    claims, made = selected(rows)
    drawn = made.why == RANDOM
    assert abs(drawn.mean() - 0.02) < 0.001
    for part in (claims.guilty, claims.waved, claims.in_waiting, claims.points > 15):
        share = drawn[part].mean()
        assert abs(share - 0.02) < 4 * np.sqrt(0.02 * 0.98 / part.sum())
    changed = rows.assign(points=0, kind="", reviewer="", amount_fen=1)
    again = selected(changed)[1].why == RANDOM
    # Of the first two quarters the second has thrice the claims that its capacity was made for.
    grown = claims.rounds.quarter > claims.rounds.quarter.min() + 1
    assert np.array_equal(drawn[grown], again[grown])


def test_tips_point_at_the_guilty_more_often_than_they_are_proved():
    claims, made = selected(planted_claims(fraud=0.005, hidden=0.06), claims_per_investigator=200.0)
    tipped = made.why == REFERRAL
    assert 0.005 < tipped.mean() < 0.015
    assert 0.34 < claims.guilty[tipped].mean() < 0.52


def test_an_insider_keeps_a_claim_from_everybody_but_the_random_arm():
    claims, made = selected(planted_claims())
    waved = claims.waved
    assert claims.points[waved].mean() > 2 * claims.points[~waved].mean()
    assert set(made.why[waved].tolist()) == {DESK, RANDOM}


def test_logged_propensities_are_the_chances_that_were_taken():
    """Over many seeds, claims of a given propensity are looked into as often as it says."""
    rows = planted_claims(6_000)
    rows = rows.assign(reviewer="", kind="")  # no tips, nobody waves
    runs = [selected(rows, seed, claims_per_investigator=BUSY, referral_share=0.0) for seed in range(60)]
    deep = np.array([made.why != DESK for _, made in runs])
    logged = np.array([made.propensity for _, made in runs])
    assert np.isfinite(logged[deep]).all()
    assert np.isnan(logged[~deep]).all()
    # Weighted by one over its propensity, every claim counts once on average.
    weight = np.where(deep, 1.0 / np.where(deep, logged, 1.0), 0.0)
    covered = weight.sum(axis=1) / deep.shape[1]
    assert abs(covered.mean() - 1.0) < 3 * covered.std() / np.sqrt(len(covered))
    assert covered.std() / np.sqrt(len(covered)) < 0.02


def test_deeper_where_more_is_at_stake():
    claims, made = selected(planted_claims())
    rules = made.why == RULES
    full = made.depth == DEPTHS.index("full")
    costs = full[rules & ~claims.fixed_benefit].mean()
    large = full[rules & claims.fixed_benefit & (claims.amount_fen == 30_000_000)].mean()
    assert costs < 0.14 < 0.22 < large


def test_capacity_follows_the_quarter_before():
    months = np.arange(648, 660)  # January to December 2024
    counts = np.array([50] * 3 + [100] * 3 + [400] * 3 + [10] * 3)
    parameters = InquiryParameters(claims_per_investigator=300.0)
    found = capacity(months, counts, parameters)
    assert [found[one] for one in (648, 651, 654, 657)] == [(200, 25), (200, 25), (400, 25), (1_600, 75)]
    small = capacity(months, np.ones(12, dtype=np.int64), parameters)
    assert small[650] == (6 * EFFORT.max(), EFFORT.max())
