from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.votes import Vote, elect


def _vote(value: str, score: float, role: str) -> Vote:
    return Vote(Candidate(value, (0, 0, 9, 9), score), role, role, 0)


def test_the_careful_reader_wins_unless_it_is_plainly_less_sure() -> None:
    close = elect([_vote("假设云是", 0.972, "fast"), _vote("假设云旻", 0.965, "careful")])
    unsure = elect([_vote("二尖瓣脱垂", 0.968, "fast"), _vote("二尖辦脱垂", 0.914, "careful")])
    assert close is not None and close.candidate.value == "假设云旻"
    assert unsure is not None and unsure.candidate.value == "二尖瓣脱垂"
