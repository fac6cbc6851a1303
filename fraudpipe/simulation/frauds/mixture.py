"""Which frauds are committed when: the weight of each kind, by quarter of history."""

from collections.abc import Mapping, Sequence

from fraudpipe.simulation.frauds import altered, early, fabricated, inflated, reused, ring
from fraudpipe.simulation.parameters import WorldParameters

RING_KINDS = (ring.KIND,)
"""Kinds whose claims belong to rings."""


def mixture(parameters: WorldParameters) -> Sequence[Mapping[str, float]]:
    """Kind to weight for each quarter of history."""
    return [
        {
            altered.KIND: parameters.altered_weight,
            fabricated.KIND: parameters.fabricated_weight,
            ring.KIND: parameters.ring_weight,
            early.KIND: parameters.early_weight,
            inflated.KIND: parameters.inflated_weight,
            reused.KIND: parameters.reused_weight,
        }
    ]
