"""Boosted trees with few settings; where a data set chooses among them, it does so in validation."""

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """How large the trees grow: leaves, rows in a leaf, trees, and the step of each."""

    leaves: int
    leaf_rows: int
    rounds: int
    step: float


SMALL = Shape(leaves=15, leaf_rows=20, rounds=300, step=0.03)
SLOW = Shape(leaves=15, leaf_rows=60, rounds=500, step=0.03)
LARGE = Shape(leaves=63, leaf_rows=40, rounds=400, step=0.05)


def boosted(values: Numbers, label: Numbers, rows: Numbers, shape: Shape, *, seeds: Sequence[int] = (1,)) -> Numbers:
    """Scores of rows by trees fitted on labelled values, the mean over the seeds."""
    score = np.zeros(len(rows))
    for seed in seeds:
        settings = {
            "objective": "binary",
            "learning_rate": shape.step,
            "num_leaves": shape.leaves,
            "min_data_in_leaf": shape.leaf_rows,
            "feature_fraction": 0.5,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": 5.0,
            "num_threads": 1,
            "deterministic": True,
            "force_row_wise": True,
            "verbose": -1,
            "seed": seed,
        }
        booster = lightgbm.train(settings, lightgbm.Dataset(values, label), shape.rounds)
        score += booster.predict(rows) / len(seeds)
    return score
