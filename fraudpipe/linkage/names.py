"""Normal forms of names: persons, hospitals, and whatever stands for a referrer. All take folded text."""

import re

from fraudpipe.linkage.folding import only_letters, telling
from fraudpipe.linkage.masks import hides_a_sign

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_TITLES = ("先生", "女士", "小姐")
_SHORTEST_NAME = 2


def person_name(text: str) -> str:
    """A name without spaces, middle dots, punctuation and courtesy titles; "" where a part of it is hidden.

    >>> person_name("模拟甲 先生")
    '模拟甲'
    """
    name = only_letters(text)
    name = name[:-2] if name.endswith(_TITLES) else name
    return "" if len(name) < _SHORTEST_NAME or hides_a_sign(text) else name


def hospital_name(text: str) -> str:
    """A hospital's name without brackets and what they hold, spaces and punctuation; for comparison.

    >>> hospital_name("模拟市第一人民医院 (东院区)")
    '模拟市第一人民医院'
    """
    return telling(only_letters(_BRACKETED.sub("", text)), 4)


def referrer(text: str) -> str:
    """A name, number or code of whoever referred a member, without spaces and punctuation.

    >>> referrer("ref-000 12")
    'ref00012'
    """
    return telling(only_letters(text), 2)
