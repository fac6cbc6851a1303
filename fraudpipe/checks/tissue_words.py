"""What words about tissue and cells say: a cancer found, none found, or the question left open."""

import re

_CLAUSE = r"[^，。；,;]"
_CANCER = re.compile(r"癌|恶性|肉瘤|母细胞瘤|淋巴瘤|黑色素瘤")
_NOTHING_FOUND = re.compile(
    r"(?:未见|未找到|未找见|未查见|未检出|未检见|未发现|没有|无(?!功能|色素|痛|性)|(?<![不能])排除|不支持|否认)"
    rf"{_CLAUSE}{{0,8}}(?:癌|恶性|肿瘤|异型|瘤细胞){_CLAUSE}*"
    r"|(?:癌|恶性|异型|肿?瘤)细胞\s*[:：]?\s*(?:阴性|\(-\))"
)
_LEFT_OPEN = re.compile(
    rf"{_CLAUSE}*(?:[?？]|待查|待排|疑似|可能|除外|不能排除|不排除|证据不足|癌前|潜能|风险|倾向良性){_CLAUSE}*"
)
_HARMLESS = re.compile(r"良性|慢性炎|息肉|囊肿|正常")


def finds_cancer(text: str) -> bool:
    """Whether the words name a cancer that they neither deny nor leave open.

    >>> finds_cancer("乳头状癌，淋巴结未见癌转移"), finds_cancer("未找到癌细胞"), finds_cancer("恶性证据不足")
    (True, False, False)
    """
    return bool(_CANCER.search(_LEFT_OPEN.sub("", _NOTHING_FOUND.sub("", text))))


def finds_none(text: str) -> bool:
    """Whether the words say that there is no cancer; what is left open says nothing.

    >>> finds_none("送检组织未见癌细胞"), finds_none("恶性证据不足"), finds_none("三阴性乳腺癌")
    (True, False, False)
    """
    rest = _NOTHING_FOUND.sub("", text)
    return (rest != text or bool(_HARMLESS.search(rest))) and not _CANCER.search(rest)
