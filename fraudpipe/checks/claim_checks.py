"""All checks of one claim, in one explicit list."""

from collections.abc import Callable, Iterator

from fraudpipe.checks.between_papers import check_between_papers
from fraudpipe.checks.completeness import check_completeness
from fraudpipe.checks.plan_rules import check_plan_rules
from fraudpipe.checks.with_claim import check_with_claim
from fraudpipe.checks.within_paper import check_within_papers
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import PaperSet

CHECKS: tuple[Callable[[PaperSet], Iterator[Finding]], ...] = (
    check_within_papers,
    check_between_papers,
    check_with_claim,
    check_plan_rules,
    check_completeness,
)
"""Every check, in the order in which findings are listed."""


def check_claim(papers: PaperSet) -> tuple[Finding, ...]:
    """Everything that speaks against itself in one claim: reasons to look, never a verdict.

    The same papers give the same findings in the same order.
    """
    return tuple(found for check in CHECKS for found in check(papers))
