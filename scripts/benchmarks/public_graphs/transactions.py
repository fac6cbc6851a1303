"""Card transactions of s_ffsd: the published random split of labelled rows, and the last fifth by time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from public_graphs.boosting import LARGE, SLOW, SMALL, Shape, boosted
from public_graphs.comparison import Contender, Trial, best_threshold, choose
from public_graphs.moments import Past, codes, joined
from public_graphs.neighbour_labels import faded_rates, hidden_by_fold, hidden_by_time
from sklearn.model_selection import StratifiedKFold, train_test_split

from fraudpipe.modelling.evaluate import average_precision

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Values = Callable[[Ints, Ints], Numbers]
"""From the rows whose labels are known and the rows to score to the features of every row."""

FADINGS = (1e9, 1000.0, 100.0)
_PRIOR = 0.18
_PARTIES = ("Source", "Target", "Location", "Type")
_FOLDS = 8
_FINAL_SEEDS = (1, 2)


@dataclass(frozen=True)
class Transactions:
    """Rows in time order.

    Attributes:
        keys: Source, target, location, type, their pairs, the amount and its pairs, as whole numbers.
        amount: Logarithm of the amount, in thousandths.
        cents: The amount in hundredths.
        fraud: The label where there is one.
        labelled: Numbers of the rows with a label, ascending.
    """

    keys: Mapping[str, Ints]
    amount: Numbers
    cents: Ints
    fraud: Flags
    labelled: Ints


def transactions_of(table: pd.DataFrame) -> Transactions:
    """From the columns Source, Target, Amount, Location, Type and Labels (2: none)."""
    keys = {name.lower(): codes(table[name].to_numpy(str)) for name in _PARTIES}
    keys |= {f"{one} {two}": joined(keys[one], keys[two]) for one, two in combinations(tuple(keys), 2)}
    cents = np.round(table["Amount"].to_numpy(np.float64) * 100).astype(np.int64)
    # In whole thousandths, so that sums are exact and rows of other keys leave no trace in them by rounding.
    amount = np.round(np.log1p(np.abs(cents) / 100) * 1000)
    exact, rough = codes(cents), codes(amount // 250)
    keys |= {"amount": exact, "target amount": joined(keys["target"], exact)}
    keys |= {"type amount": joined(keys["type"], exact), "source amount": joined(keys["source"], exact)}
    keys |= {"target size": joined(keys["target"], rough), "location size": joined(keys["location"], rough)}
    label = table["Labels"].to_numpy()
    return Transactions(keys, amount, cents, label == 1, np.flatnonzero(label != 2))


def counts(rows: Transactions) -> Numbers:
    """The flat baseline: the amount, and how often each party was seen before."""
    return np.column_stack([rows.amount, *(Past(rows.keys[name.lower()]).count() for name in _PARTIES)])


def sequences(rows: Transactions) -> Numbers:
    """What went before over the same source, target, location, type and pairs of them, and how it differs."""
    columns = [counts(rows), rows.cents % 100, rows.cents % 1000 == 0]
    past = {name: Past(key) for name, key in rows.keys.items()}
    for name, before in past.items():
        columns += [before.count(), before.since(), before.since(3)]
        if "amount" in name or "size" in name:
            continue
        columns += [before.since(10), *(before.count_within(last) for last in (100, 1000, 5000))]
        columns += [before.mean(rows.amount), before.deviation(rows.amount)]
        columns += [rows.amount - before.mean(rows.amount, 5)]
        columns += [before.before(rows.amount), before.before(rows.amount, 2)]
    parties = [name.lower() for name in _PARTIES]
    for one in parties:
        columns += [past[one].distinct(rows.keys[other]) for other in (*parties, "amount") if other != one]
    new = (past["source"].count() == 0).astype(np.float64)
    new_pair = (past["source target"].count() == 0).astype(np.float64)
    for one in parties[1:]:
        columns += [past[one].mean(new, 20), past[one].mean(new, 100), past[one].mean(new_pair, 20)]
    return np.column_stack(columns).astype(np.float64)


def rates_by_fold(rows: Transactions, train: Ints, fadings: tuple[float, ...]) -> Numbers:
    """Labels of neighbours among the training rows, own fold hidden, before or after in time."""
    known, fold = np.zeros(len(rows.fraud), bool), np.full(len(rows.fraud), -1)
    known[train] = True
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for number, (_, inside) in enumerate(folds.split(train, rows.fraud[train])):
        fold[train[inside]] = number
    return hidden_by_fold(lambda seen: _rates(rows, seen, fadings), known, fold)


def rates_by_time(rows: Transactions, train: Ints, scored: Ints, fadings: tuple[float, ...]) -> Numbers:
    """Labels of neighbours from before each stretch of time; stretches are as long as what is scored."""
    known = np.zeros(len(rows.fraud), bool)
    known[train] = True
    length = len(scored)
    edges = [0, *(int(train[at]) for at in range(len(train) % length, len(train), length) if at), int(scored[0])]
    return hidden_by_time(lambda seen: _rates(rows, seen, fadings), known, edges)


def random_split(rows: Transactions) -> Trial:
    """The published protocol: a fifth of the labelled rows at random, so later labels may stand in training."""
    train, test = _split(rows, rows.labelled, 2)
    flat, linked = counts(rows), sequences(rows)

    def labels(fadings: tuple[float, ...]) -> Values:
        return lambda known, _: np.hstack([linked, rates_by_fold(rows, known, fadings)])

    candidates = {
        "sequences": (lambda *_: linked, LARGE),
        "sequences, labels of neighbours": (labels(FADINGS[:1]), LARGE),
        "sequences, labels of neighbours by nearness": (labels(FADINGS), LARGE),
    }
    windows = [_split(rows, train, 5)]
    return Trial(
        "s_ffsd",
        "a random fifth of the labelled rows (seed 2), later labels known",
        rows.fraud[test].astype(np.float64),
        _chosen(rows, _flat(flat), windows, (train, test)),
        _chosen(rows, candidates, windows, (train, test)),
        "papers AUC .846, macro F1 .751, AP .694; counts and labels of neighbours .943, .819, .826",
    )


def chronological(rows: Transactions) -> Trial:
    """Learn from the first four fifths of the labelled rows, score the last; nothing looks ahead."""
    cut = [int(len(rows.labelled) * share) for share in (0.48, 0.64, 0.8)]
    windows = [(rows.labelled[:begin], rows.labelled[begin:end]) for begin, end in pairwise(cut)]
    final = (rows.labelled[: cut[-1]], rows.labelled[cut[-1] :])
    flat, linked = counts(rows), sequences(rows)

    def labels(known: Ints, scored: Ints) -> Numbers:
        return np.hstack([linked, rates_by_time(rows, known, scored, FADINGS[:2])])

    candidates = {
        "sequences": (lambda *_: linked, LARGE),
        "sequences, earlier labels of neighbours": (labels, LARGE),
        "sequences, earlier labels of neighbours, slow trees": (labels, SLOW),
    }
    return Trial(
        "s_ffsd",
        "the last fifth of the labelled rows by time, no later label known",
        rows.fraud[final[1]].astype(np.float64),
        _chosen(rows, _flat(flat), windows, final),
        _chosen(rows, candidates, windows, final),
        "counts only AUC .929, AP .847",
    )


def trials(folder: Path) -> list[Trial]:
    """Both protocols on the file `transactions.csv.gz` of a folder."""
    rows = transactions_of(pd.read_csv(folder / "transactions.csv.gz"))
    return [random_split(rows), chronological(rows)]


def _rates(rows: Transactions, seen: Flags, fadings: tuple[float, ...]) -> Numbers:
    return faded_rates(list(rows.keys.values()), rows.fraud, seen, fadings, _PRIOR)


def _split(rows: Transactions, among: Ints, seed: int) -> tuple[Ints, Ints]:
    train, test = train_test_split(among, test_size=0.2, random_state=seed, stratify=rows.fraud[among])
    return np.sort(train), np.sort(test)


def _flat(values: Numbers) -> dict[str, tuple[Values, Shape]]:
    return {"counts, small trees": (lambda *_: values, SMALL), "counts, large trees": (lambda *_: values, LARGE)}


def _chosen(
    rows: Transactions,
    candidates: Mapping[str, tuple[Values, Shape]],
    windows: Sequence[tuple[Ints, Ints]],
    final: tuple[Ints, Ints],
) -> Contender:
    """The candidate with the best mean AP over the windows of the training part, fitted on all of that part."""
    figures, thresholds = {}, {}
    for name, (values, shape) in candidates.items():
        found = []
        for known, held in windows:
            seen, truth = values(known, held), rows.fraud[held].astype(np.float64)
            score = boosted(seen[known], rows.fraud[known], seen[held], shape)
            found.append(average_precision(score, truth))
            thresholds[name] = best_threshold(score, truth)
        figures[name] = float(np.mean(found))
    name = choose(figures)
    values, shape = candidates[name]
    train, test = final
    seen = values(train, test)
    score = boosted(seen[train], rows.fraud[train], seen[test], shape, seeds=_FINAL_SEEDS)
    return Contender(f"{name} (AP {figures[name]:.3f} in validation)", score, thresholds[name])
