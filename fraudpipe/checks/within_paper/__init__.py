"""Does a paper contradict itself?"""

from collections.abc import Iterator

from fraudpipe.checks.within_paper.amounts import check_amounts
from fraudpipe.checks.within_paper.days import check_days
from fraudpipe.checks.within_paper.numbers import check_numbers
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import PaperSet


def check_within_papers(papers: PaperSet) -> Iterator[Finding]:
    """Contradictions inside each paper: sums, stays, dates, numbers."""
    for paper in papers.papers:
        yield from check_amounts(paper, pays_costs=papers.claim.plan_kind == "reimbursement")
        yield from check_days(paper)
        yield from check_numbers(paper)
