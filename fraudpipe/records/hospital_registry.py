"""Which hospitals there are, by the name that papers print."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rapidfuzz import fuzz, process

_NOT_LETTERS = re.compile(r"[\W_]")
_NUMBERS = re.compile(r"[一二三四五六七八九十\d]+")
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
        inside = [known for known in self.by_name if len(known) >= _SHORTEST_PART and wanted.startswith(known)]
        if inside:
            return self.by_name[max(inside, key=len)]
        close = process.extractOne(wanted, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=_SAME_PERCENT)
        # Numbers tell hospitals of one town apart, whatever else agrees.
        same = close is not None and _NUMBERS.findall(close[0]) == _NUMBERS.findall(wanted)
        return self.by_name[close[0]] if close is not None and same else None


def bare_name(name: str) -> str:
    """Letters and characters alone, full width folded.

    >>> bare_name("示例市 第一人民医院(东院)")
    '示例市第一人民医院东院'
    """
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name)).casefold()
