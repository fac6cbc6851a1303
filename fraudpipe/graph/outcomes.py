"""What was known about the outcome of each claim, moment by moment."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.occurrences import NEVER, Ints, pointers

CONFIRMED = "confirmed_fraud"
CLEARED = "not_fraud"
_OTHER_CODE, CONFIRMED_CODE, CLEARED_CODE = 0, 1, 2


@dataclass(frozen=True)
class OutcomeSpans:
    """Outcomes by claim, then time; each holds for ``start < as_of <= end``, until the next one is visible.

    Attributes:
        claim: Position of the claim.
        start: Instant at which the outcome became visible.
        end: Instant at which the next outcome of the claim became visible.
        code: CONFIRMED_CODE, CLEARED_CODE or another.
        begins: Where each claim's run starts, with one end more.
    """

    claim: Ints
    start: Ints
    end: Ints
    code: Ints
    begins: Ints


def outcome_spans(arrays: ClaimArrays, outcomes: pd.DataFrame) -> OutcomeSpans:
    """Spans from rows of claim_id, outcome, visible_at; outcomes of claims that we do not hold are left out."""
    place = arrays.positions(outcomes["claim_id"])
    rows = pd.DataFrame(
        {
            "claim": place,
            "start": outcomes["visible_at"].to_numpy(np.int64),
            "code": outcomes["outcome"].map({CONFIRMED: CONFIRMED_CODE, CLEARED: CLEARED_CODE}).fillna(_OTHER_CODE),
        }
    )
    # Of two outcomes of one instant the more serious one counts, whatever order they came in.
    rows["weight"] = rows["code"].map({CONFIRMED_CODE: 2, CLEARED_CODE: 0}).fillna(1)
    rows = rows[rows["claim"] >= 0].sort_values(["claim", "start", "weight"])
    rows = rows.drop_duplicates(["claim", "start"], keep="last")
    claim, start = rows["claim"].to_numpy(np.int64), rows["start"].to_numpy(np.int64)
    end = np.full(len(rows), NEVER, np.int64)
    same = claim[1:] == claim[:-1]
    end[:-1][same] = start[1:][same]
    return OutcomeSpans(claim, start, end, rows["code"].to_numpy(np.int64), pointers(claim, len(arrays.seen)))
