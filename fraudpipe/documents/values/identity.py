"""The check digit of bank cards (ISO/IEC 7812)."""

import re


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
