"""What published rules say of single items, as one object: sex, age, hospital level, stay, course, frequency."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fraudpipe.knowledge.naming.item_names import ItemMatch, ItemNames, item_key
from fraudpipe.knowledge.tables_read import table_rows


@dataclass(frozen=True, slots=True)
class ItemRule:
    """What is said of one item; None where nothing is.

    Attributes:
        name: As the rules write it.
        sex: F or M: given to nobody else.
        age_group: 新生儿, 婴幼儿 or 儿童: given to nobody older.
        least_level: Hospital level from which on it is paid.
        inpatient_only: Whether it is paid in hospital only.
        course_days: Longest course that is paid.
        a_day: How many a day at most; hourly items count hours.
        once_in_days: Paid once in so many days.
        procedure_group: Operations of one group: the second one is paid at a reduced price.
        source: Keys of `tables/sources.csv`, apart by spaces.
    """

    name: str
    sex: str | None = None
    age_group: str | None = None
    least_level: int | None = None
    inpatient_only: bool = False
    course_days: int | None = None
    a_day: int | None = None
    once_in_days: int | None = None
    procedure_group: str | None = None
    source: str = ""


class Rules:
    """The rules by item.

    Args:
        rules: Canonical name (see `item_key`) to what is said of it.
        included: Canonical name to the items that its price includes, each with where: visit, day, six_hours or hour.
    """

    def __init__(self, rules: Mapping[str, ItemRule], included: Mapping[str, Mapping[str, str]]) -> None:
        self.by_item = dict(rules)
        self.included = {key: dict(found) for key, found in included.items()}
        inner = (other for found in self.included.values() for other in found)
        self._names = ItemNames({*self.by_item, *self.included, *inner})

    def match(self, name: str) -> ItemMatch | None:
        """The item of the rules that the printed name is, or None where that is not clear."""
        return self._names.match(name)

    def of(self, key: str) -> ItemRule | None:
        """What is said of the canonical name."""
        return self.by_item.get(key)


@functools.cache
def published_rules() -> Rules:
    """The rules of `tables/item_rules.csv` and `tables/included_items.csv`.

    >>> rules = published_rules()
    >>> rules.of(rules.match("艾迪注射液(10ml)").key).least_level
    2
    """
    # A constant of the package, read once: it takes no argument and so never goes stale.
    return rules_of(table_rows("item_rules"), table_rows("included_items"))


def rules_of(item_rows: Iterable[Mapping[str, str]], included_rows: Iterable[Mapping[str, str]]) -> Rules:
    """Rules from rows (item, rule, value, source) and (item, included, within).

    Two values for one item that cannot both hold, such as both sexes, leave the item free.
    """
    said: dict[str, dict[str, set[str]]] = {}
    names: dict[str, str] = {}
    for row in item_rows:
        key = item_key(row["item"])
        names.setdefault(key, row["item"])
        said.setdefault(key, {}).setdefault(row["rule"], set()).add(row["value"])
        said[key].setdefault("source", set()).add(row["source"])
    included: dict[str, dict[str, str]] = {}
    for row in included_rows:
        outer, inner = item_key(row["item"]), item_key(row["included"])
        if outer != inner:
            included.setdefault(outer, {})[inner] = row["within"]
    return Rules({key: _rule(names[key], values) for key, values in sorted(said.items())}, included)


def _rule(name: str, said: Mapping[str, set[str]]) -> ItemRule:
    def only(rule: str) -> str | None:
        values = said.get(rule, set())
        return next(iter(values)) if len(values) == 1 else None

    def most(rule: str) -> int | None:
        return max(map(int, said.get(rule, ())), default=None)

    return ItemRule(
        name,
        only("sex"),
        only("age_group"),
        min(map(int, said.get("least_level", ())), default=None),
        "inpatient" in said.get("visit", ()),
        most("course_days"),
        most("a_day"),
        most("once_in_days"),
        only("procedure_group"),
        " ".join(sorted(said.get("source", ()))),
    )
