"""Which step that an illness is never treated without is missing: no tissue, no imaging, no ECG."""

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass

from fraudpipe.knowledge.tables_read import table_rows


@dataclass(frozen=True, slots=True)
class ExpectedStep:
    """A step that belongs to illnesses.

    Attributes:
        codes: First and last category.
        step: Its code name.
        words: What a line that charges it says.
        papers: Document types that prove it.
        zh: Its name in Chinese.
        en: Its name in English.
    """

    codes: tuple[str, str]
    step: str
    words: re.Pattern[str]
    papers: frozenset[str]
    zh: str
    en: str


def missing_steps(code: str, items: Collection[str], paper_types: Collection[str]) -> tuple[ExpectedStep, ...]:
    """Steps of the illness that neither a charged item nor a paper shows.

    Args:
        code: ICD-10 code.
        items: Names of all charged lines; category totals such as 检查费 prove nothing and hide everything.
        paper_types: Types of the papers at hand.

    >>> [one.step for one in missing_steps("C50.900", ["CT平扫", "床位费"], [])]
    ['tissue']
    """
    return tuple(
        one for one in expected_steps(code)
        if one.papers.isdisjoint(paper_types) and not any(one.words.search(item) for item in items)
    )  # fmt: skip


@functools.cache
def _steps() -> tuple[ExpectedStep, ...]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    return tuple(
        ExpectedStep(
            (row["codes"].split("-")[0], row["codes"].split("-")[-1]),
            row["step"],
            re.compile(row["words"]),
            frozenset(row["papers"].split()),
            row["zh"],
            row["en"],
        )
        for row in table_rows("expected_steps")
    )


def expected_steps(code: str) -> tuple[ExpectedStep, ...]:
    """The steps of an illness, in the order of the table.

    >>> [one.step for one in expected_steps("C50.900")], expected_steps("J18.900")
    (['tissue', 'imaging'], ())
    """
    return tuple(one for one in _steps() if one.codes[0] <= code[:3] <= one.codes[1])
