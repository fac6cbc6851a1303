"""Claims with a planted reason for fraud, and outcomes that come late."""

import numpy as np
import pandas as pd

from fraudpipe.modelling.spec import ModelSpec, parse_spec

DAY = 86_400
START = 1_700_000_000
UNTIL = START + 1_200 * DAY
SPEC = """
name = "planted"
says = "Probability that the planted thing is there."
positive = ["confirmed_fraud"]
negative = ["not_fraud"]
sufficient_depth = ["external", "full"]
fit_share = 0.6
calibrate_share = 0.2
capacity_share = 0.05
seed = 3
threads = 1
rounds = 60
[parameters]
learning_rate = 0.1
num_leaves = 4
min_data_in_leaf = 10
[features]
sharing = 1
margin = -1
noise = 0
"""


def spec(text: str = SPEC) -> ModelSpec:
    return parse_spec(text, ["sharing", "margin", "noise"])


def world(claims: int = 3_000, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Features with `amount_fen`, and outcomes; fraud is likely where sharing is high and margin low."""
    random = np.random.default_rng(seed)
    sharing = random.poisson(1.0, claims).astype(float)
    margin = random.normal(0, 1, claims)
    chance = 1 / (1 + np.exp(-(1.5 * sharing - 1.2 * margin - 4)))
    fraud = random.random(claims) < chance
    as_of = START + np.sort(random.integers(0, 1_000, claims)) * DAY
    frame = pd.DataFrame(
        {
            "claim_id": [f"c{number:05d}" for number in range(claims)],
            "as_of": as_of,
            "amount_fen": random.integers(1, 30, claims) * 1_000_000,
            "sharing": np.where(random.random(claims) < 0.1, np.nan, sharing),
            "margin": margin,
            "noise": random.normal(0, 1, claims),
        }
    )
    known_at = as_of + random.integers(5, 60, claims) * DAY
    outcomes = pd.DataFrame(
        {
            "claim_id": frame["claim_id"],
            "outcome": np.where(fraud, "confirmed_fraud", "not_fraud"),
            "verification_depth": "full",
            "known_at": known_at,
            "received_at": known_at,
        }
    )
    return frame, outcomes
