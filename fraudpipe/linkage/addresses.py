"""Addresses in parts: the division, the street or village, the numbers of house, building, unit and room."""

import re
from typing import NamedTuple

from fraudpipe.linkage.divisions import division_at_start
from fraudpipe.linkage.folding import telling

_HOUSE_UNIT = re.compile(r"(?<=[0-9a-z])(?:号楼|单元|弄|幢|栋|座|楼|层|室|户|房|组|号|#|-)+")
_NOT_KEPT = re.compile(r"[^\w#-]|_")
_LOOSE_DASH = re.compile(r"(?<![0-9a-z])-")
_WORDS_OF_RANK = ("自治区", "省", "市")
_NO_DIGITS = "abcdefghijklmnopqrstuvwxyz-"
_OF_NUMBERS = "0123456789" + _NO_DIGITS


class Address(NamedTuple):
    """An address in parts.

    Attributes:
        division: Code of the deepest division that is sure, or "".
        place: What follows the division, up to the numbers.
        numbers: House, building, unit and room, joined by dashes; "" where none is given.
    """

    division: str
    place: str
    numbers: str


def parsed_address(text: str) -> Address:
    """The parts of a folded address.

    >>> parsed_address("湖北省武汉市武昌区 幸福路12号3幢2单元501室")
    Address(division='420106', place='幸福路', numbers='12-3-2-501')
    >>> parsed_address("中国模拟省示例市幸福路12号")
    Address(division='', place='模拟示例幸福路', numbers='12')
    """
    bare = text.isalnum()
    compact = text if bare else _NOT_KEPT.sub("", text.replace("—", "-").replace("–", "-"))
    compact = compact.removeprefix("中国")
    division, rest = division_at_start(compact)
    if division.endswith("0000"):
        # A province alone is left out as often as written, and tells little more than nothing.
        division = ""
    for word in () if division else _WORDS_OF_RANK:
        rest = rest.replace(word, "")
    dashed = _HOUSE_UNIT.sub("-", rest).strip("-#")
    dashed = dashed if bare else _LOOSE_DASH.sub("", dashed)
    at = numbers_at(dashed)
    return Address(division, dashed[:at], dashed[at:])


def numbers_at(form: str) -> int:
    """Where the numbers at the end of an address begin; its length where there are none.

    >>> numbers_at("幸福路12-3-2-501"), numbers_at("幸福路b12"), numbers_at("幸福村-b")
    (3, 4, 5)
    """
    end = form[len(form.rstrip(_OF_NUMBERS)) :]
    return len(form) - len(end.lstrip(_NO_DIGITS))


def address(text: str) -> str:
    """Division code, place and numbers; the words between house, building, unit and room number become one dash.

    A place without a house number keeps a form: a whole village that shares it is left out by the cap on sharing. A
    division alone is nobody's address.

    >>> address("模拟省示例市 幸福路12号3幢2单元501室"), address("模拟省示例市幸福路12号3-2-501")
    ('模拟示例幸福路12-3-2-501', '模拟示例幸福路12-3-2-501')
    >>> address("武汉市武昌区幸福路12-3-501")
    '420106幸福路12-3-501'
    """
    parts = parsed_address(text)
    if not parts.place and not parts.numbers:
        return ""
    return telling(parts.division + parts.place + parts.numbers, 6)
