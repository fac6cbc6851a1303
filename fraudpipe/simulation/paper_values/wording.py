"""Stock phrases of histories: wards have templates of their own, and forgers and machines learned theirs from wards."""

import re
import zlib

OPENINGS = ("患者{when}前偶感不适", "患者于{when}前自觉不适", "入院前{when}患者渐感不适", "约{when}前患者出现不适")
MIDDLES = ("，未予重视", "，自行服药后未见好转", "，于当地诊所就诊无效", "，休息后稍缓解")
ENDINGS = ("，遂来我院求治，门诊收治入院。", "，为求系统治疗来院，收入病房。", "，经人介绍来我院，门诊收入院。")
FULL_TEXTS = (
    "患者于{when}前出现相关症状，病程中精神、睡眠、饮食尚可，大小便正常，体重无明显变化，为求进一步明确诊断与治疗，门诊以相关疾病收入院。",
    "患者{when}前出现上述症状，期间未行特殊处理，症状持续存在，现为进一步系统诊治，遂至我院就诊并收住入院。",
    "{when}前患者出现不适症状，症状反复，未接受规范治疗，为明确病因并接受规范化治疗，由门诊收治入院。",
)
"""Whole sentences with the place of the duration."""
LONG_STANDING = "患者{when}前即出现类似不适，曾于外院就诊，近来加重。"
"""How wards tell of what had been felt before."""

_WITH_FULL_TEXT = 3
_WHEN = re.compile(r"半年|\d+(?:小时|[天周月年])")


def when_of(history: str) -> str:
    """How long ago a history begins, as it is written there.

    >>> when_of("患者2月前无明显诱因出现咳嗽，为进一步诊治收入我科。")
    '2月'
    >>> when_of("入院前3天患者渐感不适，自行服药后未见好转，为求系统治疗来院，收入病房。")
    '3天'
    """
    found = _WHEN.search(history)
    return found[0] if found else history.removeprefix("患者").split("前", 1)[0]


def ward_text(ward: str) -> str:
    """The template that a ward fills in for everybody; the same ward has the same one.

    Args:
        ward: What names the ward in the whole world.
    """
    mark = zlib.crc32(ward.encode())
    if mark % _WITH_FULL_TEXT == 0:
        return FULL_TEXTS[mark // 4 % len(FULL_TEXTS)]
    return (
        OPENINGS[mark // 4 % len(OPENINGS)] + MIDDLES[mark // 64 % len(MIDDLES)] + ENDINGS[mark // 1_024 % len(ENDINGS)]
    )
