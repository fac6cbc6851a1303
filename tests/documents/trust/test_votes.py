from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.trust.votes import Vote, elect


def _vote(value: str, score: float, role: str) -> Vote:
    return Vote(Candidate(value, (0, 0, 9, 9), score), role, role, 0)


def test_the_careful_reader_wins_unless_it_is_plainly_less_sure() -> None:
    close = (_vote("假设云是", 0.972, "fast"), _vote("假设云旻", 0.965, "careful"))
    unsure = (_vote("二尖瓣脱垂", 0.968, "fast"), _vote("二尖辦脱垂", 0.914, "careful"))
    assert elect(close) == close[1]
    assert elect(unsure) == unsure[0]
