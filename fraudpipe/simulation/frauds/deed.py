"""One fraud being committed, and which of its traces it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth


@dataclass(frozen=True, slots=True)
class Deed:
    """A claim that somebody is bending.

    Attributes:
        claim: What it is done to.
        scene: The world, which knows what frauds have given up by now.
        dice: Chance.
        traces: Trace to the probability with which this kind leaves it as long as nobody looks for it.
    """

    claim: ClaimTruth
    scene: Scene
    dice: Dice
    traces: Mapping[str, float]

    def leaves(self, trace: str) -> bool:
        """Whether they are careless about `trace`; whoever then leaves it calls `left`."""
        return self.scene.leaves(trace, self.traces[trace], self.claim.submitted_at, self.dice)

    def left(self, trace: str) -> None:
        """Notes that `trace` is there, once."""
        if trace not in self.claim.footprints:
            self.claim.footprints.append(trace)


def begin(claim: ClaimTruth, scene: Scene, dice: Dice, kind: str, traces: Mapping[str, float]) -> Deed:
    """The deed of `kind` on a claim that is honest so far; all that it asks for would be paid wrongly."""
    claim.fraud_kind = kind
    claim.lost_fen = claim.amount_fen
    return Deed(claim, scene, dice, traces)
