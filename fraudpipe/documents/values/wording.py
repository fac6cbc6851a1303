"""Words of medical prose that readers like to get wrong, where what they read is no word at all."""

import re

# Read -> printed. Only pairs whose left side no Chinese record ever says; look-alikes by shape.
_PAIRS = """
惠者患者 忠者患者 冶疗治疗 诊冶诊治 冶愈治愈 主冶主治 根冶根治 收冶收治 体捡体检 捡查检查 迸一步进一步
末见未见 末触及未触及 末闻未闻 末予未予 末引出未引出 末累及未累及 末侵犯未侵犯 明显请因明显诱因 诱困诱因
收人我科收入我科 收人院收入院 收人病房收入病房 浸涧浸润 侵涧侵润 无持殊无特殊 既住史既往史 既住体健既往体健 巳婚已婚
恶牲恶性 良牲良性 急牲急性 慢牲慢性 阴牲阴性 阳牲阳性 淋巳淋巴 转栘转移 甲状膝甲状腺 乳膝乳腺 前列膝前列腺
膝癌腺癌 肿廇肿瘤 恶性肿痛恶性肿瘤 中分花中分化 低分花低分化
高分花高分化 切除木切除术 根治木根治术 神志清梦神志清楚 双下胶水双下肢水 迁曲迂曲 内痿内瘘
"""
_WRONG = {pair[: len(pair) // 2]: pair[len(pair) // 2 :] for pair in _PAIRS.split()}
# A weekend (周末见…) is no misread 未.
_PATTERN = re.compile("(?<![周月年期])(?:" + "|".join(sorted(_WRONG, key=lambda one: (-len(one), one))) + ")")
_MILLILITRES = re.compile(r"(?<=\d)(\s?)[mM][1I|](?![A-Za-z0-9])")
_METRES = re.compile(r"(?<=\d)(\s?)(?:rnm|mrn|nnm|rm)(?![A-Za-z])")
_TORN_TRUST = 0.8
_SPLIT = re.compile(r"(?<=\d)[lI|](?=\d)|(?<=\d)1[lI|]|[lI|]1(?=\d)")


def mended(text: str) -> str:
    """The text with words that cannot be meant replaced by those that look like them.

    >>> mended("惠者3天前末见好转，冶疗后出血约80m1")
    '患者3天前未见好转，治疗后出血约80ml'
    """
    text = _PATTERN.sub(lambda match: _WRONG[match.group()], text)
    return _METRES.sub(r"\1mm", _MILLILITRES.sub(r"\1ml", text))


def whole_text(text: str) -> float:
    """How likely the numbers of a text were read, 0-1: a letter among digits was one of them.

    >>> whole_text("大小约7×11mm"), whole_text("大小约7×1l1mm")
    (1.0, 0.8)
    """
    return _TORN_TRUST if _SPLIT.search(text) else 1.0
