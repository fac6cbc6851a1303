"""What all rooms find in one claim: the checks, and what medicine says of it."""

import functools
from collections.abc import Mapping

from fraudpipe.checks.claim_checks import check_claim
from fraudpipe.checks.weights import Weight, weighed
from fraudpipe.knowledge.findings import check_plausibility
from fraudpipe.knowledge.graph import KnowledgeGraph
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.records.finding import Finding
from fraudpipe.records.illness import IllnessMention, IllnessReader
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.stages.finding_kinds import ALL_KINDS


def claim_findings(papers: PaperSet, graph: KnowledgeGraph, weights: Mapping[str, Weight]) -> tuple[Finding, ...]:
    """Everything that is found in one claim, always in the same order, weighed by the settings.

    Args:
        papers: The claim.
        graph: What was known of medicine before the claim came.
        weights: By code of a finding, the most that it may say, or that it is switched off.
    """
    illnesses: IllnessReader = _illnesses
    plausible = functools.partial(check_plausibility, graph=graph, read_illnesses=illnesses)
    return weighed(check_claim(papers, illnesses, (plausible,)), weights, ALL_KINDS)


@functools.lru_cache(maxsize=5_000)
def _illnesses(text: str) -> tuple[IllnessMention, ...]:
    # Several checks read the same diagnosis, and many claims share one; what a text names never changes.
    return mentions_in(text)
