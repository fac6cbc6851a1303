"""What becomes of each claim: what is there, what a look of that depth finds, and what is written down.

Three things stand between the truth and a label: nobody looked deep enough, the claim was withdrawn before anything
was proved, or what was found was written down wrongly. Each is settable, in both directions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.tables import OUTCOMES
from fraudpipe.simulation.dice import stream
from fraudpipe.simulation.inquiry.depths import DEPTHS, LEAST_DAYS
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.inquiry.rounds import Whole
from fraudpipe.simulation.inquiry.selection import DESK, Flags, Real, Selected

FRAUD, HIDDEN, NOT_COVERED, CLEAN, UNSETTLED, WITHDRAWN = range(len(OUTCOMES))
"""Places in OUTCOMES."""

UNREVIEWED = -1
"""In place of a verdict: nobody ever looked."""

DELIBERATE, NEGLIGENT, UNKNOWN = range(3)
INTENTS = ("deliberate", "negligent", "unknown")
_HIDDEN_INTENTS = (0.25, 0.75)
"""Edges: a quarter of those who hid an illness meant to, half were careless, of the rest nobody knows [A]."""

DELAY_DAYS = (15.0, 45.0)
GUILTY_DELAY_DAYS = (35.0, 120.0)
"""Median and 90th percentile from the last paper to the outcome [S/A]; what is proved, or resists proof, takes longer.

