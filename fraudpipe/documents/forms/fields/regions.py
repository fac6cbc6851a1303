"""Provinces as invoices name them, with the first two digits of their division code (GB/T 2260)."""

import re

from fraudpipe.documents.forms.form import Candidate, PageText

_TABLE = """
11北京市 12天津市 13河北省 14山西省 15内蒙古自治区 21辽宁省 22吉林省 23黑龙江省 31上海市 32江苏省 33浙江省
34安徽省 35福建省 36江西省 37山东省 41河南省 42湖北省 43湖南省 44广东省 45广西壮族自治区 46海南省 50重庆市
51四川省 52贵州省 53云南省 54西藏自治区 61陕西省 62甘肃省 63青海省 64宁夏回族自治区 65新疆维吾尔自治区
"""
PROVINCES = {entry[:2]: entry[2:] for entry in _TABLE.split()}
_SHORT = {name: re.sub(r"省|市|壮族自治区|回族自治区|维吾尔自治区|自治区", "", name) for name in PROVINCES.values()}
_TITLE = re.compile(
    "("
    + "|".join(sorted(_SHORT.values()))
    + r")(?:省|市|[\u4e00-\u9fff]{0,4}自治区)?.{0,6}(?:医|住院|门诊|收费|票据|财政)"
)
_SUPERVISOR = re.compile("|".join(sorted(PROVINCES.values())))
_UPPER_SHARE = 0.3


def parse_region(text: str) -> str | None:
    """The province that a text begins with, in full.

    >>> parse_region(" 河南省 "), parse_region("广西"), parse_region("收费处")
    ('河南省', '广西壮族自治区', None)
    """
    tight = re.sub(r"\s", "", text).lstrip(":：")
    return next((name for name, short in _SHORT.items() if tight.startswith(short)), None)


def region_of_code(invoice_code: object) -> str | None:
    """The province that an invoice code begins with.

    >>> region_of_code("410602")
    '河南省'
    """
    return PROVINCES.get(str(invoice_code)[:2])


def joined_to_region(name: str, region: str) -> str:
    """The hospital's name with the hidden beginning of its province put back.

    >>> joined_to_region("建省肿瘤医院", "福建省"), joined_to_region("洛阳东方医院", "河南省")
    ('福建省肿瘤医院', '洛阳东方医院')
    """
    for hidden in range(1, len(region)):
        if not name.startswith(region) and name.startswith(region[hidden:]):
            return region[:hidden] + name
    return name


def find_region(page: PageText) -> dict[str, Candidate]:
    """The province in the title of an invoice, or in the supervisor's stamp below it."""
    for pattern, trust in ((_TITLE, 1.0), (_SUPERVISOR, 0.8)):
        for row in page.rows:
            if row.box[1] > _UPPER_SHARE * page.height:
                break
            for line in row.lines:
                match = pattern.search(re.sub(r"\s", "", line.text))
                if match:
                    short = match[1] if pattern is _TITLE else _SHORT[match[0]]
                    name = next(full for full, one in _SHORT.items() if one == short)
                    return {"region": Candidate(name, line.box, line.score, trust)}
    return {}
