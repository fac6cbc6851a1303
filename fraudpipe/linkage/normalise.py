"""Normal forms of identifiers: equal things must compare equal before they are hashed.

A keyed hash keeps nothing of its input, so whatever is to match has to be made equal before it is taken. Every form
is a pure function of the text. A value that cannot identify anybody (too short, one digit repeated, a word that
means nothing was given, a masked number) raises instead of linking strangers.
"""

import re
import unicodedata
from collections.abc import Callable

from fraudpipe.errors import InputError, did_you_mean

_EMPTY_WORDS = re.compile(
    "|".join(
        (
            "无|没有|暂无|空|未知|不详|不清|不清楚|不知道|未提供|未填|未填写|保密|同上|本人|测试|待补|无名氏|患者",
            "null|none|nan|na|nil|unknown|test|undefined|unspecified|xxx",
        )
    )
)
# Values that many devices report: an Android 2.2 fault, the address that Android 6 and later hides behind, the
# identifier iOS gives when tracking is off (all zeros, caught as one repeated digit).
# Source: developer.android.com, "Best practices for unique identifiers" and the Android 6.0 changes.
_SHARED_DEVICES = frozenset({"9774d56d682e549c", "020000000000"})
# China Mobile's service number, printed wherever a form asks for an example.
_SHARED_PHONES = frozenset({"13800138000"})
_MASK = re.compile(r"[*#?]{2,}|(?<=\d)[xX]{3,}(?=\d)")
_PHONE_SEPARATORS = re.compile(r"[/、,;]|转|ext", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_HOUSE_UNIT = re.compile(r"(?<=[0-9a-z])(?:号楼|单元|弄|幢|栋|座|楼|层|室|户|房|号|#|-)+")
_NAME_TITLES = re.compile(r"(?:先生|女士|小姐)$")
_COUNTRY_CODE_DIGITS = 13  # 86 and eleven digits
_PHONE_DIGITS = 11


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
    >>> normalise("person_name", "阿依 · 模拟")
    '阿依模拟'
    """
    form = _FORMS.get(kind)
    if form is None:
        msg = f"no normal form for {kind!r}.{did_you_mean(kind, _FORMS)}"
        raise KeyError(msg)
    folded = unicodedata.normalize("NFKC", value).casefold().strip()
    if _EMPTY_WORDS.fullmatch(_only_letters(folded)) or _MASK.search(folded):
        raise _unusable(kind)
    return form(folded)


def _phone(text: str) -> str:
    """Digits without the country code, the last eleven; an extension or a second number is left out.

    >>> normalise("phone", "008613800001234/13900005678")
    '13800001234'
    >>> normalise("phone", "0571-88001234转802")
    '57188001234'
    """
    digits = re.sub(r"\D", "", _PHONE_SEPARATORS.split(text)[0])
    if len(digits) >= _COUNTRY_CODE_DIGITS:
        digits = re.sub(r"^(?:00)?86", "", digits)
    digits = digits[-_PHONE_DIGITS:]
    if digits in _SHARED_PHONES or digits in "1234567890123456789":
        raise _unusable("phone")
    return _telling("phone", digits, 7)


def _bank_account(text: str) -> str:
    """Digits and letters, in upper case; letters occur in accounts of payment services.

    >>> normalise("bank_account", "6222 0000-1234 5678")
    '6222000012345678'
    """
    return _telling("bank_account", _ascii_only(text).upper(), 8)


def _device(text: str) -> str:
    """Digits and letters of an installation, hardware or network identifier, in lower case.

    >>> normalise("device", "00:1b:44:11:3a:b7")
    '001b44113ab7'
    """
    kept = _ascii_only(text)
    if kept in _SHARED_DEVICES:
        raise _unusable("device")
    return _telling("device", kept, 6)


def _address(text: str) -> str:
    """Letters, characters and numbers; the words between house, building, unit and room number become one dash.

    A place without a house number keeps a form: a whole village that shares it is left out by the cap on sharing.

    >>> normalise("address", "模拟省示例市 幸福路12号3幢2单元501室")
    '模拟示例幸福路12-3-2-501'
    >>> normalise("address", "中国模拟省示例市幸福路12号3-2-501")
    '模拟示例幸福路12-3-2-501'
    """
    compact = re.sub(r"[^\w#-]|_", "", text.replace("—", "-").replace("–", "-"))
    compact = re.sub(r"^中国|自治区|省|市", "", compact)
    dashed = _HOUSE_UNIT.sub("-", compact).strip("-#")
    return _telling("address", re.sub(r"(?<![0-9a-z])-", "", dashed), 6)


def _referrer(text: str) -> str:
    """A name, number or code of whoever referred a member, without spaces and punctuation.

    >>> normalise("referrer", "REF-000 12")
    'ref00012'
    """
    return _telling("referrer", _only_letters(text), 2)


def _person_name(text: str) -> str:
    """A name without spaces, middle dots, punctuation and courtesy titles.

    >>> normalise("person_name", "模拟甲 先生")
    '模拟甲'
    """
    return _telling("person_name", _NAME_TITLES.sub("", _only_letters(text)), 2, allow_repeats=True)


def _id_number(text: str) -> str:
    """Digits and letters in upper case: identity card, passport or travel permit.

    >>> normalise("id_number", "11010119900307001x")
    '11010119900307001X'
    """
    return _telling("id_number", _ascii_only(text).upper(), 6)


def _hospital_name(text: str) -> str:
    """A hospital's name without brackets and what they hold, spaces and punctuation; for comparison.

    >>> normalise("hospital_name", "模拟市第一人民医院 (东院区)")
    '模拟市第一人民医院'
    """
    return _telling("hospital_name", _only_letters(_BRACKETED.sub("", text)), 4)


_FORMS: dict[str, Callable[[str], str]] = {
    "phone": _phone,
    "bank_account": _bank_account,
    "device": _device,
    "address": _address,
    "referrer": _referrer,
    "person_name": _person_name,
    "id_number": _id_number,
    "hospital_name": _hospital_name,
}


def _only_letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _ascii_only(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text)


def _telling(kind: str, form: str, shortest: int, *, allow_repeats: bool = False) -> str:
    if len(form) < shortest or (not allow_repeats and len(set(form)) < 2):
        raise _unusable(kind)
    return form


def _unusable(kind: str) -> InputError:
    return InputError("unusable_identifier", f"a {kind} cannot identify anything; leave it empty or send the real one")
