"""What a history says for how long, and what it denies."""

import datetime as dt

import pytest
from checks.paper_sets import paper, paper_set

from builders import check_claim
from fraudpipe.checks.history_sentences import dated_mentions, longest_duration, mentions
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.records.illness import IllnessMention

CLAUSES = [
    ("高血压病史10年，最高180/100mmHg。", [("高血压病", 10)]),
    ("2型糖尿病病史3年余；慢性胃炎病史二十余年", [("2型糖尿病", 3), ("慢性胃炎", 20)]),
    ("5年前体检发现甲状腺结节", [("甲状腺结节", 5)]),
    ("否认高血压、糖尿病病史10年", []),
    ("无高血压病史10年", []),
    ("父亲患肺癌5年，母亲体健", []),
    ("既往体健", []),
    ("2019年3月行甲状腺癌手术", []),
    ("患者3年前无明显诱因出现颈部肿物", [(None, 3)]),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_mentions(text: str, expected: list[tuple[str | None, float]]) -> None:
    told = mentions(text, mentions_in)
    assert [(one.illnesses[0].name if one.illnesses else None, one.duration.years) for one in told] == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [("咳嗽2周", 14 / 365), ("头痛3个月", 0.25), ("肿物1月余", 1 / 12), ("腹胀十五天", 15 / 365), ("年龄30岁", None)],
)
def test_durations(text: str, years: float | None) -> None:
    found = longest_duration(text)
    assert (None if found is None else pytest.approx(found.years)) == years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019年12月甲状腺癌", [("2019-12", dt.date(2019, 12, 31))]),
        ("2020年2月甲状腺癌", [("2020-02", dt.date(2020, 2, 29))]),
        ("2020年甲状腺癌", [("2020", dt.date(2020, 12, 31))]),
        ("2020年13月甲状腺癌", []),
        ("2020年复查", []),
        ("2020年无高血压", []),
    ],
)
def test_dates_of_a_history(text: str, found: list[tuple[str, dt.date]]) -> None:
    assert [(one.since, one.latest_on) for one in dated_mentions(text, mentions_in)] == found


def test_an_illness_that_only_the_vocabulary_knows_is_read_and_a_complaint_is_not() -> None:
    def vocabulary(text: str) -> tuple[IllnessMention, ...]:
        names = {"胆管炎": "K83.0", "下肢水肿": "R60.0"}
        return tuple(IllnessMention(name, code, name, 1.0) for name, code in names.items() if name in text)

    (bile,) = mentions("胆管炎病史3年", vocabulary)
    assert [(one.name, one.category) for one in bile.illnesses] == [("胆管炎", "K83")]
    assert mentions("下肢水肿病史4年", vocabulary)[0].illnesses == ()


@pytest.mark.parametrize(
    ("history", "severity"),
    [
        ("甲状腺结节病史2年。", "medium"),
        ("甲状腺结节病史1年余。", None),
        ("甲状腺结节病史15月余。", "medium"),  # more than fifteen months: nobody rounded it up
        ("甲状腺结节病史15月。", "low"),
    ],
)
def test_what_may_have_been_rounded_up_only_asks_for_a_look(history: str, severity: str | None) -> None:
    told = paper_set(paper("discharge_record", past_history=history))  # joined fourteen months before
    found = {one.code: one.severity for one in check_claim(told)}
    assert found.get("earlier_illness_in_history") == severity
