"""Exact links: whole tokens only, each pair once, never among what was there."""

import pytest

from fraudpipe.linkage.exact_links import exact_links
from fraudpipe.linkage.id_parts import may_be_same
from fraudpipe.linkage.person_keys import Person, person_keys

A = Person("模拟甲", "11010519491231002X", "1949-12-31", "10012345678", "示例路12号3栋")
SAME_PHONE = Person("模拟甲", "", "", "+86 10012345678", "")
SAME_HOME = Person("模拟甲", "", "1949-12-31", "", "示例路12-3")
SON = Person("模拟乙", "110105197901010017", "1979-01-01", "10012345678", "示例路12号3栋")
MASKED = Person("模拟丙", "110105********002X", "", "", "")


def pairs(new: dict[str, Person], old: dict[str, Person] | None = None) -> list[tuple[str, str]]:
    found = exact_links(person_keys(new.items()), person_keys((old or {}).items()))
    return list(zip(found["person_id"], found["other_person_id"], strict=True))


def test_one_person_under_several_ids():
    assert pairs({"a": A, "b": SAME_PHONE, "c": SAME_HOME}) == [("a", "b"), ("a", "c")]
    assert pairs({"b": A, "a": A}) == [("a", "b")]


def test_households_and_masked_numbers_are_not_one_person():
    assert pairs({"a": A, "b": SON, "c": MASKED, "d": MASKED}) == []
    assert pairs({}) == []


def test_what_was_there_is_not_compared_again():
    assert pairs({"n": SON}, {"a": A, "b": A}) == []
    assert pairs({"n": A}, {"a": A, "b": A}) == [("a", "n"), ("b", "n")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("110105********002X", "11010519491231002x", True),
        ("110105********002X", "110105********0021", False),
        ("110105************", "******19491231002X", None),
        ("110105491231002", "11010519491231****", True),
        ("E12345678", "E12345678", None),
    ],
)
def test_masked_numbers_are_compared_where_both_show_something(one, other, same):
    assert may_be_same(one, other) is same
