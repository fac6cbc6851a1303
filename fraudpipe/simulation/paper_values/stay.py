"""The stay that all papers of a claim tell of: what they agree on because it happened once."""

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Any

from fraudpipe.records.moments import day_of
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import Illness
from fraudpipe.simulation.paper_values.wording import LONG_STANDING, ward_text
from fraudpipe.simulation.truth import ClaimTruth, Member

SEXES = {"F": "女", "M": "男"}
"""Sex as papers print it."""

IN_SITU = "0期（原位癌）"
_STAGES = (IN_SITU, "IA期", "IB期", "IIA期", "IIB期", "IIIA期", "IIIB期")
_STAGE_WEIGHTS = (6, 21, 20, 20, 17, 14, 6)
_INVASIVE, _ADVANCED = 1, 3
"""Places of the first invasive stage and of the first that pays the full benefit of every tumour."""
_SMALL_ENOUGH = (IN_SITU, "IA期")
SMALL_OPERATION, _SMALL_SHARE = "病灶局部切除术", 0.2
"""Of the earliest tumours, those of which a local excision is all that is needed [A]."""
# Leukaemia and its kin have no such stages.
_STAGED_BELOW = "C90"
_SIDED = frozenset({"C50.9", "C34.9", "C64"})
_DURATIONS = ("3天", "1周", "2周", "1月", "2月", "3月", "4月", "5月", "半年", "1年")
_DURATION_WEIGHTS = (14, 20, 20, 20, 11, 5, 2, 1, 4, 3)
_OWN_WORDS, _LONG_STANDING = 0.15, 0.12
"""Histories in the stock phrases of a doctor, and those long ones that say only that it was felt before [A]."""
_LONG = ("3月", "4月", "5月", "半年", "1年")
_SUDDEN = ("突发", "摔伤", "外伤", "车祸", "扭伤", "热力", "高热", "呕血", "转移性")
_SUDDEN_DURATIONS = ("2小时", "6小时", "1天", "2天", "3天")
_PAST = ("既往体健，否认高血压、糖尿病病史。", "否认肝炎、结核病史，否认手术外伤史。", "平素体健，无特殊病史。")
_PAST_EVERYDAY = (
    "高血压病史5年，口服降压药。",
    "2型糖尿病病史3年。",
    "慢性胃炎病史2年，间断治疗。",
    "甲状腺结节病史1年，定期复查。",
)
_GROUPS = ("O型", "A型", "B型", "AB型")
_GROUP_LIMITS = (0.31, 0.60, 0.91, 1.0)  # near the shares of Han donors; assumed
_ADULT = 18
_THOROUGHNESS = (1.15, 3.3)


@dataclass(slots=True)
class Stay:
    """One stay as its papers know it.

    Attributes:
        claim: Whose stay it is.
        shared: Field name to printed value, for fields that say the same wherever they are printed.
        side: 左, 右 or nothing.
        stage: The stage, "" without a tumour.
        duration: How long it had lasted, as the ward writes it.
        past_history: What the ward asked and heard.
        admission_count: Which stay in this hospital it is.
        operated_on: Day of the operation; None where the bill charges none.
        sampled_on: Day on which tissue was taken; `reported_on` that of the pathologist's report.
        pathology_number: Number of that report, "" where no tissue is taken.
        thoroughness: How much of everything this claimant copies; 1 is usual.
        operation: The operation that was done, "" where none was.
        history: How the present illness is told where it is not told in the usual words, else "".
        deliveries: Days after the claim at which its later deliveries come; empty before they are planned.
    """

    claim: ClaimTruth
    shared: dict[str, Any]
    side: str
    stage: str
    duration: str
    past_history: str
    admission_count: int
    operated_on: dt.date | None
    sampled_on: dt.date
    reported_on: dt.date
    pathology_number: str
    thoroughness: float
    operation: str = ""
    history: str = ""
    deliveries: tuple[int, ...] = ()

    def some(self, *names: str) -> dict[str, Any]:
        """The shared values called `names`."""
        shared = self.shared
        return {name: shared[name] for name in names}

    def by_the_claim(self, day: dt.date) -> dt.date:
        """A day of issue that is not later than the claim, as long as the stay was over by then."""
        return max(min(day, day_of(self.claim.submitted_at)), self.claim.discharged_on)

    @property
    def diagnosis(self) -> str:
        """The diagnosis as the ward writes it."""
        return f"{self.side}{self.claim.illness.name}{self.stage}"

    @property
    def pathology_diagnosis(self) -> str:
        """What the pathologist concludes."""
        return f"{self.side}{self.claim.illness.tissue}"

    @property
    def felt(self) -> str:
        """What the patient complains of, without how it was found."""
        return self.claim.illness.complaint.removeprefix("体检").removeprefix("发现")


