"""The citizen identity number (GB 11643)."""

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
