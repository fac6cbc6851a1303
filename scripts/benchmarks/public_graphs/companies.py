"""Listed companies of fdcompcn: three relations, the authors' masks; every choice on the validation mask."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse
from public_graphs.boosting import SMALL, boosted
from public_graphs.comparison import Contender, Trial, choose
from public_graphs.neighbour_labels import direct_rate
from sklearn.ensemble import ExtraTreesClassifier

from fraudpipe.modelling.evaluate import average_precision, roc_auc

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_RELATIONS = ("invest", "provide", "sale")
_PRIOR, _LABEL_WEIGHT = 0.1, 1.0
_SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Companies:
    """Companies with 57 columns each.

    Attributes:
        values: The columns.
        relations: Companies x companies, by relation, in both directions.
        fraud: The label.
        train: Companies to learn from.
        valid: Companies to choose by.
        test: Companies to score.
    """

    values: Numbers
    relations: Mapping[str, scipy.sparse.csr_matrix]
    fraud: Flags
    train: Flags
    valid: Flags
    test: Flags


def companies_of(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Companies:
    """From x, y, edges_* and the masks of the authors."""
    values = arrays["x"].astype(np.float64)
    return Companies(
        values,
        {name: _both_ways(arrays[f"edges_{name}"], len(values)) for name in _RELATIONS},
        arrays["y"] == 1,
        arrays["train_mask"].astype(bool),
        arrays["valid_mask"].astype(bool),
        arrays["test_mask"].astype(bool),
    )


def linked(companies: Companies) -> dict[str, Numbers]:
    """What relations can add to the columns, by name; labels only of training companies, never a company's own."""
    relations = [*companies.relations.values()]
    degree = np.column_stack([np.diff(one.indptr) for one in relations]).astype(np.float64)
    means = np.hstack([_means(one, companies.values) for one in relations])
    rates = np.column_stack(
        [
            direct_rate(one, companies.fraud, companies.train, prior=_PRIOR, weight=_LABEL_WEIGHT)
            for one in (*relations, sum(relations[1:], relations[0]))
        ]
    )
    return {
        "counts of partners": degree,
        "means of partners": np.hstack([degree, means]),
        "labels of partners": np.hstack([degree, rates]),
        "means and labels of partners": np.hstack([degree, means, rates]),
    }


def trials(folder: Path) -> list[Trial]:
    """The best with relations beside the best without; and the best of all beside plain boosted trees."""
    with np.load(folder / "fdcompcn.npz", allow_pickle=False) as arrays:
        companies = companies_of(dict(arrays))
    plain, graph = _inputs(companies)
    flat, related = _scores(companies, plain), _scores(companies, graph)
    truth = companies.fraud[companies.test].astype(np.float64)
    known = "boosted trees AUC .835, AP .480; with one-hop means .826, .473"
    protocol = "the authors' masks, 40 % to learn from, 20 % to choose by, 40 % to score"
    more = "the same choice learnt from the 20 % too, beside boosted trees"
    again = _learnt_again(companies, _chosen(companies, flat | related).name)
    return [
        Trial("fdcompcn", protocol, truth, _chosen(companies, flat), _chosen(companies, related), known),
        Trial("fdcompcn", more, truth, *again, known),
    ]


def _inputs(companies: Companies) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    graph = {name: np.hstack([companies.values, more]) for name, more in linked(companies).items()}
    return {"columns": companies.values}, graph


def _learnt_again(companies: Companies, best: str) -> tuple[Contender, Contender]:
    """Boosted trees and the choice, learnt from the companies that served to choose too: choosing is over."""
    larger = replace(companies, train=companies.train | companies.valid)
    plain, graph = _inputs(larger)
    columns = best.split(",")[0]
    trees = _boosted_only(larger, plain)["columns, boosted trees"]
    chosen = _scores(larger, {columns: (plain | graph)[columns]})[best.split(" (")[0]]
    test = companies.test
    return Contender("columns, boosted trees", trees[test]), Contender(best, chosen[test])


def _boosted_only(companies: Companies, candidates: Mapping[str, Numbers]) -> dict[str, Numbers]:
    label = companies.fraud[companies.train]
    return {
        f"{name}, boosted trees": boosted(values[companies.train], label, values, SMALL, seeds=_SEEDS)
        for name, values in candidates.items()
    }


def _scores(companies: Companies, candidates: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Scores of all companies by boosted trees, and by the mean rank of those and of randomised trees."""
    scores = _boosted_only(companies, candidates)
    label = companies.fraud[companies.train]
    for name, values in candidates.items():
        forest = ExtraTreesClassifier(400, min_samples_leaf=2, max_features=0.3, n_jobs=1, random_state=0)
        filled = np.nan_to_num(values, nan=-1.0)
        other = forest.fit(filled[companies.train], label).predict_proba(filled)[:, 1]
        scores[f"{name}, boosted and randomised trees"] = _ranked(scores[f"{name}, boosted trees"]) + _ranked(other)
    return scores


def _chosen(companies: Companies, scores: Mapping[str, Numbers]) -> Contender:
    """The best mean of AUC and AP on the validation mask."""
    truth = companies.fraud[companies.valid].astype(np.float64)
    held = {name: score[companies.valid] for name, score in scores.items()}
    figures = {name: (roc_auc(one, truth) + average_precision(one, truth)) / 2 for name, one in held.items()}
    name = choose(figures)
    found = f"AUC {roc_auc(held[name], truth):.3f}, AP {average_precision(held[name], truth):.3f} in validation"
    return Contender(f"{name} ({found})", scores[name][companies.test])


def _both_ways(edges: npt.NDArray[np.generic], count: int) -> scipy.sparse.csr_matrix:
    left, right = np.concatenate([edges[0], edges[1]]), np.concatenate([edges[1], edges[0]])
    links = scipy.sparse.csr_matrix((np.ones(len(left)), (left, right)), shape=(count, count))
    links.setdiag(0.0)
    links.eliminate_zeros()
    return links


def _means(links: scipy.sparse.csr_matrix, values: Numbers) -> Numbers:
    """The mean over the partners; NaN without any."""
    degree = np.diff(links.indptr)[:, None]
    total = (links != 0).astype(np.float64) @ values
    return np.where(degree > 0, total / np.maximum(degree, 1), np.nan)


def _ranked(score: Numbers) -> Numbers:
    return np.argsort(np.argsort(score, kind="stable"), kind="stable") / len(score)
