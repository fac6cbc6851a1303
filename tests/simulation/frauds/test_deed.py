import dataclasses

from simulation.frauds.deeds import honest_claims, scene

from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.deed import Deed


def _deed(probability, habits):
    place = dataclasses.replace(scene(), habits=habits)
    return Deed(honest_claims()[0], place, Dice(stream(1, "deed")), {"shared_phone": probability})


def test_habits_lower_what_is_left():
    counts = [
        sum(_deed_made.leaves("shared_phone") for _ in range(2_000))
        for _deed_made in (_deed(0.8, {}), _deed(0.8, {"shared_phone": (0.5,)}))
    ]
    assert 0.75 < counts[0] / 2_000 < 0.85
    assert 0.36 < counts[1] / 2_000 < 0.44


def test_a_trace_is_noted_once():
    deed = Deed(dataclasses.replace(honest_claims()[0], footprints=[]), scene(), Dice(stream(1)), {})
    deed.left("same_file")
    deed.left("same_file")
    assert deed.claim.footprints == ["same_file"]
