"""Do the papers state the illness that is claimed?"""

import csv
import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from fraudpipe.checks.evidence import Evidence, evidence, finding, first_day
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.illness import SURE, IllnessMention, IllnessReader
from fraudpipe.records.paper_set import ClaimFacts, PaperSet

_STATED = ("diagnosis", "pathology_diagnosis")
_STATED_ON = ("reported_date", "examined_date", "sampled_date", "issue_date", "discharge_date", "admission_date")
# Whoever comes in has not been examined: what an admission note asks or names is where the search began.
_PROVISIONAL = ("admission_note",)
_LONG_BEFORE_DAYS = 30
_CLAUSE_END = re.compile(r"[;；，,、。\n]")
# M85030/3 is a tumour as the microscope sees it, and no illness of the bones.
_CODE = re.compile(r"(?!M\d{4})[A-Y]\d\d")
_NUMBERING = re.compile(r"[\d.()①-⑳\s:?？]+")
_SOME_TUMOUR = frozenset(f"C{number}" for number in range(76, 81)) | frozenset(f"D{number}" for number in range(37, 49))
"""Malignant without a site, spread from elsewhere, or of uncertain behaviour: fits any claimed cancer."""


_BENIGN = frozenset(f"D{number}" for number in range(10, 37))


@dataclass(frozen=True, slots=True)
class Statement:
    """What one field of one paper says of illnesses.

    Attributes:
        ground: The field.
        mentions: Every illness that it surely names.
    """

    ground: Evidence
    mentions: tuple[IllnessMention, ...]

    @property
    def patients(self) -> tuple[IllnessMention, ...]:
        """What the patient has or may have: not what is denied or said of relatives."""
        return tuple(one for one in self.mentions if not (one.negated or one.family))

    @property
    def categories(self) -> frozenset[str]:
        """ICD-10 categories of illnesses; what was felt or seen (R), an injury (T14), reasons for care (Z) are none."""
        return frozenset(one.category for one in self.patients if not one.category.startswith(("R", "T14", "Z")))

    @property
    def understood(self) -> bool:
        """Whether every clause names an illness that was recognised; one that was not may be any."""
        begin = 0
        for end in [*(found.start() for found in _CLAUSE_END.finditer(self.ground.text)), len(self.ground.text)]:
            clause = _NUMBERING.sub("", self.ground.text[begin:end])
            if len(clause) > 1 and not any(one.start < end and begin < one.end for one in self.mentions):
                return False
            begin = end
        return bool(self.mentions)


def check_claimed_illness(papers: PaperSet, read_illnesses: IllnessReader) -> Iterator[Finding]:
    """Diagnoses that are open, or of another illness than the one that is claimed."""
    for one in statements(papers, _STATED, read_illnesses):
        yield from _of_statement(one, papers.claim)
    for paper in papers.papers:
        code = evidence(paper, "diagnosis_code")
        if code is not None and _CODE.match(code.text) and not compatible(code.text[:3], papers.claim.illness_code):
            aside = _provisional(code) or _early(Statement(code, ()), papers.claim)
            yield finding(
                "diagnosis_differs_from_claim",
                code,
                at_most="low" if aside else "medium",
                illness=papers.claim.illness_code,
            )
    for one in statements(papers, ("imaging_diagnosis",), read_illnesses, harmless=True):
        # What a picture showed long before is how the patient was followed up.
        if _differs(one, papers.claim.illness_code) and not _early(one, papers.claim):
            yield finding("imaging_differs_from_claim", one.ground, illness=papers.claim.illness_code)


def statements(
    papers: PaperSet, names: tuple[str, ...], read_illnesses: IllnessReader, *, harmless: bool = False
) -> Iterator[Statement]:
    """What these fields state, in the order of the papers.

    Args:
        papers: The claim.
        names: The fields.
        read_illnesses: Reads them.
        harmless: Whether a tumour that is called benign without its place (a lipoma) counts, too.
    """
    for paper in papers.papers:
        for name in names:
            ground = evidence(paper, name)
            if ground is not None:
                named = read_illnesses(ground.text)
                sure = (one for one in named if one.confidence >= SURE or (harmless and one.category in _BENIGN))
                yield Statement(ground, tuple(sure))


def _of_statement(one: Statement, claim: ClaimFacts) -> Iterator[Finding]:
    provisional = _provisional(one.ground)
    # Tissue decides about tumours; of other illnesses it shows one side.
    aside = one.ground.name == "pathology_diagnosis" and not claim.illness_code.startswith("C")
    claimed = [two for two in one.patients if compatible(two.category, claim.illness_code)]
    open_question = all(two.uncertain for two in claimed) if claimed else any(two.uncertain for two in one.patients)
    if open_question and not provisional:
        yield finding("diagnosis_uncertain", one.ground)
    if _differs(one, claim.illness_code):
        # A doctor who asks has not yet said anything else, and neither has one who saw the patient long before.
        at_most: Severity = "low" if open_question or provisional or aside or _early(one, claim) else "medium"
        yield finding("diagnosis_differs_from_claim", one.ground, at_most=at_most, illness=claim.illness_code)


def _provisional(ground: Evidence) -> bool:
    return ground.paper.reading.document_type in _PROVISIONAL


def _differs(one: Statement, illness_code: str) -> bool:
    fits = any(compatible(category, illness_code) for category in one.categories)
    return bool(one.categories) and not fits and one.understood


def stated_on(one: Statement) -> dt.date | None:
    """The day of the paper that states it, as far as it says."""
    return first_day(one.ground.paper, _STATED_ON)


def _early(one: Statement, claim: ClaimFacts) -> bool:
    day = stated_on(one)
    return day is not None and (claim.event_on - day).days > _LONG_BEFORE_DAYS


def compatible(category: str, illness_code: str) -> bool:
    """Whether papers may name an ICD-10 category for an illness without contradicting it.

    >>> compatible("N12", "N10"), compatible("C79", "C50.9"), compatible("D24", "C50.9")
    (True, True, False)
    """
    wanted = illness_code[:3]
    if category == wanted or wanted in _kin().get(category, ()):
        return True
    return wanted.startswith("C") and category in _SOME_TUMOUR


@functools.cache
def _kin() -> dict[str, frozenset[str]]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/kindred_illnesses.csv")
    groups = [frozenset(row["categories"].split()) for row in csv.DictReader(source.read_text("utf-8").splitlines())]
    return {one: frozenset().union(*(group for group in groups if one in group)) for group in groups for one in group}
