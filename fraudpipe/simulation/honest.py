"""An honest claim with its papers: what every fraud begins as."""

from fraudpipe.simulation.care import claim_again, make_claim
from fraudpipe.simulation.country.places import Doctor, Hospital
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import Illness
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

_FAMILY_CLAIM = 0.05
_SECOND_CLAIM = 0.07
"""Claims from the household of an earlier claimant, and further claims of one member, both kinds of plan [A]."""
_RECENT = 4_000
_TRIES = 6


def honest_claim(
    slot: Slot,
    scene: Scene,
    dice: Dice,
    *,
    plan_kind: str | None = None,
    illness: Illness | None = None,
    hospital: Hospital | None = None,
    doctor: Doctor | None = None,
    tenure_days: int | None = None,
) -> ClaimTruth:
    """A claim of an honest member with its papers; what is not given is drawn."""
    claim = made_claim(
        slot, scene, dice, plan_kind=plan_kind, illness=illness, hospital=hospital, doctor=doctor,
        tenure_days=tenure_days,
    )  # fmt: skip
    write_papers(claim, dice)
    return claim


def made_claim(
    slot: Slot,
    scene: Scene,
    dice: Dice,
    *,
    plan_kind: str | None = None,
    illness: Illness | None = None,
    hospital: Hospital | None = None,
    doctor: Doctor | None = None,
    tenure_days: int | None = None,
) -> ClaimTruth:
    """A claim without papers: of a new member, of the household of an earlier claimant, or of one of them again.

    Where an illness, a doctor or days of membership are given, nobody claims again: they would not fit who is there.
    """
    draw = dice.unit() if slot.around and hospital is None else 1.0
    head = None
    if draw < _FAMILY_CLAIM:
        head = _earlier(slot, dice)
    elif draw < _FAMILY_CLAIM + _SECOND_CLAIM and illness is None and doctor is None and tenure_days is None:
        again = _again(slot, scene, plan_kind, dice)
        if again is not None:
            return again
    claim = make_claim(
        scene, slot.number, slot.submitted_at, dice, plan_kind=plan_kind, illness=illness, hospital=hospital,
        doctor=doctor, tenure_days=tenure_days, head=head.member if head else None,
    )  # fmt: skip
    if head is not None:
        _house(claim, head)
    return claim


def _earlier(slot: Slot, dice: Dice) -> ClaimTruth:
    return slot.around[-1 - int(dice.unit() * min(_RECENT, len(slot.around)))]


def _again(slot: Slot, scene: Scene, plan_kind: str | None, dice: Dice) -> ClaimTruth | None:
    """A further claim on the plan that an honest member has claimed on before."""
    for _ in range(_TRIES):
        first = _earlier(slot, dice)
        if not first.fraud_kind and plan_kind in (None, first.plan_kind):
            again = claim_again(
                scene, slot.number, slot.submitted_at, first, slot.around, dice, plan_kind=first.plan_kind
            )
            if again is not None:
                return again
    return None


def _house(claim: ClaimTruth, other: ClaimTruth) -> None:
    household = next((one for one in other.links if one.startswith("household:")), f"household:{other.number}")
    claim.links.append(household)
    if household not in other.links:
        other.links.append(household)
