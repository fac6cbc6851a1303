"""What each feature and each family of features adds on a simulated world; writes docs/ablation.md.

scripts/bench ablation WORLD WORKSPACE [--out docs/ablation.md]    WORLD was written by `fraudpipe simulate`, WORKSPACE
                                                                   keeps what was taken in of its history

Twice: by the outcomes, learnt and measured as in production, and by the truth, which only a simulation has. The newest
fifth of the claims is measured on. Nothing is chosen on it: the table says what is there. And each value by itself
against each kind of fraud, over all claims: a feature made for one rare kind is lost in figures over all kinds.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt
import pandas as pd
from ablation_page import ablation_page
from redrawn import Redrawn
from taken_in import TakenIn, taken_in, truly_fraud

from fraudpipe.adapters.project_files import load_project
from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.modelling.evaluate import roc_auc
from fraudpipe.modelling.fit import fit_booster, load_booster, matrix, raw_scores
from fraudpipe.modelling.spec import ModelSpec
from fraudpipe.modelling.split import labels_at

Numbers = npt.NDArray[np.float64]
SEEDS = (1, 2, 3)
DRAWS = 200
SURE = 2.58
"""Standard errors that hold 99 %: among so many features some would look useful at 95 % by luck."""
SURE_OF_MANY = 4.3
"""The same for 95 % over 150 features x 18 kinds looked at together (Bonferroni)."""
PLAIN = 0.1
"""How far from .5 an AUC is before a kind counts as told."""
_TEST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Gain:
    """A difference of PR-AUC and its standard error, over redrawn test claims and seeds."""

    mean: float
    error: float

    @property
    def sure(self) -> bool:
        """Whether 99 % of it lie above nothing."""
        return self.mean - SURE * self.error > 0


@dataclass(frozen=True, slots=True)
class Task:
    """Claims to learn from and later claims to measure on, under one kind of label."""

    learn: Numbers
    learn_label: Numbers
    test: Numbers
    test_label: Numbers


def tasks(taken: TakenIn, names: Sequence[str], spec: ModelSpec) -> dict[str, Task]:
    """By the outcomes, each part as it was known at its end, and by the truth, over all claims."""
    frame = taken.frame.sort_values(["as_of", "claim_id"], kind="stable", ignore_index=True)
    as_of = frame["as_of"].to_numpy(dtype="int64")
    test_from = int(np.sort(as_of)[int(len(as_of) * (1 - _TEST_SHARE))])
    values, later = matrix(frame, names), as_of >= test_from
    before, after = (labels_at(frame["claim_id"], taken.outcomes, one, spec) for one in (test_from, taken.until))
    truth = truly_fraud(frame)
    return {
        "outcomes": _task(values, before, after, later),
        "truth": _task(values, truth, truth, later),
    }


def _task(values: Numbers, before: Numbers, after: Numbers, later: npt.NDArray[np.bool_]) -> Task:
    learn, test = ~later & ~np.isnan(before), later & ~np.isnan(after)
    return Task(values[learn], before[learn], values[test], after[test])


def boosters(task: Task, columns: Sequence[int], signs: dict[str, int], spec: ModelSpec) -> list[lightgbm.Booster]:
    """The model's trees over some of the columns, one a seed."""
    names = list(signs)
    features = {names[i]: signs[names[i]] for i in columns}
    chosen = [spec.model_copy(update={"features": features, "seed": seed}) for seed in SEEDS]
    return [load_booster(fit_booster(task.learn[:, columns], task.learn_label, one)) for one in chosen]


def pr_aucs(task: Task, redrawn: Redrawn, columns: Sequence[int], fitted: Iterable[lightgbm.Booster]) -> Numbers:
    """Seeds x draws."""
    return np.array([redrawn.pr_auc(raw_scores(one, task.test[:, columns])) for one in fitted])


def gain(better: Numbers, worse: Numbers) -> Gain:
    """Of one over another, on the same draws and seeds; the first draw is all test claims."""
    by_seed = better[:, 0] - worse[:, 0]
    drawn = (better - worse)[:, 1:].mean(axis=0)
    return Gain(float(by_seed.mean()), float(np.sqrt(drawn.var() + by_seed.var(ddof=1) / len(by_seed))))


def permutation_gains(task: Task, redrawn: Redrawn, fitted: Sequence[lightgbm.Booster], whole: Numbers) -> list[Gain]:
    """What is lost when one column is shuffled among the test claims, by column."""
    orders = [np.random.default_rng(seed).permutation(len(task.test)) for seed in SEEDS]
    used = np.array([one.feature_importance("split") > 0 for one in fitted])
    gains = []
    for column in range(task.test.shape[1]):
        shuffled = []
        for i, (booster, order) in enumerate(zip(fitted, orders, strict=True)):
            values = task.test.copy()
            values[:, column] = values[order, column]
            shuffled.append(redrawn.pr_auc(raw_scores(booster, values)) if used[i, column] else whole[i])
        gains.append(gain(whole, np.array(shuffled)))
    return gains


