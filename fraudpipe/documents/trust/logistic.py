"""Logistic regression that leans towards what was believed before: numpy alone, the same bytes for the same rows."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_STEPS = 60
_LONGEST_STEP = 4.0
_ENOUGH = 1e-9


def fit_logistic(
    design: Numbers,
    label: Numbers,
    weight: Numbers,
    believed: Numbers,
    strength: Numbers,
) -> Numbers:
    """The coefficients of the greatest posterior probability, by Newton's method.

    Args:
        design: One row a case, one column a term.
        label: 0, 1 or a share between.
        weight: How many cases a row stands for.
        believed: The coefficients before anything was seen.
        strength: How strongly each is believed: the inverse of its variance, as in ridge regression.
    """
    coefficients = believed.astype(np.float64).copy()
    for _ in range(_STEPS):
        chance = expit(design @ coefficients)
        gradient = design.T @ (weight * (label - chance)) - strength * (coefficients - believed)
        curvature = (design * (weight * chance * (1.0 - chance))[:, None]).T @ design + np.diag(strength)
        step = np.linalg.solve(curvature, gradient)
        longest = float(np.abs(step).max(initial=0.0))
        coefficients += step * min(1.0, _LONGEST_STEP / max(longest, 1e-12))
        if longest < _ENOUGH:
            break
    return coefficients


def expit(log_odds: Numbers) -> Numbers:
    """Probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0))), dtype=np.float64)
