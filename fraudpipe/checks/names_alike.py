"""When two readings of a name, sex or hospital may well be the same."""

import difflib
import re
import unicodedata

_NOT_LETTERS = re.compile(r"[\W_]")
_BRACKETED = re.compile(r"\([^()]*\)")
_HOSPITAL_SAME = 0.8


def bare(text: str) -> str:
    """Letters and characters alone, full width folded.

    >>> bare("阿依 ·模拟")
    '阿依模拟'
    """
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def name_distance(one: str, other: str) -> int:
    """How many characters two names are apart, 0 when they are the same; a name cut short counts what is missing.

    >>> name_distance("模拟甲", "模拟申"), name_distance("模拟甲", "虚构乙丙")
    (1, 4)
    """
    one, other = bare(one), bare(other)
    if one == other:
        return 0
    same = sum(block.size for block in difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return max(len(one), len(other)) - same


def names_agree(one: str, other: str) -> bool:
    """Whether two names may be one person's: a clerk's slip of one character, or one cut short, is no other person.

    >>> names_agree("模拟甲", "模拟申"), names_agree("阿依·模拟", "阿依"), names_agree("模拟甲", "虚构乙")
    (True, True, False)
    """
    inside = bare(one) in bare(other) or bare(other) in bare(one)
    return inside or name_distance(one, other) <= 1


def hospitals_alike(one: str, other: str) -> bool:
    """Whether two hospital names may mean the same place: equal, one inside the other, or nearly the same letters.

    >>> hospitals_alike("模拟市第一人民医院", "模拟市第一人民医院（东院）")
    True
    >>> hospitals_alike("模拟市第一人民医院", "虚构县中医院")
    False
    """
    one, other = (bare(_BRACKETED.sub("", unicodedata.normalize("NFKC", name))) for name in (one, other))
    if not one or not other or one in other or other in one:
        return True
    # Numbers and wards tell hospitals of one town apart, whatever else agrees.
    if set(re.findall(r"第?[一二三四五六七八九十\d]+", one)) != set(re.findall(r"第?[一二三四五六七八九十\d]+", other)):
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _HOSPITAL_SAME
