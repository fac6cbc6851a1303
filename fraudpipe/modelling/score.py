"""Scores of a night's claims from a model that is nothing but data."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.modelling.calibrate import calibrated
from fraudpipe.modelling.fit import load_booster, matrix, raw_scores
from fraudpipe.modelling.train import TrainedModel


def score(model: TrainedModel, features: pd.DataFrame) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Raw score (log-odds) and risk (calibrated, 0-1) of each row.

    Args:
        model: What was promoted.
        features: At least the model's features.

    Raises:
        ContractError: A feature is missing, or the model's files cannot be used.
    """
    raw = raw_scores(load_booster(model.booster_text), matrix(features, model.features))
    return raw, calibrated(dict(model.calibration), raw)
