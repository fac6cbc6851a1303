"""The casebook: every step that was taken, what it cost, when, and whether it found anything.

It is truth, not intake: a platform's own ledger of costs would know it, but nothing that ranks claims may.
"""

import numpy as np
import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.inquiry.depths import COST_FEN, DEPTHS, LEAST_DAYS
from fraudpipe.simulation.inquiry.rounds import Whole
from fraudpipe.simulation.inquiry.selection import DESK, Real, Selected
from fraudpipe.simulation.inquiry.verdicts import UNREVIEWED, Verdicts

COLUMNS = ("number", "step", "cost_fen", "started_at", "ended_at", "found")

_SHARES = np.cumsum(LEAST_DAYS).astype(np.float64)
"""Steps of a case share its time as their least days do."""


def casebook(number: Whole, complete_at: Whole, selected: Selected, verdicts: Verdicts) -> pd.DataFrame:
    """One row a step, by claim number and depth.

    Args:
        number: Claim numbers, rising.
        complete_at: When the last paper of each claim was in.
        selected: Why and when each was selected.
        verdicts: How far each was taken.
    """
    seen = np.flatnonzero(verdicts.outcome != UNREVIEWED)
    deep = selected.why[seen] != DESK
    counts = 1 + np.where(deep, verdicts.depth[seen], 0)
    rows = np.repeat(seen, counts)
    step = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    at_desk = step == 0
    known_at, begun = verdicts.known_at[rows], selected.decided_at[rows]
    whole = _SHARES[verdicts.depth[rows]]
    started = begun + _part(known_at - begun, _SHARES[np.maximum(step, 1) - 1], whole)
    ended = begun + _part(known_at - begun, _SHARES[step], whole)
    # A claim that is selected was read before; one that is not ends where its desk review does.
    desk_ends = np.where(selected.why[rows] == DESK, known_at, np.minimum(begun, complete_at[rows] + DAY_SECONDS))
    return pd.DataFrame(
        {
            "number": number[rows],
            "step": pd.Series(pd.Categorical.from_codes(step, categories=pd.Index(DEPTHS))).astype("str"),
            "cost_fen": COST_FEN[step],
            "started_at": np.where(at_desk, complete_at[rows], started),
            "ended_at": np.where(at_desk, desk_ends, ended),
            "found": verdicts.found[rows] & (step == verdicts.depth[rows]),
        },
        columns=list(COLUMNS),
    )


def _part(length: Whole, share: Real, whole: Real) -> Whole:
    return np.asarray(length * (share / np.maximum(whole, 1.0)), dtype=np.int64)
