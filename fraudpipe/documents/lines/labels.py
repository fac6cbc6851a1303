"""Finds the printed labels (姓名：, 出院日期：…) in a row of text, misread ones included."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from fraudpipe.documents.lines.label_table import other_labels, same_field
from fraudpipe.documents.lines.layout import GAP

_FOLD = str.maketrans("：（）［］【】〔〕〖〗﹕∶", ":()[][][][]::")
_BRACKETED = re.compile(r"\s*\([^()]{0,24}\)?")
_BEFORE = "其他信息男女岁天元日号"
"""Ends of values without a mark, and the letters of the side title 其他信息."""
_LONGEST_VALUE = 16
_SHORTEST_CUT_OFF, _SHORTEST_LACKING = 2, 3
_SENTENCE = re.compile(r"[,，。;；、!?！？\t]")
_GOES_ON = ",，、(（"
_NUMBERED = re.compile(r"[\s*★●■◆☆]*(?:\(?[一二三四五六七八九十\d]{1,2}\)?[、.．,)\s]?)?\s*")
_AFTER = re.compile(r"\s*:")
_NEARLY = re.compile(r"\s*[:;；]")
"""A colon behind a label that begins a line may have been read as a semicolon."""


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """One label in a row.

    Attributes:
        label: As it stands in the lexicon.
        start: First character in the row's text.
        end: First character behind the label, its brackets and its colon.
        exact: Whether it was read without a fault.
        strong: Whether a colon follows or it stands alone; a weak one may be an ordinary word.
    """

    label: str
    start: int
    end: int
    exact: bool
    strong: bool


class Lexicon:
    """All labels that may stand on a page.

    Args:
        labels: The labels of fields that are read; those that only end a value are added.
        free: Labels that need no colon behind them, like （小写）.
    """

    def __init__(self, labels: Iterable[str], free: Iterable[str] = ()) -> None:
        self._free = {fold(label) for label in free}
        every = sorted({*map(fold, labels), *map(fold, other_labels()), *self._free}, key=lambda one: (-len(one), one))
        self._labels = every
        spaced = (r"[ \t]{0,4}".join(map(re.escape, label)) for label in every)
        # Looking at the first mark saves trying hundreds of labels at every place.
        first = "".join(sorted({re.escape(label[0]) for label in every}))
        self._pattern = re.compile(f"(?=[{first}])(?:{'|'.join(spaced)})")

    def find(self, text: str) -> tuple[LabelSpan, ...]:
        """The labels of a row's text from left to right, without overlaps."""
        folded = fold(text)
        found = [span for match in self._pattern.finditer(folded) if (span := self._exact(folded, match))]
        found = _as_a_form(folded, found)
        for colon in re.finditer(r"(?:\([^()]{0,24}\)\s*)?:", folded):
            if any(colon.start() < other.end and other.start < colon.end() for other in found):
                continue  # its label was read
            span = self._misread(folded, colon) or self._one_short(folded, colon)
            if span and not any(span.start < other.end and other.start < span.end for other in found):
                found.append(span)
        return tuple(sorted(found, key=lambda span: span.start))

    def _exact(self, text: str, match: re.Match[str]) -> LabelSpan | None:
        label = re.sub(r"\s", "", match.group())
        start, end = match.span()
        if label in self._free:
            colon = _AFTER.match(text, end)
            return LabelSpan(label, start, colon.end() if colon else end, exact=True, strong=True)
        if framed := _framed(text, start, end):
            return LabelSpan(label, *framed, exact=True, strong=True)
        brackets = _BRACKETED.match(text, end)
        behind = brackets.end() if brackets else end
        start = _without_number(text, start)
        at_start = start == 0 or text[start - 1] == GAP
        if colon := (_NEARLY if at_start else _AFTER).match(text, behind):
            good = _starts_well(text, start) or _value_ends(text, start)
            return LabelSpan(label, start, colon.end(), exact=True, strong=True) if good else None
        if not at_start and text[start - 1] != " ":
            return None
        alone = behind == len(text) or text[behind] == GAP
        if not at_start and not alone and text[behind] != " ":
            return None
        return LabelSpan(label, start, behind, exact=True, strong=alone and at_start)

    def _misread(self, text: str, colon: re.Match[str]) -> LabelSpan | None:
        behind = colon.start()
        while behind and text[behind - 1] == " ":
            behind -= 1
        lead = max(text.rfind(mark, 0, behind) for mark in (GAP, ":", " "))
        matches = []
        for label in self._labels:
            start = behind - len(label)
            if len(label) < 3 or start <= lead or not _starts_well(text, start):
                continue
            wrong = sum(a != b for a, b in zip(text[start:behind], label, strict=True))
            if wrong <= max(1, len(label) // 3):
                matches.append((wrong / len(label), -len(label), label))
        matches.sort()
        best = [label for wrong, length, label in matches if (wrong, length) == matches[0][:2]]
        if not best or (len(best) > 1 and not same_field(best)):
            return None
        return LabelSpan(best[0], behind - len(best[0]), colon.end(), exact=False, strong=True)

    def _one_short(self, text: str, colon: re.Match[str]) -> LabelSpan | None:
        """A label of which one mark was not seen: the first of a line (治医师：) or one in the middle (开日期：)."""
        behind = len(text[: colon.start()].rstrip(" "))
        line = max(text.rfind(GAP, 0, behind), text.rfind(":", 0, behind)) + 1
        word = max(line, text.rfind(" ", 0, behind) + 1)
        begins = line == 0 or text[line - 1] == GAP
        whole, start = self._lacking(text[line:behind], first=True) if begins else None, line
        if whole is None:
            whole, start = self._lacking(text[word:behind], first=False), word
        return None if whole is None else LabelSpan(whole, start, colon.end(), exact=False, strong=True)

    def _lacking(self, rest: str, *, first: bool) -> str | None:
        """The label that is one mark longer than `rest`: the first one, or one in the middle."""
        if len(rest) < (_SHORTEST_CUT_OFF if first else _SHORTEST_LACKING):
            return None
        places = range(1) if first else range(1, len(rest))
        whole = [
            label
            for label in self._labels
            if len(label) == len(rest) + 1 and any(label[:at] + label[at + 1 :] == rest for at in places)
        ]
        return whole[0] if len(whole) == 1 or (whole and same_field(whole)) else None


def _framed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a label in brackets begins and ends with them and its colon: 【检查所见】."""
    if not start or text[start - 1] not in "[<《〈" or text[end : end + 1] not in ("]", ">", "》", "〉"):
        return None
    colon = _AFTER.match(text, end + 1)
    return start - 1, colon.end() if colon else end + 1


def _without_number(text: str, start: int) -> int:
    """Where a label begins together with the number of its paragraph: 一、主诉."""
    piece = text.rfind(GAP, 0, start) + 1
    return piece if start > piece and _NUMBERED.fullmatch(text, piece, start) else start


def _as_a_form(text: str, found: list[LabelSpan]) -> list[LabelSpan]:
    """Labels between blanks: two of them on a row make it a row of a form; a single one may be a word.

    姓名 模拟甲 性别 女 has labels, 患者 性别 不详 has none.
    """
    blank = [span for span in found if not span.strong and text[span.end : span.end + 1] in (" ", GAP)]
    certain = [span for span in found if span.strong] + (blank if len(blank) > 1 else [])
    kept = [span for span in found if span in certain or span.start == 0 or text[span.start - 1] == GAP]
    return [replace(span, strong=True) if span in blank and len(certain) > 1 else span for span in kept]


def _starts_well(text: str, start: int) -> bool:
    """A label behind other words is the end of a longer or misread one, behind a comma it is part of a sentence."""
    if start == 0:
        return True
    before = text[start - 1]
    return before not in _GOES_ON and (not ("\u4e00" <= before <= "\u9fff") or before in _BEFORE)


def _value_ends(text: str, start: int) -> bool:
    """Whether a short value of an earlier label ends here: 科室：内科住院号：2021."""
    before = text.rfind(":", 0, start)
    value = text[before + 1 : start]
    return before >= 0 and 0 < len(value.strip()) <= _LONGEST_VALUE and not _SENTENCE.search(value)


def fold(text: str) -> str:
    """Brackets and colons made half-width, character by character, so that positions stay."""
    return text.translate(_FOLD)


@lru_cache(maxsize=8)
def lexicon(labels: tuple[str, ...], free: tuple[str, ...]) -> Lexicon:
    """The lexicon of these labels; building one compiles a pattern, so equal ones are shared."""
    return Lexicon(labels, free)
