"""The benchmark on public graphs: nothing ahead of its moment, and nobody's own label, feeds a feature."""

import doctest
import importlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

_BENCHMARKS = Path(__file__).parents[2] / "scripts" / "benchmarks"
_DATA = Path(os.environ.get("FRAUDPIPE_BENCH_DATA", ""))
_MODULES = ("boosting", "companies", "comparison", "moments", "motor_claims", "neighbour_labels", "transactions")


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(_BENCHMARKS))
        yield SimpleNamespace(**{name: importlib.import_module(f"public_graphs.{name}") for name in _MODULES})


def _table(rows: int, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "Source": [f"S{i}" for i in rng.integers(0, rows // 3, rows)],
            "Target": [f"T{i}" for i in rng.integers(0, 5, rows)],
            "Location": [f"L{i}" for i in rng.integers(0, 4, rows)],
            "Type": [f"P{i}" for i in rng.integers(0, 3, rows)],
            "Amount": rng.integers(1, 40, rows) * 2.5,
            "Labels": rng.choice([0, 1, 2], rows, p=[0.5, 0.2, 0.3]),
        }
    )


def _motor(seed: int = 5, claims: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    looked = np.arange(claims) < claims // 2
    table = pd.DataFrame(
        {
            "ClaimID": [f"c{i}" for i in range(claims)],
            "Investigated": looked.astype(float),
            "ExpertJudgement": np.where(looked, np.where(np.arange(claims) % 3 == 0, "True", "False"), None),
            "Fraud": rng.random(claims) < 0.3,
            "GenderPH": rng.choice(["male", "female"], claims),
            "Police": rng.choice(["Yes", "No"], claims),
            "Coverage": rng.choice(["PO", "TPL", "FO"], claims),
            "Fuel": rng.choice(["Diesel", "Gasoline/LPG/Other"], claims),
            "Broker": [None] * claims,
        }
    )
    numbers = ("AgePH", "NClaims", "nPersons", "ClaimAgeOrig", "ClaimAmountOrig", "BonusMalus", "ExpPH")
    for name in (*numbers, "NrContractsPH", "AgeCar", "ValueCar", "OrigValueCar", "ClaimDate", "TimeSinceClaim"):
        table[name] = rng.random(claims) + 0.5
    parties = pd.DataFrame(
        {
            "ClaimID": np.tile(table["ClaimID"], 2),
            "variable": np.repeat(["Garage", "Person"], claims),
            "Party": [f"g{i}" for i in rng.integers(0, 8, claims)] + [f"p{i}" for i in rng.integers(0, 40, claims)],
        }
    )
    return table, parties


@pytest.mark.parametrize("name", _MODULES)
def test_its_examples_hold(bench: Any, name: str) -> None:
    assert doctest.testmod(getattr(bench, name)).failed == 0


def test_the_past_of_a_row_is_what_a_loop_over_earlier_rows_finds(bench: Any) -> None:
    rng = np.random.default_rng(1)
    key, other, value = rng.integers(0, 4, 80), rng.integers(0, 3, 80), rng.random(80)
    past = bench.moments.Past(key)
    earlier = [[j for j in range(i) if key[j] == key[i]] for i in range(80)]

    def column(figure: Any) -> list[float]:
        return [figure(i, rows) for i, rows in enumerate(earlier)]

    nan = float("nan")
    expected = {
        "count": (past.count(), column(lambda _, rows: len(rows))),
        "within": (past.count_within(7), column(lambda i, rows: sum(i - j <= 7 for j in rows))),
        "since": (past.since(2), column(lambda i, rows: i - rows[-2] if len(rows) > 1 else nan)),
        "before": (past.before(value), column(lambda _, rows: value[rows[-1]] if rows else nan)),
        "mean": (past.mean(value, 3), column(lambda _, rows: value[rows[-3:]].mean() if rows else nan)),
        "distinct": (past.distinct(other), column(lambda _, rows: len({other[j] for j in rows}))),
    }
    for found, wanted in expected.values():
        np.testing.assert_allclose(found, wanted, rtol=1e-9)


def test_later_transactions_change_nothing_about_earlier_ones(bench: Any) -> None:
    table = _table(120)
    whole = bench.transactions.sequences(bench.transactions.transactions_of(table))
    half = bench.transactions.sequences(bench.transactions.transactions_of(table.head(60)))
    np.testing.assert_array_equal(whole[:60], half)


def test_a_label_reaches_no_row_of_its_own_fold(bench: Any) -> None:
    rows = bench.transactions.transactions_of(_table(120))
    fold = np.full(120, -1)
    fold[rows.labelled] = np.arange(len(rows.labelled)) % 4
    known = fold >= 0
    one = int(rows.labelled[10])
    flipped = rows.fraud.copy()
    flipped[one] = ~flipped[one]

    def rates(fraud: Any) -> Any:
        keys = list(rows.keys.values())
        return bench.neighbour_labels.hidden_by_fold(
            lambda seen: bench.neighbour_labels.faded_rates(keys, fraud, seen, (1e9, 10.0), 0.2), known, fold
        )

    changed = (rates(rows.fraud) != rates(flipped)).any(axis=1)
    assert not changed[fold == fold[one]].any()
    assert changed[fold != fold[one]].any()


def test_a_label_reaches_no_row_before_the_next_stretch_of_time(bench: Any) -> None:
    rows = bench.transactions.transactions_of(_table(120))
    train, scored = rows.labelled[:60], rows.labelled[60:80]
    flipped = rows.fraud.copy()
    flipped[train[30]] = ~flipped[train[30]]

    def rates(fraud: Any) -> Any:
        return bench.transactions.rates_by_time(replace(rows, fraud=fraud), train, scored, (1e9,))

    changed = ~((rates(rows.fraud) == rates(flipped)) | np.isnan(rates(rows.fraud))).all(axis=1)
    assert not changed[: train[40]].any(), "its own stretch ends with the fortieth label"
    assert changed[scored[0] :].any()


def test_labels_of_scored_transactions_are_never_looked_at(bench: Any) -> None:
    rows = bench.transactions.transactions_of(_table(120))
    train, scored = rows.labelled[:60], rows.labelled[60:]
    flipped = rows.fraud.copy()
    flipped[scored] = ~flipped[scored]
    for rates in (
        lambda some: bench.transactions.rates_by_fold(some, train, (1e9, 10.0)),
        lambda some: bench.transactions.rates_by_time(some, train, scored[:20], (1e9, 10.0)),
    ):
        np.testing.assert_array_equal(rates(rows), rates(replace(rows, fraud=flipped)))


@pytest.mark.parametrize("labelled", [("any",), ("garage",), ("far",)])
def test_a_claim_never_sees_its_own_label_and_its_neighbours_do(bench: Any, labelled: tuple[str, ...]) -> None:
    claims = bench.motor_claims.motor_claims(*_motor())
    expert = claims.expert.copy()
    expert[4] = ~expert[4]

    def values(label: Any) -> Any:
        known = claims.looked_into
        return bench.motor_claims.label_rates(replace(claims, expert=label), labelled, known)

    changed = (values(claims.expert) != values(expert)).any(axis=1)
    assert not changed[4]
    assert changed.any()


def test_the_truth_of_a_claim_nobody_looked_into_moves_no_score(bench: Any) -> None:
    table, parties = _motor()
    other = table.assign(Fraud=~table["Fraud"])
    pick = (("age", "claims", "persons"), ("parties", "neighbours"), ("any",))
    scores = []
    for one in (table, other):
        claims = bench.motor_claims.motor_claims(one, parties)
        scores.append(bench.motor_claims.scored(claims, pick, np.arange(30), np.arange(30, 60)))
    np.testing.assert_array_equal(*scores)


def test_a_company_never_sees_its_own_label_nor_those_of_the_other_masks(bench: Any) -> None:
    rng = np.random.default_rng(2)
    part = np.arange(40) % 4
    arrays = {"x": rng.random((40, 3)), "y": rng.integers(0, 2, 40)}
    arrays |= {"train_mask": part < 2, "valid_mask": part == 2, "test_mask": part == 3}
    arrays |= {f"edges_{name}": rng.integers(0, 40, (2, 60)) for name in ("invest", "provide", "sale")}
    companies = bench.companies.companies_of(arrays)

    def labels(fraud: Any) -> Any:
        return bench.companies.linked(replace(companies, fraud=fraud))["labels of partners"]

    own, others = companies.fraud.copy(), companies.fraud.copy()
    own[4] = ~own[4]
    others[part >= 2] = ~others[part >= 2]
    changed = (labels(companies.fraud) != labels(own)).any(axis=1)
    assert not changed[4]
    assert changed.any()
    np.testing.assert_array_equal(labels(companies.fraud), labels(others))


def test_the_interval_of_a_difference_tells_better_from_the_same(bench: Any) -> None:
    rng = np.random.default_rng(4)
    truth = (rng.random(400) < 0.3).astype(float)
    blind = bench.comparison.Contender("blind", rng.random(400))
    seeing = bench.comparison.Contender("seeing", rng.random(400) + truth, 1.0)
    trial = bench.comparison.Trial("simulated", "all", truth, blind, seeing, "nothing")
    assert "in words: AUC better, AP better" in bench.comparison.report(trial)
    same = bench.comparison.report(replace(trial, chosen=blind))
    assert "chosen minus baseline +0.000 to +0.000" in same
    assert "no gain" in same


@pytest.mark.bench_data
@pytest.mark.skipif(not (_DATA / "graph").is_dir(), reason="the public graphs are not here")
def test_the_public_data_are_what_the_figures_were_measured_on(bench: Any) -> None:
    rows = bench.transactions.transactions_of(pd.read_csv(_DATA / "graph/s_ffsd/transactions.csv.gz"))
    assert (len(rows.fraud), len(rows.labelled), int(rows.fraud.sum())) == (77_881, 29_643, 5_256)
    folder = _DATA / "claims/ifraud"
    claims = bench.motor_claims.motor_claims(
        *(pd.read_csv(folder / f"{one}.csv.gz") for one in ("claims", "claim_parties"))
    )
    assert (int(claims.looked_into.sum()), int(claims.expert.sum())) == (820, 45)
    assert int(claims.fraud[~claims.looked_into].sum()) == 329
    with np.load(_DATA / "graph/fdcompcn/fdcompcn.npz") as arrays:
        companies = bench.companies.companies_of(dict(arrays))
    assert (len(companies.values), int(companies.fraud.sum())) == (5_317, 559)
