"""All checks of one claim, in one explicit list.

What stands on doubt is kept apart from what stands on facts by checking twice: once with every field that was not
accepted taken for unread, once with all that was read. What the first pass finds are facts, whatever doubtful fields
say; what only the second finds is in doubt, and never more than low. A check therefore takes a field that is there but
unread for one that might say anything, and never for one that says nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from fraudpipe.checks.between_papers import check_between_papers
from fraudpipe.checks.claimed_illness import check_claimed_illness
from fraudpipe.checks.completeness import check_completeness
from fraudpipe.checks.declared_health import check_declared_health
from fraudpipe.checks.known_earlier import check_known_earlier
from fraudpipe.checks.outside.answers import check_answers
from fraudpipe.checks.outside.registry_facts import check_registry_facts
from fraudpipe.checks.plan_rules import check_plan_rules
from fraudpipe.checks.plan_terms import check_plan_terms
from fraudpipe.checks.with_claim import check_with_claim
from fraudpipe.checks.within_paper import check_within_papers
from fraudpipe.records.finding import Finding
from fraudpipe.records.illness import IllnessReader
from fraudpipe.records.paper_set import Paper, PaperSet

Check = Callable[[PaperSet], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_with_claim,
    check_plan_terms,
    check_known_earlier,
    check_answers,
    check_registry_facts,
)
"""Checks of what papers say beside one another and beside what else is known, in the order of their findings.
`check_within_papers`, which looks at one paper after another, comes before them, and `check_completeness`, which looks
at what they do not say, comes last."""


READING_CHECKS: tuple[Callable[[PaperSet, IllnessReader], Iterator[Finding]], ...] = (
    check_plan_rules,
    check_between_papers,
    check_claimed_illness,
    check_declared_health,
)
"""Checks that need to know which illness a text names."""


def check_claim(papers: PaperSet, illnesses: IllnessReader, more: tuple[Check, ...] = ()) -> tuple[Finding, ...]:
    """Everything that speaks against itself in one claim: reasons to look, never a verdict.

    The same papers give the same findings in the same order.

    Args:
        papers: The claim.
        illnesses: Reads the illnesses that a text names.
        more: Checks of other rooms, which are told apart into facts and doubts in the same way.
    """
    sure = _accepted_only(papers)
    facts = (*check_within_papers(sure), *_what_papers_say(sure, illnesses, more))
    doubts = _doubts(papers, facts, illnesses, more) if _in_doubt(papers) else ()
    return (*facts, *doubts, *check_completeness(papers))


def _doubts(
    papers: PaperSet, facts: tuple[Finding, ...], illnesses: IllnessReader, more: tuple[Check, ...]
) -> tuple[Finding, ...]:
    """What is found only where doubtful fields are believed, too."""
    stated = {(one.code, one.document_id) for one in facts}
    # What a paper without doubtful fields says of itself is stated already.
    doubted = replace(papers, papers=tuple(filter(_doubtful, papers.papers)))
    everything = (*check_within_papers(doubted), *_what_papers_say(papers, illnesses, more))
    return tuple(
        replace(one, severity="low", in_doubt=True) for one in everything if (one.code, one.document_id) not in stated
    )


def _in_doubt(papers: PaperSet) -> bool:
    return any(map(_doubtful, papers.papers))


def _doubtful(paper: Paper) -> bool:
    return any(field.status == "doubtful" for field in paper.reading.fields.values())


def _what_papers_say(papers: PaperSet, illnesses: IllnessReader, more: tuple[Check, ...]) -> Iterator[Finding]:
    for check in (*CHECKS, *more):
        yield from check(papers)
    for reading_check in READING_CHECKS:
        yield from reading_check(papers, illnesses)


def _accepted_only(papers: PaperSet) -> PaperSet:
    """The claim with every field that was not accepted as if it could not be read."""
    return replace(papers, papers=tuple(map(_paper_accepted_only, papers.papers)))


def _paper_accepted_only(paper: Paper) -> Paper:
    if not _doubtful(paper):
        return paper
    fields = {
        name: field if field.status == "accepted" else replace(field, value=None, status="unreadable")
        for name, field in paper.reading.fields.items()
    }
    return replace(paper, reading=replace(paper.reading, fields=fields))
