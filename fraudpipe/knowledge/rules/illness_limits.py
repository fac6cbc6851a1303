"""Whom an illness can strike: the sexes and ages that its code is limited to."""

import functools
import re
from dataclasses import dataclass

from fraudpipe.knowledge.tables_read import table_rows

_OF_SEX = {
    "F": re.compile(
        r"女性|卵巢|子宫|宫颈|宫体|宫腔|阴道|输卵管|外阴|前庭大腺|胎盘|妊娠|孕|分娩|产后|产褥|流产|难产|剖宫|子痫"
        r"|月经|经期|痛经|闭经|绝经"
    ),
    "M": re.compile(r"男性|前列腺|睾丸|附睾|阴茎|阴囊|精囊|精索|包皮|龟头"),
}
_OF_AGE = re.compile(r"新生儿|早产|胎儿|围产|婴|更年期|老年|阿尔茨海默|青春")


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


def says_sex(text: str, sex: str) -> bool:
    """Whether the text itself says the one sex, by its name or by an organ.

    The tables file everyday names of both sexes under codes of one, such as 盆腔积液 under N94.

    >>> says_sex("子宫肌瘤", "F"), says_sex("盆腔积液", "F"), says_sex("念珠菌性龟头炎", "F")
    (True, False, False)
    """
    return [one for one, words in _OF_SEX.items() if words.search(text)] == [sex]


def says_age(text: str) -> bool:
    """Whether the text itself says what an age goes with: an age, birth, or an organ of one sex.

    >>> says_age("新生儿肺炎"), says_age("前列腺增生"), says_age("燕口疮")
    (True, True, False)
    """
    return any(words.search(text) for words in (_OF_AGE, *_OF_SEX.values()))


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
