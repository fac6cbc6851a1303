"""Whether what a person wrote of a field is the value that was read, however they write it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from fraudpipe.documents.trust.field_kinds import field_kind
from fraudpipe.documents.values.amounts import amounts_in, words_in
from fraudpipe.documents.values.dates import first_date, parse_age, plain
from fraudpipe.records.capitals import words_fen
from fraudpipe.records.exactness import exact_key

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def same_value(name: str, said: str, value: object) -> bool:
    """Whether both say the same of a field of this name: the same day, amount, number, or the same characters.

    >>> same_value("issue_date", "2024年3月1日", "2024-03-01"), same_value("total_amount", "￥1,234.5", "1234.50")
    (True, True)
    >>> same_value("inpatient_days", "7天", 7), same_value("diagnosis", "结节12cm", "结节1.2cm")
    (True, False)
    """
    if exact_key(said) == exact_key(value):
        return True
    parse = _PARSED.get(field_kind(name))
    if name == "age":
        parse = parse_age
    if parse is None:
        return False
    told, read = parse(said), parse(str(value))
    return told is not None and told == read


def _fen(text: str) -> int | None:
    amounts = amounts_in(text)
    return amounts[0] if len(amounts) == 1 else None


def _words(text: str) -> int | None:
    words = words_in(text)
    return None if words is None else words_fen(words)


def _number(text: str) -> Decimal | None:
    numbers = _NUMBER.findall(plain(text))
    return Decimal(numbers[0]) if len(numbers) == 1 else None


_PARSED: Mapping[str, Callable[[str], object]] = {
    "date": first_date,
    "amount": _fen,
    "words": _words,
    "count": _number,
}
