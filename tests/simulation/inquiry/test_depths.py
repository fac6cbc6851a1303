import numpy as np

from fraudpipe.simulation.inquiry.depths import DEPTHS, OTHER_REACH, REACH, reach_of


def test_a_deeper_look_never_finds_less_and_nothing_is_certain():
    for row in [*REACH.values(), OTHER_REACH]:
        assert list(row) == sorted(row)
        assert 0 <= row[0] < row[-1] < 1


def test_unaltered_pages_show_nothing_at_the_desk():
    for kind in ("stranger_paper", "swapped_specimen", "impersonation"):
        assert REACH[kind][0] == 0


def test_the_honest_and_the_unheard_of_have_rows_of_their_own():
    found = reach_of(["", "altered_paper", "never heard of"])
    assert found.shape == (3, len(DEPTHS))
    assert not found[0].any()
    assert np.array_equal(found[1:], [REACH["altered_paper"], OTHER_REACH])