def stay_of(claim: ClaimTruth, dice: Dice) -> Stay:
    """The stay of a claim, before its first paper is written."""
    illness, admitted = claim.illness, claim.admitted_on
    sampled, reported = _tissue_days(claim, dice)
    operated = None
    if illness.operation and any(one.category == "手术费" for one in claim.lines):
        operated = min(admitted + dt.timedelta(days=dice.whole(0, 4)), claim.discharged_on)
    stage, duration = _stage(claim, dice), _duration(illness.complaint, dice)
    return Stay(
        claim=claim,
        shared={
            "patient_name": claim.member.name,
            "sex": SEXES[claim.member.sex],
            "age": age_text(claim.member, claim.event_on),
            "department": claim.department,
            "record_number": record_number(admitted, dice),
            "admission_date": admitted.isoformat(),
            "discharge_date": claim.discharged_on.isoformat(),
            "inpatient_days": claim.stay_days,
            "attending_doctor": claim.doctor.name,
        },
        side=dice.pick(("左", "右")) if illness.code in _SIDED else "",
        stage=stage,
        duration=duration,
        past_history=dice.pick(_PAST_EVERYDAY if dice.chance(0.2) else _PAST),
        admission_count=dice.weighted((1, 2, 3), (88, 9, 3)),
        operated_on=operated,
        sampled_on=sampled,
        reported_on=reported,
        pathology_number=f"{sampled.year}{dice.whole(1_000, 99_999):05d}" if illness.tissue else "",
        thoroughness=dice.lognormal(*_THOROUGHNESS),
        operation=_operation(illness, stage, dice) if operated is not None else "",
        history=_history(claim, duration, dice),
    )


def record_number(admitted_on: dt.date, dice: Dice) -> str:
    """A record number. They rise through the year, loosely, so that a much moved date falls out of order."""
    place = admitted_on.timetuple().tm_yday * 97 + dice.normal(0, 97 * 14)
    return f"{admitted_on.year % 100:02d}{max(1, round(place)) + 3_000:06d}"


def age_text(member: Member, day: dt.date) -> str:
    """The age as wards write it: in months before the first birthday.

    Args:
        member: The patient.
        day: The day of the paper.
    """
    years = member.age_on(day)
    if years > 0:
        return f"{years}岁"
    return f"{max(1, (day - member.birth_on).days // 30)}月"


def body_of(member: Member, day: dt.date) -> tuple[int, str]:
    """(height in centimetres, blood group): the same in every stay of one person, drawn from their number alone."""
    mark = zlib.crc32(member.id_number.encode())
    part = (mark & 0xFFFF) / 0x10000
    group = next(name for name, limit in zip(_GROUPS, _GROUP_LIMITS, strict=True) if part < limit)
    # Six uniform eighths make a bell that is good enough for a height.
    bell = sum((mark >> shift & 0x7) / 7.0 for shift in (10, 13, 16, 19, 22, 25)) - 3.0
    age = member.age_on(day)
    grown = 159 + 8 * bell if member.sex == "F" else 170 + 8 * bell
    return round(grown if age >= _ADULT else min(grown, 72 + 5.6 * age + 4 * bell)), group


def _stage(claim: ClaimTruth, dice: Dice) -> str:
    """The stage; where an early form pays less, or in situ nothing is paid, it fits what is claimed."""
    illness = claim.illness
    if not illness.is_cancer or illness.code >= _STAGED_BELOW:
        return ""
    first, end = 0, len(_STAGES)
    if illness.mild and claim.mild:
        end = _ADVANCED
    elif illness.mild:
        first = _ADVANCED
    elif claim.plan_kind == "fixed_benefit":
        first = _INVASIVE
    return dice.weighted(_STAGES[first:end], _STAGE_WEIGHTS[first:end])


def _operation(illness: Illness, stage: str, dice: Dice) -> str:
    return SMALL_OPERATION if stage in _SMALL_ENOUGH and dice.chance(_SMALL_SHARE) else illness.operation


def _history(claim: ClaimTruth, duration: str, dice: Dice) -> str:
    draw = dice.unit()
    if duration in _LONG and draw < _LONG_STANDING:
        return LONG_STANDING.format(when=duration)
    return ward_text(claim.doctor.doctor_id).format(when=duration) if draw > 1.0 - _OWN_WORDS else ""


def _duration(complaint: str, dice: Dice) -> str:
    if complaint.startswith(_SUDDEN):
        return dice.pick(_SUDDEN_DURATIONS)
    return dice.weighted(_DURATIONS, _DURATION_WEIGHTS)


def _tissue_days(claim: ClaimTruth, dice: Dice) -> tuple[dt.date, dt.date]:
    """(sampled, reported): the report is the diagnosis; where costs are paid back the event is the discharge."""
    if claim.plan_kind == "fixed_benefit":
        reported = claim.event_on + dt.timedelta(days=dice.weighted((0, 1, 2), (70, 20, 10)))
        return reported - dt.timedelta(days=dice.whole(1, 5)), reported
    sampled = min(claim.admitted_on + dt.timedelta(days=dice.whole(0, 4)), claim.discharged_on)
    return sampled, sampled + dt.timedelta(days=dice.whole(1, 5))
