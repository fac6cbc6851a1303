"""Columns of a world of claims for `investigate_all`, drawn from a seed without making any claim."""

import functools

import numpy as np
import pandas as pd

from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.investigation import investigate_all

KINDS = ("altered_paper", "fabricated_paper", "broker_ring", "early_diagnosis", "stranger_paper", "insider")
PROVINCES = ("11", "33", "44", "62")
INSIDER = "V0007"
STARTS_AT = 1_677_600_000  # 2023-03-01 00:00 in Shanghai
DAYS = 730


def planted_claims(count: int = 40_000, *, fraud: float = 0.03, hidden: float = 0.06, seed: int = 5) -> pd.DataFrame:
    """Claims of two years in four provinces; guilty ones have more points, and insiders' claims the most."""
    random = np.random.default_rng(seed)
    draw = random.random(count)
    kind = np.full(count, "", dtype=object)
    kind[draw < fraud] = np.array(KINDS, dtype=object)[random.integers(0, len(KINDS), int((draw < fraud).sum()))]
    kind[(draw >= fraud) & (draw < fraud + hidden)] = "non_disclosure"
    fixed = random.random(count) < 0.6
    number = random.permutation(count)
    submitted_at = STARTS_AT + (random.random(count) ** 0.6 * DAYS * 86_400).astype(np.int64)
    late_days = (np.random.default_rng([seed, 1]).exponential(22, count) - 5).clip(0, 150).astype(np.int64)
    return pd.DataFrame(
        {
            "number": number,
            "submitted_at": submitted_at,
            "complete_at": submitted_at + late_days * 86_400,
            "province": np.array(PROVINCES, dtype=object)[random.choice(4, count, p=[0.5, 0.3, 0.15, 0.05])],
            "plan_kind": np.where(fixed, "fixed_benefit", "reimbursement"),
            "amount_fen": np.where(fixed, random.choice([30_000_000, 10_000_000], count), 2_000_000),
            "kind": kind,
            "in_waiting": random.random(count) < 0.015,
            "points": random.poisson(np.where(kind != "", 14, 8)) + np.where(kind == "insider", 20, 0),
            "reviewer": np.where(kind == "insider", INSIDER, ""),
        }
    )


@functools.cache
def investigated(**changes: float) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(claims, outcomes, casebook) of `planted_claims` under changed parameters; callers must not change them."""
    claims = planted_claims()
    outcomes, casebook = investigate_all(claims, InquiryParameters.model_validate(changes), 7)
    return claims, outcomes, casebook


def first_outcomes(claims: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """The first row of each claim beside what is true of it."""
    first = outcomes[outcomes["appeal_status"] == "none"]
    return first.merge(claims, on="number", validate="one_to_one")
