"""Normal forms of numbers: telephones, accounts, devices, identity numbers. All take folded text."""

import re

from fraudpipe.linkage.folding import ascii_only, telling
from fraudpipe.linkage.masks import hides_a_digit
from fraudpipe.records.identity_numbers import full_id_number, id_number_holds

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
_MOBILE = "1"  # what no number in a region and no area code begins with
# Passports of one or two letters, permits to the mainland with their count of issues, permanent residence permits.
# Permits of digits alone (Taiwan) are left out: a birth date looks the same.
_PERMIT = re.compile(r"[A-Z]{1,2}\d{7,8}|[HM]\d{10}|[A-Z]{3}\d{12}")


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
    if digits in _SHARED_PHONES or digits in "1234567890123456789" or hides_a_digit(text):
        return ""
    if digits.startswith(_MOBILE) and len(digits) < _PHONE_DIGITS:
        return ""
    return telling(digits, 7)


def bank_account(text: str) -> str:
    """Digits and letters, in upper case; letters occur in accounts of payment services.

    >>> bank_account("6222 0000-1234 5678")
    '6222000012345678'
    """
    kept = ascii_only(text).upper()
    # Names of payment accounts may hold an underline.
    return "" if kept.isdigit() and hides_a_digit(text) else telling(kept, 8)


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
    """Digits and letters in upper case of a whole number: identity card, passport or permit; old 15 digits as 18.

    A number links by itself, so one that does not hold or has no known form is none.

    >>> id_number("11010119900307001x"), id_number("110105491231002"), id_number("e12345678")
    ('11010119900307001X', '11010519491231002X', 'E12345678')
    >>> id_number("110101199003070011"), id_number("1101011990•307001x"), id_number("不详123456")
    ('', '', '')
    """
    number = full_id_number(ascii_only(text).upper())
    whole = id_number_holds(number) or _PERMIT.fullmatch(number) is not None
    return telling(number, 6) if whole and not hides_a_digit(text) else ""
