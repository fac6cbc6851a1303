"""How claims were looked into, what was found, and when it became known.

Selection and depth decide what can be found: a fraud that got only a desk review is often paid and labelled honest.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.inquiry.casebook import casebook
from fraudpipe.simulation.inquiry.depths import reach_of
from fraudpipe.simulation.inquiry.outcomes import appeal_rows, first_rows, outcomes_frame
from fraudpipe.simulation.inquiry.parameters import InquiryParameters
from fraudpipe.simulation.inquiry.reviewers import Staff, hire
from fraudpipe.simulation.inquiry.rounds import Whole, rounds_of
from fraudpipe.simulation.inquiry.selection import DESK, Claims, Flags, Real, select
from fraudpipe.simulation.inquiry.verdicts import Truth, judge
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.truth import ClaimTruth

DELAY_DAYS = (15.0, 45.0)
FRAUD_DELAY_DAYS = (35.0, 120.0)
"""Median and 90th percentile from claim to outcome [S/A]."""

_APPEAL_DELAY_DAYS = 60.0
_FINDS = {"desk": 0.45, "external": 0.65, "remote": 0.6, "one_hospital": 0.85, "full": 0.96}
"""Chance that a depth finds a fraud that is there [A]."""

_PICKED_DEPTHS = (("external", "remote", "one_hospital", "full"), (25, 25, 35, 15))
_ODDS = {"": 1.0, "non_disclosure": 2.5}
_FRAUD_ODDS = 4.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of what became of a claim."""

    outcome: str
    decision: str
    intent: str
    verification_depth: str
    selection: str
    appeal_status: str
    known_at: int


def investigate(claim: ClaimTruth, parameters: WorldParameters, dice: Dice) -> list[Outcome]:
    """All outcome rows of `claim`, in order; rows later than a delivery are left for a later one."""
    if not dice.chance(parameters.reviewed_share):
        return []
    selection, depth = _selected(claim, parameters, dice)
    outcome = _found(claim, depth, parameters.false_alarm_share, dice)
    guilty = outcome in ("confirmed_fraud", "non_disclosure")
    median, ninetieth = FRAUD_DELAY_DAYS if guilty else DELAY_DAYS
    known_at = claim.submitted_at + max(3_600, round(dice.lognormal(median, ninetieth) * DAY_SECONDS))
    decision = {"not_fraud": "paid", "withdrawn": "withdrawn", "inconclusive": "paid"}.get(outcome, "refused")
    intent = "unknown"
    if outcome == "confirmed_fraud":
        intent = "deliberate"
    elif outcome == "non_disclosure":
        intent = dice.weighted(("deliberate", "negligent", "unknown"), (25, 50, 25))
    rows = [Outcome(outcome, decision, intent, depth, selection, "none", known_at)]
    if decision == "refused" and dice.chance(0.06):
        later = known_at + round(dice.lognormal(_APPEAL_DELAY_DAYS, 2 * _APPEAL_DELAY_DAYS) * DAY_SECONDS)
        if claim.fraud_kind or dice.chance(0.4):
            rows.append(Outcome(outcome, decision, intent, depth, selection, "upheld", later))
        else:
            rows.append(Outcome("not_fraud", "paid", "unknown", depth, selection, "overturned", later))
    return rows


def _selected(claim: ClaimTruth, parameters: WorldParameters, dice: Dice) -> tuple[str, str]:
    """Why it was looked into, and how deeply. Routine desk review of every claim counts as the rules' doing."""
    if dice.chance(parameters.random_share):
        return "random", dice.weighted(*_PICKED_DEPTHS)
    odds = _ODDS.get(claim.fraud_kind, _FRAUD_ODDS)
    just_after = 90 <= (claim.event_on - claim.member.joined_on).days <= 120
    if dice.chance(min(0.9, parameters.rules_share * 0.8 * odds * (1.6 if just_after else 1.0))):
        return "rules", dice.weighted(*_PICKED_DEPTHS)
    if dice.chance(0.01 * odds):
        return "referral", dice.pick(("one_hospital", "full"))
    return "rules", "desk"


def _found(claim: ClaimTruth, depth: str, false_alarm: float, dice: Dice) -> str:
    if claim.fraud_kind and depth != "desk" and dice.chance(0.12):
        return "withdrawn"
    if claim.fraud_kind and dice.chance(_FINDS[depth]):
        return "non_disclosure" if claim.fraud_kind == "non_disclosure" else "confirmed_fraud"
    if claim.fraud_kind and depth != "desk" and dice.chance(0.3):
        return "inconclusive"
    if not claim.fraud_kind and dice.chance(false_alarm):
        return "confirmed_fraud"
    if claim.in_waiting or dice.chance(0.04):
        return "not_covered"
    return dice.weighted(("not_fraud", "withdrawn", "inconclusive"), (95, 3, 2))


