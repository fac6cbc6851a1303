"""What is known about the labels of a row's neighbours, without its own label ever reaching its own features.

Two ways to keep it out. Labels hidden by fold: a row sees only labels of other folds, whatever way they come. Labels
hidden by time: a row sees only labels from before its stretch of time, which lies as far back in training as in use.
"""

from collections.abc import Callable, Sequence

import numba
import numpy as np
import numpy.typing as npt
import scipy.sparse

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_PRIOR_WEIGHT = 0.5


def faded_rates(keys: Sequence[Ints], fraud: Flags, known: Flags, fadings: Sequence[float], prior: float) -> Numbers:
    """Share of fraud among the other rows of each key whose label is known, near ones counting most.

    Args:
        keys: Columns of whole numbers; rows with the same number are neighbours. Rows stand in time order.
        fraud: The label; looked at only where it is known.
        known: Which rows' labels may be looked at.
        fadings: Over how many rows, back and forth, a label loses most (1 - 1/e) of its weight.
        prior: The share that a row without neighbours gets.

    Returns:
        For each key and fading the share and the weight of the labels behind it, rows x columns.
    """
    columns = []
    for key in keys:
        order = np.argsort(key, kind="stable")
        for fading in fadings:
            hits, seen = _faded(key[order], order, fraud[order] & known[order], known[order], fading)
            columns += [(hits + prior * _PRIOR_WEIGHT) / (seen + _PRIOR_WEIGHT), seen]
    return np.column_stack(columns)


def hidden_by_fold(rates: Callable[[Flags], Numbers], known: Flags, fold: Ints) -> Numbers:
    """Rates of every row from the labels of the other folds; rows of fold -1 see every known label.

    Args:
        rates: From the labels that may be looked at to a row of numbers for every row.
        known: Labels that may be looked at by anybody.
        fold: The fold of each known row, -1 for all others.
    """
    out = rates(known).copy()
    for one in range(int(fold.max(initial=-1)) + 1):
        inside = fold == one
        out[inside] = rates(known & ~inside)[inside]
    return out


def hidden_by_time(rates: Callable[[Flags], Numbers], known: Flags, edges: Sequence[int]) -> Numbers:
    """Rates of the rows of each stretch of time from labels before it; NaN in the first, which has none before it.

    Args:
        rates: As for `hidden_by_fold`.
        known: Labels that may be looked at by anybody.
        edges: Rows at which a stretch begins, ascending, the first 0.
    """
    row = np.arange(len(known))
    out: Numbers | None = None
    for begin, end in zip(edges[1:], [*edges[2:], len(known)], strict=True):
        found = rates(known & (row < begin))
        if out is None:
            out = np.full(found.shape, np.nan)
        out[begin:end] = found[begin:end]
    if out is None:
        msg = "one stretch of time has nothing before it"
        raise ValueError(msg)
    return out


def direct_rate(links: scipy.sparse.csr_matrix, fraud: Flags, known: Flags, *, prior: float, weight: float) -> Numbers:
    """How much more fraud is among a row's linked rows than a prior share, shrunk towards nothing.

    A row is no neighbour of itself, so its own label has no part in it.

    Args:
        links: Rows x rows, any number other than 0 where two are linked.
        fraud: The label; looked at only where it is known.
        known: Which labels may be looked at.
        prior: A constant; were it the share of the training rows, each row's own label would be part of it.
        weight: How many neighbours without fraud weigh as much as knowing nothing.
    """
    others = (links != 0).astype(np.float64)
    others.setdiag(0.0)
    hits = others @ (fraud & known).astype(np.float64)
    seen = others @ known.astype(np.float64)
    return np.asarray((hits - prior * seen) / (seen + weight))


def walked_reach(stands: scipy.sparse.csr_matrix, seeds: Ints, *, damping: float = 0.85, rounds: int = 10) -> Numbers:
    """How much of each seed reaches each row by BiRank (He et al. 2017) over what the rows stand on, rows x seeds.

    BiRank is the sum of what it finds for each seed alone: a row's own seed is left out exactly by its own 0 here.
    """
    row = 1.0 / np.sqrt(np.maximum(np.asarray(stands.sum(axis=1)).ravel(), 1.0))
    party = 1.0 / np.sqrt(np.maximum(np.asarray(stands.sum(axis=0)).ravel(), 1.0))
    step = scipy.sparse.diags(row) @ stands @ scipy.sparse.diags(party)
    restart = np.zeros((stands.shape[0], len(seeds)))
    restart[seeds, np.arange(len(seeds))] = 1.0 - damping
    reach = restart
    for _ in range(rounds):
        reach = restart + damping * (step @ (step.T @ reach))
    reach[seeds, np.arange(len(seeds))] = 0.0
    return np.asarray(reach)


def walked_rate(reach: Numbers, fraud: Flags, known: Flags, *, prior: float) -> Numbers:
    """As `direct_rate`, by what reaches a row of each seed; `fraud` and `known` are one a seed."""
    hits, seen = reach @ (fraud & known).astype(np.float64), reach @ known.astype(np.float64)
    return np.asarray((hits - prior * seen) / (seen + reach.sum(axis=1).mean()))


@numba.njit(cache=True)
def _faded(key, row, fraud, known, fading):  # type: ignore[no-untyped-def]
    hits, seen = np.zeros(len(key)), np.zeros(len(key))
    for direction in (1, -1):
        last_key, last_row, hit, weight = -1, 0, 0.0, 0.0
        for step in range(len(key)):
            place = step if direction == 1 else len(key) - 1 - step
            if key[place] != last_key:
                hit, weight = 0.0, 0.0
            else:
                faded = np.exp(-abs(row[place] - last_row) / fading)
                hit, weight = hit * faded, weight * faded
            last_key, last_row = key[place], row[place]
            hits[row[place]] += hit
            seen[row[place]] += weight
            if known[place]:
                hit, weight = hit + fraud[place], weight + 1.0
    return hits, seen
