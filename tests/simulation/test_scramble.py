import numpy as np
import pytest

from fraudpipe.simulation.scramble import scrambled


@pytest.mark.parametrize("size", [1, 2, 3, 100, 4_097, 65_536])
def test_every_number_is_given_once(size):
    assert sorted(scrambled(np.arange(size), size, 7, "claims").tolist()) == list(range(size))


def test_pieces_give_what_the_whole_gives():
    whole = scrambled(np.arange(1_000), 1_000, 7, "claims")
    assert scrambled([17, 999], 1_000, 7, "claims").tolist() == whole[[17, 999]].tolist()


def test_another_name_or_seed_gives_another_order():
    orders = [scrambled(np.arange(50), 50, seed, name).tolist() for seed, name in ((7, "a"), (7, "b"), (8, "a"))]
    assert orders[0] != orders[1] != orders[2] != orders[0]


def test_the_order_says_nothing_about_the_number():
    places = scrambled(np.arange(100_000), 100_000, 7, "claims").astype(float)
    assert abs(np.corrcoef(np.arange(100_000), places)[0, 1]) < 0.01
    assert abs(np.corrcoef(places[:-1], places[1:])[0, 1]) < 0.01
    assert abs(np.corrcoef(np.arange(100_000) % 2, places)[0, 1]) < 0.01
