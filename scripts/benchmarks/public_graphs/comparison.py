"""Two ways to score the same rows, held against each other with paired intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fraudpipe.modelling.evaluate import average_precision, roc_auc

Numbers = npt.NDArray[np.float64]
_DRAWS, _SEED = 500, 20261122


@dataclass(frozen=True)
class Contender:
    """Scores of the test rows by one way of scoring, which was chosen without them.

    Attributes:
        name: What it uses.
        score: One a test row.
        threshold: From which score on a row is called fraud, chosen outside of the test rows; None: no such figure.
    """

    name: str
    score: Numbers
    threshold: float | None = None


@dataclass(frozen=True)
class Trial:
    """A baseline and what was chosen, on one test part.

    Attributes:
        data: Name of the data set.
        protocol: What was learnt from and what was scored.
        truth: 0 or 1, one a test row.
        baseline: What needs no graph, or less of it.
        chosen: What was chosen on training rows.
        known: The figures that others have got there.
    """

    data: str
    protocol: str
    truth: Numbers
    baseline: Contender
    chosen: Contender
    known: str


def choose(candidates: Mapping[str, float]) -> str:
    """The candidate with the highest figure of validation; of equal ones the first.

    >>> choose({"flat": 0.7, "graph": 0.8, "both": 0.8})
    'graph'
    """
    return max(candidates, key=lambda name: candidates[name])


def macro_f1(score: Numbers, truth: Numbers, threshold: float) -> float:
    """Mean of the F1 of fraud and the F1 of the rest when scores from the threshold on are called fraud.

    >>> macro_f1(np.array([0.9, 0.8, 0.1, 0.2]), np.array([1.0, 0.0, 0.0, 0.0]), 0.5)
    0.7333333333333334
    """
    called = score >= threshold
    return float(np.mean([_f1(called, truth == 1), _f1(~called, truth == 0)]))


def best_threshold(score: Numbers, truth: Numbers) -> float:
    """The quantile of the scores with the best macro F1; for rows that are not the test."""
    offered = np.quantile(score, np.linspace(0.5, 0.99, 50))
    return float(offered[int(np.argmax([macro_f1(score, truth, one) for one in offered]))])


def interval(figure: Callable[[Numbers, Numbers], float], trial: Trial) -> tuple[Numbers, Numbers]:
    """95 % of a figure of what was chosen, and of its difference to the baseline, over the same redrawn rows.

    Returns:
        Low and high end of the figure; low and high end of the difference.
    """
    rng = np.random.default_rng(_SEED)
    found = np.empty((_DRAWS, 2))
    for draw in range(_DRAWS):
        rows = rng.integers(0, len(trial.truth), len(trial.truth))
        chosen = figure(trial.chosen.score[rows], trial.truth[rows])
        found[draw] = chosen, chosen - figure(trial.baseline.score[rows], trial.truth[rows])
    low, high = np.quantile(found, [0.025, 0.975], axis=0)
    return np.array([low[0], high[0]]), np.array([low[1], high[1]])


def report(trial: Trial) -> str:
    """A few lines: the figures of both, the difference with its interval, and in words what that means."""
    lines = [
        f"{trial.data}: {trial.protocol} ({len(trial.truth):,} rows, {int(trial.truth.sum()):,} frauds)",
        f"  known elsewhere: {trial.known}",
    ]
    for role, one in (("baseline", trial.baseline), ("chosen", trial.chosen)):
        line = (
            f"  {role:<9} AUC {roc_auc(one.score, trial.truth):.3f}  AP {average_precision(one.score, trial.truth):.3f}"
        )
        if one.threshold is not None:
            line += f"  macro F1 {macro_f1(one.score, trial.truth, one.threshold):.3f}"
        lines.append(f"{line}  {one.name}")
    helps = []
    for name, figure in (("AUC", roc_auc), ("AP", average_precision)):
        own, paired = interval(figure, trial)
        line = f"  {name:<9} chosen {own[0]:.3f} to {own[1]:.3f}"
        lines.append(f"{line}; chosen minus baseline {paired[0]:+.3f} to {paired[1]:+.3f}")
        helps.append(verdict(paired))
    return "\n".join([*lines, f"  in words: AUC {helps[0]}, AP {helps[1]}"])


def verdict(paired: Numbers) -> str:
    """In words what an interval of a difference says.

    >>> verdict(np.array([0.01, 0.03])), verdict(np.array([-0.01, 0.03])), verdict(np.array([-0.03, -0.01]))
    ('better', 'no gain that could be told from chance', 'worse')
    """
    if paired[0] > 0:
        return "better"
    return "worse" if paired[1] < 0 else "no gain that could be told from chance"


def _f1(called: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    return float(2 * (called & true).sum() / max(int(called.sum() + true.sum()), 1))
