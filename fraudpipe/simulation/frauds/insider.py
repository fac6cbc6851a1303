"""An insider: a reviewer who waves a broker's claims through.

Who: one of a few reviewers of the platform, and the broker who pays for it. What pays: benefits that nobody looks
into. Signature: the reviewer's outcomes differ from the expected risk of what they review. Pages: as in ring.py.
Footprint: that of a ring (TRACES), and `claim.reviewer`, which no table shows as such: only the outcomes do.
"""

from collections.abc import Sequence

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds import ring
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "insider"
TRACES = ring.TRACES
_INSIDERS = 3


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim of a ring whose broker has somebody inside."""
    claim = ring.ring_claim(slot, scene, earlier, dice, KIND)
    claim.reviewer = insiders(scene.seed)[slot.ring % _INSIDERS]
    claim.links.append(f"insider:{claim.reviewer}")
    return claim


def insiders(seed: int) -> tuple[str, ...]:
    """The reviewers of a world who can be bought."""
    return tuple(f"V{1 + number:04d}" for number in stream(seed, "insiders").permutation(9_999)[:_INSIDERS].tolist())
