"""How good a ranking is, at the number of claims that can be looked into, beside what needs no model.

Value is the amount that would not have been paid: the sum over the claims taken on that are the thing. The ceiling is
the best that anybody could do with that capacity; random is the expectation, not one draw.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_BINS = 10


def measure(risk: Numbers, label: Numbers, amount_fen: npt.NDArray[np.int64], capacity: int) -> dict[str, Any]:
    """Figures of a ranking by risk, and by risk times amount, beside amount, random and the ceiling.

    Args:
        risk: Calibrated probability, one a claim.
        label: 0 or 1.
        amount_fen: Amount at stake.
        capacity: Claims that can be looked into.

    Returns:
        pr_auc, roc_auc, brier, base_rate, claims, positives, capacity; `at_capacity` with precision, recall and
        value_fen for each ranking; `calibration`, ten bins with claims, mean risk and share.
    """
    capacity = min(capacity, len(risk))
    expected = float(label.mean()) if len(label) else 0.0
    at_stake = float((label * amount_fen).sum())
    positives = float(label.sum())
    rankings = {
        "risk": _at(risk, label, amount_fen, capacity),
        "risk_times_amount": _at(risk * amount_fen, label, amount_fen, capacity),
        "amount": _at(amount_fen.astype(np.float64), label, amount_fen, capacity),
        "random": {
            "precision": expected,
            "recall": capacity / len(risk),
            "value_fen": round(at_stake * capacity / len(risk)),
        },
        "ceiling": _at(label * amount_fen, label, amount_fen, capacity),
    }
    return {
        "claims": len(label),
        "positives": int(positives),
        "base_rate": expected,
        "capacity": capacity,
        "pr_auc": average_precision(risk, label),
        "roc_auc": roc_auc(risk, label),
        "brier": float(np.mean((risk - label) ** 2)),
        "at_capacity": rankings,
        "calibration": calibration_bins(risk, label),
    }


def average_precision(score: Numbers, label: Numbers) -> float:
    """Area under the precision-recall curve by steps; ties count as one step."""
    thresholds = _cumulated(score, label)
    hits, taken = thresholds
    precision = hits / taken
    gained = np.diff(np.concatenate([[0.0], hits]))
    return float((precision * gained).sum() / max(label.sum(), 1.0))


def roc_auc(score: Numbers, label: Numbers) -> float:
    """Probability that a positive stands above a negative; ties count half."""
    hits, taken = _cumulated(score, label)
    misses = taken - hits
    positives, negatives = float(label.sum()), float((1 - label).sum())
    if not positives or not negatives:
        return 0.5
    hits0 = np.concatenate([[0.0], hits])
    misses0 = np.concatenate([[0.0], misses])
    return float((np.diff(misses0) * (hits0[1:] + hits0[:-1]) / 2).sum() / (positives * negatives))


def calibration_bins(risk: Numbers, label: Numbers) -> list[dict[str, float]]:
    """Ten groups of equal size by risk: claims, mean risk, share that was the thing."""
    order = np.argsort(risk, kind="stable")
    return [
        {"claims": len(part), "mean_risk": float(risk[part].mean()), "share": float(label[part].mean())}
        for part in np.array_split(order, _BINS)
        if len(part)
    ]


def _cumulated(score: Numbers, label: Numbers) -> tuple[Numbers, Numbers]:
    """Positives and claims at or above each distinct score, from the highest down."""
    order = np.argsort(-score, kind="stable")
    last = np.flatnonzero(np.diff(score[order], append=-np.inf))
    hits = np.cumsum(label[order])[last]
    return hits, (last + 1).astype(np.float64)


def _at(score: Numbers, label: Numbers, amount_fen: npt.NDArray[np.int64], capacity: int) -> dict[str, float]:
    taken = np.argsort(-score, kind="stable")[:capacity]
    hits = float(label[taken].sum())
    return {
        "precision": hits / max(capacity, 1),
        "recall": hits / max(float(label.sum()), 1.0),
        "value_fen": int((label[taken] * amount_fen[taken]).sum()),
    }
