"""Of whom and how surely a text says an illness: what 无, 否认, 考虑, ? and 母亲 reach.

All texts here are folded (see `wording.folded`).
"""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。;\n\r]+")
_CLAUSE = re.compile(r"[^,:]+")
_NO = re.compile(
    r"否认|未见|未发现|未出现|未诉|未再|未提示|未查见|未闻及|未触及|未合并|未患|没有|不伴|不考虑|不支持|从未|并无|排除|除外"
    r"|无(?!明显|诱因|特殊|痛|力|脉|精|脑|眼|排卵|功能|症状|症性|反应|名|牙|汗|尿|菌)"
)
_OPEN = re.compile(
    r"待排|不除外|不排除|不能除外|不能排除|未除外|未排除|考虑|疑似|可疑|疑(?!难|病)|拟诊|倾向|可能为|可能是|警惕|性质待"
)
_OPEN_AFTER = re.compile(r"[^,。;、]{0,8}?(?:\?|待查|待排|待诊|可能|疑似|不除外|不能除外|不能排除|待除外|性质待)")
_NO_AFTER = re.compile(
    r"[病史症既往家族]{0,4}(?:[::]\s*)?(?:\(-\)|(?:均?无|否认|(?:已|可|基本)?(?:排除|除外))(?=[\s,。;)、]|$))"
)
_RELATIVE = re.compile(
    r"父亲|母亲|父母|其父|其母|[之有]父|[之有]母|兄弟|姐妹|哥哥|弟弟|姐姐|妹妹|祖父|祖母|外祖|爷爷|奶奶|外公|外婆|姥爷|姥姥|儿子|女儿|长子|次子"
    r"|叔叔|伯父|姑姑|姑妈|舅舅|姨妈|家族史|家族中|家族内|家人|亲属|丈夫|妻子|配偶|爱人|老伴|公公|婆婆|岳父|岳母|嫂|(?:^|[,。;:、])[父母兄弟姐妹](?=患|有|因|亡|死|曾|健|已|体|系)"
)
_RELATIVE_BEHIND = re.compile(
    r"[病史]{0,2}\s*[(:]\s*(?:患者)?(?:其|之)?(?:父|母|兄|弟|姐|妹|哥哥|祖|外公|外婆|爷爷|奶奶|姥|儿子|女儿|叔|伯|姑|舅|姨|家族|亲属|丈夫|妻子|配偶|爱人|老伴)"
)
_PATIENT = re.compile(
    r"患者(?!的?(?:父|母|兄|弟|姐|妹|祖|外|爷|奶|儿|女|叔|伯|姑|舅|姨|家|亲|丈|妻|配|爱|老伴|公公|婆|岳|嫂))|本人|自述|自诉"
)
_OTHER_HEADING = re.compile(r"既往史|个人史|婚育史|月经史|现病史|查体|体格检查|主诉|诊断")
_SAYS_SO = re.compile(r"有|患|确诊|诊断|发现|行|予|服|示|年|月|日|给|因|但|曾|后|手术|治疗|史[^,]*\d|\d")
_NO_LONGER = re.compile(r"(?<!未)出现|提示|但|而|伴有|却|然|后出现|现有")
_LONGEST_CARRIED = 16


@dataclass(frozen=True, slots=True)
class Said:
    """How a text says an illness."""

    negated: bool
    uncertain: bool
    family: bool


def said(text: str, start: int, end: int) -> Said:
    """How the folded text says what stands from `start` to `end`.

    >>> text = "否认高血压、冠心病史,考虑胃溃疡,母亲患肺癌"
    >>> [said(text, text.index(one), text.index(one) + len(one)) for one in ("冠心病", "胃溃疡", "肺癌")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [Said(negated=True, uncertain=False, family=False),
     Said(negated=False, uncertain=True, family=False),
     Said(negated=False, uncertain=False, family=True)]
    """
    sentence = _around(_SENTENCE, text, start)
    clause = _around(_CLAUSE, text[: sentence[1]], start, sentence[0])
    rest = text[end : sentence[1]]
    before = text[clause[0] : start]
    uncertain = bool(_OPEN.search(before)) or (bool(_OPEN_AFTER.match(rest)) and not _between(rest))
    refused = bool(_NO_AFTER.match(rest))
    if not uncertain and not refused:
        refused = _refused(before) or _carried(text, sentence[0], clause[0], text[start : clause[1]], before)
    of_family = _of_family(text, sentence[0], start) or _RELATIVE_BEHIND.match(rest) is not None
    return Said(refused and not uncertain, uncertain, of_family)


def _around(pattern: re.Pattern[str], text: str, place: int, floor: int = 0) -> tuple[int, int]:
    """The stretch of the pattern that holds the place."""
    for found in pattern.finditer(text, floor):
        if found.end() > place:
            return min(found.start(), place), found.end()
    return floor, len(text)


def _between(rest: str) -> bool:
    """Whether a mark of doubt belongs to a later illness of a list."""
    found = _OPEN_AFTER.match(rest)
    return found is not None and any(mark in rest[: found.end()] for mark in " 及和与伴")


def _refused(before: str) -> bool:
    """Whether a word of refusal reaches the end of `before`."""
    last = None
    for found in _NO.finditer(before):
        if before[max(0, found.start() - 2) : found.start()].endswith(("不", "待", "不能", "未")):
            continue
        last = found
    return last is not None and not _NO_LONGER.search(before[last.end() :])


def _carried(text: str, sentence: int, clause: int, own: str, before: str) -> bool:
    """Whether a refusal of an earlier clause goes on: through clauses that only name things."""
    if len(before) + len(own) > _LONGEST_CARRIED or _SAYS_SO.search(before + own):
        return False
    for earlier in reversed(text[sentence:clause].rstrip(",:").split(",")):
        if _refused(earlier):
            return True
        if len(earlier) > _LONGEST_CARRIED or _SAYS_SO.search(earlier):
            return False
    return False


def _of_family(text: str, sentence: int, start: int) -> bool:
    """Whether the last person named before the illness is a relative."""
    here = text[sentence:start]
    relative = [found.end() for found in _RELATIVE.finditer(here)]
    if relative:
        return not any(found.start() >= relative[-1] for found in _PATIENT.finditer(here))
    earlier = text[:sentence].rsplit("\n", 1)[-1]
    headed = earlier.rfind("家族史")
    return headed >= 0 and not _OTHER_HEADING.search(earlier, headed) and not _OTHER_HEADING.search(here)
