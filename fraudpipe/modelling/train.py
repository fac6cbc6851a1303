"""A model from features and outcomes: split, fit, calibrate, measure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from fraudpipe.errors import ContractError
from fraudpipe.modelling.calibrate import calibrated, calibration_json, fit_calibration
from fraudpipe.modelling.evaluate import measure
from fraudpipe.modelling.fit import fit_booster, load_booster, matrix, raw_scores
from fraudpipe.modelling.leakage import refuse_leak
from fraudpipe.modelling.spec import ModelSpec
from fraudpipe.modelling.split import split_by_time

BOOSTER_FILE = "booster.txt"
CALIBRATION_FILE = "calibration.json"
MODEL_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model as data: nothing in it is code.

    Attributes:
        name: Its registered name.
        booster_text: LightGBM's own text.
        calibration: The curve from raw score to risk.
        features: The model's columns, in order.
        metrics: Figures on the test part, as `evaluate.measure` returns them.
        parameters: What it was made with, flat, for the tracking store.
    """

    name: str
    booster_text: str
    calibration: Mapping[str, Any]
    features: tuple[str, ...]
    metrics: Mapping[str, Any]
    parameters: Mapping[str, str | int | float]

    def files(self) -> dict[str, str]:
        """File name to its text: all that a night loads, and all that the SHA-256 of a promotion covers."""
        model = {"name": self.name, "features": list(self.features)}
        return {
            BOOSTER_FILE: self.booster_text,
            CALIBRATION_FILE: calibration_json(dict(self.calibration)),
            MODEL_FILE: json.dumps(model, indent=1),
        }

    def figures(self) -> dict[str, float]:
        """The metrics, flat, for the tracking store: precision_at_capacity_risk and so on."""
        flat = {name: float(value) for name, value in self.metrics.items() if isinstance(value, int | float)}
        for ranking, found in self.metrics["at_capacity"].items():
            flat |= {f"{name}_at_capacity_{ranking}": float(value) for name, value in found.items()}
        return flat


def train(features: pd.DataFrame, outcomes: pd.DataFrame, spec: ModelSpec, *, until: int) -> TrainedModel:
    """Fits, calibrates and measures a model; the same rows give the same bytes.

    Args:
        features: claim_id, as_of, amount_fen and the features of the specification, one row a claim at the moment it
            was or would have been scored.
        outcomes: claim_id, outcome, verification_depth, known_at, received_at; all versions.
        spec: What the model is made of.
        until: The moment of training; later outcomes are not used.

    Raises:
        UserError: Too few labels, or a feature that gives the label away.
        ContractError: A column is missing, or a claim stands twice.
    """
    if features["claim_id"].duplicated().any():
        msg = "a claim stands twice among the features; one row a claim is needed"
        raise ContractError(msg)
    frame = features.sort_values(["as_of", "claim_id"], kind="stable", ignore_index=True)
    split = split_by_time(frame, outcomes, until, spec)
    values = matrix(frame, spec.names)
    refuse_leak(values[split.fit], split.fit_label, spec.names)
    text = fit_booster(values[split.fit], split.fit_label, spec)
    booster = load_booster(text)
    curve = fit_calibration(raw_scores(booster, values[split.calibrate]), split.calibrate_label)
    risk = calibrated(curve, raw_scores(booster, values[split.test]))
    amount_fen = frame["amount_fen"].to_numpy(dtype="int64")[split.test]
    capacity = max(1, round(len(split.test) * spec.capacity_share))
    metrics = measure(risk, split.test_label, amount_fen, capacity)
    parameters: dict[str, str | int | float] = {
        "rounds": spec.rounds,
        "seed": spec.seed,
        "features": len(spec.names),
        "positive": ",".join(spec.positive),
        "negative": ",".join(spec.negative),
        "sufficient_depth": ",".join(spec.sufficient_depth),
        "until": until,
        "calibrate_from": split.calibrate_from,
        "test_from": split.test_from,
        "fit_claims": len(split.fit),
        "fit_positives": int(split.fit_label.sum()),
        "calibrate_claims": len(split.calibrate),
        "calibrate_positives": int(split.calibrate_label.sum()),
        "calibration": str(curve["method"]),
        **{f"lightgbm.{name}": value for name, value in spec.parameters.items()},
    }
    return TrainedModel(spec.name, text, curve, spec.names, metrics, parameters)


def model_from_files(files: Mapping[str, str]) -> TrainedModel:
    """The model that `TrainedModel.files` wrote, without its figures.

    Raises:
        ContractError: A file is missing or is not what it should be.
    """
    try:
        model = json.loads(files[MODEL_FILE])
        curve = json.loads(files[CALIBRATION_FILE])
        return TrainedModel(model["name"], files[BOOSTER_FILE], curve, tuple(model["features"]), {}, {})
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        msg = f"the registered model is incomplete or damaged: {error}; train and promote it again"
        raise ContractError(msg) from None


def train_summary(model: TrainedModel) -> str:
    """The figures that decide about a promotion, as a few lines of text."""
    metrics = model.metrics
    lines = [
        f"{model.name}: {metrics['claims']:,} claims in the test, {metrics['positives']} of them positive; "
        f"PR-AUC {metrics['pr_auc']:.3f}, ROC-AUC {metrics['roc_auc']:.3f}, Brier {metrics['brier']:.4f}",
        f"at a capacity of {metrics['capacity']}:    precision   recall   value (yuan)",
    ]
    for name, found in metrics["at_capacity"].items():
        value = f"{found['value_fen'] / 100:>14,.0f}"
        lines.append(f"  {name:<20} {found['precision']:>8.1%} {found['recall']:>8.1%} {value}")
    return "\n".join(lines)
