"""Normal forms of names: persons, hospitals, and whatever stands for a referrer. All take folded text."""

import re

from fraudpipe.linkage.folding import only_letters, telling

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_TITLES = re.compile(r"(?:先生|女士|小姐)$")


def person_name(text: str) -> str:
    """A name without spaces, middle dots, punctuation and courtesy titles.

    >>> person_name("模拟甲 先生")
    '模拟甲'
    """
    return telling("person_name", _TITLES.sub("", only_letters(text)), 2, allow_repeats=True)


def hospital_name(text: str) -> str:
    """A hospital's name without brackets and what they hold, spaces and punctuation; for comparison.

    >>> hospital_name("模拟市第一人民医院 (东院区)")
    '模拟市第一人民医院'
    """
    return telling("hospital_name", only_letters(_BRACKETED.sub("", text)), 4)


def referrer(text: str) -> str:
    """A name, number or code of whoever referred a member, without spaces and punctuation.

    >>> referrer("ref-000 12")
    'ref00012'
    """
    return telling("referrer", only_letters(text), 2)
