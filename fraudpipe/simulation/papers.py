"""The papers of a claim: each a set of printed values, whether it is later rendered or only read."""

import datetime as dt
from typing import Any

from fraudpipe.records.capitals import words_of
from fraudpipe.records.money import yuan_text
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.truth import ClaimTruth, Paper

_STAGES = ("IA期", "IB期", "IIA期", "IIB期", "IIIA期")
_PAST = ("既往体健，否认高血压、糖尿病病史。", "否认肝炎、结核病史，否认手术外伤史。", "平素体健，无特殊病史。")
_PAST_EVERYDAY = (
    "高血压病史5年，口服降压药。",
    "2型糖尿病病史3年。",
    "慢性胃炎病史2年。",
    "甲状腺结节病史1年，定期复查。",
)
_SEXES = {"F": "女", "M": "男"}
_TEMPLATES = 2


def write_papers(claim: ClaimTruth, dice: Dice) -> None:
    """Gives the claim the papers that such a claim usually brings, three to six of them."""
    fixed = claim.plan_kind == "fixed_benefit"
    kinds = ["discharge_record", "inpatient_invoice"]
    optional = (
        ("diagnosis_certificate", 0.96 if fixed else 0.55),
        ("pathology_report", (0.92 if fixed else 0.35) if claim.illness.tissue else 0.0),
        ("identity_card", 0.55 if fixed else 0.5),
        ("outpatient_invoice", 0.25),
    )
    kinds += [kind for kind, share in optional if dice.chance(share)]
    if len(kinds) < 3:
        kinds.append("identity_card")
    shared = _shared_values(claim, dice)
    for kind in kinds:
        add_paper(claim, kind, shared, dice)


def add_paper(claim: ClaimTruth, document_type: str, shared: dict[str, Any], dice: Dice) -> Paper:
    """One more paper, in the layout that the hospital uses for this type."""
    values = _MAKERS[document_type](claim, shared, dice)
    if document_type != "identity_card":
        values = {"hospital_name": claim.hospital.name} | values
    template = (int(claim.hospital.hospital_id[1:]) + len(document_type)) % _TEMPLATES
    token = f"{claim.number}:{len(claim.papers)}:{dice.digits(12)}"
    paper = Paper(document_type, token, template, values)
    claim.papers.append(paper)
    return paper


def set_total(paper: Paper, total_fen: int, fund_fen: int) -> None:
    """Makes an invoice's sums say `total_fen`, as whoever alters one would."""
    paper.alter("total_amount", yuan_text(total_fen))
    paper.alter("total_amount_words", words_of(total_fen))
    paper.alter("insurance_fund_paid", yuan_text(fund_fen))
    paper.alter("personal_cash_paid", yuan_text(total_fen - fund_fen))


def record_number(admitted_on: dt.date, dice: Dice) -> str:
    """A record number. They rise through the year, loosely, so that a much moved date falls out of order."""
    place = admitted_on.timetuple().tm_yday * 97 + dice.normal(0, 97 * 14)
    return f"{admitted_on.year % 100:02d}{max(1, round(place)) + 3_000:06d}"


def _shared_values(claim: ClaimTruth, dice: Dice) -> dict[str, Any]:
    """What all papers of one stay agree on."""
    return {
        "patient_name": claim.member.name,
        "sex": _SEXES[claim.member.sex],
        "age": f"{claim.member.age_on(claim.event_on)}岁",
        "department": claim.department,
        "record_number": record_number(claim.admitted_on, dice),
        "admission_date": claim.admitted_on.isoformat(),
        "discharge_date": claim.discharged_on.isoformat(),
        "inpatient_days": claim.stay_days,
        "attending_doctor": claim.doctor.name,
        "stage": dice.pick(_STAGES),
        "side": dice.pick(("左", "右")) if claim.illness.code in ("C50.9", "C34.9", "C64") else "",
    }


def _some(shared: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: shared[name] for name in names}


def _invoice_head(claim: ClaimTruth, issued: dt.date, kind_code: str, dice: Dice) -> dict[str, Any]:
    return {
        "region": claim.hospital.province,
        "invoice_code": f"{claim.hospital.region[:2]}{kind_code}{issued.year % 100:02d}",
        "invoice_number": f"{dice.whole(1, 99_999_999):08d}",
        "check_code": "".join(dice.pick("0123456789abcdef") for _ in range(6)),
        "issue_date": issued.isoformat(),
    }


