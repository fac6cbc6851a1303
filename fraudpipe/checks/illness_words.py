"""Which illness a Chinese diagnosis names, as ICD-10 categories (first three characters).

The table is small and our own; a text that it does not know maps to nothing, and nothing is concluded from it. Mental
illness is left out on purpose: it is never a ground for suspicion.
"""

import csv
import functools
import re
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class IllnessWord:
    """One word of the table.

    Attributes:
        word: As records write it.
        categories: ICD-10 categories that it may mean.
        forerunner_of: Categories that it often precedes or is mistaken for.
    """

    word: str
    categories: frozenset[str]
    forerunner_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Table:
    by_word: dict[str, IllnessWord]
    pattern: re.Pattern[str]


def words_in(text: str) -> tuple[IllnessWord, ...]:
    """Illness words in the order of the text; of two words at one place the longer one.

    >>> [one.word for one in words_in("右乳腺恶性肿瘤，高血压2级")]
    ['乳腺恶性肿瘤', '高血压']
    """
    table = _table()
    return tuple(table.by_word[found] for found in table.pattern.findall(text))


def categories_in(text: str) -> frozenset[str]:
    """All categories that the text names.

    >>> sorted(categories_in("甲状腺结节")), sorted(categories_in("乏力待查"))
    (['E04'], [])
    """
    return frozenset().union(*(one.categories for one in words_in(text)))


def category_of(illness_code: str) -> str:
    """The ICD-10 category of a code.

    >>> category_of("C50.9")
    'C50'
    """
    return illness_code[:3]


@functools.cache
def _table() -> _Table:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/illness_words.csv")
    rows = list(csv.DictReader(source.read_text("utf-8").splitlines()))
    words = {
        row["word"]: IllnessWord(
            row["word"], frozenset(row["categories"].split()), frozenset(row["forerunner_of"].split())
        )
        for row in rows
    }
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return _Table(words, re.compile("|".join(map(re.escape, longest_first))))
