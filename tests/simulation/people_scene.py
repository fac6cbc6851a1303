"""A scene and honest claims without papers, for the tests of people, places and care."""

import functools

from fraudpipe.records.moments import seconds
from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.country.places import make_country
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth


def dice(*names: str | int) -> Dice:
    return Dice(stream(5, *names))


@functools.cache
def scene() -> Scene:
    parameters = WorldParameters(hospitals=150)
    return Scene(parameters, make_country(150, 8.0, dice("places")), 5)


@functools.cache
def claims(count: int = 4_000) -> tuple[ClaimTruth, ...]:
    """Honest claims over all of history; callers must not change them."""
    parameters = scene().parameters
    first, last = seconds(parameters.starts_on), seconds(parameters.ends_on)
    chance = dice("claims")
    return tuple(
        make_claim(scene(), number, first + (last - first) * number // count, chance) for number in range(count)
    )