def alone(values: Numbers, label: Numbers, sure: float = SURE) -> tuple[float, bool]:
    """AUC of a column by itself, unknown as lowest, and whether it is surely not a half."""
    known = ~np.isnan(values)
    ranked = np.where(known, values, values[known].min() - 1 if known.any() else 0.0)
    positives = label.sum()
    error = np.sqrt((len(label) + 1) / (12 * positives * (len(label) - positives)))
    found = roc_auc(ranked, label)
    return found, bool(abs(found - 0.5) > sure * error)


def best_told(values: Numbers, kinds: pd.Series) -> tuple[str, float] | None:
    """The kind of fraud that a column tells best from honest claims (kind null), and its AUC; None if none plainly."""
    told = []
    for kind in sorted(kinds.dropna().unique()):
        asked = (kinds.isna() | (kinds == kind)).to_numpy()
        found, sure = alone(values[asked], (kinds[asked] == kind).to_numpy(dtype=np.float64), SURE_OF_MANY)
        if sure and abs(found - 0.5) >= PLAIN:
            told.append((kind, found))
    return max(told, key=lambda one: abs(one[1] - 0.5), default=None)


def constant(values: Numbers) -> bool:
    """Whether a column says the same of every claim."""
    return len(np.unique(values[~np.isnan(values)])) + bool(np.isnan(values).any()) < 2


def verdict(gains: Iterable[Gain], *, kind: bool, tells: bool, same: bool) -> str:
    """What can be said for a feature."""
    if same:
        return "constant here"
    if any(one.sure for one in gains):
        return "earns"
    if kind:
        return "tells a kind"
    return "others say it too" if tells else "no gain shown"


def groups_of(catalogue: Catalogue, spec: ModelSpec) -> dict[str, list[int]]:
    """Columns by family, in the order of the catalogue; before them those in the model and the others."""
    groups: dict[str, list[int]] = {"*in model.toml*": [], "*not in model.toml*": []}
    for i, one in enumerate(catalogue.features):
        groups["*in model.toml*" if one.name in spec.features else "*not in model.toml*"].append(i)
        groups.setdefault(one.family, []).append(i)
    return groups


def ablation(
    made: dict[str, Task], frame: pd.DataFrame, catalogue: Catalogue, spec: ModelSpec
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a group of features, the first for all of them, and one row a feature; FRAME has all claims."""
    signs = {one.name: spec.features.get(one.name, 0) for one in catalogue.features}
    groups = groups_of(catalogue, spec)
    everything = list(range(len(signs)))
    families = pd.DataFrame({"features": {"*all*": len(signs)} | {name: len(one) for name, one in groups.items()}})
    features = pd.DataFrame({"family": [one.family for one in catalogue.features]}, index=list(signs))
    for by, task in made.items():
        redrawn = Redrawn(task.test_label, DRAWS, seed=7)
        fitted = boosters(task, everything, signs, spec)
        whole = pr_aucs(task, redrawn, everything, fitted)
        only, adds = {"*all*": whole}, {}
        for name, columns in groups.items():
            rest = [i for i in everything if i not in columns]
            only[name], without = (
                pr_aucs(task, redrawn, some, boosters(task, some, signs, spec)) for some in (columns, rest)
            )
            adds[name] = gain(whole, without)
        families[f"{by} alone"] = {name: float(one[:, 0].mean()) for name, one in only.items()}
        families[f"{by} adds"] = pd.Series(adds, dtype=object)
        features[f"{by} adds"] = pd.Series(
            permutation_gains(task, redrawn, fitted, whole), index=features.index, dtype=object
        )
    truth = made["truth"]
    told = [alone(column, truth.test_label) for column in truth.test.T]
    features["auc"] = [auc for auc, _ in told]
    features["kind"] = pd.Series(
        [best_told(one, frame["fraud_kind"]) for one in matrix(frame, list(signs)).T],
        index=features.index,
        dtype=object,
    )
    features["verdict"] = [
        verdict(adds, kind=kind is not None, tells=tells, same=constant(column))
        for adds, kind, (_, tells), column in zip(
            features[[f"{by} adds" for by in made]].itertuples(index=False),
            features["kind"],
            told,
            truth.test.T,
            strict=True,
        )
    ]
    return families, features


def main() -> None:
    """Takes the world in, measures, writes the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/ablation.md"))
    asked = parser.parse_args()
    project = load_project()
    spec, catalogue = project.spec("claim_risk"), project.catalogue
    taken = taken_in(asked.world, asked.workspace)
    made = tasks(taken, [one.name for one in catalogue.features], spec)
    families, features = ablation(made, taken.frame, catalogue, spec)
    sizes = {
        by: (len(one.learn), int(one.learn_label.sum()), len(one.test), int(one.test_label.sum()))
        for by, one in made.items()
    }
    asked.out.write_text(ablation_page(families, features, sizes, DRAWS), "utf-8")
    print(json.dumps(features["verdict"].value_counts().to_dict()))


if __name__ == "__main__":
    main()
