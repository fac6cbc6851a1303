"""Normal forms of numbers: telephones, accounts, devices, identity numbers. All take folded text."""

import re

from fraudpipe.linkage.folding import ascii_only, telling
from fraudpipe.records.identity_numbers import full_id_number

# Values that many devices report: an Android 2.2 fault, the address that Android 6 and later hides behind, the
# identifier iOS gives when tracking is off (all zeros, caught as one repeated digit).
# Source: developer.android.com, "Best practices for unique identifiers" and the Android 6.0 changes.
_SHARED_DEVICES = frozenset({"9774d56d682e549c", "020000000000"})
# China Mobile's service number, printed wherever a form asks for an example.
_SHARED_PHONES = frozenset({"13800138000"})
_PHONE_SEPARATORS = re.compile(r"[/、,;]|转|ext")
_NO_DIGITS = re.compile(r"\D")
_COUNTRY_CODE_DIGITS = 13  # 86 and eleven digits
_HEXADECIMAL = re.compile(r"[0-9a-f]{8}")
_CHANGE = re.compile(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])")
_LEAST_CHANGES = 6
_PHONE_DIGITS = 11


def phone(text: str) -> str:
    """Digits without the country code, the last eleven; an extension or a second number is left out.

    >>> phone("008613800001234/13900005678")
    '13800001234'
    >>> phone("0571-88001234转802")
    '57188001234'
    """
    plain = text.isascii() and text.isdigit()
    digits = text if plain else _NO_DIGITS.sub("", _PHONE_SEPARATORS.split(text, maxsplit=1)[0])
    if len(digits) >= _COUNTRY_CODE_DIGITS:
        digits = re.sub(r"^(?:00)?86", "", digits)
    digits = digits[-_PHONE_DIGITS:]
    if digits in _SHARED_PHONES or digits in "1234567890123456789":
        return ""
    return telling(digits, 7)


def bank_account(text: str) -> str:
    """Digits and letters, in upper case; letters occur in accounts of payment services.

    >>> bank_account("6222 0000-1234 5678")
    '6222000012345678'
    """
    return telling(ascii_only(text).upper(), 8)


def device(text: str) -> str:
    """Digits and letters of an installation, hardware or network identifier, in lower case.

    The name of a model is the device of millions and is refused.

    >>> device("00:1b:44:11:3a:b7")
    '001b44113ab7'
    """
    kept = ascii_only(text)
    # A number of one device is hexadecimal, or a mixture of letters and digits that no maker would call a model.
    numbered = _HEXADECIMAL.search(kept) or len(_CHANGE.findall(kept)) >= _LEAST_CHANGES
    if kept in _SHARED_DEVICES or not numbered:
        return ""
    return telling(kept, 8)


def id_number(text: str) -> str:
    """Digits and letters in upper case: identity card, passport or travel permit; a card's old 15 digits as 18.

    >>> id_number("11010119900307001x"), id_number("110105491231002")
    ('11010119900307001X', '11010519491231002X')
    """
    return full_id_number(telling(ascii_only(text).upper(), 6))
