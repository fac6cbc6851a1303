import pytest

from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.trust.votes import Vote, elect, same_key


def _vote(value: str, score: float, role: str) -> Vote:
    return Vote(Candidate(value, (0, 0, 9, 9), score), role, role, 0)


@pytest.mark.parametrize(("one", "other"), [("1.5×1.0cm", "15×1.0cm"), ("3-5cm", "35cm"), ("HER2(-)", "HER2(+)")])
def test_values_that_differ_in_a_sign_are_two(one: str, other: str) -> None:
    assert same_key(one) != same_key(other)


def test_the_careful_reader_wins_unless_it_is_plainly_less_sure() -> None:
    close = (_vote("假设云是", 0.972, "fast"), _vote("假设云旻", 0.965, "careful"))
    unsure = (_vote("二尖瓣脱垂", 0.968, "fast"), _vote("二尖辦脱垂", 0.914, "careful"))
    assert elect(close) == close[1]
    assert elect(unsure) == unsure[0]
