"""Do the laboratory values bear the claimed illness?"""

import csv
import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from fraudpipe.checks.evidence import Evidence, evidence_day, finding, laboratory_rows
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import LaboratoryRow

_NEAR_DAYS = 14
_RESULT = re.compile(r"[<>≤≥]?\s*(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Sign:
    """A value without which an illness is hardly there.

    Attributes:
        categories: ICD-10 codes or beginnings of codes.
        group: Signs of one group stand for one another: one of them is enough.
        test: The test's name as reports print it.
        unit: The unit that `bound` is in; a result in another one says nothing.
        above: Whether the illness lifts the value over `bound`, or lowers it.
        bound: Where it begins to speak for the illness.
    """

    categories: tuple[str, ...]
    group: str
    test: re.Pattern[str]
    unit: str
    above: bool
    bound: float

    def shown_by(self, value: float) -> bool:
        """Whether a value speaks for the illness."""
        return value >= self.bound if self.above else value <= self.bound


def check_laboratory(papers: PaperSet) -> Iterator[Finding]:
    """Every value that would have to show the claimed illness is measured near its diagnosis, and none of them does."""
    wanted = [sign for sign in _signs() if papers.claim.illness_code.startswith(sign.categories)]
    for group in sorted({sign.group for sign in wanted}):
        signs = [sign for sign in wanted if sign.group == group]
        measured = [one for paper in papers.papers for one in _measured(paper, signs, papers.claim.event_on)]
        complete = {sign.test for sign, _, _ in measured} == {sign.test for sign in signs}
        if complete and not any(sign.shown_by(value) for sign, value, _ in measured):
            grounds = {ground.paper.document_id: ground for _, _, ground in measured}
            yield finding("laboratory_without_illness", *grounds.values(), illness=papers.claim.illness_code)


def _measured(paper: Paper, signs: list[Sign], event_on: dt.date) -> Iterator[tuple[Sign, float, Evidence]]:
    table, sampled = laboratory_rows(paper), evidence_day(paper, "sampled_date")
    if table is None or sampled is None or abs((sampled[1] - event_on).days) > _NEAR_DAYS:
        return
    for row in table[1]:
        for sign in signs:
            value = _value(row)
            if sign.test.search(row.name) and row.unit == sign.unit and value is not None:
                yield sign, value, table[0]


def _value(row: LaboratoryRow) -> float | None:
    found = _RESULT.fullmatch(row.result.strip())
    return None if found is None else float(found[1])


@functools.cache
def _signs() -> tuple[Sign, ...]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/laboratory_signs.csv")
    return tuple(
        Sign(
            tuple(row["categories"].split()),
            row["group"],
            re.compile(row["test"]),
            row["unit"],
            row["direction"] == "above",
            float(row["bound"]),
        )
        for row in csv.DictReader(source.read_text("utf-8").splitlines())
    )
