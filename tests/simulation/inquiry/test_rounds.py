import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fraudpipe.records.moments import DAY_SECONDS, at, day_of
from fraudpipe.simulation.inquiry.rounds import ROUNDS, decided_at, rounds_of

START = 1_650_000_000


@given(st.lists(st.integers(START, START + 1_500 * DAY_SECONDS), min_size=1))
def test_a_round_decides_after_its_claims_came_in_and_in_its_own_month(moments: list[int]):
    rounds = rounds_of(np.array(moments, dtype=np.int64))
    for moment, number, month, decision in zip(
        moments, rounds.number.tolist(), rounds.month.tolist(), decided_at(rounds.number).tolist(), strict=True
    ):
        assert moment < decision
        assert decision - moment <= 9 * DAY_SECONDS
        day = day_of(decision)
        assert (day.year - 1970) * 12 + day.month - 1 == month
        assert at(decision).endswith("T18:00:00+08:00")
        # The round before had decided by then.
        assert decided_at(np.array([number - 1]))[0] <= moment


def test_there_are_four_rounds_a_month():
    numbers = np.arange(600 * ROUNDS, 624 * ROUNDS)
    assert sorted({day_of(one).day for one in decided_at(numbers).tolist()}) == [7, 15, 23, 28, 29, 30, 31]
    assert (np.diff(decided_at(numbers)) > 4 * DAY_SECONDS).all()
