"""The names of illnesses with their codes: what a phrase names exactly, and what it most nearly names."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from fraudpipe.knowledge.naming.near import NearKeys
from fraudpipe.knowledge.naming.wording import is_tissue, key_of, without_number, without_tissue
from fraudpipe.knowledge.tables_read import table_rows

_TUMOUR = "恶性肿瘤"
_SHORTEST_SITE = 1
_SHORTEST, _LONG = 3, 9
_TELLING = frozenset(
    "良恶急慢左右上下前后内外大小多单双轻重早晚中高低原继先新旧伴并合无非不未亚假0123456789abcdefghijklmnopqrstuvwxyz"
    "甲乙丙丁戊庚头颈胸腹腰骶尾肩肘腕手指髋膝踝足趾骨肌皮眼耳鼻舌唇牙咽喉肺心肝胆脾胰胃肠肾膀胱脑脊髓血管动静脉腺子宫卵巢输男女胎产孕婴童"
)
"""Marks of which no two are taken for one another: what differs by them is another illness."""
_TURNING = frozenset("炎癌瘤疝石非不未无亚假继先新良恶原0123456789abcdefghijklmnopqrstuvwxyz")
"""Marks that are never taken for lost or added."""


@dataclass(frozen=True, slots=True)
class IllnessName:
    """One name of the table.

    Attributes:
        text: The name or synonym.
        code: ICD-10 in the Chinese editions, such as C79.500x001.
        shown: The name that the table gives to the code.
        also: Other categories under which the table has a name that is written alike.
    """

    text: str
    code: str
    shown: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """What a phrase names, and how sure that is (0 to 1)."""

    name: IllnessName
    confidence: float


class IllnessNames:
    """Names of illnesses, found exactly or nearly.

    Args:
        names: All of them; of two that are written alike after folding, the one that needs less of it counts, then the
            first.

    Attributes:
        categories: All ICD-10 categories that they cover.
    """

    def __init__(self, names: Iterable[IllnessName]) -> None:
        self._exact: dict[str, IllnessName] = {}
        lengths: dict[str, set[int]] = {}
        self._shown: dict[str, str] = {}
        for name in names:
            self._shown.setdefault(name.code, name.shown)
            key = key_of(name.text)
            known = self._exact.get(key)
            best = name if known is None or (known.text != key and name.text == key) else known
            if known is not None and known.code[:3] != name.code[:3]:
                categories = {*known.also, *name.also, known.code[:3], name.code[:3]} - {best.code[:3]}
                best = replace(best, also=frozenset(categories))
            self._exact[key] = best
            if len(key) > 1:
                lengths.setdefault(key[:2], set()).add(len(key))
        self._lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}
        self._near = NearKeys(sorted(self._exact))
        self.categories = frozenset(code[:3] for code in self._shown)

    def exact(self, phrase: str) -> IllnessName | None:
        """The name that the canonical phrase is, or None."""
        return self._exact.get(phrase)

    def name_of(self, code: str) -> str | None:
        """The name that the code is shown with, or None where the table does not have it."""
        return self._shown.get(code) or self._shown.get(code[:7])

    def spans(self, phrase: str) -> list[tuple[int, int, IllnessName]]:
        """Names in the canonical phrase from left to right; of two at one place the longer one.

        >>> names = IllnessNames([IllnessName("肺炎", "J18.900", "肺炎"), IllnessName("高血压", "I10.x00", "高血压病")])
        >>> [(start, end, one.code) for start, end, one in names.spans("患高血压及肺炎")]
        [(1, 4, 'I10.x00'), (5, 7, 'J18.900')]
        """
        found: list[tuple[int, int, IllnessName]] = []
        place, last = 0, len(phrase) - 1
        lengths, exact = self._lengths, self._exact
        while place < last:
            for length in lengths.get(phrase[place : place + 2], ()):
                name = exact.get(phrase[place : place + length]) if place + length <= last + 1 else None
                if name is not None:
                    found.append((place, place + length, name))
                    place += length
                    break
            else:
                place += 1
        return found

    def tumour(self, phrase: str) -> Match | None:
        """A malignant tumour by its place alone, where the tissue or a part of the place is not in the table.

        >>> lung = IllnessName("肺恶性肿瘤", "C34.900", "肺恶性肿瘤")
        >>> IllnessNames([lung]).tumour("肺浸润性腺恶性肿瘤").confidence
        0.95
        """
        if not phrase.endswith(_TUMOUR) or "继发" in phrase:
            return None
        place = without_tissue(without_number(phrase))
        known = self._exact.get(place)
        if known is not None and len(place) > len(_TUMOUR):
            return Match(known, 0.95)
        site = place[: -len(_TUMOUR)]
        if is_tissue(site):
            return None
        for end in range(len(site) - 1, _SHORTEST_SITE - 1, -1):
            known = self._exact.get(site[:end] + _TUMOUR)
            if known is not None:
                return Match(known, 0.9 if end > 1 else 0.86)
        return None

    def nearest(self, phrase: str) -> Match | None:
        """The only name that the canonical phrase can be a misreading of, or None where none is clear.

        >>> names = IllnessNames([IllnessName("慢性阻塞性肺疾病", "J44.900", "慢性阻塞性肺疾病")])
        >>> names.nearest("慢性阻寨性肺疾病").confidence, names.nearest("急性阻塞性肺疾病")
        (0.87, None)
        """
        if len(phrase) < _SHORTEST or is_tissue(phrase.removesuffix(_TUMOUR)):
            return None
        known = self._exact.get(without_number(phrase))
        if known is not None:
            return Match(known, 0.93)
        allowed = 1 if len(phrase) < _LONG else 2
        near: list[tuple[int, str]] = []
        for key in self._near.candidates(phrase, allowed):
            distance = Levenshtein.distance(phrase, key, score_cutoff=allowed)
            if distance <= allowed and len(key) > _SHORTEST and not _tells(phrase, key):
                near.append((distance, key))
        if not near:
            return None
        least = min(near)[0]
        best = [self._exact[key] for distance, key in sorted(near) if distance == least]
        if len({one.code[:3] for one in best}) > 1:
            return None
        return Match(best[0], round(0.95 - 0.64 * least / len(phrase), 2) if len(best) == 1 else 0.75)


def _tells(phrase: str, key: str) -> bool:
    """Whether the two differ by marks that tell illnesses apart, so that the phrase is another illness."""
    for edit in Levenshtein.opcodes(phrase, key):
        if edit.tag == "equal":
            continue
        was, becomes = phrase[edit.src_start : edit.src_end], key[edit.dest_start : edit.dest_end]
        if edit.tag == "replace":
            if any(one in _TELLING and other in _TELLING for one, other in zip(was, becomes, strict=False)):
                return True
        elif any(mark in _TURNING for mark in was + becomes):
            return True
    return False


def names_of(rows: Iterable[dict[str, str]], others: Mapping[str, frozenset[str]]) -> list[IllnessName]:
    """The names of table rows: that of the code first, then its synonyms.

    Args:
        rows: As of `illness_rows`.
        others: Name to other categories under which an edition lists it.
    """
    return [
        IllnessName(text, row["code"], row["name"], others.get(text, frozenset()))
        for row in rows
        for text in (row["name"], *filter(None, row["synonyms"].split("|")))
    ]


def illness_rows() -> list[dict[str, str]]:
    """The rows of `tables/illnesses.csv`: code, name, synonyms apart by |, source."""
    return table_rows("illnesses")


def other_categories() -> dict[str, frozenset[str]]:
    """Names that editions list under several categories, with those that the table of names does not give."""
    return {row["name"]: frozenset(row["categories"].split()) for row in table_rows("other_categories")}


@functools.cache
def illness_names() -> IllnessNames:
    """All names of the table."""
    # A constant of the package, read once: it takes no argument and so never goes stale.
    return IllnessNames(names_of(illness_rows(), other_categories()))
