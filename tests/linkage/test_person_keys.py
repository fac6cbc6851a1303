"""Tokens of two records meet where the records are alike, whatever hides them."""

import hashlib

from fraudpipe.linkage.look_alikes import look_key
from fraudpipe.linkage.person_keys import TOKENS, Person, near_names, person_keys

ONE = Person("模拟文甲", "11010519491231002X", "1949-12-31", "10012345678", "湖北省武汉市武昌区幸福路12号3栋501室")


def keys(person: Person):
    return person_keys([("p", person)]).iloc[0]


def test_other_spellings_make_the_same_tokens():
    other = Person("模擬文甲", "110105491231002", "1949-12-31", "+86 100 1234 5678", "武汉武昌区幸福路12-3-501")
    one, two = keys(ONE), keys(other)
    assert all(one[name] == two[name] for name in TOKENS)


def test_one_slip_leaves_something_in_common():
    for slip in ("模拟文由", "模拟甲", "模拟甲文", "模拟文文甲", "拟文甲"):
        assert set(near_names("模拟文甲")) & set(near_names(slip)), slip
    assert not set(near_names("模拟文甲")) & set(near_names("虚拟武甲"))
    assert look_key("模拟文甲") == look_key("摸似又申")


def test_a_long_name_does_not_make_a_key_a_character():
    assert len(near_names("模拟甲乙丙丁戊己庚辛" * 2)) == 21
    assert near_names("模拟甲乙丙丁戊己庚辛" * 1_000) == ["模拟甲乙丙丁戊己庚辛" * 1_000]


def test_a_masked_number_is_compared_by_what_it_shows():
    masked = keys(Person("模拟文甲", "110105********002X"))
    assert masked["id_number"] is None
    assert masked["id_birth"] is None
    assert (masked["id_division"], masked["id_order"]) == (keys(ONE)["id_division"], keys(ONE)["id_order"])
    assert not masked["id_holds"]


def test_tokens_may_be_hashes():
    def sealed(kind: str, value: str) -> str:
        return hashlib.sha256(f"{kind}{value}".encode()).hexdigest()

    row = person_keys([("p", ONE)], sealed).iloc[0]
    assert row["id_birth"] == row["born"] == sealed("born", "19491231")
    assert all(len(row[name]) == 64 for name in TOKENS)


def test_nothing_is_known_of_an_empty_record():
    row = keys(Person("", "未知", "", "无", "不详"))
    assert row[list(TOKENS)].isna().all()
    assert row["name_near"] == []
    assert person_keys([]).shape == (0, 15)
