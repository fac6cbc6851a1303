"""Measures features and the model on a simulated world: seconds, and what a capacity finds, beside the truth.

    .venv/bin/python scripts/benchmarks/model.py WORLD WORKSPACE

WORLD is what `fraudpipe simulate` wrote; WORKSPACE a folder to take its history in (kept, so a second run is quicker).
Two sets of figures: by the outcomes, as in production, where only what was found counts as fraud; and by the truth,
which a production system never has, over ALL claims of the test period, looked into or not.
"""

import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd

from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.hospital_files import hospital_registry
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.office_files import FileOffice
from fraudpipe.adapters.project_files import load_project
from fraudpipe.adapters.vault import Vault
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.modelling.evaluate import measure
from fraudpipe.modelling.novelty import novelty
from fraudpipe.modelling.score import score
from fraudpipe.modelling.train import train, train_summary
from fraudpipe.records.tables import CLAIMS, OUTCOMES_TABLE
from fraudpipe.stages import check, featurise, ingest, link, read, verify
from fraudpipe.stages.probes import all_probes
from fraudpipe.stages.verify import Asking


class _Silent:
    """Progress that nobody watches."""

    def start(self, stage: str, total: int) -> None:
        """Ignored."""

    def advance(self, steps: int = 1) -> None:
        """Ignored."""


class _NoReader:
    """History comes with its readings: nothing is read here."""

    def reader_key(self) -> str:
        """A constant."""
        return "none"

    def read_many(self, items: object) -> list[tuple[str, object]]:
        """Nothing."""
        del items
        return []


def main(world: Path, workspace: Path) -> None:
    """Prints seconds and figures."""
    lake = Lake(workspace / "lake")
    source = DeliveryFolder(world / "history")
    delivery = source.delivery
    if not lake.deliveries():
        started = time.perf_counter()
        with closing(Vault(workspace / "vault", workspace / "keys")) as vault:
            ingest.run(source, lake, vault, lambda _: None, _Silent())
            read.run(delivery, lake, vault, _NoReader(), _Silent())
            verify.run(delivery, lake, vault, Asking(FileOffice(world / "registry"), 45), _Silent())
            check.run(delivery, lake, vault, {}, _Silent(), hospital_registry(None, complete=False))
        print(f"ingest, read, check: {time.perf_counter() - started:.1f} s")
    until = delivery.as_of
    catalogue = load_project().catalogue
    probes = all_probes(lake, until)
    started = time.perf_counter()
    network, features = workspace / "network.parquet", workspace / "features.parquet"
    link.run(lake, probes, until, network, member_cap=50, window_days=1095)
    linked = time.perf_counter()
    featurise.run(DuckDBEngine(COLUMNS), catalogue, lake, probes, network, until, features)
    done = time.perf_counter()
    print(f"{len(probes):,} claims: network {linked - started:.1f} s, {len(catalogue)} features {done - linked:.1f} s")
    frame = pd.read_parquet(features)
    claims = lake.read("claims", CLAIMS.lake_columns, until).drop_duplicates("claim_id", keep="first")
    frame = frame.merge(claims[["claim_id", "amount_fen"]], on="claim_id")
    outcomes = lake.read("outcomes", OUTCOMES_TABLE.lake_columns, until)
    truth = pd.read_parquet(world / "truth" / "claims.parquet")
    report(frame, outcomes, truth, until)


def report(frame: pd.DataFrame, outcomes: pd.DataFrame, truth: pd.DataFrame, until: int) -> None:
    """Trains, and prints figures by the outcomes and by the truth."""
    spec = load_project().spec("claim_risk")
    started = time.perf_counter()
    model = train(frame, outcomes, spec, until=until)
    print(f"training {time.perf_counter() - started:.1f} s, {model.parameters}")
    print("by outcomes:", train_summary(model), sep="\n")
    print("calibration:", model.calibration["method"], model.calibration["log_loss"])
    for one in model.metrics["calibration"]:
        print(f"  {one['claims']:>5} claims, mean risk {one['mean_risk']:.4f}, share {one['share']:.4f}")
    test = frame[frame["as_of"] >= model.parameters["test_from"]].merge(truth, on="claim_id")
    _, risk = score(model, test)
    fraud = (test["is_fraud"] & (test["fraud_kind"] != "non_disclosure")).to_numpy(dtype=float)
    amount = test["amount_fen"].to_numpy(dtype="int64")
    capacity = max(1, round(len(test) * spec.capacity_share))
    truly = measure(risk, fraud, amount, capacity)
    print(f"by truth: {truly['claims']:,} claims, {truly['positives']} frauds, PR-AUC {truly['pr_auc']:.3f}, "
          f"ROC-AUC {truly['roc_auc']:.3f}, mean risk {risk.mean():.4f}, capacity {capacity}")  # fmt: skip
    recent = frame[frame["as_of"] < model.parameters["test_from"]].tail(5000)
    unusual = novelty(recent, test, spec.names, seed=spec.seed)
    findings = test["high_finding_count"] * 4 + test["medium_finding_count"] * 2 + test["low_finding_count"]
    others = {"novelty": unusual, "findings": findings.to_numpy(dtype=float)}
    rankings = truly["at_capacity"] | {
        name: measure(value, fraud, amount, capacity)["at_capacity"]["risk"] for name, value in others.items()
    }
    for name, found in rankings.items():
        print(f"  {name:<18} precision {found['precision']:6.1%} recall {found['recall']:6.1%} "
              f"value {found['value_fen'] / 100:>12,.0f}")  # fmt: skip
    top = np.argsort(-risk, kind="stable")[:capacity]
    kinds = test.assign(taken=np.isin(np.arange(len(test)), top)).groupby("fraud_kind", dropna=False)["taken"]
    print(kinds.agg(["size", "sum"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
