"""The trees: LightGBM's native booster, the same bytes for the same rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.errors import ContractError, examples
from fraudpipe.modelling.spec import ModelSpec

if TYPE_CHECKING:
    from lightgbm import Booster

Matrix = npt.NDArray[np.float64]


def matrix(frame: pd.DataFrame, names: Sequence[str]) -> Matrix:
    """The named columns as float64, rows x features; null is NaN.

    Raises:
        ContractError: A feature is missing from the frame.
    """
    missing = [name for name in names if name not in frame.columns]
    if missing:
        msg = f"the features lack {examples(missing)}; compute them with the features of the model's project"
        raise ContractError(msg)
    columns = [frame[name].to_numpy(dtype="float64", na_value=np.nan) for name in names]
    return np.column_stack(columns) if columns else np.empty((len(frame), 0))


def fit_booster(values: Matrix, label: npt.NDArray[np.float64], spec: ModelSpec) -> str:
    """The fitted trees as LightGBM's own text.

    Args:
        values: Rows x features, in the order of the specification.
        label: 0 or 1 a row.
        spec: Signs, parameters, seed, threads.
    """
    import lightgbm  # a second to load, with scikit-learn and SciPy: only who fits or scores pays

    parameters = {
        **spec.parameters,
        "objective": "binary",
        "monotone_constraints": list(spec.features.values()),
        "seed": spec.seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": spec.threads,
        "verbosity": -1,
    }
    rows = lightgbm.Dataset(values, label=label, feature_name=list(spec.names), free_raw_data=False)
    booster = lightgbm.train(parameters, rows, num_boost_round=spec.rounds)
    return str(booster.model_to_string())


def load_booster(text: str) -> "Booster":
    """The booster that the text describes.

    Raises:
        ContractError: The text is no LightGBM model.
    """
    import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as error:
        msg = f"the model's trees cannot be read: {error}"
        raise ContractError(msg) from None


def splitting_features(booster: "Booster") -> frozenset[str]:
    """The features that any tree looks at; one that never differed in training is none of them."""
    splits = zip(booster.feature_name(), booster.feature_importance("split"), strict=True)
    return frozenset(name for name, count in splits if count)


def raw_scores(booster: "Booster", values: Matrix) -> npt.NDArray[np.float64]:
    """Scores before calibration, log-odds, one a row."""
    if len(values) == 0:
        return np.empty(0)
    return np.asarray(booster.predict(values, raw_score=True, num_threads=1), dtype=np.float64)