def _inpatient_invoice(claim: ClaimTruth, shared: dict[str, Any], dice: Dice) -> dict[str, Any]:
    issued = claim.discharged_on + dt.timedelta(days=dice.weighted((0, 1, 3), (80, 15, 5)))
    by_category: dict[str, int] = {}
    for line in claim.lines:
        by_category[line.category] = by_category.get(line.category, 0) + line.amount_fen
    own = claim.total_fen - claim.fund_fen
    prepaid = (own // 100_000 + 1) * 100_000
    return (
        _invoice_head(claim, issued, "06", dice)
        | _some(shared, "patient_name", "sex", "department", "record_number")
        | _some(shared, "admission_date", "discharge_date", "inpatient_days")
        | {
            "line_items": [(category, yuan_text(amount)) for category, amount in by_category.items()],
            "total_amount": yuan_text(claim.total_fen),
            "total_amount_words": words_of(claim.total_fen),
            "insurance_fund_paid": yuan_text(claim.fund_fen),
            "personal_account_paid": "0.00",
            "personal_cash_paid": yuan_text(own),
            "prepaid": yuan_text(prepaid),
        }
    )


def _outpatient_invoice(claim: ClaimTruth, shared: dict[str, Any], dice: Dice) -> dict[str, Any]:
    # Some bring the bill of a check-up long before, which was for something else.
    issued = claim.admitted_on - dt.timedelta(days=dice.whole(15, 80) if dice.chance(0.08) else dice.whole(0, 12))
    items = [("挂号费", dice.whole(2, 20) * 100), ("诊察费", dice.whole(4, 50) * 100)]
    items += [(category, dice.whole(2_000, 80_000)) for category in ("检查费", "化验费", "西药费") if dice.chance(0.6)]
    total = sum(amount for _, amount in items)
    fund = round(total * dice.pick((0.0, 0.0, 0.5)))
    return (
        _invoice_head(claim, issued, "61", dice)
        | _some(shared, "patient_name", "sex", "department")
        | {
            "line_items": [(category, yuan_text(amount)) for category, amount in items],
            "total_amount": yuan_text(total),
            "total_amount_words": words_of(total),
            "insurance_fund_paid": yuan_text(fund),
            "personal_account_paid": "0.00",
            "personal_cash_paid": yuan_text(total - fund),
        }
    )


def _duration(dice: Dice) -> str:
    return dice.weighted(("3天", "1周", "2周", "1月", "2月", "半年", "1年"), (14, 20, 22, 22, 14, 5, 3))


def diagnosis_text(claim: ClaimTruth, shared: dict[str, Any]) -> str:
    """The diagnosis as this claim's ward writes it."""
    side: str = shared["side"]
    return side + claim.illness.name + (shared["stage"] if claim.illness.is_cancer else "")


def _discharge_record(claim: ClaimTruth, shared: dict[str, Any], dice: Dice) -> dict[str, Any]:
    duration = _duration(dice)
    complaint = claim.illness.complaint
    values = _some(shared, "patient_name", "sex", "age", "department", "record_number") | _some(
        shared, "admission_date", "discharge_date", "inpatient_days"
    )
    values |= {
        "chief_complaint": f"{complaint}{duration}",
        "present_illness": f"患者{duration}前无明显诱因出现{complaint.removeprefix('发现')}，为进一步诊治收入我科。",
        "past_history": dice.pick(_PAST_EVERYDAY if dice.chance(0.2) else _PAST),
        "admission_count": dice.weighted((1, 2, 3), (88, 9, 3)),
        "diagnosis": diagnosis_text(claim, shared),
        "attending_doctor": shared["attending_doctor"],
    }
    if claim.illness.operation:
        values["operation_name"] = claim.illness.operation
    return values


def _diagnosis_certificate(claim: ClaimTruth, shared: dict[str, Any], dice: Dice) -> dict[str, Any]:
    issued = claim.discharged_on + dt.timedelta(days=dice.weighted((0, 1, 4), (70, 20, 10)))
    return (
        _some(shared, "patient_name", "sex", "age", "department", "record_number")
        | _some(shared, "admission_date", "discharge_date", "inpatient_days")
        | {
            "diagnosis": diagnosis_text(claim, shared),
            "issue_date": issued.isoformat(),
            "attending_doctor": shared["attending_doctor"],
        }
    )


def _pathology_report(claim: ClaimTruth, shared: dict[str, Any], dice: Dice) -> dict[str, Any]:
    sampled = claim.event_on - dt.timedelta(days=dice.weighted((0, 1, 2, 4), (50, 25, 15, 10)))
    if dice.chance(0.03):
        # Slides from elsewhere, seen again in consultation: an earlier sample, harmless in itself.
        sampled -= dt.timedelta(days=dice.whole(10, 60))
    reported = sampled + dt.timedelta(days=dice.whole(1, 5))
    values = _some(shared, "patient_name", "sex", "age", "department", "record_number") | {
        "pathology_number": f"{sampled.year}{dice.whole(1_000, 99_999):05d}",
        "pathology_diagnosis": f"{shared['side']}{claim.illness.tissue}",
        "sampled_date": sampled.isoformat(),
        "reported_date": reported.isoformat(),
    }
    if claim.illness.is_cancer:
        values["tumour_stage"] = shared["stage"]
    return values


def _identity_card(claim: ClaimTruth, shared: dict[str, Any], dice: Dice) -> dict[str, Any]:
    del dice
    return _some(shared, "patient_name", "sex") | {"id_number": claim.member.id_number}


_MAKERS = {
    "inpatient_invoice": _inpatient_invoice,
    "outpatient_invoice": _outpatient_invoice,
    "discharge_record": _discharge_record,
    "diagnosis_certificate": _diagnosis_certificate,
    "pathology_report": _pathology_report,
    "identity_card": _identity_card,
}
