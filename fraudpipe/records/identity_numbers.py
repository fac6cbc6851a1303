"""What identity numbers say by themselves: check marks, birth date and sex.

Sources: GB 11643-1999 (citizen identity number), GB 32100-2015 (unified social credit code).
"""

import datetime as dt
import operator
import re

_ID_FORM = re.compile(r"\d{17}[\dX]")
_OLD_ID_FORM = re.compile(r"\d{15}")
_ID_LENGTH, _OLD_ID_LENGTH = 18, 15
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_MARKS = "10X98765432"
_OF_ZEROS = ord("0") * sum(_ID_WEIGHTS)
_CREDIT_MARKS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_LENGTH = 18


def id_number_holds(number: str) -> bool:
    """Whether 17 digits and a check mark belong together (ISO 7064, MOD 11-2); false for any other form.

    >>> id_number_holds("11010519491231002X"), id_number_holds("110105194912310021"), id_number_holds("1101**002X")
    (True, False, False)
    """
    if not is_id_number(number):
        return False
    return _check_mark(number) == number[-1]


def is_id_number(text: str) -> bool:
    """Whether it has the form of an identity number of 18 characters."""
    return len(text) == _ID_LENGTH and _ID_FORM.fullmatch(text) is not None


def full_id_number(number: str) -> str:
    """The 18 characters of a citizen whose old number of 15 digits is given; any other text unchanged.

    The first cards (until 1999) left out the century, which was the twentieth, and the check mark.

    >>> full_id_number("110105491231002"), full_id_number("110105491331002"), full_id_number("E12345678")
    ('11010519491231002X', '110105491331002', 'E12345678')
    """
    if len(number) != _OLD_ID_LENGTH or _OLD_ID_FORM.fullmatch(number) is None:
        return number
    long = f"{number[:6]}19{number[6:]}"
    long += _check_mark(long)
    return number if id_birth_on(long) is None else long


def _check_mark(number: str) -> str:
    # Through a whole number, since digits of other scripts are digits, too; a byte is a digit and a constant.
    digits = f"{int(number[:17]):017}".encode()
    return _ID_MARKS[(sum(map(operator.mul, _ID_WEIGHTS, digits)) - _OF_ZEROS) % 11]


def id_birth_on(number: str) -> dt.date | None:
    """The birth date in an identity number, or None where it holds none.

    >>> id_birth_on("11010519491231002X"), id_birth_on("110105194913310020")
    (datetime.date(1949, 12, 31), None)
    """
    try:
        return dt.date.fromisoformat(number[6:14]) if is_id_number(number) else None
    except ValueError:
        return None


def id_sex(number: str) -> str | None:
    """F or M, of which the last digit but one tells; None for any other form.

    >>> id_sex("11010519491231002X"), id_sex("110105194912310013")
    ('F', 'M')
    """
    if not is_id_number(number):
        return None
    return "M" if int(number[16]) % 2 else "F"


def credit_code_holds(code: str) -> bool:
    """Whether the last character of a unified social credit code fits the others; false for any other form.

    >>> credit_code_holds("91350100M000100Y43"), credit_code_holds("91350100M000100Y42")
    (True, False)
    """
    if len(code) != _CREDIT_LENGTH or any(mark not in _CREDIT_MARKS for mark in code):
        return False
    weighed = sum(_CREDIT_MARKS.index(mark) * pow(3, place, 31) for place, mark in enumerate(code[:-1]))
    return _CREDIT_MARKS[-weighed % 31] == code[-1]
