"""How unusual a claim is among recent ones: an isolation forest, for frauds that nobody has labelled yet."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.modelling.fit import matrix

_TREES = 200
_LEAST_RECENT = 50


def novelty(
    recent: pd.DataFrame, features: pd.DataFrame, names: Sequence[str], *, seed: int = 0
) -> npt.NDArray[np.float64]:
    """Share of the recent claims that are less unusual than each claim: 0-1, 1 the most unusual.

    Liu, Ting and Zhou (2008), Isolation forest. A null takes the median of the recent claims and is told apart by a
    column of its own, so that missing papers can be unusual too.

    Args:
        recent: Features of the claims that say what is usual, each as of its own moment.
        features: The claims to be scored.
        names: Features to look at.
        seed: Same seed and rows, same scores.

    Returns:
        One number a row of `features`; 0.5 for all of them while fewer than 50 recent claims are known.
    """
    from sklearn.ensemble import IsolationForest  # a second to load: only who scores pays

    if len(recent) < _LEAST_RECENT or not names:
        return np.full(len(features), 0.5)
    usual, asked = matrix(recent, names), matrix(features, names)
    known = ~np.isnan(usual).all(axis=0)
    usual, asked = usual[:, known], asked[:, known]
    median = np.nanmedian(usual, axis=0)
    usual, asked = _filled(usual, median), _filled(asked, median)
    forest = IsolationForest(n_estimators=_TREES, random_state=seed, n_jobs=1).fit(usual)
    before = np.sort(-forest.score_samples(usual))
    if len(asked) == 0:
        return np.empty(0)
    less = np.searchsorted(before, -forest.score_samples(asked), side="left")
    return np.asarray(less / len(before), dtype=np.float64)


def _filled(values: npt.NDArray[np.float64], median: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    missing = np.isnan(values)
    return np.column_stack([np.where(missing, median, values), missing.astype(np.float64)])
