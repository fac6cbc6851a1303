"""Which papers a plan asks for, by illness."""

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from fraudpipe.records.illness import category_of
from fraudpipe.records.paper_set import ClaimFacts


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """One paper that a plan asks for.

    Attributes:
        plan_kind: The plan, or any.
        illness_from: First ICD-10 category that it is asked for.
        illness_to: Last category.
        inpatient_only: Whether it is asked of stays in hospital alone.
        decides: Whether nothing can be decided without it; others are needed later, to ask outside or to pay.
        document_types: The types that will do.
        zh: Its name in Chinese.
        en: Its name in English.
        why_zh: What it is needed for, to somebody who is ill.
        why_en: The same in English.
    """

    plan_kind: str
    illness_from: str
    illness_to: str
    inpatient_only: bool
    decides: bool
    document_types: tuple[str, ...]
    zh: str
    en: str
    why_zh: str
    why_en: str

    def asked_of(self, claim: ClaimFacts) -> bool:
        """Whether it is asked for with this claim."""
        of_plan = self.plan_kind in ("any", claim.plan_kind)
        of_illness = self.illness_from <= category_of(claim.illness_code) <= self.illness_to
        return of_plan and of_illness and (claim.admitted_on is not None or not self.inpatient_only)


def required_papers(claim: ClaimFacts) -> tuple[RequiredPaper, ...]:
    """All papers that are asked for with a claim, those that decide first."""
    asked = [one for one in _table() if one.asked_of(claim)]
    return tuple(sorted(asked, key=lambda one: not one.decides))


@functools.cache
def _table() -> tuple[RequiredPaper, ...]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/required_papers.csv")
    return tuple(
        RequiredPaper(
            plan_kind=row["plan_kind"],
            illness_from=row["illness_from"],
            illness_to=row["illness_to"],
            inpatient_only=row["stay"] == "inpatient",
            decides=row["decides"] == "yes",
            document_types=tuple(row["papers"].split()),
            zh=row["zh"],
            en=row["en"],
            why_zh=row["why_zh"],
            why_en=row["why_en"],
        )
        for row in csv.DictReader(source.read_text("utf-8").splitlines())
    )
