"""Measures features and the model on a simulated world: seconds, and what a capacity finds, beside the truth.

    scripts/bench model WORLD WORKSPACE [NAME=SIGN ...]

WORLD is what `fraudpipe simulate` wrote; WORKSPACE a folder to take its history in (kept, so a second run is quicker);
NAME=SIGN tries the model with one more feature, its sign 1, -1 or 0.
Two sets of figures: by the outcomes, as in production, where only what was found counts as fraud; and by the truth,
which a production system never has, over ALL claims of the test period, looked into or not.
"""

import sys
import time
from pathlib import Path

import numpy as np
from taken_in import TakenIn, taken_in, truly_fraud

from fraudpipe.adapters.project_files import load_project
from fraudpipe.modelling.evaluate import measure
from fraudpipe.modelling.novelty import novelty
from fraudpipe.modelling.score import score
from fraudpipe.modelling.spec import ModelSpec
from fraudpipe.modelling.train import train, train_summary


def main(world: Path, workspace: Path, *more: str) -> None:
    """Prints CPU seconds and figures."""
    taken = taken_in(world, workspace)
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in taken.seconds.items())
    print(f"{len(taken.frame):,} claims: {spent or 'taken in before'}")
    spec = load_project().spec("claim_risk")
    added = {name: int(sign) for name, sign in (one.split("=") for one in more)}
    report(taken, spec.model_copy(update={"features": {**spec.features, **added}}))


def report(taken: TakenIn, spec: ModelSpec) -> None:
    """Trains, and prints figures by the outcomes and by the truth."""
    frame = taken.frame
    started = time.perf_counter()
    model = train(frame, taken.outcomes, spec, until=taken.until)
    print(f"training {time.perf_counter() - started:.1f} s, {model.parameters}")
    print("by outcomes:", train_summary(model), sep="\n")
    print("calibration:", model.calibration["method"], model.calibration["log_loss"])
    for one in model.metrics["calibration"]:
        print(f"  {one['claims']:>5} claims, mean risk {one['mean_risk']:.4f}, share {one['share']:.4f}")
    test = frame[frame["as_of"] >= model.parameters["test_from"]]
    _, risk = score(model, test)
    fraud = truly_fraud(test)
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
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
