"""An honest claim with its papers: what every fraud begins as."""

from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import Illness
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.places import Doctor, Hospital
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth


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
    claim = make_claim(
        scene, slot.number, slot.submitted_at, dice, plan_kind=plan_kind, illness=illness, hospital=hospital,
        doctor=doctor, tenure_days=tenure_days,
    )  # fmt: skip
    write_papers(claim, dice)
    return claim
