"""A finding: what a check says about one document or one claim, with its evidence.

A finding is a reason to look, never a verdict. It carries the innocent explanations that would also fit.
"""

from dataclasses import dataclass
from typing import Literal

from fraudpipe.records.reading import Box

Severity = Literal["low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What a finding code means, wherever it is raised.

    Attributes:
        code: Stable snake_case code.
        severity: How strongly it asks for a look.
        zh: The sentence in Chinese, with {placeholders} for values that identify nobody.
        en: The same in English.
        innocent: Innocent explanations that would also fit, in English.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    innocent: str


@dataclass(frozen=True, slots=True)
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
    """

    code: str
    severity: Severity
    message_zh: str
    message_en: str
    document_id: str | None = None
    page: int | None = None
    box: Box | None = None
    in_doubt: bool = False
