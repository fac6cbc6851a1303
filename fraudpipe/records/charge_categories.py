"""The categories that hospitals charge under, and the item behind a category printed before it."""

import re

_WORDS = """
西药费 中成药费 中草药费 中药饮片费 草药费 药品费 检查费 化验费 检验费 放射费 治疗费 手术费 麻醉费 护理费 床位费
诊察费 诊查费 挂号费 卫生材料费 材料费 输血费 输氧费 血费 氧气费 接生费 其他住院费用 其他门急诊收费 其他费用 其他费
其他 一般诊疗费 药事服务费 特需服务费 会诊费 急诊留观床位费 中医治疗费 康复费 介入费 监护费 体检费 病理费 膳食费
取暖费 空调费 陪护费 注射费 透析费 理疗费 CT费 核磁费 彩超费 医事服务费
"""
CATEGORIES = tuple(_WORDS.split())
"""Charge categories of the uniform medical invoices (财政部, 医疗收费票据) and of older ones."""

_PREFIX = re.compile(r"\s*([^:：\d]{2,7})[:：]\s*(\S.*)")
_NAMED = """
西药费 中成药费 中草药费 中药饮片费 草药费 药品费 检查费 化验费 检验费 放射费 治疗费 手术费 卫生材料费 材料费 病理费
"""
_OF_NAMED_ITEMS = frozenset(_NAMED.split())
_ANYTHING = "其他"
"""Alone it stands before payments, too: no invoice charges 其他：医保统筹."""


def item_behind_category(name: str) -> str | None:
    """The item that a line charges after its category, or None where no category stands before it.

    A bed, a ward round or a picture is named by its category, too: there all of the name is kept.

    >>> item_behind_category("检查：头颅CT"), item_behind_category("西药费: 阿司匹林片")
    ('头颅CT', '阿司匹林片')
    >>> item_behind_category("床位费：三人间"), item_behind_category("护理费："), item_behind_category("操作员：0012")
    ('床位费：三人间', None, None)
    >>> item_behind_category("其他：医保统筹") is None
    True
    """
    printed = _PREFIX.fullmatch(name)
    if printed is None or printed[1] == _ANYTHING:
        return None
    category = next((one for one in (printed[1], f"{printed[1]}费") if one in CATEGORIES), None)
    if category is None:
        return None
    return printed[2] if category in _OF_NAMED_ITEMS else name
