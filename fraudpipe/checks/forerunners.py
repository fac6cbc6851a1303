"""Which illnesses often come before another one, or are first taken for it."""

import csv
import functools
from collections import defaultdict
from collections.abc import Mapping
from importlib import resources


def forerunners_of(category: str) -> frozenset[str]:
    """ICD-10 categories of what often comes before an illness of `category`, or is mistaken for it.

    >>> sorted(forerunners_of("C73"))
    ['D34', 'E04', 'E06']
    >>> sorted(forerunners_of("I83"))
    ['I87', 'R60']
    """
    return _table().get(category, frozenset())


@functools.cache
def _table() -> Mapping[str, frozenset[str]]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/forerunners.csv")
    found: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        for illness in row["illness"].split():
            found[illness].update(row["forerunners"].split())
    return {illness: frozenset(earlier) for illness, earlier in found.items()}
