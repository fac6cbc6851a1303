"""The frauds, each with a stated footprint. One explicit list; nothing is discovered.

A fraud takes a claim that began honest and bends it. No trace is certain: each is left with some probability, and
honest claims show every one of them now and then (see slips.py and people.py).
"""

from collections.abc import Callable

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds import altered, early, fabricated, inflated, non_disclosure
from fraudpipe.simulation.truth import ClaimTruth

SINGLE: dict[str, Callable[[ClaimTruth, Dice], None]] = {
    altered.KIND: altered.commit,
    fabricated.KIND: fabricated.commit,
    early.KIND: early.commit,
    inflated.KIND: inflated.commit,
    non_disclosure.KIND: non_disclosure.commit,
}
"""Frauds that one claimant commits alone; `ring` and `reused` need other claims and stand apart."""
