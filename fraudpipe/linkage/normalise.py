"""Normal forms of identifiers: equal things must compare equal before they are hashed.

A keyed hash keeps nothing of its input, so whatever is to match has to be made equal before it is taken. Every form
is a pure function of the text. A value that cannot identify anybody (too short, one digit repeated, a word that
means nothing was given, a masked number) has none, rather than link strangers.
"""

from collections.abc import Callable, Iterable

from fraudpipe.errors import InputError, did_you_mean
from fraudpipe.linkage.addresses import address
from fraudpipe.linkage.folding import all_folded, only_letters
from fraudpipe.linkage.masks import is_masked
from fraudpipe.linkage.names import hospital_name, person_name, referrer
from fraudpipe.linkage.numbers import bank_account, device, id_number, phone

_EMPTY_WORDS = frozenset(
    (
        "无", "没有", "暂无", "空", "未知", "不详", "不清", "不清楚", "不知道", "未提供", "未填", "未填写", "保密",
        "同上", "本人", "测试", "待补", "无名氏", "患者", "null", "none", "nan", "na", "nil", "unknown", "test",
        "undefined", "unspecified", "xxx", "朋友", "亲戚", "熟人", "家人", "业务员", "网络", "公司", "其他",
    )
)  # fmt: skip
_FORMS: dict[str, Callable[[str], str]] = {
    "phone": phone,
    "bank_account": bank_account,
    "device": device,
    "address": address,
    "referrer": referrer,
    "person_name": person_name,
    "id_number": id_number,
    "hospital_name": hospital_name,
}


def normalise(kind: str, value: str) -> str:
    """The normal form of `value`.

    Args:
        kind: phone, bank_account, device, address, referrer, person_name, id_number or hospital_name.
        value: The text as sent or as read.

    Returns:
        Text that is equal for all ordinary spellings of the same thing.

    Raises:
        InputError: ``unusable_identifier``, the value cannot identify anything.
        KeyError: `kind` has no normal form.

    >>> normalise("phone", "＋86 138-0000-1234")
    '13800001234'
    >>> normalise("person_name", "阿依 · 模擬")
    '阿依模拟'
    """
    (form,) = normal_forms(kind, [value])
    if not form:
        raise unusable(kind)
    return form


def normal_forms(kind: str, values: Iterable[str]) -> list[str]:
    """The normal form of each value, "" of what cannot identify anything; equal values cost little.

    Raises:
        KeyError: `kind` has no normal form.

    >>> normal_forms("phone", ["＋86 138-0000-1234", "138****1234", "无"])
    ['13800001234', '', '']
    """
    form = _FORMS.get(kind)
    if form is None:
        msg = f"no normal form for {kind!r}.{did_you_mean(kind, _FORMS)}"
        raise KeyError(msg)
    values = list(values)
    known = dict.fromkeys(values, "")
    for value, plain in zip(known, all_folded(list(known)), strict=True):
        if only_letters(plain) not in _EMPTY_WORDS and not is_masked(plain):
            known[value] = form(plain)
    return [known[value] for value in values]


def unusable(kind: str) -> InputError:
    """The refusal of a value that would link strangers."""
    return InputError("unusable_identifier", f"a {kind} cannot identify anything; leave it empty or send the real one")