INPUT = (
    "number", "submitted_at", "province", "plan_kind", "amount_fen", "kind", "in_waiting", "points", "reviewer",
)  # fmt: skip
"""Columns that `investigate_all` reads, one row a claim of the world."""

_YEAR_DAYS = 365.25


def investigate_all(
    claims: pd.DataFrame, parameters: InquiryParameters, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What became of every claim of a world, and what it took to find out.

    The answer depends on the claims and the seed, never on the order or the pieces in which the claims were made.

    Args:
        claims: The columns of INPUT: `number` once each, `province` two digits, `kind` "" for an honest claim,
            `points` of the old rules, `reviewer` "" or the id of the insider who waves the claim through.
        parameters: The numbers.
        seed: Of the world.

    Returns:
        The rows of `outcomes` with `number` in place of the claim's id, in the order in which they became known (also
        beyond the end of history), and the casebook.
    """
    claims = claims.sort_values("number", ignore_index=True)
    number = claims["number"].to_numpy(dtype=np.int64)
    submitted_at = claims["submitted_at"].to_numpy(dtype=np.int64)
    kind, kinds = pd.factorize(claims["kind"].astype("str"), sort=True)
    province, provinces = pd.factorize(claims["province"].astype("str"), sort=True)
    insider, insiders = pd.factorize(claims["reviewer"].where(claims["reviewer"] != ""), sort=True)
    staff = _staff(submitted_at, province, len(provinces), [str(one) for one in insiders], parameters, seed)
    desk = staff.at_desk(_draw(seed, "desk", len(number)))
    # `hire` puts the insiders first.
    desk = np.where(insider >= 0, insider, desk)
    truth = Truth(
        kind=kind.astype(np.int64), kinds=tuple(str(one) for one in kinds),
        reach=_reach(kind, [str(one) for one in kinds], staff.strictness[desk]),
        in_waiting=claims["in_waiting"].to_numpy(dtype=bool), waved=insider >= 0, submitted_at=submitted_at,
    )  # fmt: skip
    guilty: Flags = claims["kind"].to_numpy(dtype=object) != ""
    selected = select(
        Claims(
            rounds_of(submitted_at), province.astype(np.int64), claims["points"].to_numpy(dtype=np.int64),
            claims["amount_fen"].to_numpy(dtype=np.int64),
            (claims["plan_kind"] == "fixed_benefit").to_numpy(dtype=bool), truth.in_waiting, guilty, truth.waved,
        ),
        parameters, seed,
    )  # fmt: skip
    verdicts = judge(truth, selected, parameters, seed)
    outside = staff.in_province(province.astype(np.int64), _draw(seed, "outside", len(number)))
    first = first_rows(verdicts, np.where(selected.why == DESK, desk, outside))
    appeals = appeal_rows(first, guilty, staff.at_desk(_draw(seed, "appeals desk", len(number))), parameters, seed)
    outcomes = outcomes_frame(number, [first, *appeals], selected, verdicts.depth, staff.ids)
    return outcomes, casebook(number, submitted_at, selected, verdicts)


def _draw(seed: int, name: str, count: int) -> Real:
    return stream(seed, "investigations", name).random(count)


def _staff(
    submitted_at: Whole, province: Whole, provinces: int, insiders: list[str], parameters: InquiryParameters, seed: int
) -> Staff:
    days = max(1.0, (submitted_at.max() - submitted_at.min()) / DAY_SECONDS) if len(submitted_at) else 1.0
    yearly = _YEAR_DAYS / max(days, _YEAR_DAYS / 12)
    by_province = np.bincount(province, minlength=provinces) * yearly / parameters.claims_per_investigator
    desk = int(len(submitted_at) * yearly / parameters.claims_per_reviewer)
    return hire(seed, insiders, desk, np.maximum(1, np.ceil(by_province)).astype(np.int64))


def _reach(kind: Whole, kinds: list[str], strictness: Real) -> Real:
    """Chance that each claim's case has found it, by depth: a strict reviewer finds more at the desk."""
    reach = reach_of(kinds)[kind]
    reach[:, 0] = np.minimum(reach[:, 0] * strictness, reach[:, -1])
    return np.maximum.accumulate(reach, axis=1)
