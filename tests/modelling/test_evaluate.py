import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from fraudpipe.modelling.calibrate import calibrated, fit_calibration, log_loss
from fraudpipe.modelling.evaluate import average_precision, measure, roc_auc


def test_areas_agree_with_scikit_learn_ties_included() -> None:
    random = np.random.default_rng(3)
    score = random.integers(0, 20, 400).astype(float)
    label = (random.random(400) < score / 40).astype(float)
    assert average_precision(score, label) == pytest.approx(average_precision_score(label, score))
    assert roc_auc(score, label) == pytest.approx(roc_auc_score(label, score))


def test_capacity_figures_on_claims_counted_by_hand() -> None:
    risk = np.array([0.9, 0.8, 0.2, 0.1])
    label = np.array([1.0, 0.0, 1.0, 0.0])
    amount = np.array([100, 900, 500, 300])
    at = measure(risk, label, amount, 2)["at_capacity"]
    assert at["risk"] == {"precision": 0.5, "recall": 0.5, "value_fen": 100}
    assert at["amount"] == {"precision": 0.5, "recall": 0.5, "value_fen": 500}
    assert at["random"] == {"precision": 0.5, "recall": 0.5, "value_fen": 300}
    assert at["ceiling"] == {"precision": 1.0, "recall": 1.0, "value_fen": 600}


@pytest.mark.parametrize("steep", [0.5, 2.0])
def test_calibration_is_monotone_and_better_than_the_raw_odds(steep: float) -> None:
    random = np.random.default_rng(4)
    raw = random.normal(-2, 1.5, 4_000)
    label = (random.random(4_000) < 1 / (1 + np.exp(-steep * raw))).astype(float)
    curve = fit_calibration(raw, label)
    points = calibrated(curve, np.linspace(-10, 10, 200))
    assert (np.diff(points) >= 0).all()
    assert log_loss(label, calibrated(curve, raw)) <= log_loss(label, 1 / (1 + np.exp(-raw)))


def test_isotonic_wins_where_no_sigmoid_fits() -> None:
    random = np.random.default_rng(5)
    raw = random.uniform(-4, 4, 6_000)
    label = (random.random(6_000) < np.where(raw > 1, 0.5, 0.02)).astype(float)
    curve = fit_calibration(raw, label)
    assert curve["method"] == "isotonic"
    assert calibrated(curve, np.array([-3.0, 3.0])) == pytest.approx([0.02, 0.5], abs=0.06)
