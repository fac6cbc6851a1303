"""Many deeds of one kind, committed outside of any world, for the tests of single frauds."""

import dataclasses
import functools
from collections.abc import Mapping

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.country.places import make_country
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds import FRAUDS
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

_RINGS = 5


@functools.cache
def scene() -> Scene:
    parameters = WorldParameters(hospitals=120)
    return Scene(parameters, make_country(120, 8.0, Dice(stream(3, "places"))), seed=3)


def _slot(number: int, kind: str = "", ring: int = -1) -> Slot:
    return Slot(number, seconds(scene().parameters.starts_on) + 200 * DAY_SECONDS + number * DAY_SECONDS, kind, ring)


@functools.cache
def honest_claims(count: int = 250) -> tuple[ClaimTruth, ...]:
    """Honest claims, one a day; callers must not change them."""
    dice = Dice(stream(3, "honest"))
    return tuple(honest_claim(_slot(number), scene(), dice) for number in range(count))


def commit(kind: str, count: int, habits: Mapping[str, tuple[float, ...]] | None = None) -> tuple[ClaimTruth, ...]:
    """Claims of `kind` that follow the honest ones, one a day."""
    place = dataclasses.replace(scene(), habits=habits or {})
    earlier = [dataclasses.replace(one, links=[]) for one in honest_claims()]
    first = len(earlier)
    dice = Dice(stream(3, "deeds", kind))
    for number in range(first, first + count):
        earlier.append(FRAUDS[kind](_slot(number, kind, number % _RINGS), place, earlier, dice))
    return tuple(earlier[first:])


@functools.cache
def deeds(kind: str, count: int = 150) -> tuple[ClaimTruth, ...]:
    """The same claims for every caller, who must not change them."""
    return commit(kind, count)


def leaving(trace: str, claims: tuple[ClaimTruth, ...]) -> list[ClaimTruth]:
    return [one for one in claims if trace in one.footprints]
