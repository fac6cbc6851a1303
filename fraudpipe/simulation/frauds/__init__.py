"""The frauds, each with a stated footprint. One explicit list; nothing is discovered.

A fraud makes a claim that begins honest and bends it. No trace is certain: each is left with some probability, and
honest claims show every one of them now and then (see slips.py and people.py).
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds import altered, early, fabricated, inflated, non_disclosure, reused, ring
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

Commit = Callable[[Slot, Scene, Sequence[ClaimTruth], Dice], ClaimTruth]
"""Makes the whole claim for a slot; the claims made so far in its part of the population stand by, in time order."""

FRAUDS: Mapping[str, Commit] = MappingProxyType(
    {
        altered.KIND: altered.commit,
        fabricated.KIND: fabricated.commit,
        ring.KIND: ring.commit,
        early.KIND: early.commit,
        inflated.KIND: inflated.commit,
        reused.KIND: reused.commit,
        non_disclosure.KIND: non_disclosure.commit,
    }
)
"""Kind to how it is committed."""
