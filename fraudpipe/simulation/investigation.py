"""How claims were looked into, what was found, and when it became known.

Selection and depth decide what can be found: a fraud that got only a desk review is often paid and labelled honest.
"""

from dataclasses import dataclass

from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.simulation.dice import Dice
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
