"""Whom an illness can strike: the sexes and ages that its code is limited to."""

import functools
from dataclasses import dataclass

from fraudpipe.knowledge.tables_read import table_rows


@dataclass(frozen=True, slots=True)
class IllnessLimit:
    """What codes are limited to; None where they are not.

    Attributes:
        codes: A category (C56), a code (B37.3) or a range of categories (C51-C58).
        sex: F or M.
        youngest: Least age in years.
        oldest: Greatest age in years.
    """

    codes: str
    sex: str | None = None
    youngest: int | None = None
    oldest: int | None = None

    def covers(self, code: str) -> bool:
        """Whether the ICD-10 code is one of its codes.

        >>> IllnessLimit("C51-C58", "F").covers("C56.x00"), IllnessLimit("B37.3", "F").covers("B37.1")
        (True, False)
        """
        first, _, last = self.codes.partition("-")
        return first <= code[:3] <= last if last else code.startswith(first)


def limits_of(code: str) -> tuple[IllnessLimit, ...]:
    """Every limit of the code.

    >>> [one.sex for one in limits_of("C61.x00")], limits_of("C34.900")
    (['M', None], ())
    """
    return tuple(one for one in _limits().get(code[:1], ()) if one.covers(code))


def sex_of(code: str) -> str | None:
    """The only sex that the code can strike, or None.

    >>> sex_of("C56"), sex_of("I10")
    ('F', None)
    """
    return next((one.sex for one in limits_of(code) if one.sex), None)


@functools.cache
def _limits() -> dict[str, tuple[IllnessLimit, ...]]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    found: dict[str, list[IllnessLimit]] = {}
    for row in table_rows("illness_limits"):
        number = int(row["value"]) if row["limit"] != "sex" else None
        limit = IllnessLimit(
            row["codes"],
            row["value"] if row["limit"] == "sex" else None,
            number if row["limit"] == "youngest" else None,
            number if row["limit"] == "oldest" else None,
        )
        found.setdefault(row["codes"][0], []).append(limit)
    return {letter: tuple(limits) for letter, limits in found.items()}
