"""Why a score is what it is: exact contributions (TreeSHAP), told in each feature's own sentence."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fraudpipe.modelling.fit import matrix

if TYPE_CHECKING:
    from lightgbm import Booster

Sentence = Callable[[str, float | None, str], str]
"""Feature name, value, language (zh or en) to the sentence that an investigator reads."""

_LEAST_LOG_ODDS = 0.05

REASON_COLUMNS = ("claim_id", "position", "feature", "value", "contribution", "message_zh", "message_en")


def explain(
    booster: "Booster",
    features: pd.DataFrame,
    names: Sequence[str],
    sentence: Sentence,
    is_reason: Callable[[str, float], bool],
    *,
    top: int,
) -> pd.DataFrame:
    """The features that raise the score of each claim most.

    Contributions are in log-odds and, with the base that all claims share, add up to the raw score exactly (Lundberg
    et al. 2020). Only what raises the score is a reason to look; what is missing, or hardly moves it, is none.

    Args:
        booster: The trees.
        features: claim_id and the features; a few claims, as a contribution costs about 8 ms a row.
        names: The features in the order of the model's columns.
        sentence: Tells a value; the catalogue's.
        is_reason: Whether a person would take a value for a reason; the catalogue's.
        top: At most so many reasons a claim.

    Returns:
        REASON_COLUMNS; position counts from 1.
    """
    values = matrix(features, names)
    if len(values) == 0:
        return pd.DataFrame(columns=list(REASON_COLUMNS))
    parts = np.asarray(booster.predict(values, pred_contrib=True, num_threads=1), dtype=np.float64)[:, :-1]
    rows = []
    for claim_id, contributions, seen in zip(features["claim_id"], parts, values, strict=True):
        order = np.argsort(-contributions, kind="stable")
        raising = [
            int(i)
            for i in order
            if contributions[i] >= _LEAST_LOG_ODDS and not np.isnan(seen[i]) and is_reason(names[i], float(seen[i]))
        ]
        for position, i in enumerate(raising[:top], start=1):
            value = float(seen[i])
            told = (sentence(names[i], value, "zh"), sentence(names[i], value, "en"))
            rows.append((claim_id, position, names[i], value, float(contributions[i]), *told))
    return pd.DataFrame(rows, columns=list(REASON_COLUMNS))
