"""What the ward and its record room write: certificate, discharge, admission, front page, operation."""

import datetime as dt
from typing import Any

from fraudpipe.records.money import yuan_text
from fraudpipe.simulation.country.names import person_name
from fraudpipe.simulation.country.people import phone
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.paper_values.stay import Stay, body_of

_FAMILY = (
    "父母体健，否认家族遗传病史。",
    "父亲患高血压，母亲体健。",
    "母亲患2型糖尿病，兄弟姐妹体健。",
    "否认家族性肿瘤病史。",
)
_EXAMINED = (
    "神志清楚，查体合作，心肺听诊未闻及明显异常，腹软，双下肢无水肿。",
    "发育正常，营养中等，浅表淋巴结未触及肿大，心律齐，腹平软无压痛。",
    "神清语利，双肺呼吸音清，腹部无压痛反跳痛，四肢活动自如。",
)
_SCARS = ("右下腹可见陈旧性手术瘢痕。", "左膝可见陈旧性瘢痕。", "下腹正中可见陈旧性手术瘢痕。")
_SCAR_SHARE = 0.12
_ANAESTHESIA = ("全身麻醉", "全身麻醉", "全身麻醉", "腰硬联合麻醉", "局部麻醉")
_WHO = ("patient_name", "sex", "age", "department", "record_number")
_WHEN = ("admission_date", "discharge_date", "inpatient_days")


def discharge_record(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The discharge record, with the history as it was told at admission."""
    del dice
    values = stay.some(*_WHO, *_WHEN) | {
        "chief_complaint": f"{stay.claim.illness.complaint}{stay.duration}",
        "present_illness": stay.history or f"患者{stay.duration}前无明显诱因出现{stay.felt}，为进一步诊治收入我科。",
        "past_history": stay.past_history,
        "admission_count": stay.admission_count,
        "diagnosis": stay.diagnosis,
        "attending_doctor": stay.shared["attending_doctor"],
    }
    if stay.operated_on is not None:
        values["operation_name"] = stay.operation
    return values


def diagnosis_certificate(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The certificate that the patient asks for, at discharge or some days later."""
    issued = stay.by_the_claim(stay.claim.discharged_on + dt.timedelta(days=dice.weighted((0, 1, 4), (70, 20, 10))))
    return stay.some(*_WHO, *_WHEN) | {
        "diagnosis": stay.diagnosis,
        "issue_date": issued.isoformat(),
        "attending_doctor": stay.shared["attending_doctor"],
    }


def admission_note(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The note of the first day; half of the wards still ask what it is."""
    height, _group = body_of(stay.claim.member, stay.claim.admitted_on)
    name = stay.claim.illness.name
    first = dice.weighted((stay.diagnosis, f"{name}？", f"{name}待查"), (55, 30, 15))
    examined = dice.pick(_EXAMINED) + (dice.pick(_SCARS) if dice.chance(_SCAR_SHARE) else "")
    sick = f"患者{stay.duration}前无明显诱因出现{stay.felt}，无发热，饮食睡眠可，体重无明显变化，为进一步诊治收入我科。"
    return stay.some(*_WHO, "admission_date") | {
        "chief_complaint": f"{stay.claim.illness.complaint}{stay.duration}",
        "present_illness": stay.history or sick,
        "past_history": stay.past_history,
        "family_history": dice.pick(_FAMILY),
        "height_cm": height,
        "blood_pressure": f"{round(dice.normal(124, 13))}/{round(dice.normal(78, 8))}",
        "physical_examination": examined,
        "diagnosis": first,
        "attending_doctor": stay.shared["attending_doctor"],
    }


def record_front_page(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The front page, which the record room codes after discharge."""
    claim = stay.claim
    _height, group = body_of(claim.member, claim.admitted_on)
    values = stay.some("patient_name", "sex", "age") | {
        "birth_date": claim.member.birth_on.isoformat(),
        "id_number": claim.member.id_number,
        "contact_name": person_name(dice),
        "contact_phone": claim.member.phone if dice.chance(0.3) else phone(dice),
        "record_number": stay.shared["record_number"],
        "admission_count": stay.admission_count,
    }
    values |= stay.some("department", *_WHEN) | {"diagnosis": stay.diagnosis, "diagnosis_code": claim.illness.code}
    if stay.pathology_number:
        values |= {"pathology_number": stay.pathology_number, "pathology_diagnosis": stay.pathology_diagnosis}
    if stay.operated_on is not None:
        values["operation_name"] = stay.operation
    return values | {
        "blood_group": group if dice.chance(0.8) else "未查",
        "total_amount": yuan_text(claim.total_fen),
        "attending_doctor": stay.shared["attending_doctor"],
    }


def operation_record(stay: Stay, dice: Dice) -> dict[str, Any]:
    """The surgeon's record; only where `operated_on` is known."""
    operated = stay.operated_on or stay.claim.admitted_on
    illness = stay.claim.illness
    found = f"术中见{stay.side}病变与术前检查相符" if illness.is_cancer else "术中所见与术前诊断相符"
    return stay.some(*_WHO) | {
        "operation_date": operated.isoformat(),
        "operation_name": stay.operation or illness.operation,
        "preoperative_diagnosis": dice.pick((stay.diagnosis, illness.name, f"{illness.name}？")),
        "diagnosis": stay.diagnosis,
        "anaesthesia": dice.pick(_ANAESTHESIA),
        "operation_findings": f"{found}，手术顺利，出血约{dice.whole(1, 40) * 10}ml，安返病房。",
        "attending_doctor": stay.shared["attending_doctor"],
    }
