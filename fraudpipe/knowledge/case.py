"""A claim as the knowledge graph looks at it: whom, where and how long, which illnesses, which charged lines."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.knowledge.rules.charges import Charge, Treatment
from fraudpipe.records.illness import SURE, IllnessMention, IllnessReader
from fraudpipe.records.money import paid_fen
from fraudpipe.records.paper_set import ClaimFacts, MemberFacts, Paper, PaperSet
from fraudpipe.records.reading import FieldReading, LineItem

_DIAGNOSES = ("diagnosis", "pathology_diagnosis", "imaging_diagnosis", "preoperative_diagnosis")
_BILLS = frozenset({"itemised_bill", "inpatient_invoice", "outpatient_invoice"})
_TOTAL_WORDS = """
西药 中成药 中草药 中药 药 检查 化验 检验 治疗 手术 床位 护理 诊察 诊查 卫生材料 材料 特殊材料 其他 其他住院 其他门急诊
挂号 输血 输氧 放射 麻醉 监护 注射 一般诊疗 接生
"""
_TOTALS = frozenset(_TOTAL_WORDS.split())
_TOTAL_ENDS = re.compile(r"(?:费用|收费|费|\(元\))+$")
_NUMBER = re.compile(r"^\d+(?:\.\d+)?")
_YEAR = 365.25
_ITEMISED = 5


@dataclass(frozen=True, slots=True)
class Bill:
    """The charged lines of one paper.

    Attributes:
        paper: The document.
        field: Its list as read.
        rows: Its lines as read; `place` of a charge counts in them.
        charges: The same as the rules look at them.
    """

    paper: Paper
    field: FieldReading
    rows: tuple[LineItem, ...]
    charges: tuple[Charge, ...]

    def of_stay(self, claim: ClaimFacts) -> Literal["claimed", "other", "unstated"]:
        """Whose days it charges: those of the claimed stay, those of another or of one unread, or it does not say."""
        fields = self.paper.reading.fields
        printed = [fields[name] for name in ("admission_date", "discharge_date") if name in fields]
        stay = tuple("" if day is None else day.isoformat() for day in (claim.admitted_on, claim.discharged_on))
        if any(one.status == "unreadable" or str(one.value).strip() not in stay for one in printed):
            return "other"
        return "claimed" if len(printed) == len(stay) else "unstated"

    @property
    def itemised(self) -> bool:
        """Whether it lists items, not only totals of categories such as 西药费."""
        return len(self.charges) >= _ITEMISED


@dataclass(frozen=True, slots=True)
class Named:
    """An illness that a paper says of its patient outright.

    Attributes:
        paper: The document.
        name: Name of the field.
        field: The field as read.
        mention: The illness.
    """

    paper: Paper
    name: str
    field: FieldReading
    mention: IllnessMention

    @property
    def coded(self) -> bool:
        """Whether the paper prints the code of the illness, too."""
        return self.mention.category in unicodedata.normalize("NFKC", str(self.field.value)).upper()


@dataclass(frozen=True, slots=True)
class Case:
    """What the finders look at.

    Attributes:
        claim: The claim as sent.
        member: Whoever claims.
        bills: Papers with charged lines.
        named: Illnesses that papers name, in their order.
        paper_types: Types of all papers.
        unread_bills: Whether there is a bill whose lines were not read: they may be any.
        age_years: Age on the day of the event, with fractions.
    """

    claim: ClaimFacts
    member: MemberFacts
    bills: tuple[Bill, ...]
    named: tuple[Named, ...]
    paper_types: frozenset[str]
    unread_bills: bool
    age_years: float

    @property
    def stay_days(self) -> int | None:
        """Days from admission to discharge, a stay within a day counting as one; None where one is not stated."""
        first, last = self.claim.admitted_on, self.claim.discharged_on
        return None if first is None or last is None or last < first else max((last - first).days, 1)

    def treatment(self, bill: Bill) -> Treatment:
        """For whom, where and how long the bill was."""
        inpatient = {"inpatient_invoice": True, "outpatient_invoice": False}.get(bill.paper.reading.document_type)
        stay = self.stay_days
        # What another stay charged is not held against the days of the claimed one.
        elsewhere = inpatient is False or bill.of_stay(self.claim) == "other"
        days = None if stay is None or elsewhere else stay + 1
        return Treatment(self.member.sex, self.age_years, self.claim.hospital_level, inpatient, days)


def case_of(papers: PaperSet, read_illnesses: IllnessReader = mentions_in) -> Case:
    """The case of a claim; fields that are unreadable say nothing."""
    return Case(
        papers.claim,
        papers.member,
        tuple(_bills(papers)),
        tuple(_named(papers, read_illnesses)),
        frozenset(paper.reading.document_type for paper in papers.papers),
        any(_unread(field) for _, field in _lists(papers)),
        (papers.claim.event_on - papers.member.birth_on).days / _YEAR,
    )


def _bills(papers: PaperSet) -> Iterator[Bill]:
    for paper, field in _lists(papers):
        if not _unread(field) and isinstance(field.value, tuple):
            rows = tuple(row for row in field.value if isinstance(row, LineItem))
            charges = (_charge(row, place) for place, row in enumerate(rows))
            yield Bill(paper, field, rows, tuple(one for one in charges if not _is_total(one.name)))


def _lists(papers: PaperSet) -> Iterator[tuple[Paper, FieldReading]]:
    """The bills among the papers, each with its field of charged lines, read or not."""
    for paper in papers.papers:
        field = paper.reading.fields.get("line_items")
        if paper.reading.document_type in _BILLS and field is not None:
            yield paper, field


def _unread(field: FieldReading) -> bool:
    return field.status == "unreadable" or not field.value


def _is_total(name: str) -> bool:
    """Whether a line is the sum of a category, such as 西药费, and no item."""
    return _TOTAL_ENDS.sub("", name) in _TOTALS


def _charge(row: LineItem, place: int) -> Charge:
    quantity = _NUMBER.match(unicodedata.normalize("NFKC", row.quantity or "").strip())
    return Charge(row.name.strip(), float(quantity.group()) if quantity else None, paid_fen(row.amount), place)


def _named(papers: PaperSet, read_illnesses: IllnessReader) -> Iterator[Named]:
    for paper in papers.papers:
        for name in _DIAGNOSES:
            field = paper.reading.fields.get(name)
            if field is None or field.status == "unreadable" or not isinstance(field.value, str):
                continue
            for mention in read_illnesses(field.value):
                if mention.stands and mention.confidence >= SURE:
                    yield Named(paper, name, field, mention)
