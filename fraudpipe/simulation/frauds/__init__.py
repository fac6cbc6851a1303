"""The frauds, each with a stated footprint. One explicit list; nothing is discovered.

A fraud makes a claim that begins honest and bends it. No trace is certain: each is left with some probability, less by
those who have learned that it gets people caught, and honest claims show every one of them now and then (see slips/
and country/people.py). Slips happen after the fraud, so a scene's traces are what was meant, not always what is still
there.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds import (
    altered,
    early,
    elsewhere,
    fabricated,
    filed,
    generated,
    impersonation,
    inflated,
    insider,
    non_disclosure,
    phantom,
    refunded,
    reused,
    ring,
    stranger,
    swapped,
    twice,
    upcoding,
)
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

Commit = Callable[[Slot, Scene, Sequence[ClaimTruth], Dice], ClaimTruth]
"""Makes the whole claim for a slot; the claims made so far in its part of the population stand by, in time order."""

FRAUDS: Mapping[str, Commit] = MappingProxyType(
    {
        altered.KIND: altered.commit,
        fabricated.KIND: fabricated.commit,
        generated.KIND: generated.commit,
        ring.KIND: ring.commit,
        insider.KIND: insider.commit,
        early.KIND: early.commit,
        elsewhere.KIND: elsewhere.commit,
        stranger.KIND: stranger.commit,
        swapped.KIND: swapped.commit,
        impersonation.KIND: impersonation.commit,
        upcoding.KIND: upcoding.commit,
        inflated.KIND: inflated.commit,
        phantom.KIND: phantom.commit,
        refunded.KIND: refunded.commit,
        reused.KIND: reused.commit,
        filed.KIND: filed.commit,
        twice.KIND: twice.commit,
        non_disclosure.KIND: non_disclosure.commit,
    }
)
"""Kind to how it is committed."""

TRACES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        altered.KIND: altered.TRACES,
        fabricated.KIND: fabricated.TRACES,
        generated.KIND: generated.TRACES,
        ring.KIND: ring.TRACES,
        insider.KIND: insider.TRACES,
        early.KIND: early.TRACES,
        elsewhere.KIND: elsewhere.TRACES,
        stranger.KIND: stranger.TRACES,
        swapped.KIND: swapped.TRACES,
        impersonation.KIND: impersonation.TRACES,
        upcoding.KIND: upcoding.TRACES,
        inflated.KIND: inflated.TRACES,
        phantom.KIND: phantom.TRACES,
        refunded.KIND: refunded.TRACES,
        reused.KIND: reused.TRACES,
        filed.KIND: filed.TRACES,
        twice.KIND: twice.TRACES,
        non_disclosure.KIND: non_disclosure.TRACES,
    }
)
"""Kind to trace to the probability with which it is left where nobody looks and a paper could show it."""
