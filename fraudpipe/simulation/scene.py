"""What every claim of one world is made from: the parameters, the country, and how frauds behave by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.country.places import Country
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.truth import ClaimTruth

QUARTER_DAYS = 91


@dataclass(frozen=True, slots=True)
class Scene:
    """What every claim of one world is made from.

    Attributes:
        parameters: The numbers of the world.
        country: Hospitals and doctors.
        seed: Of the world; rings and reviewers that several claims share are drawn from it by name.
        habits: Trace to one factor a quarter of history: how much of it frauds still leave by then.
    """

    parameters: WorldParameters
    country: Country
    seed: int = 0
    habits: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def quarter(self, moment: int) -> int:
        """Quarters (91 days) from the first day of history to `moment`, from 0."""
        return max(0, (moment - seconds(self.parameters.starts_on)) // (QUARTER_DAYS * DAY_SECONDS))

    def leaves(self, trace: str, probability: float, moment: int, dice: Dice) -> bool:
        """Whether a fraud of `moment` leaves `trace`, which frauds that nobody looks for leave with `probability`."""
        by_quarter = self.habits.get(trace)
        if by_quarter:
            probability *= by_quarter[min(self.quarter(moment), len(by_quarter) - 1)]
        return dice.chance(probability)


@dataclass(frozen=True, slots=True)
class Slot:
    """One claim to be made, as the calendar ordered it.

    Attributes:
        number: Its place in the world, from 0; it never leaves the simulation.
        submitted_at: When it is handed in.
        kind: "" or the kind of fraud.
        ring: The number of its ring, or -1.
        around: The claims so far from whose households some claims come; empty where a fraud chooses its own people.
    """

    number: int
    submitted_at: int
    kind: str = ""
    ring: int = -1
    around: Sequence[ClaimTruth] = field(default=(), repr=False, compare=False)
