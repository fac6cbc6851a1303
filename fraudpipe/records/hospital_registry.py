"""Which hospitals there are, by the name that papers print."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rapidfuzz import fuzz, process

_NOT_LETTERS = re.compile(r"[\W_]")
_NUMBERS = re.compile(r"[一二三四五六七八九十\d]+")
# What may stand behind the name of a hospital: its own buildings, wards and clinics. Any other hospital is another.
_OF_IT = re.compile(r"院区|[分东西南北]院|本部|总院|病区|病房|住院部|门诊|急诊|科|[东西南北]区|\d+楼")
_ANOTHER = re.compile(r"医院|卫生院")
_SAME_PERCENT = 90.0
_SHORTEST_PART = 6


@dataclass(frozen=True, slots=True)
class RegisteredHospital:
    """A hospital as its register holds it.

    Attributes:
        name: Its official name.
        level: 1, 2 or 3; 0 where the register does not say.
        province: As invoices print it, or "".
        departments: Its wards; empty where the register does not list them.
        doctors: Names of the doctors who may sign there; empty where the register does not list them.
    """

    name: str
    level: int = 0
    province: str = ""
    departments: tuple[str, ...] = ()
    doctors: tuple[str, ...] = ()


@dataclass(frozen=True)
class HospitalRegistry:
    """A register of hospitals.

    Attributes:
        by_name: Bare name to hospital, other names included.
        complete: Whether a hospital that is not in it does not exist. A small register proves nothing by silence.
    """

    by_name: Mapping[str, RegisteredHospital]
    complete: bool

    @classmethod
    def of(
        cls, hospitals: Iterable[tuple[RegisteredHospital, tuple[str, ...]]], *, complete: bool
    ) -> "HospitalRegistry":
        """A register of hospitals, each with the other names it goes by."""
        found = {bare_name(name): one for one, others in hospitals for name in (one.name, *others)}
        return cls(found, complete)

    def digest(self) -> str:
        """Changes whenever the register does; part of ledger keys."""
        return sha256(repr((sorted(self.by_name.items(), key=lambda one: one[0]), self.complete)).encode()).hexdigest()

    def find(self, name: str) -> RegisteredHospital | None:
        """The hospital that a paper names: exactly, with a wing or ward behind its name, or misread by little.

        >>> known = HospitalRegistry.of([(RegisteredHospital("示例市第一人民医院"), ())], complete=True)
        >>> known.find("示例市第一人民医院（东院区）").name, known.find("示例市第二人民医院")
        ('示例市第一人民医院', None)
        """
        wanted = bare_name(name)
        exact = self.by_name.get(wanted)
        if exact is not None or not wanted:
            return exact
        begins = [known for known in self.by_name if len(known) >= _SHORTEST_PART and wanted.startswith(known)]
        inside = [known for known in begins if _is_part(wanted[len(known) :])]
        if inside:
            return self.by_name[max(inside, key=len)]
        close = process.extract(wanted, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=_SAME_PERCENT)
        return next((self.by_name[known] for known, *_ in close if known not in begins and _alike(known, wanted)), None)


def _is_part(rest: str) -> bool:
    """Whether what follows a hospital's name is a part of it."""
    return _OF_IT.search(rest) is not None and _ANOTHER.search(rest) is None


def _alike(one: str, other: str) -> bool:
    """Whether names that are nearly the same may be one: places and numbers tell hospitals apart, whatever else agrees.

    >>> _alike("模拟市第一人民医院", "模拟市第一人民医完"), _alike("模拟市第一人民医院", "模似市第一人民医院")
    (True, False)
    """
    return _NUMBERS.findall(one) == _NUMBERS.findall(other) and _place(one) == _place(other)


def _place(name: str) -> str:
    """The first two characters, or all up to the last town, county or district that is named."""
    return name[: max(2, *(name.rfind(mark) + 1 for mark in "省市州县区旗"))]


def bare_name(name: str) -> str:
    """Letters and characters alone, full width folded.

    >>> bare_name("示例市 第一人民医院(东院)")
    '示例市第一人民医院东院'
    """
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name)).casefold()
