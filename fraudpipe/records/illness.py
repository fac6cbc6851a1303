"""An illness that a text names, mapped to its code, and what reads such names out of a text."""

from collections.abc import Callable
from dataclasses import dataclass

SURE = 0.85
"""From here on a reader gives under 2 % of texts a wrong category: `scripts/bench icd`."""


def category_of(illness_code: str) -> str:
    """The ICD-10 category of a code.

    >>> category_of("C50.9")
    'C50'
    """
    return illness_code[:3]


@dataclass(frozen=True, slots=True)
class IllnessMention:
    """One illness in a text; a name whose code is not clear is left out, never guessed.

    Attributes:
        text: As the text writes it.
        code: ICD-10 code in the Chinese edition, such as C50.801 or K72.905.
        name: The name that belongs to the code.
        confidence: Between 0 and 1; 1 is a name of the table, or a code that is printed beside it.
        negated: Whether the text says that it is not there (无, 否认, 排除).
        uncertain: Whether the text leaves it open (?, 待查, 考虑, 疑似).
        family: Whether it is said of a relative.
        start: Where it begins in the text that was given, in characters.
        end: Where it ends, exclusive.
        also: Other categories under which an edition of the classification lists the same name.
    """

    text: str
    code: str
    name: str
    confidence: float
    negated: bool = False
    uncertain: bool = False
    family: bool = False
    start: int = 0
    end: int = 0
    also: frozenset[str] = frozenset()

    @property
    def category(self) -> str:
        """The ICD-10 category, the first three characters of the code.

        >>> IllnessMention("乳癌", "C50.900", "乳房恶性肿瘤", 1.0).category
        'C50'
        """
        return self.code[:3]

    def may_be(self, illness_code: str) -> bool:
        """Whether a claim under that code may be about it: same category, or one that the same name stands under.

        >>> IllnessMention("肺部感染", "J98.414", "肺部感染", 1.0, also=frozenset({"J18"})).may_be("J18.9")
        True
        """
        return illness_code[:3] in {self.category, *self.also}

    @property
    def stands(self) -> bool:
        """Whether the text says outright that the patient has it.

        >>> IllnessMention("乳癌", "C50.900", "乳房恶性肿瘤", 1.0, family=True).stands
        False
        """
        return not (self.negated or self.uncertain or self.family)


IllnessReader = Callable[[str], tuple[IllnessMention, ...]]
