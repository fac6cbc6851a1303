"""Honest claims and their stays, before any paper, for the tests of papers."""

import functools

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.paper_values.stay import Stay, stay_of
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.truth import ClaimTruth
from fraudpipe.simulation.world import make_world


@functools.cache
def scene() -> Scene:
    return make_world(WorldParameters(claims=200, hospitals=60, night_claims=5), 11).scene


def claims(count: int, seed: int = 5, **given) -> list[ClaimTruth]:
    """`count` claims without papers, spread over the years of the world."""
    dice = Dice(stream(seed, "claims of a test"))
    parameters = scene().parameters
    first = seconds(parameters.starts_on)
    days = (parameters.ends_on - parameters.starts_on).days
    moments = [first + (place * days // count) * DAY_SECONDS + 40_000 for place in range(count)]
    return [make_claim(scene(), place, moment, dice, **given) for place, moment in enumerate(moments)]


def stays(count: int, seed: int = 5, **given) -> list[tuple[Stay, Dice]]:
    """Stays, each with chance of its own to write papers with."""
    dice = Dice(stream(seed, "stays of a test"))
    return [(stay_of(one, dice), dice) for one in claims(count, seed, **given)]
