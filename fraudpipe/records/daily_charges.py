"""What a hospital charges once a day of a stay."""

import re

# Whatever its grade; a bed for whoever keeps the patient company is not the patient's.
DAILY_CHARGES = (
    re.compile(r"^(?!.*陪).*床位"),
    re.compile(r"住院诊察|^诊察费"),
    re.compile(r"(?:特级|一级|二级|三级|Ⅰ级|Ⅱ级|Ⅲ级)护理"),
)
"""Beds, ward rounds and nursing, one pattern each."""


def is_daily_charge(name: str) -> bool:
    """Whether a charged line is a bed, a ward round or nursing.

    >>> is_daily_charge("普通病房床位费"), is_daily_charge("陪床位费"), is_daily_charge("吸氧")
    (True, False, False)
    """
    return any(kind.search(name) for kind in DAILY_CHARGES)
