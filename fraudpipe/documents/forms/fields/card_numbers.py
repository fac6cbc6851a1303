"""Numbers that prove themselves: of identity cards (check mark) and of bank cards (Luhn)."""

import re
from collections.abc import Callable, Iterator

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.lines.layout import GAP, Row
from fraudpipe.documents.values.dates import plain
from fraudpipe.documents.values.identity import valid_card_number
from fraudpipe.records.identity_numbers import id_number_holds

_ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
_HIDDEN_ID = re.compile(r"(?<!\d)[1-9]\d{2,9}\*{4,12}[\dXx]{2,4}(?!\d)")
_CARD_NUMBER = re.compile(r"(?<!\d)\d{15,19}(?!\d)")
_ISSUED = re.compile(r"[3-6]")
"""ISO/IEC 7812: issuers of China UnionPay begin with 62, other banks' with 3 to 6; only theirs fit Luhn's sum."""
_UNPROVED, _NO_ISSUER = 0.6, 0.9
_LETTERS = str.maketrans("OoQDlI|iSsBZz×", "0000111155822X")


def parse_id_number(text: str) -> str | None:
    """An identity number, hidden marks as asterisks; letters that readers take for digits set right.

    >>> parse_id_number(" 110105 19491231 002x"), parse_id_number("11010519491231OO2X"), parse_id_number("1101")
    ('11010519491231002X', '11010519491231002X', None)
    """
    return _found(_joined(text), _ID_NUMBER, id_number_holds) or _hidden(_joined(text))


def parse_card_number(text: str) -> str | None:
    """The number of a bank card.

    >>> parse_card_number("4111 1111 1111 1111"), parse_card_number("0000 6222")
    ('4111111111111111', None)
    """
    return _found(_joined(text), _CARD_NUMBER, valid_card_number)


def find_id_number(page: PageText) -> dict[str, Candidate]:
    """`id_number`, wherever it stands; one whose check mark is right goes first."""
    return _find("id_number", page, parse_id_number, _trust_in_id)


def find_card_number(page: PageText) -> dict[str, Candidate]:
    """`card_number`, wherever it stands; one that fits Luhn's sum goes first."""
    return _find("card_number", page, parse_card_number, _trust_in_card)


def _trust_in_id(number: str) -> float:
    return 1.0 if id_number_holds(number) else _UNPROVED


def _trust_in_card(number: str) -> float:
    return 1.0 if valid_card_number(number) else _UNPROVED if _ISSUED.match(number) else _NO_ISSUER


def _find(
    name: str, page: PageText, parse: Callable[[str], str | None], trust_in: Callable[[str], float]
) -> dict[str, Candidate]:
    best: Candidate | None = None
    for row in page.rows:
        for text, start, end in _parts(row):
            value = parse(text)
            if value is None:
                continue
            trust = trust_in(value)
            if best is None or best.trust < trust:
                best = Candidate(value, row.slice_box(start, end), row.slice_score(start, end), trust)
    return {} if best is None else {name: best}


def _parts(row: Row) -> Iterator[tuple[str, int, int]]:
    """Each piece of a row, then the whole row: groups of digits are often read apart."""
    at = 0
    for line in row.lines:
        yield line.text, at, at + len(line.text)
        at += len(line.text) + len(GAP)
    if len(row.lines) > 1:
        first = next((i for i, mark in enumerate(row.text) if mark.isdigit()), 0)
        yield row.text[first:], first, len(row.text)


def _joined(text: str) -> str:
    return re.sub(r"[\s\-—_·.]", "", plain(text))


def _found(digits: str, pattern: re.Pattern[str], valid: Callable[[str], bool]) -> str | None:
    """The first valid match, as read or with its letters as digits; else the first match as read."""
    mended = digits.translate(_LETTERS)
    matches = [match.group().upper() for text in (digits, mended) for match in pattern.finditer(text)]
    return next((one for one in matches if valid(one)), matches[0] if matches else None)


def _hidden(text: str) -> str | None:
    match = _HIDDEN_ID.search(text.replace("＊", "*").replace("x", "*") if "*" not in text else text)
    return match.group().upper() if match else None
