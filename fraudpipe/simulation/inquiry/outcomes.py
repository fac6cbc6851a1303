"""Verdicts as rows of the intake table `outcomes`, with the later rows that appeals bring."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.tables import OUTCOMES
from fraudpipe.simulation.dice import stream
from fraudpipe.simulation.inquiry.depths import DEPTHS
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.inquiry.rounds import Whole
from fraudpipe.simulation.inquiry.selection import Flags, Real, Selected
from fraudpipe.simulation.inquiry.verdicts import (
    CLEAN,
    FRAUD,
    HIDDEN,
    INTENTS,
    NOT_COVERED,
    UNKNOWN,
    UNREVIEWED,
    Verdicts,
    in_office,
)

COLUMNS = (
    "number", "outcome", "decision", "intent", "verification_depth", "selection", "appeal_status", "reviewer_id",
    "propensity", "known_at",
)  # fmt: skip

_PAID, _REFUSED, _WITHDRAWN = range(3)
_DECISIONS = ("paid", "refused", "withdrawn")
_DECISION_OF = np.array([_REFUSED, _REFUSED, _REFUSED, _PAID, _PAID, _WITHDRAWN])
"""By place in OUTCOMES: who is not proved wrong is paid."""

_SELECTIONS = ("routine", "random", "referral", "rules")
"""By why a claim was selected: DESK, RANDOM, REFERRAL, RULES."""

_NONE, _OPEN, _UPHELD, _OVERTURNED = range(4)
_APPEAL_STATUS = ("none", "open", "upheld", "overturned")
_APPEAL_DAYS = (60.0, 120.0)
"""Median and 90th percentile from the first decision to the second [S/A]."""

_NINETIETH = 1.2815515655
_FILED_DAYS = (2, 28)
_OVERTURNED_SHARES = (0.10, 0.70, 0.15)
"""Of appeals against a right refusal for falsehood, a wrong one, and one for cover [A: courts overturn some, S]."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of outcomes, one entry each; `claim` is the place of its claim, words are places in their lists."""

    claim: Whole
    outcome: Whole
    intent: Whole
    appeal: Whole
    reviewer: Whole
    known_at: Whole


def first_rows(verdicts: Verdicts, reviewer: Whole) -> Rows:
    """The first row of every claim that was reviewed."""
    seen = np.flatnonzero(verdicts.outcome != UNREVIEWED)
    return Rows(
        seen, verdicts.outcome[seen], verdicts.intent[seen], np.zeros(len(seen), np.int64), reviewer[seen],
        verdicts.known_at[seen],
    )  # fmt: skip


def appeal_rows(
    first: Rows, guilty: Flags, second_reviewer: Whole, parameters: InquiryParameters, seed: int
) -> tuple[Rows, Rows]:
    """The row that an appeal opens, and the row that somebody uninvolved decides.

    Args:
        first: The first rows.
        guilty: Whether each claim of the world is.
        second_reviewer: Who would decide an appeal, for each claim of the world.
        parameters: The numbers.
        seed: Of the world.
    """

    def draw(name: str) -> Real:
        return stream(seed, "investigations", name).random(len(guilty))[first.claim]

    accused = np.isin(first.outcome, (FRAUD, HIDDEN))
    wronged = accused & ~guilty[first.claim]
    refused = accused | (first.outcome == NOT_COVERED)
    share = np.where(wronged, parameters.wronged_appeal_share, parameters.appeal_share)
    rows = np.flatnonzero(refused & (draw("appeal") < share))
    kind = np.where(wronged, 1, np.where(accused, 0, 2))[rows]
    overturned = draw("second")[rows] < np.array(_OVERTURNED_SHARES)[kind]
    hour = draw("appeal hour")[rows]
    filed_days = np.round(_FILED_DAYS[0] + draw("filed")[rows] * (_FILED_DAYS[1] - _FILED_DAYS[0]))
    filed = in_office(first.known_at[rows] + filed_days.astype(np.int64) * DAY_SECONDS, hour)
    normal = stream(seed, "investigations", "appeal delay").standard_normal(len(guilty))[first.claim[rows]]
    days = _APPEAL_DAYS[0] * np.exp(normal * np.log(_APPEAL_DAYS[1] / _APPEAL_DAYS[0]) / _NINETIETH)
    decided = in_office(np.maximum(first.known_at[rows] + (days * DAY_SECONDS).astype(np.int64), filed), hour)
    claim = first.claim[rows]
    opened = Rows(
        claim, first.outcome[rows], first.intent[rows], np.full(len(rows), _OPEN), first.reviewer[rows], filed
    )
    closed = Rows(
        claim, np.where(overturned, CLEAN, first.outcome[rows]), np.where(overturned, UNKNOWN, first.intent[rows]),
        np.where(overturned, _OVERTURNED, _UPHELD), second_reviewer[claim], decided,
    )  # fmt: skip
    return opened, closed


def outcomes_frame(
    number: Whole, parts: Sequence[Rows], selected: Selected, depth: Whole, reviewer_ids: Sequence[str]
) -> pd.DataFrame:
    """Rows with the words of the contract, in the order in which they became known.

    Args:
        number: Claim numbers.
        parts: The rows.
        selected: Why each claim was selected, and with which propensity.
        depth: How far each was taken.
        reviewer_ids: What `reviewer` points into.
    """
    claim, outcome, intent, appeal, reviewer, known_at = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("claim", "outcome", "intent", "appeal", "reviewer", "known_at")
    )
    order = np.lexsort((appeal, number[claim], known_at))
    claim = claim[order]
    return pd.DataFrame(
        {
            "number": number[claim],
            "outcome": _words(outcome[order], OUTCOMES),
            "decision": _words(_DECISION_OF[outcome[order]], _DECISIONS),
            "intent": _words(intent[order], INTENTS),
            "verification_depth": _words(depth[claim], DEPTHS),
            "selection": _words(selected.why[claim], _SELECTIONS),
            "appeal_status": _words(appeal[order], _APPEAL_STATUS),
            "reviewer_id": _words(reviewer[order], reviewer_ids),
            "propensity": selected.propensity[claim],
            "known_at": known_at[order],
        },
        columns=list(COLUMNS),
    )


def _words(places: Whole, words: Sequence[str]) -> "pd.Series[str]":
    """Looks words up by way of a categorical, which is far quicker than a list of a million texts."""
    return pd.Series(pd.Categorical.from_codes(places, categories=pd.Index(words))).astype("str")
