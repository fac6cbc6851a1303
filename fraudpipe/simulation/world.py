"""The making of a world: a plan of all claims, then blocks of them, each on its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.adaptation import habits
from fraudpipe.simulation.block import Block, make_block
from fraudpipe.simulation.calendar import Calendar, make_calendar
from fraudpipe.simulation.country.places import make_country
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.mixture import RING_KINDS, mixture
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.scene import Scene


@dataclass(frozen=True, slots=True)
class World:
    """A world as its plan: what blocks are made from.

    Attributes:
        scene: Parameters, seed, country and the habits of frauds.
        calendar: Every claim to be made.
    """

    scene: Scene
    calendar: Calendar

    @property
    def parameters(self) -> WorldParameters:
        """The numbers of the world."""
        return self.scene.parameters

    @property
    def history_as_of(self) -> int:
        """The moment at which history is delivered."""
        return seconds(self.parameters.ends_on)

    @property
    def nights(self) -> tuple[int, ...]:
        """The moments at which nights are delivered, a day apart."""
        return tuple(self.history_as_of + (night + 1) * DAY_SECONDS for night in range(self.parameters.nights))

    def blocks(self) -> Iterator[Block]:
        """Every block, one after the other."""
        for number in range(self.calendar.blocks):
            yield make_block(self.scene, self.calendar, number)


def make_world(parameters: WorldParameters, seed: int) -> World:
    """The plan of the world of `parameters` and `seed`; the same arguments give the same world."""
    country = make_country(parameters.hospitals, parameters.doctors_per_hospital, Dice(stream(seed, "places")))
    scene = Scene(parameters, country, seed, habits(parameters))
    return World(scene, make_calendar(parameters, seed, mixture(parameters), RING_KINDS))
