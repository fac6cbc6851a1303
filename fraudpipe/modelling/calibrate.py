"""From raw scores to probabilities: monotone, and small enough to be JSON.

Two candidates are measured on claims that neither has seen: Platt's sigmoid (Platt 1999, with his smoothed targets) and
isotonic regression (pool adjacent violators). The one with the lower log loss is taken.
"""

import json
from typing import Any

import numpy as np
import numpy.typing as npt

from fraudpipe.errors import ContractError

Numbers = npt.NDArray[np.float64]
_LEAST = 1e-6
_NEWTON_STEPS = 100


def fit_calibration(raw: Numbers, label: Numbers) -> dict[str, Any]:
    """The better of the two curves, as JSON-able numbers.

    Args:
        raw: Log-odds of claims that the trees were not fitted on, oldest first.
        label: 0 or 1 for each.
    """
    losses = {"platt": 0.0, "isotonic": 0.0}
    # Alternating halves measure each other: both kinds of label stay in both, and no time is left out.
    for half in (0, 1):
        inside = np.arange(len(raw)) % 2 == half
        for method in losses:
            curve = _fit(method, raw[inside], label[inside])
            losses[method] += log_loss(label[~inside], calibrated(curve, raw[~inside]))
    best = min(losses, key=lambda method: (losses[method], method))
    rounded = {method: round(loss / 2, 6) for method, loss in losses.items()}
    return _fit(best, raw, label) | {"log_loss": rounded}


def calibrated(curve: dict[str, Any], raw: Numbers) -> Numbers:
    """Probabilities, 0-1, rising with `raw`.

    Raises:
        ContractError: The curve is of no known kind.
    """
    match curve.get("method"):
        case "platt":
            risk = _sigmoid(curve["slope"] * raw + curve["intercept"])
        case "isotonic":
            risk = np.interp(raw, np.asarray(curve["raw"]), np.asarray(curve["risk"]))
        case other:
            msg = f"the model's calibration is of an unknown kind: {other!r}"
            raise ContractError(msg)
    return np.clip(risk, _LEAST, 1 - _LEAST)


def calibration_json(curve: dict[str, Any]) -> str:
    """The curve as text; the same curve gives the same bytes."""
    return json.dumps(curve, sort_keys=True, indent=1)


def log_loss(label: Numbers, risk: Numbers) -> float:
    """Mean negative log-likelihood; 0 is perfect."""
    clipped = np.clip(risk, _LEAST, 1 - _LEAST)
    return float(-np.mean(label * np.log(clipped) + (1 - label) * np.log(1 - clipped)))


def _fit(method: str, raw: Numbers, label: Numbers) -> dict[str, Any]:
    return _platt(raw, label) if method == "platt" else _isotonic(raw, label)


def _sigmoid(value: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -40, 40))), dtype=np.float64)


def _platt(raw: Numbers, label: Numbers) -> dict[str, Any]:
    positive, negative = float(label.sum()), float((1 - label).sum())
    target = np.where(label == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))
    center, scale = float(raw.mean()), float(raw.std()) or 1.0
    value = (raw - center) / scale
    weights = np.array([1.0, np.log((positive + 1) / (negative + 1))])
    design = np.column_stack([value, np.ones_like(value)])
    for _ in range(_NEWTON_STEPS):
        risk = _sigmoid(design @ weights)
        gradient = design.T @ (risk - target)
        curvature = design.T @ (design * (risk * (1 - risk))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - np.clip(step, -2, 2)
        if float(np.abs(step).max()) < 1e-9:
            break
    slope = max(float(weights[0]), 1e-3)  # never falling: a higher score is never a lower risk
    return {"method": "platt", "slope": slope / scale, "intercept": float(weights[1]) - slope * center / scale}


def _isotonic(raw: Numbers, label: Numbers) -> dict[str, Any]:
    order = np.argsort(raw, kind="stable")
    blocks: list[list[float]] = []  # [mean, weight, first raw, last raw]
    for value, target in zip(raw[order].tolist(), label[order].tolist(), strict=True):
        blocks.append([target, 1.0, value, value])
        while len(blocks) > 1 and (blocks[-2][0] >= blocks[-1][0] or blocks[-2][3] == blocks[-1][2]):
            later = blocks.pop()
            earlier = blocks[-1]
            weight = earlier[1] + later[1]
            earlier[0] = (earlier[0] * earlier[1] + later[0] * later[1]) / weight
            earlier[1], earlier[3] = weight, later[3]
    points = [(block[2], block[0]) for block in blocks] + [(block[3], block[0]) for block in blocks]
    points = sorted(set(points))
    return {"method": "isotonic", "raw": [one for one, _ in points], "risk": [one for _, one in points]}
