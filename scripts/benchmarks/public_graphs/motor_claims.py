"""Motor claims of ifraud: learn from the 820 that rules sent to an expert, score the 6,281 that nobody looked into.

Of the labels only the expert's are learnt from. The truth (`Fraud`) of the claims never looked into is what is scored
against; `Criminal`, `Lambda` and every column worked out from them (`n1.*`, `n2.*`, `fraudScore`) are never read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse
from public_graphs.comparison import Contender, Trial, choose
from public_graphs.neighbour_labels import direct_rate, walked_rate, walked_reach
from scipy.optimize import minimize
from sklearn.model_selection import RepeatedStratifiedKFold

from fraudpipe.modelling.evaluate import roc_auc

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Graph = tuple[tuple[str, ...], tuple[str, ...]]
"""What is counted of the neighbours, and over which kinds of party their labels are looked at."""
Candidate = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Columns of the claim itself (none named: all), and a Graph."""

_PRIOR, _LABEL_WEIGHT = 0.05, 4.0
_RIDGE = 0.05
_SPLITS, _REPEATS = 5, 4
_SHARED = {"any": ("Person", "Policyholder", "Garage", "Broker")} | {
    kind.lower(): (kind,) for kind in ("Garage", "Broker")
}
_THREE = ("age", "claims", "persons")
_SIX = (*_THREE, "delay", "amount", "bonus")
_COVARIATES = {"three columns": _THREE, "six columns": _SIX, "all columns": ()}
_FLAT = {"alone": ((), ())}
_COUNTED = {"counts of neighbours": (("parties", "neighbours"), ())}
_LABELLED = {
    "labels of neighbours": ((), ("any",)),
    "counts and labels of neighbours": (("parties", "neighbours"), ("any",)),
    "counts and labels over garage and broker": (("parties", "neighbours"), ("garage", "broker")),
    "counts and labels a walk reaches": (("parties", "neighbours"), ("far",)),
    "counts and labels of neighbours and of a walk": (("parties", "neighbours"), ("any", "far")),
}


@dataclass(frozen=True)
class MotorClaims:
    """Claims and who stands on them.

    Attributes:
        covariates: What an office knows of a claim when it comes in, by name.
        shared: Claims x claims that share a party, by kind of party.
        reach: How much of each claim that was looked into reaches each claim by way of any party.
        parties: Parties on each claim.
        expert: Where an expert looked, whether it was called fraud; False elsewhere.
        looked_into: Where an expert looked.
        fraud: The truth.
    """

    covariates: pd.DataFrame
    shared: dict[str, scipy.sparse.csr_matrix]
    reach: Numbers
    parties: Numbers
    expert: Flags
    looked_into: Flags
    fraud: Flags


def motor_claims(claims: pd.DataFrame, parties: pd.DataFrame) -> MotorClaims:
    """From the tables `claims` and `claim_parties`."""
    looked_into = claims["Investigated"].to_numpy() == 1
    expert = claims["ExpertJudgement"].astype(str).to_numpy() == "True"
    place = pd.Series(np.arange(len(claims)), index=claims["ClaimID"])
    row = place.reindex(parties["ClaimID"]).to_numpy()
    node = pd.factorize(parties["variable"] + "|" + parties["Party"])[0]
    stands = {
        name: _incidence(row, node, parties["variable"].isin(kinds).to_numpy(), len(claims))
        for name, kinds in _SHARED.items()
    }
    return MotorClaims(
        _covariates(claims),
        {name: _neighbours(one) for name, one in stands.items()},
        walked_reach(stands["any"], np.flatnonzero(looked_into)),
        np.asarray(stands["any"].sum(axis=1)).ravel(),
        expert & looked_into,
        looked_into,
        claims["Fraud"].to_numpy(bool),
    )


def values_of(
    claims: MotorClaims, columns: tuple[str, ...], counted: tuple[str, ...], labelled: tuple[str, ...], known: Flags
) -> Numbers:
    """Features of every claim, standardised; labels of neighbours only where `known`, never a claim's own."""
    size = {"parties": claims.parties, "neighbours": np.diff(claims.shared["any"].indptr).astype(np.float64)}
    covariates = claims.covariates[list(columns)] if columns else claims.covariates
    sizes = [size[name][:, None] for name in counted]
    values = np.hstack([covariates.to_numpy(np.float64), *sizes, label_rates(claims, labelled, known)])
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def label_rates(claims: MotorClaims, labelled: tuple[str, ...], known: Flags) -> Numbers:
    """One column a kind of party: claims that share one directly, or ("far") all that a walk over any party reaches."""
    columns = [np.zeros((len(known), 0))]
    for kind in labelled:
        if kind == "far":
            seeds = claims.looked_into
            rate = walked_rate(claims.reach, claims.expert[seeds], known[seeds], prior=_PRIOR)
        else:
            rate = direct_rate(claims.shared[kind], claims.expert, known, prior=_PRIOR, weight=_LABEL_WEIGHT)
        columns.append(rate[:, None])
    return np.hstack(columns)


