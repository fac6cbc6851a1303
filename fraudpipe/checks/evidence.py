"""From fields to evidence, and from evidence to a finding.

A field that was accepted may accuse. A doubtful one may only ask for another look: whatever stands on it is low. An
unreadable one says nothing.
"""

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from fraudpipe.checks.kinds import KINDS
from fraudpipe.records.finding import EvidencePoint, EvidenceRole, Finding, FindingKind, Severity, weakest
from fraudpipe.records.money import paid_fen
from fraudpipe.records.paper_set import Paper
from fraudpipe.records.reading import FieldReading, LaboratoryRow, LineItem

_KIND_BY_CODE = {kind.code: kind for kind in KINDS}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_NUMBER = re.compile(r"\d{1,6}")
_YEARS = range(1900, 2101)
_YOUNGER = re.compile(r"[天日周时]")
WEAK_FIELDS = frozenset({"chief_complaint", "card_number"})
"""What is never more than low by itself: courts have overturned refusals that rested on a chief complaint or a lent
card alone."""

_SEXES = {"男": "M", "女": "F", "m": "M", "f": "F", "male": "M", "female": "F"}


class Evidence(NamedTuple):
    """One field that was read, on its paper.

    Attributes:
        paper: The document.
        name: Name of the field.
        field: The reading.
        text: Its value, full width folded, without outer spaces.
    """

    paper: Paper
    name: str
    field: FieldReading
    text: str

    @property
    def doubtful(self) -> bool:
        """Whether it may only ask for another look."""
        return self.field.status != "accepted"


def evidence(paper: Paper, name: str) -> Evidence | None:
    """The field, or None where it is absent, unreadable or empty."""
    text = paper.texts.get(name)
    return None if text is None else Evidence(paper, name, paper.reading.fields[name], text)


def unread(paper: Paper, name: str) -> bool:
    """Whether the field is there but nothing can be built on it: it may say what would explain everything."""
    return name in paper.reading.fields and name not in paper.texts


def evidence_day(paper: Paper, name: str) -> tuple[Evidence, dt.date] | None:
    """A field that holds a full calendar day; a month alone places nothing before or after."""
    found = evidence(paper, name)
    day = None if found is None else _calendar_day(found.text)
    return None if found is None or day is None else (found, day)


def first_day(paper: Paper, names: tuple[str, ...]) -> dt.date | None:
    """The first full calendar day among these fields."""
    return next((found[1] for found in (evidence_day(paper, name) for name in names) if found is not None), None)


def counting_day(paper: Paper, names: tuple[str, ...], otherwise: dt.date) -> dt.date | None:
    """The day from which years on a paper count: the first of the fields `names` that it states.

    A month counts as its last day. `otherwise` where it states none of them, and None where one that comes earlier was
    not read: that one may be years away from the next.
    """
    for name in names:
        if unread(paper, name):
            return None
        found = evidence(paper, name)
        if found is not None:
            return _last_day(found.text)
    return otherwise


@functools.lru_cache(maxsize=10_000)
def _calendar_day(text: str) -> dt.date | None:
    # A paper's dates are asked for by every check of days; what a text says never changes.
    return _last_day(text) if _DAY.fullmatch(text) else None


def _last_day(text: str) -> dt.date | None:
    """The day, or the last day of the month, that the text is; None for anything else and for years of no paper.

    >>> _last_day("2024-02"), _last_day("2024-02-13"), _last_day("2024"), _last_day("9999-12-31")
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 13), None, None)
    """
    try:
        if _MONTH.fullmatch(text):
            year, month = map(int, text.split("-"))
            day = dt.date(year, month, calendar.monthrange(year, month)[1])
        elif _DAY.fullmatch(text):
            day = dt.date.fromisoformat(text)
        else:
            return None
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def evidence_fen(paper: Paper, name: str) -> tuple[Evidence, int] | None:
    """A field that holds an amount in yuan, as fen."""
    found = evidence(paper, name)
    if found is None:
        return None
    amount = amount_fen(found.text)
    return None if amount is None else (found, amount)


