import numpy as np

from fraudpipe.simulation.dice import Dice, stream


def test_streams_of_other_names_are_independent_and_of_the_same_name_equal():
    assert stream(1, "a").random() == stream(1, "a").random()
    assert len({stream(1, "a").random(), stream(1, "b").random(), stream(2, "a").random()}) == 3


def test_draws_have_the_distributions_they_name():
    dice = Dice(stream(1, "draws"))
    waits = [dice.lognormal(15, 45) for _ in range(20_000)]
    assert abs(np.median(waits) - 15) < 0.7
    assert abs(np.quantile(waits, 0.9) - 45) < 3
    assert {dice.whole(2, 4) for _ in range(200)} == {2, 3, 4}
    picks = [dice.weighted("ab", (3, 1)) for _ in range(4_000)]
    assert 0.71 < picks.count("a") / 4_000 < 0.79


def test_digits_are_as_many_as_asked_for_and_all_equally_likely():
    dice = Dice(stream(1, "digits"))
    numbers = [dice.digits(17) for _ in range(3_000)]
    assert {len(one) for one in numbers} == {17}
    for place in (0, 4, 5, 16):
        counts = [sum(one[place] == digit for one in numbers) for digit in "0123456789"]
        assert 220 < min(counts) <= max(counts) < 380
