"""Check marks of numbers: the citizen identity number (GB 11643) and bank cards (ISO/IEC 7812)."""

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_MARKS = "10X98765432"


def valid_id_number(number: str) -> bool:
    """Whether 17 digits and a check mark belong together (ISO 7064, MOD 11-2).

    >>> valid_id_number("11010519491231002X"), valid_id_number("110105194912310021")
    (True, False)
    """
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_MARKS[weighted % 11] == number[-1]


def valid_card_number(number: str) -> bool:
    """Whether the digits of a card fit Luhn's sum (ISO/IEC 7812-1, annex B).

    >>> valid_card_number("4111111111111111"), valid_card_number("4111111111111112")
    (True, False)
    """
    if not re.fullmatch(r"\d{12,19}", number):
        return False
    # Every second digit from the right counts double, its own digits added.
    doubled = (divmod(2 * int(digit), 10) for digit in number[-2::-2])
    return (sum(int(digit) for digit in number[-1::-2]) + sum(map(sum, doubled))) % 10 == 0
