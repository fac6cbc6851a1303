"""Which frauds are committed when: the weight of each kind, by quarter of history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    phantom,
    refunded,
    reused,
    ring,
    stranger,
    swapped,
    twice,
    upcoding,
)
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.scene import QUARTER_DAYS

RING_KINDS = (ring.KIND, insider.KIND)
"""Kinds whose claims belong to rings."""

_NEW_DAYS = 200
"""How long before the end of history the new kind appears at the earliest [A]."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How one kind comes and goes.

    Attributes:
        kind: The kind.
        weight: The parameter that holds its weight.
        first: Factor on the weight in the first quarter, under full drift.
        last: The same in the last quarter; between them it moves evenly.
        new: Whether it exists only in the last months.
    """

    kind: str
    weight: str
    first: float
    last: float
    new: bool = False


# All assumed. Single-handed editing gives way to organised fraud and to machines; what registers have learned to
# answer (invoices) is tried less, what they cannot see (a genuine paper) more.
_TRENDS = (
    Trend(altered.KIND, "altered_weight", 1.4, 0.6),
    Trend(fabricated.KIND, "fabricated_weight", 1.4, 0.5),
    Trend(generated.KIND, "generated_weight", 2.0, 2.0, new=True),
    Trend(ring.KIND, "ring_weight", 0.6, 1.5),
    Trend(insider.KIND, "insider_weight", 0.6, 1.5),
    Trend(early.KIND, "early_weight", 1.0, 1.0),
    Trend(elsewhere.KIND, "earlier_elsewhere_weight", 0.8, 1.3),
    Trend(stranger.KIND, "stranger_weight", 0.7, 1.4),
    Trend(swapped.KIND, "swapped_weight", 0.8, 1.2),
    Trend(impersonation.KIND, "impersonation_weight", 1.0, 1.0),
    Trend(upcoding.KIND, "upcoding_weight", 1.1, 0.9),
    Trend(inflated.KIND, "inflated_weight", 1.3, 0.7),
    Trend(phantom.KIND, "phantom_weight", 1.2, 0.8),
    Trend(refunded.KIND, "refunded_weight", 1.3, 0.7),
    Trend(reused.KIND, "reused_weight", 1.3, 0.6),
    Trend(filed.KIND, "filed_elsewhere_weight", 0.8, 1.2),
    Trend(twice.KIND, "joined_twice_weight", 0.8, 1.2),
)


def quarters(parameters: WorldParameters) -> int:
    """Quarters (91 days) of history, at least 1; the last may be a short one."""
    days = (parameters.ends_on - parameters.starts_on).days
    return max(1, -(-days // QUARTER_DAYS))


def mixture(parameters: WorldParameters) -> Sequence[Mapping[str, float]]:
    """Kind to weight for each quarter of history; without drift all quarters are alike and know every kind."""
    count = quarters(parameters)
    days = (parameters.ends_on - parameters.starts_on).days
    # Where the new kind is the only one, there is nothing that it could come after.
    alone = not any(getattr(parameters, one.weight) for one in _TRENDS if not one.new)
    found = []
    for quarter in range(count):
        place = quarter / max(1, count - 1)
        is_late = alone or quarter * QUARTER_DAYS >= days - _NEW_DAYS
        found.append({one.kind: _weight(one, place, is_late, parameters) for one in _TRENDS})
    return found


def _weight(one: Trend, place: float, is_late: bool, parameters: WorldParameters) -> float:
    moved = 0.0 if one.new and not is_late else one.first + (one.last - one.first) * place
    weight: float = getattr(parameters, one.weight)
    return weight * (1.0 - parameters.drift + parameters.drift * moved)