def scored(claims: MotorClaims, candidate: Candidate, fit: Ints, rows: Ints) -> Numbers:
    """Log odds of some claims, learnt from the expert's labels of others and from nobody else's."""
    known = np.zeros(len(claims.expert), bool)
    known[fit] = True
    values = values_of(claims, *candidate, known)
    return _fitted(values[fit], claims.expert[fit], values[rows], len(candidate[-1]))


def trials(folder: Path) -> list[Trial]:
    """What was chosen beside the columns alone, and beside mere counts of neighbours."""
    claims = motor_claims(pd.read_csv(folder / "claims.csv.gz"), pd.read_csv(folder / "claim_parties.csv.gz"))
    unseen = ~claims.looked_into
    graphs = _FLAT | _COUNTED | _LABELLED
    learnt = np.flatnonzero(claims.looked_into)
    figures = {name: _validated(claims, one, learnt) for name, one in _candidates(graphs).items()}
    chosen = _chosen(claims, graphs, figures)
    known = "counts of neighbours AUC .743, AP .167; shipped propagated scores AUC .494; with all true labels .851"
    return [
        Trial(
            "ifraud",
            "learn from the expert's labels of 820, score the claims never looked into",
            claims.fraud[unseen].astype(np.float64),
            _chosen(claims, baseline, figures),
            chosen,
            known,
        )
        for baseline in (_FLAT, _COUNTED)
    ]


def _candidates(graphs: Mapping[str, Graph]) -> dict[str, Candidate]:
    return {
        f"{name}, {graph}": (columns, *graphs[graph]) for (name, columns), graph in product(_COVARIATES.items(), graphs)
    }


def _chosen(claims: MotorClaims, graphs: Mapping[str, Graph], figures: Mapping[str, float]) -> Contender:
    candidates = _candidates(graphs)
    name = choose({one: figures[one] for one in candidates})
    learnt, unseen = np.flatnonzero(claims.looked_into), np.flatnonzero(~claims.looked_into)
    score = scored(claims, candidates[name], learnt, unseen)
    return Contender(f"{name} (AUC {figures[name]:.3f} in validation)", score)


def _validated(claims: MotorClaims, candidate: Candidate, learnt: Ints) -> float:
    """Mean AUC over folds; the labels of the held fold are hidden from every neighbour too."""
    folds = RepeatedStratifiedKFold(n_splits=_SPLITS, n_repeats=_REPEATS, random_state=1)
    label = claims.expert[learnt]
    score, found = np.zeros(len(learnt)), []
    for number, (fit, held) in enumerate(folds.split(learnt, label)):
        score[held] = scored(claims, candidate, learnt[fit], learnt[held])
        if number % _SPLITS == _SPLITS - 1:
            found.append(roc_auc(score, label.astype(np.float64)))
    return float(np.mean(found))


def _fitted(values: Numbers, label: Flags, rows: Numbers, rising: int) -> Numbers:
    """Log odds of rows by a ridge logistic regression in which the last `rising` columns never lower the risk.

    Fraud among a claim's neighbours speaks for fraud, if for anything: with 45 frauds, chance would find the contrary.
    """
    sign = np.where(label, 1.0, -1.0)
    design = np.column_stack([np.ones(len(values)), values])
    held = np.concatenate([[0.0], np.full(values.shape[1], 1.0 / _RIDGE)])

    def loss(weight: Numbers) -> tuple[float, Numbers]:
        margin = sign * (design @ weight)
        slope = -sign / (1.0 + np.exp(margin))
        return float(np.logaddexp(0.0, -margin).sum() + (held * weight**2).sum() / 2), design.T @ slope + held * weight

    bounds = [(None, None)] * (design.shape[1] - rising) + [(0.0, None)] * rising
    weight = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.asarray(np.column_stack([np.ones(len(rows)), rows]) @ weight)


def _incidence(row: Numbers, node: Numbers, held: Flags, claims: int) -> scipy.sparse.csr_matrix:
    shape = (claims, int(node.max()) + 1)
    return scipy.sparse.csr_matrix((np.ones(int(held.sum())), (row[held], node[held])), shape=shape)


def _neighbours(stands: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
    shared = (stands @ stands.T).tocsr()
    shared.setdiag(0.0)
    shared.eliminate_zeros()
    return shared


def _covariates(claims: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age": claims["AgePH"],
            "claims": claims["NClaims"],
            "persons": claims["nPersons"],
            "delay": np.log1p(claims["ClaimAgeOrig"]),
            "amount": np.log(claims["ClaimAmountOrig"]),
            "bonus": claims["BonusMalus"],
            "man": claims["GenderPH"] == "male",
            "exposure": claims["ExpPH"],
            "contracts": claims["NrContractsPH"],
            "car_age": claims["AgeCar"],
            "car_value": np.log(claims["ValueCar"]),
            "car_new_value": np.log(claims["OrigValueCar"]),
            "police": claims["Police"] == "Yes",
            "date": claims["ClaimDate"],
            "time_since": claims["TimeSinceClaim"],
            "broker": claims["Broker"].notna(),
            "partly": claims["Coverage"] == "PO",
            "third_party": claims["Coverage"] == "TPL",
            "diesel": claims["Fuel"] == "Diesel",
        }
    ).astype(np.float64)
