"""What the pathologist and the health-check centre report."""

import datetime as dt
import re
from typing import Any

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.stay import SEXES, Stay, age_text

_SPECIMENS = ("手术切除标本", "穿刺活检组织", "内镜活检组织", "术中冰冻送检组织")
_PLACE = re.compile(r".+?[市县州盟]")
# Shares of adults with a harmless finding. Thyroid nodules: about a fifth (public reports of health-check chains);
# the others are of that order, assumed.
_HARMLESS = (
    ("甲状腺结节，TI-RADS 2类，建议定期复查", "", 0.20),
    ("双侧乳腺增生", "F", 0.22),
    ("乳腺小结节，BI-RADS 2类", "F", 0.12),
    ("前列腺轻度增生", "M", 0.06),
    ("右肺微小结节，建议年度复查", "", 0.08),
    ("轻度脂肪肝", "", 0.25),
    ("胆囊小息肉", "", 0.07),
    ("肝囊肿", "", 0.05),
    ("血脂偏高", "", 0.20),
    ("血压临界偏高", "", 0.10),
    ("未见其他明显异常", "", 0.50),
)


def pathology_report(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The report on tissue; only where some is taken."""
    specimens = _SPECIMENS if stay.operated_on is not None else _SPECIMENS[1:]
    values = stay.some("patient_name", "sex", "age", "department", "record_number") | {
        "pathology_number": stay.pathology_number,
        "specimen": f"{stay.side}{'侧' if stay.side else ''}{dice.pick(specimens)}",
        "pathology_diagnosis": stay.pathology_diagnosis,
        "sampled_date": stay.sampled_on.isoformat(),
        "reported_date": stay.reported_on.isoformat(),
    }
    if stay.stage:
        values["tumour_stage"] = stay.stage
    return values


def health_check_report(stay: Stay, dice: Dice) -> dict[str, Any]:
    """A check-up of an earlier year, with the harmless findings that most adults have."""
    member = stay.claim.member
    examined = stay.claim.event_on - dt.timedelta(days=dice.whole(40, 700))
    found = [text for text, sex, share in _HARMLESS if sex in ("", member.sex) and dice.chance(share)]
    return {
        "patient_name": member.name,
        "sex": SEXES[member.sex],
        "age": age_text(member, examined),
        "examination_number": f"TJ{examined:%y%m}{dice.whole(1, 99_999):05d}",
        "examined_date": examined.isoformat(),
        "reported_date": (examined + dt.timedelta(days=dice.whole(1, 7))).isoformat(),
        "health_check_findings": "；".join(found) + "。" if found else "本次体检未见明显异常。",
    }


def health_check_centre(hospital_name: str) -> str:
    """The centre in the town of a hospital.

    >>> health_check_centre("云溪市第一人民医院")
    '云溪市健康体检中心'
    """
    town = _PLACE.match(hospital_name)
    return f"{town.group() if town else hospital_name[:2]}健康体检中心"
