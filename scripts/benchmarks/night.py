"""Precision, recall and value at capacity of scored nights, beside amount, random and the truth's ceiling.

scripts/bench night [WORLD [WORKSPACE]]     defaults: world, workspace (what scripts/demo leaves)

The truth is opened here and nowhere in the pipeline. Fraud means the truth's `is_fraud`; non-disclosure is a target of
its own; "with nd." is the precision when it counts too.
"""

import sys
from pathlib import Path

import pandas as pd

CAPACITIES = (5, 10, 15)


def main(world: Path, workspace: Path) -> None:
    """Prints the figures of every scored night."""
    truth = pd.read_parquet(world / "truth" / "claims.parquet").set_index("claim_id")
    for folder in sorted((workspace / "nights").iterdir()):
        queue = pd.read_parquet(folder / "queue.parquet").sort_values("rank")
        known = truth.loc[queue["claim_id"]]
        fraud = known["is_fraud"].to_numpy(dtype=bool)
        hidden = (known["fraud_kind"] == "non_disclosure").to_numpy(dtype=bool)
        amount = queue["amount_fen"].to_numpy(dtype="int64")
        by_amount = (
            queue.reset_index().sort_values(["amount_fen", "claim_id"], ascending=[False, True]).index.to_numpy()
        )
        best = (
            queue.reset_index().assign(worth=fraud * amount).sort_values("worth", ascending=False, kind="stable").index
        )
        print(
            f"{folder.name} ({queue['basis'].iloc[0]}): {len(queue)} claims, {fraud.sum()} frauds, "
            f"{hidden.sum()} non-disclosures"
        )
        print(f"{'capacity':>10} {'ranking':<10} {'precision':>9} {'recall':>7} {'value (yuan)':>13} {'with nd.':>9}")
        for capacity in CAPACITIES:
            for name, order in (("fraudpipe", range(len(queue))), ("amount", by_amount), ("ceiling", best)):
                taken = list(order)[:capacity]
                hits, wide = fraud[taken].sum(), (fraud | hidden)[taken].sum()
                value = (fraud[taken] * amount[taken]).sum() / 100
                print(
                    f"{capacity:>10} {name:<10} {hits / capacity:>9.0%} {hits / max(fraud.sum(), 1):>7.0%} "
                    f"{value:>13,.0f} {wide / capacity:>9.0%}"
                )
            share = fraud.mean()
            print(
                f"{capacity:>10} {'random':<10} {share:>9.0%} {capacity / len(queue):>7.0%} "
                f"{(fraud * amount).sum() / 100 * capacity / len(queue):>13,.0f} {(fraud | hidden).mean():>9.0%}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "world"), Path(sys.argv[2] if len(sys.argv) > 2 else "workspace"))