def evidence_count(paper: Paper, name: str) -> tuple[Evidence, int] | None:
    """A field that holds a whole number, with or without its unit (45, 45岁, 第2次)."""
    found = evidence(paper, name)
    if found is None:
        return None
    digits = _NUMBER.findall(found.text)
    # "3月" is a baby's age in months and "1岁6月" a toddler's: neither is a number of years, and no more is "8天".
    newborn = name == "age" and "岁" not in found.text and _YOUNGER.search(found.text)
    if len(digits) != 1 or "月" in found.text or newborn:
        return None
    return found, int(digits[0])


def evidence_sex(paper: Paper) -> tuple[Evidence, str] | None:
    """The sex as F or M."""
    found = evidence(paper, "sex")
    if found is None:
        return None
    sex = _SEXES.get(found.text.casefold())
    return None if sex is None else (found, sex)


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in hospital as one paper tells it."""

    grounds: tuple[Evidence, Evidence]
    admitted: dt.date
    discharged: dt.date

    def __str__(self) -> str:
        return f"{self.admitted}–{self.discharged}"


def stay_dates(paper: Paper) -> Stay | None:
    """The stay that a paper states, or None where a date is missing or they are out of order."""
    admission, discharge = evidence_day(paper, "admission_date"), evidence_day(paper, "discharge_date")
    if admission is None or discharge is None or discharge[1] < admission[1]:
        return None
    return Stay((admission[0], discharge[0]), admission[1], discharge[1])


def years_between(birth: dt.date, day: dt.date) -> int:
    """Completed years of life.

    >>> years_between(dt.date(1984, 6, 1), dt.date(2024, 5, 31))
    39
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def line_items(paper: Paper) -> tuple[Evidence, tuple[LineItem, ...]] | None:
    """The charged lines, or None where none were read."""
    field = paper.reading.fields.get("line_items")
    if field is None or field.status == "unreadable" or not isinstance(field.value, tuple) or not field.value:
        return None
    return Evidence(paper, "line_items", field, ""), tuple(row for row in field.value if isinstance(row, LineItem))


def laboratory_rows(paper: Paper) -> tuple[Evidence, tuple[LaboratoryRow, ...]] | None:
    """The results of a laboratory report, or None where none were read."""
    field = paper.reading.fields.get("laboratory_rows")
    if field is None or field.status == "unreadable" or not isinstance(field.value, tuple) or not field.value:
        return None
    rows = tuple(row for row in field.value if isinstance(row, LaboratoryRow))
    return Evidence(paper, "laboratory_rows", field, ""), rows


def amount_fen(text: str) -> int | None:
    """Fen from yuan text, or None where the text is no amount.

    >>> amount_fen("1,234.50"), amount_fen("壹佰")
    (123450, None)
    """
    return paid_fen(re.sub(r"[¥¥元]", "", text))


def finding(
    code: str, *grounds: Evidence, against: tuple[Evidence, ...] = (), at_most: Severity = "high", **values: object
) -> Finding:
    """A finding of the kind `code`.

    Args:
        code: Code of a kind in KINDS.
        *grounds: The fields that say it; the first is where a person should look.
        against: The fields that say otherwise.
        at_most: The most that the circumstances allow.
        **values: For the placeholders of the sentence.
    """
    kind: FindingKind = _KIND_BY_CODE[code]
    first = grounds[0] if grounds else None
    return Finding(
        code=code,
        severity=weakest(kind.severity, at_most, _grounds_allow((*grounds, *against))),
        message_zh=kind.zh.format(**values),
        message_en=kind.en.format(**values),
        document_id=first.paper.document_id if first else None,
        page=first.field.page if first else None,
        box=first.field.box if first else None,
        evidence=(*(_point(one, "says") for one in grounds), *(_point(one, "against") for one in against)),
    )


def _grounds_allow(grounds: tuple[Evidence, ...]) -> Severity:
    doubtful = any(one.doubtful for one in grounds)
    alone = bool(grounds) and all(one.name in WEAK_FIELDS for one in grounds)
    return "low" if doubtful or alone else "high"


def _point(one: Evidence, role: EvidenceRole) -> EvidencePoint:
    return EvidencePoint(
        document_id=one.paper.document_id,
        field=one.name,
        page=one.field.page,
        box=one.field.box,
        role=role,
        value=one.text or None,
    )
