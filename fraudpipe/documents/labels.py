"""Finds the printed labels (姓名：, 出院日期：…) in a row of text, misread ones included."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fraudpipe.documents.layout import GAP

_WORDS = """
职业 床号 病区 住址 住所 地址 家庭住址 籍贯 民族 婚姻 婚姻状况 电话 联系电话 联系人 工作单位 单位 身高 体重 费别
年级 班级 国籍 出生地 入院情况 出院情况 出院时情况 诊疗经过 治疗经过 诊治经过 住院经过 出院医嘱 医嘱 建议 处理意见
医生建议 治疗结果 出院后注意事项 注意事项 备注 注 转归 入院诊断 门诊诊断 初步诊断 术前诊断 术后诊断 修正诊断
临床诊断 既往史 个人史 家族史 婚育史 月经史 体格检查 查体 辅助检查 专科检查 实验室检查 特殊检查编号 特殊检查 主诉
现病史 记录时间 打印时间 打印日期 交款人统一社会信用代码 交款人 收款人 复核人 票据名称 项目名称 业务流水号
医疗机构类型 医保类型 医保编号 社会保障卡号 补缴金额 退费金额 起付标准 自费 自付 乙类首自付 按比例自付 公务员补助
师职补助 大额（病）保险报销 大病补充保险报销 医疗救助 产前检查费 其他医保支付 其他支付 个人自付 个人自费 医院承担
就诊日期 参保地 结算时间 手术名称 手术日期 麻醉方式 送检部位 送检材料 送检医院 送检科室 送检医生 送检医师 标本
标本名称 标本类型 肉眼所见 大体所见 镜下所见 免疫组化 检查部位 检查方法 检查所见 检查意见 影像所见 影像诊断 报告医生
报告医师 审核医生 审核医师 检验者 审核者 诊断医师 诊断医生 复诊医师 入院时情况 随访
"""
OTHER_LABELS = tuple(_WORDS.split())
"""Labels that end the value before them and are not read themselves."""

_FOLD = str.maketrans("：（）［］【】﹕∶", ":()[][]::")
_BRACKETED = re.compile(r"\s*\([^()]{0,24}\)?")
_BEFORE = "其他信息男女岁天元日号"
"""Ends of values without a mark, and the letters of the side title 其他信息."""
_AFTER = re.compile(r"\s*:")


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
        labels: The labels of fields that are read; OTHER_LABELS are added.
        free: Labels that need no colon behind them, like （小写）.
    """

    def __init__(self, labels: Iterable[str], free: Iterable[str] = ()) -> None:
        self._free = {fold(label) for label in free}
        every = sorted({*map(fold, labels), *map(fold, OTHER_LABELS), *self._free}, key=lambda one: (-len(one), one))
        self._labels = every
        spaced = (r"[ \t]{0,4}".join(map(re.escape, label)) for label in every)
        self._pattern = re.compile("|".join(spaced))

    def find(self, text: str) -> tuple[LabelSpan, ...]:
        """The labels of a row's text from left to right, without overlaps."""
        folded = fold(text)
        found = [span for match in self._pattern.finditer(folded) if (span := self._exact(folded, match))]
        for colon in re.finditer(r"(?:\([^()]{0,24}\)\s*)?:", folded):
            span = self._misread(folded, colon)
            if span and not any(span.start < other.end and other.start < span.end for other in found):
                found.append(span)
        return tuple(sorted(found, key=lambda span: span.start))

    def _exact(self, text: str, match: re.Match[str]) -> LabelSpan | None:
        label = re.sub(r"\s", "", match.group())
        start, end = match.span()
        if label in self._free:
            colon = _AFTER.match(text, end)
            return LabelSpan(label, start, colon.end() if colon else end, exact=True, strong=True)
        brackets = _BRACKETED.match(text, end)
        behind = brackets.end() if brackets else end
        if colon := _AFTER.match(text, behind):
            return LabelSpan(label, start, colon.end(), exact=True, strong=True) if _starts_well(text, start) else None
        at_start = start == 0 or text[start - 1] == GAP
        if not at_start:
            return None
        alone = behind == len(text) or text[behind] == GAP
        return LabelSpan(label, start, behind, exact=True, strong=alone)

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
        if not matches or (len(matches) > 1 and matches[0][:2] == matches[1][:2]):
            return None
        _, negative_length, label = matches[0]
        return LabelSpan(label, behind + negative_length, colon.end(), exact=False, strong=True)


def _starts_well(text: str, start: int) -> bool:
    """A label behind other words is the end of a longer or misread one, unless a value ends there."""
    return start == 0 or not ("\u4e00" <= text[start - 1] <= "\u9fff") or text[start - 1] in _BEFORE


def fold(text: str) -> str:
    """Brackets and colons made half-width, character by character, so that positions stay."""
    return text.translate(_FOLD)


@lru_cache(maxsize=8)
def lexicon(labels: tuple[str, ...], free: tuple[str, ...]) -> Lexicon:
    """The lexicon of these labels; building one compiles a pattern, so equal ones are shared."""
    return Lexicon(labels, free)
