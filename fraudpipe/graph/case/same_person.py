"""What a link between two member ids says, and what else would explain it."""

import datetime as dt

_LIKENESS = "likeness"
_SAYS = {
    "id_number": ("有两个会员号而身份证号相同", "have two ids and one identity number"),
    "name+phone": ("疑似同一人：姓名和电话相同", "are probably one person: name and telephone are the same"),
    "name+born+address": (
        "疑似同一人：姓名、出生年月和住址相同",
        "are probably one person: name, month of birth and address are the same",
    ),
    _LIKENESS: ("疑似同一人：资料相似", "are probably one person: what they sent is alike"),
}
_BUT = (
    "只是线索，不是证明；可能是更换或丢失手机后重新注册",
    "a likeness and no proof: somebody may have registered anew after losing a telephone",
)


def pair_value(one: str, other: str, agreed: str | None) -> str:
    """The value that both members of a pair show, with what agreed in them."""
    return "\x1f".join((one, other, agreed or _LIKENESS))


def agreed_in(value: str) -> str:
    """What agreed, of a value that `pair_value` made; what is not known here is a likeness.

    >>> agreed_in(pair_value("m1", "m2", "id_number")), agreed_in(pair_value("m1", "m2", None))
    ('id_number', 'likeness')
    """
    agreed = value.rpartition("\x1f")[2]
    return agreed if agreed in _SAYS else _LIKENESS


def same_person_sentence(agreed: str, one: tuple[str, str], other: tuple[str, str], since: dt.date) -> tuple[str, str]:
    """Two claims and why their members may be one, Chinese and English, with what would explain it innocently.

    >>> same_person_sentence("id_number", ("a", "a"), ("b", "b"), dt.date(2026, 3, 1))[0]
    'a与b的会员有两个会员号而身份证号相同（自2026-03-01起）；只是线索，不是证明；可能是更换或丢失手机后重新注册'
    """
    (a_zh, a_en), (b_zh, b_en), (says_zh, says_en) = one, other, _SAYS[agreed]
    return (
        f"{a_zh}与{b_zh}的会员{says_zh}（自{since}起）；{_BUT[0]}",
        f"the members of {a_en} and {b_en} {says_en} (since {since}); {_BUT[1]}",
    )
