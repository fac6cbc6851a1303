"""Ranks the scored claims of a night and draws the line of its capacity."""

from pathlib import Path

import pandas as pd

from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import CHECKED
from fraudpipe.records.tables import CLAIMS, FINDINGS, HOSPITALS
from fraudpipe.stages.ports import LakeStore, StageReport
from fraudpipe.triage.priority import finding_strength, rank_by_risk, rank_cold

STAGE = "triage"
QUEUE_COLUMNS = (
    "rank",
    "claim_id",
    "priority_fen",
    "risk",
    "score",
    "novelty",
    "finding_strength",
    "amount_fen",
    "within_capacity",
    "basis",
    "model",
    "plan_kind",
    "illness_code",
    "event_on",
    "hospital_id",
    "hospital_name",
    "doctor_id",
    "member_id",
    "known_at",
    "as_of",
)


def run(
    delivery: Delivery, lake: LakeStore, scores: Path, output: Path, *, capacity: int, cost_fen: int
) -> StageReport:
    """Writes the queue of a night to `output`, as Parquet, best first.

    Args:
        delivery: The night.
        lake: Its claims, and the findings about them.
        scores: What the score stage wrote: claim_id, score, risk, novelty, basis, model.
        output: The file to write.
        capacity: How many claims can be looked into.
        cost_fen: Cost of looking into one.
    """
    claims = lake.read("claims", CLAIMS.lake_columns, delivery.as_of, delivery_id=delivery.delivery_id)
    hospitals = lake.read("hospitals", HOSPITALS.lake_columns, delivery.as_of).drop_duplicates(
        "hospital_id", keep="last"
    )
    scored = pd.read_parquet(scores).merge(claims.drop_duplicates("claim_id", keep="last"), on="claim_id")
    scored = scored.merge(
        hospitals[["hospital_id", "name"]].rename(columns={"name": "hospital_name"}), on="hospital_id", how="left"
    )
    findings = all_findings(lake, delivery.as_of)
    facts = findings[~findings["in_doubt"].astype("boolean").fillna(False)]
    strength = finding_strength(facts, scored["claim_id"])
    scored = scored.assign(finding_strength=strength.to_numpy(), as_of=delivery.as_of)
    if (scored["basis"] == "model").all():
        queue = rank_by_risk(scored, cost_fen=cost_fen, capacity=capacity)
    else:
        queue = rank_cold(scored, capacity=capacity)
    queue[list(QUEUE_COLUMNS)].to_parquet(output, index=False)
    return StageReport(STAGE, {"claims": len(queue), "within_capacity": int(queue["within_capacity"].sum())})


def all_findings(lake: LakeStore, until: int) -> pd.DataFrame:
    """Findings of our own checks and of others' that were delivered: the columns of CHECKED."""
    own = lake.read("checked", CHECKED, until)
    delivered = lake.read("findings", FINDINGS.lake_columns, until)
    return pd.concat([own, delivered.reindex(columns=own.columns)], ignore_index=True) if len(delivered) else own
