"""How long those let pass after the wait who know that an event just behind it is looked at."""

import math

from fraudpipe.records.moments import DAY_SECONDS, day_of
from fraudpipe.simulation.country.population import waves
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.scene import Scene, Slot

_CLAIMED_AFTER_DAYS = 50
_TRIES = 80


def careful_tenure(slot: Slot, scene: Scene, beyond: int, usual_days: int, dice: Dice) -> int:
    """Days from joining to the event, of somebody who joined in a wave as everybody did.

    Args:
        slot: The claim.
        scene: The world.
        beyond: Tenures are longer than so many days.
        usual_days: The longer, the rarer: beyond `beyond` they fall off by e in so many days.
        dice: Chance.
    """
    grown = waves(scene.parameters.starts_on, scene.parameters.ends_on)
    event_on = day_of(slot.submitted_at - _CLAIMED_AFTER_DAYS * DAY_SECONDS)
    for _ in range(_TRIES):
        over = (event_on - grown.joined_on(event_on, dice)).days - beyond
        if over > 0 and dice.chance(math.exp(-over / usual_days)):
            return beyond + over
    return beyond + 1 + int(-usual_days * math.log(1.0 - dice.unit()))
