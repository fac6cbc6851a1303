"""Which item of the rules a printed line charges: by its exact name, or by one that is misread beyond doubt."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from fraudpipe.knowledge.naming.near import NearKeys
from fraudpipe.records.charge_categories import item_behind_category
from fraudpipe.records.han import simplified

_SHORTEST_NEAR = 6
_LEADING = re.compile(r"^(?:[^\w(]+|\d+[.、)]|\((?:甲|乙|丙|自费|国产|进口|限)[^)]*\))+")
_PACK = re.compile(
    r"(?<=[\u4e00-\u9fff)])[\s(\[/*]*(?:规格)?[:]?\s*\d+(?:\.\d+)?\s*(?:mg|ml|ug|μg|iu|kg|cm|mm|g|l|%|万?单位|支|片|粒|袋|盒|瓶|丸)"
    r"(?![\u4e00-\u9fff]).*$"
)
_DEGREE = re.compile(r"(iii|ii|i|[一二三])(?=级护理)")
_DEGREES = {"i": "1", "ii": "2", "iii": "3", "一": "1", "二": "2", "三": "3"}
_TELLING = frozenset("盐磷硫硝醋枸马乳甲乙丙丁戊钠钾钙镁锌铁铝氯溴碘氟左右上下单双大小男女老幼儿")
_DRUG = re.compile(
    r"^注射用|(?:片|胶囊|丸|颗粒|散|膏|栓|糖浆|滴剂|喷雾剂|合剂|酊|口服液|注射液|溶液|乳剂|乳液|浓溶液|植入剂|凝胶|贴)$"
)
_MARKS = re.compile(r"[\s·,，.。;:'\"“”]|\(冻干\)")


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """A printed item and the item of the rules that it is.

    Attributes:
        key: The canonical name.
        exact: Whether it is printed so; else one character is taken for a misread one.
    """

    key: str
    exact: bool


@functools.lru_cache(maxsize=10_000)
def item_key(name: str) -> str:
    """The canonical name of an item: without its category, pack size, brand marks and spaces.

    >>> item_key("★艾迪注射液（10ml*5支）"), item_key("Ⅰ级护理"), item_key("注射用血栓通(冻干)")
    ('艾迪注射液', '1级护理', '注射用血栓通')
    >>> item_key("检查：头颅CT"), item_key("头颅CT")
    ('头颅ct', '头颅ct')
    """
    name = item_behind_category(name) or name
    text = simplified(unicodedata.normalize("NFKC", name)).lower().strip()
    text = _PACK.sub("", _LEADING.sub("", text))
    text = _DEGREE.sub(lambda found: _DEGREES[found.group()], text)
    return _MARKS.sub("", text).replace("诊查费", "诊察费").removesuffix("(")


def is_drug(name: str) -> bool:
    """Whether the name of an item ends or begins as names of drugs do.

    >>> is_drug("艾迪注射液"), is_drug("注射用血栓通"), is_drug("静脉注射")
    (True, True, False)
    """
    return _DRUG.search(name) is not None


class ItemNames:
    """Canonical names of items, found exactly or nearly.

    Args:
        keys: Canonical names, see `item_key`.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys)
        self._near = NearKeys(sorted(self._keys))
        self._used = frozenset("".join(self._keys)) | _TELLING

    def match(self, name: str) -> ItemMatch | None:
        """The item of the rules that the printed name is, or None where that is not clear.

        One character may be misread, if no item has that character in its name: 磷酸 is never taken for 盐酸.

        >>> names = ItemNames(["磷酸川芎嗪注射液", "艾迪注射液"])
        >>> names.match("磷酸川芎嗉注射液"), names.match("盐酸川芎嗪注射液")
        (ItemMatch(key='磷酸川芎嗪注射液', exact=False), None)
        """
        key = item_key(name)
        if key in self._keys:
            return ItemMatch(key, True)
        if len(key) < _SHORTEST_NEAR or sum(mark not in self._used for mark in key) != 1:
            return None
        near = [other for other in self._near.candidates(key, 1) if _one_misread(key, other, self._used)]
        return ItemMatch(near[0], False) if len(near) == 1 else None


def _one_misread(key: str, other: str, used: frozenset[str]) -> bool:
    differing = [mark for mark, right in zip(key, other, strict=False) if mark != right]
    return len(key) == len(other) and len(differing) == 1 and differing[0] not in used
