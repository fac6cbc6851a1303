"""What can be compared of an identity number, whole or masked: 110101********001X still tells the home and the end."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fraudpipe.linkage.folding import all_folded, folded
from fraudpipe.linkage.masks import starred
from fraudpipe.records.identity_numbers import full_id_number, id_number_holds, is_id_number

_SPACES = re.compile(r"[\s\-]")
_NOT_SHOWN = "*"
_SHAPE = re.compile(r"[\d*]{17}[\dX*]")


class IdParts(NamedTuple):
    """The three parts of a citizen's number; a part is None where a character of it is not shown.

    Attributes:
        division: Where it was issued, six digits.
        birth: Birth date, yyyymmdd.
        order: The order number and the check mark, four characters.
        holds: Whether all is shown and the check mark fits: a slip of one character can be ruled out.
    """

    division: str | None
    birth: str | None
    order: str | None
    holds: bool


def id_parts(text: str) -> IdParts:
    """The parts that a number shows; all None for what is no citizen's number.

    >>> id_parts("110101********001X")
    IdParts(division='110101', birth=None, order='001X', holds=False)
    >>> id_parts("11010519491231002x").holds, id_parts("E12345678").division
    (True, None)
    """
    return _parts(folded(text))


def all_id_parts(texts: Sequence[str], forms: Iterable[str]) -> list[IdParts]:
    """The parts of each number; its normal form spares a look at a number that is whole and holds.

    >>> [one.order for one in all_id_parts(["11010519491231002x", "110101********001X"], ["11010519491231002X", ""])]
    ['002X', '001X']
    """
    # A normal form that looks like a citizen's number holds: others have none, and papers of travel are shorter.
    return [
        _cut(form, holds=True) if bare.upper() == form and is_id_number(form) else _parts(bare)
        for bare, form in zip(all_folded(texts), forms, strict=True)
    ]


def _parts(bare: str) -> IdParts:
    """Of a folded text."""
    number = _shown(bare)
    if _SHAPE.fullmatch(number) is None:
        return IdParts(None, None, None, holds=False)
    if _NOT_SHOWN not in number:
        return _cut(number, holds=id_number_holds(number))
    return IdParts(_whole(number[:6]), _whole(number[6:14]), _whole(number[14:]), holds=False)


def _cut(number: str, *, holds: bool) -> IdParts:
    return IdParts(number[:6], number[6:14], number[14:], holds)


def _whole(part: str) -> str | None:
    return None if _NOT_SHOWN in part else part


def may_be_same(one: str, other: str) -> bool | None:
    """Whether two numbers agree wherever both show a character; None where they show nothing in common.

    Never a link by itself: a masked number fits thousands.

    >>> may_be_same("110101********001X", "11010119900307001X"), may_be_same("110101********001X", "110102***")
    (True, None)
    >>> may_be_same("110101********001X", "110102********001X")
    False
    """
    shown = [_shown(folded(text)) for text in (one, other)]
    if any(_SHAPE.fullmatch(text) is None for text in shown):
        return None
    both = [(a, b) for a, b in zip(*shown, strict=True) if _NOT_SHOWN not in (a, b)]
    return all(a == b for a, b in both) if both else None


def _shown(bare: str) -> str:
    """The number with a star for every character that is not shown."""
    return full_id_number((bare if bare[:-1].isdigit() else _SPACES.sub("", starred(bare))).upper())
