"""Every kind of finding: its sentence, how strongly it asks for a look, what else would fit, and what would tell.

`docs/findings.md` is generated from these lists, one file a group of checks. Sentences carry days, amounts, counts and
words of our own tables, never a name, a number of a person or a sentence of a paper.
"""

from fraudpipe.checks.kinds.between_papers import BETWEEN_PAPERS
from fraudpipe.checks.kinds.completeness import COMPLETENESS
from fraudpipe.checks.kinds.plan_rules import PLAN_RULES
from fraudpipe.checks.kinds.plan_terms import PLAN_TERMS
from fraudpipe.checks.kinds.registry_facts import REGISTRY_FACTS
from fraudpipe.checks.kinds.verification import VERIFICATION
from fraudpipe.checks.kinds.with_claim import WITH_CLAIM
from fraudpipe.checks.kinds.within_paper import WITHIN_PAPER
from fraudpipe.records.finding import FindingKind

GROUPS: tuple[tuple[str, tuple[FindingKind, ...]], ...] = (
    ("Within a paper", WITHIN_PAPER),
    ("Between papers", BETWEEN_PAPERS),
    ("With the claim and the member", WITH_CLAIM),
    ("Rules of the plan", PLAN_RULES),
    ("Terms of the plan, and what was earlier", PLAN_TERMS),
    ("Answers from outside", VERIFICATION),
    ("Registers of hospitals and holidays", REGISTRY_FACTS),
    ("Completeness", COMPLETENESS),
)
"""Title and kinds of each group, in the order of the page."""

KINDS: tuple[FindingKind, ...] = tuple(kind for _, kinds in GROUPS for kind in kinds)
"""Every kind, in the order of the page."""
