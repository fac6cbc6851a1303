"""Does the plan pay what is claimed: age, illness, form and time?"""

import csv
import functools
import re
from collections.abc import Iterator
from importlib import resources

from fraudpipe.checks.evidence import evidence, finding, years_between
from fraudpipe.records.finding import Finding
from fraudpipe.records.illness import category_of
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.plan_terms import CLAIM_LIMIT_DAYS, MILD_BENEFIT_FEN, MILD_CATEGORIES, benefit_fen

_IN_SITU = re.compile(r"(?<![\dIV])0\s*期|原位癌|Tis(?![a-z])")
_FIRST_STAGE = re.compile(r"(?<![IV])I\s*[ABC]?\d?\s*期|T1[ab]?\s*N0\s*M0")
_NOT_ALONE = re.compile(r"浸润|未见|不除外|排除")
_STAGED = ("tumour_stage", "diagnosis")


def check_plan_terms(papers: PaperSet) -> Iterator[Finding]:
    """A fixed benefit by age, illness and form; and how long after the diagnosis it is claimed."""
    claim = papers.claim
    if claim.plan_kind != "fixed_benefit":
        return
    age = years_between(papers.member.birth_on, claim.event_on)
    due = benefit_fen(age, mild=False)
    if claim.amount_fen > due:
        yield finding("benefit_above_plan", asked=yuan_text(claim.amount_fen), age=age, due=yuan_text(due))
    if not is_covered(claim.illness_code):
        yield finding("illness_not_covered", illness=claim.illness_code)
    days = (claim.known_on - claim.event_on).days
    if days > CLAIM_LIMIT_DAYS:
        yield finding("claimed_after_limit", days=days, limit=CLAIM_LIMIT_DAYS)
    for paper in papers.papers:
        yield from _early_form(paper, category_of(claim.illness_code), claim.amount_fen)


def _early_form(paper: Paper, category: str, amount_fen: int) -> Iterator[Finding]:
    """The stage as a paper states it, where an early one pays less or nothing; one finding a paper."""
    milder = category in MILD_CATEGORIES
    if not category.startswith("C") or (milder and amount_fen <= MILD_BENEFIT_FEN):
        return
    for name in _STAGED:
        stated = evidence(paper, name)
        if stated is None or _NOT_ALONE.search(stated.text):
            continue
        if _IN_SITU.search(stated.text) or (milder and _FIRST_STAGE.search(stated.text)):
            yield finding("early_form_full_benefit", stated)
            return


def is_covered(illness_code: str) -> bool:
    """Whether a fixed benefit is paid for an illness of this code.

    >>> is_covered("C50.9"), is_covered("I21.9"), is_covered("K80.1")
    (True, True, False)
    """
    category = category_of(illness_code)
    return any(first <= category <= last for first, last in _covered())


@functools.cache
def _covered() -> tuple[tuple[str, str], ...]:
    # A constant of the package, read once: it takes no argument and so never goes stale.
    source = resources.files("fraudpipe.checks").joinpath("tables/covered_illnesses.csv")
    return tuple((row["first"], row["last"]) for row in csv.DictReader(source.read_text("utf-8").splitlines()))
