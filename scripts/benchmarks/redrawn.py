"""PR-AUC of rankings over the same redrawn test claims, so that two rankings can be told apart from luck."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


class Redrawn:
    """One set of test claims, drawn again with replacement; every ranking is measured on the same draws."""

    def __init__(self, label: Numbers, draws: int, seed: int) -> None:
        """Draws how often each claim is taken; the first row takes every claim once."""
        rng = np.random.default_rng(seed)
        picked = rng.multinomial(len(label), np.full(len(label), 1 / len(label)), size=draws)
        self._times = np.vstack([np.ones(len(label)), picked])
        self._label = label

    def pr_auc(self, score: Numbers) -> Numbers:
        """By draw: area under the precision-recall curve by steps, ties as one step; the first is of all claims."""
        order = np.argsort(-score, kind="stable")
        ranked = score[order]
        step_end = np.searchsorted(-ranked, -ranked, side="right") - 1
        times = self._times[:, order]
        hit = times * self._label[order]
        taken = np.cumsum(times, axis=1)[:, step_end]
        precision = np.cumsum(hit, axis=1)[:, step_end] / np.maximum(taken, 1)
        return np.asarray((hit * precision).sum(axis=1) / np.maximum(hit.sum(axis=1), 1), dtype=np.float64)
