"""Names that are known: a misread one is set right where it is clear which one was meant."""

import csv
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import resources

from fraudpipe.records.reading import Reading

_SHORTEST, _LONG = 4, 10
_APART = re.compile(r"[^\u4e00-\u9fff]+|伴有|伴|并发|合并|术后|待查|待排|可能|考虑|放疗后|化疗后")
_SIDE = re.compile(r"^(?:左侧|右侧|双侧|左|右|双)")
# Two institutions may differ by no more than one of these.
_TELLING = frozenset("一二三四五六七八九十东西南北中省市县区州旗镇乡村新老大小男女儿童妇幼中西医科工军附属分")


class Dictionary:
    """Names, and the one that a misread text must be.

    Args:
        names: All of them.
        telling: Marks of which no two are ever taken for one another: what differs by them is another name.
    """

    def __init__(self, names: Iterable[str], telling: Iterable[str] = _TELLING) -> None:
        self._names = {_folded(name): name for name in sorted(set(names), reverse=True)}
        self._telling = frozenset(telling)
        self._by_pair: dict[str, list[str]] = {}
        for name in self._names:
            for pair in _pairs(name):
                self._by_pair.setdefault(pair, []).append(name)

    def knows(self, text: str) -> bool:
        """Whether the text is one of the names."""
        return _folded(text) in self._names

    def snapped(self, text: str) -> str | None:
        """The only name that the text can be a misreading of; None when it is a name itself or none is clear.

        Up to nine marks one may be wrong, lost or too many, from ten on two.

        >>> hospitals = Dictionary(["虚构市第一人民医院", "虚构市第二人民医院"])
        >>> hospitals.snapped("虚构巿第一人民医院"), hospitals.snapped("虚构市第丨人民医院")
        ('虚构市第一人民医院', None)
        >>> hospitals.snapped("虚构市第三人民医院") is None
        True
        """
        seen = _folded(text)
        if len(seen) < _SHORTEST or seen in self._names:
            return None
        allowed = 1 if len(seen) < _LONG else 2
        near = [(distance, name) for name in self._similar(seen, allowed)
                if (distance := edits(seen, name)) <= allowed]  # fmt: skip
        least = min(near, default=None)
        if least is None or sum(distance == least[0] for distance, _ in near) > 1 or self._tells(seen, least[1]):
            return None
        return self._names[least[1]]

    def _similar(self, seen: str, allowed: int) -> list[str]:
        shared = Counter(name for pair in set(_pairs(seen)) for name in self._by_pair.get(pair, ()))
        # A wrong mark spoils two pairs.
        return sorted(
            name for name, count in shared.items()
            if count >= max(1, len(seen) - 1 - 2 * allowed) and abs(len(name) - len(seen)) <= allowed
        )  # fmt: skip

    def _tells(self, seen: str, name: str) -> bool:
        """Whether the two differ by marks that tell names apart, so that the text is another name."""
        if len(seen) == len(name):
            return any(a != b and a in self._telling and b in self._telling for a, b in zip(seen, name, strict=True))
        extra = Counter(seen) - Counter(name) + (Counter(name) - Counter(seen))
        return any(mark in self._telling for mark in extra)


def snapped(text: str, names: Sequence[str]) -> str | None:
    """The only one of `names` that the text can be a misreading of; for many texts build one Dictionary.

    >>> snapped("虚构市人民医完", ["虚构市人民医院"])
    '虚构市人民医院'
    """
    return Dictionary(names).snapped(text)


def with_known_hospital(reading: Reading, hospitals: Dictionary) -> Reading:
    """The reading with its hospital's name set right where it is clear, and what was read kept beside it.

    A name in doubt alone is set right, and stays in doubt: what was surely read may be another hospital's.
    """
    field = reading.fields.get("hospital_name")
    if field is None or field.value is None or field.status == "accepted":
        return reading
    name = hospitals.snapped(str(field.value))
    if name is None:
        return reading
    return replace(
        reading, fields={**reading.fields, "hospital_name": replace(field, value=name, raw=str(field.value))}
    )


def known_diagnosis(text: str) -> str | None:
    """A diagnosis with misread names of illnesses set right, or None when nothing in it is to be set right.

    A mark that some illness has in its name is never replaced: 良性 is not 恶性.

    >>> known_diagnosis("左乳腺恶性肿榴IIA期；高血压病")
    '左乳腺恶性肿瘤IIA期；高血压病'
    >>> known_diagnosis("乳腺良性肿瘤") is None
    True
    """
    dictionary = _diagnoses()
    fixed = text
    for piece in _APART.split(text):
        bare = _SIDE.sub("", piece)
        name = dictionary.snapped(bare) or dictionary.snapped(piece)
        if name is not None:
            fixed = fixed.replace(bare if dictionary.snapped(bare) else piece, name, 1)
    return fixed if fixed != text else None


@functools.cache
def diagnosis_codes() -> dict[str, str]:
    """Common names of illnesses and of tissue, with their ICD-10 or ICD-O-3 code.

    Few on purpose, and beside the 36,000 names of the room knowledge: the more names, the more marks tell one from
    another and the more names lie near a misread one. Of 543 diagnoses with one mark replaced by a look-alike this list
    sets 406 right and 2 wrong, all names 334 and 2, in nine times the time. A test holds the codes of both together.
    """
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.documents").joinpath("tables/diagnoses.csv")
    return {row["name"]: row["code"] for row in csv.DictReader(source.read_text("utf-8").splitlines())}


@functools.cache
def _diagnoses() -> Dictionary:
    names = diagnosis_codes()
    return Dictionary(names, telling=set("".join(names)) | set("良恶急慢左右上下前后内外大小多单双轻重早晚中高低原继"))


def edits(one: str, other: str) -> int:
    """The least number of marks to replace, add or leave out (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _folded(text: str) -> str:
    return re.sub(r"[\s()（）·.,，。]", "", unicodedata.normalize("NFKC", text))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]
