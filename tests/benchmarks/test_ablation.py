"""What the ablation counts: exact areas, real gains, and nothing where nothing is."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from fraudpipe.modelling.evaluate import average_precision
from fraudpipe.modelling.spec import ModelSpec

_FOLDER = Path(__file__).parents[2] / "scripts" / "benchmarks"


@pytest.fixture(scope="module")
def ablation() -> Iterator[ModuleType]:
    sys.path.insert(0, str(_FOLDER))
    import ablation as module

    yield module
    sys.path.remove(str(_FOLDER))


def _spec() -> ModelSpec:
    return ModelSpec(
        name="one", says="", positive=("confirmed_fraud",), negative=("not_fraud",), sufficient_depth=("full",),
        fit_share=0.6, calibrate_share=0.2, capacity_share=0.02, seed=1, threads=1, rounds=20,
        parameters={"num_leaves": 4, "min_data_in_leaf": 20}, features={"says": 1},
    )  # fmt: skip


def _task(ablation: ModuleType) -> object:
    rng = np.random.default_rng(5)
    label = (rng.random(1200) < 0.3).astype(np.float64)
    says, noise = label + rng.normal(0, 0.7, 1200), rng.normal(size=1200)
    values = np.column_stack([says, noise, np.zeros(1200)])
    return ablation.Task(values[:800], label[:800], values[800:], label[800:])


def test_redrawn_areas_are_those_of_the_redrawn_claims(ablation: ModuleType) -> None:
    rng = np.random.default_rng(3)
    label = (rng.random(60) < 0.4).astype(np.float64)
    score = rng.integers(0, 6, 60).astype(np.float64)  # many ties
    redrawn = ablation.Redrawn(label, 3, seed=1)
    areas = redrawn.pr_auc(score)
    for area, times in zip(areas, redrawn._times.astype(int), strict=True):
        assert area == pytest.approx(average_precision(np.repeat(score, times), np.repeat(label, times)))


def test_a_value_that_tells_earns_and_noise_does_not(ablation: ModuleType) -> None:
    task, spec = _task(ablation), _spec()
    signs = {"says": 1, "noise": 0, "same": 0}
    redrawn = ablation.Redrawn(task.test_label, 50, seed=1)
    fitted = ablation.boosters(task, [0, 1, 2], signs, spec)
    whole = ablation.pr_aucs(task, redrawn, [0, 1, 2], fitted)
    says, noise, same = ablation.permutation_gains(task, redrawn, fitted, whole)
    assert says.sure
    assert says.mean > 0.1
    assert not noise.sure
    assert (same.mean, same.error) == (0, 0)


@pytest.mark.parametrize(
    ("sure", "kind", "tells", "same", "said"),
    [
        (True, True, True, False, "earns"),
        (False, True, True, False, "tells a kind"),
        (False, False, True, False, "others say it too"),
        (False, False, False, False, "no gain shown"),
        (True, True, True, True, "constant here"),
    ],
)
def test_what_is_said_of_a_feature(
    ablation: ModuleType, sure: bool, kind: bool, tells: bool, same: bool, said: str
) -> None:
    gains = [ablation.Gain(0.0, 0.1), ablation.Gain(0.3 if sure else 0.2, 0.1)]
    assert ablation.verdict(gains, kind=kind, tells=tells, same=same) == said


def test_the_kind_told_best_is_told_against_honest_claims_alone(ablation: ModuleType) -> None:
    rng = np.random.default_rng(3)
    kinds = pd.Series([None] * 900 + ["plain"] * 50 + ["reverse"] * 50 + ["unseen"] * 50, dtype=object)
    values = rng.normal(size=1050)
    values[900:950] += 1
    values[950:1000] -= 3
    kind, auc = ablation.best_told(values, kinds)
    assert kind == "reverse"
    assert auc < 0.1
    assert ablation.best_told(rng.normal(size=1050), kinds) is None
    assert ablation.best_told(np.full(1050, np.nan), kinds) is None


def test_a_value_alone_counts_unknown_as_lowest(ablation: ModuleType) -> None:
    label = np.repeat([0.0, 1.0], 50)
    unknown_is_honest = np.where(label == 1, 0.0, np.nan)
    assert ablation.alone(unknown_is_honest, label) == (1.0, True)
    assert not ablation.constant(unknown_is_honest)
    assert ablation.constant(np.full(100, np.nan))
    assert ablation.alone(np.zeros(100), label) == (0.5, False)
