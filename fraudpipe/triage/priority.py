"""What a look at each claim is worth, and where the line of a night's capacity runs.

With a model:    priority = risk x amount at stake - cost of the investigation, in fen.
Without one:     the strength of the findings, and among equals how unusual the claim is. No money value is claimed
                 then, because nothing has been calibrated.
"""

import math

import numpy as np
import pandas as pd

SEVERITY_WEIGHTS = {"high": 0.5, "medium": 0.2, "low": 0.05}
"""How much one finding of each severity adds to the strength of a claim's findings before outcomes are known.
Assumed; a trained model replaces it."""


def finding_strength(findings: pd.DataFrame, claim_ids: "pd.Series[str]") -> "pd.Series[float]":
    """The strength 0-1 of each claim's findings: 1 - product of (1 - weight), each code counted once.

    Args:
        findings: One row a finding, with claim_id, code, severity.
        claim_ids: The claims wanted, in this order.
    """
    once = findings.sort_values("severity", kind="stable").drop_duplicates(["claim_id", "code"])
    remaining = np.log1p(-once["severity"].map(SEVERITY_WEIGHTS).astype("float64"))
    total = pd.Series(remaining, index=once.index).groupby(once["claim_id"]).sum()
    log_left = claim_ids.map(total).astype("float64").fillna(0.0)
    return (1.0 - log_left.map(math.exp)).round(9)


def rank_by_risk(scored: pd.DataFrame, *, cost_fen: int, capacity: int) -> pd.DataFrame:
    """The queue of a night that a model scored.

    Args:
        scored: claim_id, amount_fen, risk (0-1), and whatever else is to be kept.
        cost_fen: Cost of looking into one claim.
        capacity: How many claims can be looked into.

    Returns:
        The rows with rank (from 1), priority_fen and within_capacity, best first. A look that costs more than it is
        expected to save is never within capacity.
    """
    priority = (scored["risk"] * scored["amount_fen"].astype("float64")).round().astype("int64") - cost_fen
    queue = scored.assign(priority_fen=priority).sort_values(
        ["priority_fen", "risk", "claim_id"], ascending=[False, False, True], kind="stable", ignore_index=True
    )
    rank = pd.Series(range(1, len(queue) + 1), dtype="int64")
    return queue.assign(rank=rank, within_capacity=(rank <= capacity) & (queue["priority_fen"] > 0))


def rank_cold(scored: pd.DataFrame, *, capacity: int) -> pd.DataFrame:
    """The queue of a night without a model: by finding_strength, then by novelty.

    Args:
        scored: claim_id, finding_strength, novelty (both 0-1), and whatever else is to be kept.
        capacity: How many claims can be looked into.
    """
    queue = scored.assign(priority_fen=pd.array([None] * len(scored), dtype="Int64")).sort_values(
        ["finding_strength", "novelty", "claim_id"], ascending=[False, False, True], kind="stable", ignore_index=True
    )
    rank = pd.Series(range(1, len(queue) + 1), dtype="int64")
    return queue.assign(rank=rank, within_capacity=rank <= capacity)
