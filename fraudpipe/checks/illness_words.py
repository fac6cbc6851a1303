"""Which illness a Chinese diagnosis names, as ICD-10 categories (first three characters).

The table is small and our own; a text that it does not know maps to nothing, and nothing is concluded from it. Mental
illness is left out on purpose: it is never a ground for suspicion.
"""

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from fraudpipe.records.illness import IllnessMention

SURE = 0.85
"""From here on a reader gives under 2 % of texts a wrong category: `scripts/bench icd`."""

_CLAUSE_END = re.compile(r"[;；，,、。\n]")
_DENIAL = re.compile(r"否认|未患|未见|排除|除外")
_DOUBT = re.compile(r"[?？]|待查|待排|疑似|考虑|可能")


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


def read_illnesses(text: str) -> tuple[IllnessMention, ...]:
    """The words of the table as mentions, one for each category that a word may mean.

    >>> [(one.code, one.uncertain) for one in read_illnesses("甲状腺结节？高血压；排除胃溃疡")][0]
    ('E04', True)
    """
    return tuple(
        IllnessMention(
            text=found[0],
            code=category,
            name=found[0],
            confidence=1.0,
            negated=bool(_DENIAL.search(clause)),
            uncertain=bool(_DOUBT.search(clause)),
            start=found.start(),
            end=found.end(),
        )
        for found, clause in _with_clauses(text)
        for category in sorted(_table().by_word[found[0]].categories)
    )


def _with_clauses(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each word of the table with the clause that it stands in."""
    for found in _table().pattern.finditer(text):
        begin = max((end.end() for end in _CLAUSE_END.finditer(text, 0, found.start())), default=0)
        ending = _CLAUSE_END.search(text, found.end())
        yield found, text[begin : ending.start() if ending else len(text)]


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