Reports count from complete papers: the days in which a claimant gathers them are not the reviewer's.
"""

_NINETIETH = 1.2815515655
_OFFICE_OPENS, _OFFICE_SECONDS = 9 * 3_600, 9 * 3_600
_SHANGHAI_SECONDS = 8 * 3_600
_NEVER = len(DEPTHS)
_BROKERED = ("broker_ring", "insider")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so, one entry a claim in the order of claim numbers.

    Attributes:
        kind: Place in `kinds`.
        kinds: Kinds of fraud; "" is honest.
        reach: Chance that a case taken to each depth has found it: claims x DEPTHS; the desk's own eye included.
        waved: Whether a reviewer waves it through.
        complete_at: When the last paper was in: no review begins before.
    """

    kind: Whole
    kinds: tuple[str, ...]
    reach: Real
    in_waiting: Flags
    waved: Flags
    complete_at: Whole


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was written down, one entry a claim; nothing of it counts where `outcome` is UNREVIEWED.

    Attributes:
        outcome: Place in OUTCOMES, or UNREVIEWED.
        depth: The deepest step that was taken, as a place in DEPTHS.
        found: Whether that step found something against the claim, rightly or wrongly.
        known_at: Epoch seconds, within office hours.
    """

    outcome: Whole
    intent: Whole
    depth: Whole
    found: Flags
    known_at: Whole


def judge(truth: Truth, selected: Selected, parameters: InquiryParameters, seed: int) -> Verdicts:
    """The verdict on every claim of a world."""
    count = len(truth.kind)

    def draw(name: str) -> Real:
        return stream(seed, "investigations", name).random(count)

    deep = selected.why != DESK
    guilty = _whether(truth, [kind for kind in truth.kinds if kind])
    hidden = _whether(truth, ["non_disclosure"])
    first = _first_depth(truth.reach, draw("find"), deep)
    notice = np.where(_whether(truth, _BROKERED), parameters.ring_notice_share, parameters.notice_share)
    waved = truth.waved & ~deep
    fled = guilty & deep & (draw("notice") < notice)
    proved = guilty & ~fled & ~waved & (first <= selected.depth)
    alarm = ~guilty & (draw("alarm") < parameters.false_alarm_share)
    own = np.where(hidden ^ (draw("confuse") < parameters.confused_share), HIDDEN, FRAUD)
    proved_as = np.where(draw("clear") < parameters.false_clear_share, CLEAN, own)
    uncovered = truth.in_waiting | (draw("cover") < _other_reasons(truth.in_waiting, parameters.not_covered_share))
    ending = draw("ending")
    outcome = np.select(
        [
            waved, fled, proved,
            guilty & deep & (draw("unsettled") < parameters.unsettled_share),
            alarm, uncovered, ending < parameters.withdrawn_share,
            ending < parameters.withdrawn_share + parameters.inconclusive_share,
        ],
        [CLEAN, WITHDRAWN, proved_as, UNSETTLED, FRAUD, NOT_COVERED, WITHDRAWN, UNSETTLED],
        CLEAN,
    )  # fmt: skip
    depth = np.where(proved, first, selected.depth)
    # Whoever flees does so somewhere on the way, most often at the first question.
    depth = np.where(fled, 1 + (selected.depth * draw("flight") ** 2).astype(np.int64), depth).astype(np.int64)
    seen = deep | truth.waved | (draw("review") < parameters.reviewed_share)
    slow = np.isin(outcome, (FRAUD, HIDDEN)) | ((outcome == UNSETTLED) & deep)
    return Verdicts(
        outcome=np.where(seen, outcome, UNREVIEWED),
        intent=_intent(outcome, draw("intent")),
        depth=depth,
        found=proved | (outcome == FRAUD),
        known_at=_known_at(truth.complete_at, selected, depth, slow, seed),
    )


def _whether(truth: Truth, kinds: Sequence[str]) -> Flags:
    """Whether each claim is of one of `kinds`."""
    return np.array([kind in kinds for kind in truth.kinds], dtype=bool)[truth.kind]


def _first_depth(reach: Real, draw: Real, deep: Flags) -> Whole:
    """The first depth that finds it; what a selected claim shows at the desk is still verified outside."""
    first = (draw[:, None] >= reach).sum(axis=1)
    first = np.where(reach[:, -1] > draw, first, _NEVER)
    return np.asarray(np.where(deep, np.maximum(first, 1), first), dtype=np.int64)


def _other_reasons(in_waiting: Flags, share: float) -> float:
    """Chance that a claim past its waiting period is not covered, so that all together come to `share`."""
    waiting = float(in_waiting.mean()) if len(in_waiting) else 0.0
    return max(0.0, share - waiting) / max(1e-9, 1.0 - waiting)


def _intent(outcome: Whole, draw: Real) -> Whole:
    told = np.searchsorted(_HIDDEN_INTENTS, draw, side="right")
    return np.asarray(np.select([outcome == FRAUD, outcome == HIDDEN], [DELIBERATE, told], UNKNOWN), dtype=np.int64)


def _known_at(complete_at: Whole, selected: Selected, depth: Whole, slow: Flags, seed: int) -> Whole:
    """In office hours, not before the steps that were taken can have been."""
    generator = stream(seed, "investigations", "delay")
    normal, hour = generator.standard_normal(len(depth)), generator.random(len(depth))
    median = np.where(slow, GUILTY_DELAY_DAYS[0], DELAY_DAYS[0])
    spread = np.where(slow, np.log(GUILTY_DELAY_DAYS[1] / GUILTY_DELAY_DAYS[0]), np.log(DELAY_DAYS[1] / DELAY_DAYS[0]))
    wished = complete_at + (median * np.exp(normal * spread / _NINETIETH) * DAY_SECONDS).astype(np.int64)
    begun = np.maximum(complete_at, selected.decided_at)
    return in_office(np.maximum(wished, begun + LEAST_DAYS[depth] * DAY_SECONDS), hour)


def in_office(moment: Whole, draw: Real) -> Whole:
    """A moment in the office hours (09:00 to 18:00, Asia/Shanghai) of the day after `moment`."""
    day = (moment + _SHANGHAI_SECONDS) // DAY_SECONDS + 1
    return np.asarray(
        day * DAY_SECONDS - _SHANGHAI_SECONDS + _OFFICE_OPENS + (draw * _OFFICE_SECONDS).astype(np.int64),
        dtype=np.int64,
    )
