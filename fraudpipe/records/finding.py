"""A finding: what a check says about one document or one claim, with its evidence.

A finding is a reason to look, never a verdict. It carries the innocent explanations that would also fit, and names the
cheapest step that would tell.
"""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from fraudpipe.records.reading import Box

Severity = Literal["low", "medium", "high"]
SEVERITY_ORDER: tuple[Severity, ...] = ("low", "medium", "high")
"""From weak to strong."""

Step = Literal[
    "desk_review", "external_verification", "remote_interview", "hospital_records", "full_search", "joint_case"
]
STEPS: Mapping[Step, tuple[str, str]] = {
    "desk_review": ("案头复核材料", "desk review of the papers"),
    "external_verification": ("向出具方或登记平台核验", "verification with the issuer or a register"),
    "remote_interview": ("远程访谈", "remote interview"),
    "hospital_records": ("调阅一家医院的病历", "the records of one hospital"),
    "full_search": ("全面查询各医院与医保记录", "a full search of hospitals and insurance offices"),
    "joint_case": ("联合调查", "a joint case"),
}
"""The steps of an investigation in Chinese and English, the cheapest first."""

EvidenceRole = Literal["says", "against"]


@dataclasses.dataclass(frozen=True, slots=True)
class FindingKind:
    """What a finding code means, wherever it is raised.

    Attributes:
        code: Stable snake_case code.
        severity: How strongly it asks for a look.
        zh: The sentence in Chinese, with {placeholders} for values that identify nobody.
        en: The same in English.
        innocent: Innocent explanations that would also fit, in English.
        innocent_zh: The same in Chinese.
        step: The cheapest step that would tell which it is.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    innocent: str
    innocent_zh: str
    step: Step


@dataclasses.dataclass(frozen=True, slots=True)
class EvidencePoint:
    """One field that a finding stands on, and where a person can see it.

    Attributes:
        document_id: The paper.
        field: Name of the field.
        page: From 1.
        box: On that page.
        role: It says what the finding tells, or it is what that is held against.
        value: As read; it may be personal, so it lives in memory while a claim is checked and is never written.
    """

    document_id: str
    field: str
    page: int
    box: Box
    role: EvidenceRole = "says"
    value: str | None = dataclasses.field(default=None, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One finding about a claim, tied to a document, page and box where there is one.

    Attributes:
        code: The code of its kind.
        severity: low, medium or high.
        message_zh: One sentence without personal values.
        message_en: The same in English.
        document_id: The paper it was seen on, or None for the claim as a whole.
        page: From 1, or None.
        box: On that page, or None.
        in_doubt: Whether it stands on a field that was not accepted: a person should look, and no feature counts it.
        evidence: Every field it stands on, the one to look at first; empty where it stands on the claim alone.
    """

    code: str
    severity: Severity
    message_zh: str
    message_en: str
    document_id: str | None = None
    page: int | None = None
    box: Box | None = None
    in_doubt: bool = False
    evidence: tuple[EvidencePoint, ...] = ()


def weakest(*severities: Severity) -> Severity:
    """The least of several severities.

    >>> weakest("high", "low")
    'low'
    """
    return min(severities, key=SEVERITY_ORDER.index)
