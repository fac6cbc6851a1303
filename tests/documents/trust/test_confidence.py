from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.trust.confidence import IN_DOUBT, agreeing_readers, confidence
from fraudpipe.documents.trust.votes import Vote, elect

WEAK = 0.8


def _vote(value: str, role: str, score: float = 0.95) -> Vote:
    return Vote(Candidate(value, (0, 0, 9, 9), score), role, role, 0)


def _sure(*votes: Vote, confirmed: bool = False, contradicted: bool = False) -> float:
    return confidence(votes[0], votes, confirmed=confirmed, contradicted=contradicted)


def test_agreement_of_independent_readers_says_more_than_one_score() -> None:
    alone = _sure(_vote("甲", "fast"))
    assert _sure(_vote("甲", "fast"), _vote("甲", "second")) > alone
    assert _sure(_vote("甲", "fast"), _vote("甲", "careful")) >= alone


def test_disagreement_asks_for_another_look() -> None:
    assert _sure(_vote("2021-03-01", "careful"), _vote("2021-03-07", "second")) < WEAK
    assert _sure(_vote("甲", "fast"), _vote("乙", "careful")) < WEAK


def test_checks_within_the_paper_decide() -> None:
    assert _sure(_vote("1.00", "fast", 0.4), confirmed=True) > IN_DOUBT
    assert _sure(_vote("1.00", "fast", 1.0), contradicted=True) < WEAK


def test_long_texts_agree_when_they_are_nearly_equal() -> None:
    text = "右肺小细胞肺癌广泛期化疗后脑转移放疗后低钠血症贫血"
    votes = [_vote(text, "fast"), _vote(text.replace("瘤", "癌").replace("钠", "纳"), "second")]
    assert agreeing_readers(votes[0], votes) == ("fast", "second")


def test_the_earliest_page_that_knows_a_field_decides() -> None:
    first, later = _vote("甲", "fast", 0.5), Vote(Candidate("乙", (0, 0, 9, 9), 1.0), "careful", "careful", 1)
    assert elect([later, first]) is first
    assert elect([]) is None
