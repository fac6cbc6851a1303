"""Another member's paper under one's own claim: the same file, a new picture of it, or a new print."""

from collections.abc import Sequence
from dataclasses import replace

from fraudpipe.simulation.frauds.deed import Deed
from fraudpipe.simulation.frauds.falsifying import copy_of, falsify
from fraudpipe.simulation.truth import ClaimTruth, Paper

WINDOW = 3_000
"""How many claims back anybody looks for a paper; further back costs time and finds nothing better."""


def recent(earlier: Sequence[ClaimTruth]) -> Sequence[ClaimTruth]:
    """The claims that are near enough to borrow from."""
    return earlier[-WINDOW:]


def borrow(theirs: Paper, source: ClaimTruth, deed: Deed, *, whole: bool) -> Paper:
    """The other member's paper as a paper of the claim.

    Args:
        theirs: The paper.
        source: The claim it came with.
        deed: The claim that it goes to.
        whole: Whether the very file is handed in, with the other's name on it. Else it is photographed again with the
            name changed, and then the numbers on it are still the first one's.
    """
    claim = deed.claim
    if whole:
        # One file, one text: what later happens to the first one's paper happens to this one too.
        paper = replace(theirs, late_days=0)
        if paper.making == "genuine":
            paper.making = "borrowed"
        deed.left("same_file")
        relate(claim, source, "same_file")
        return paper
    paper = copy_of(theirs, claim, deed.dice)
    falsify(paper, {"patient_name": claim.member.name}, deed.dice)
    deed.left("same_numbers")
    relate(claim, source, "same_numbers")
    return paper


def relate(claim: ClaimTruth, source: ClaimTruth, kind: str) -> None:
    """Gives both claims the true link `kind`, which is named by the number of the claim that was there first."""
    link = f"{kind}:{source.number}"
    for one in (source, claim):
        if link not in one.links:
            one.links.append(link)


def put_in(paper: Paper, claim: ClaimTruth) -> None:
    """Puts `paper` in the place of the claim's own of that type, or adds it."""
    own = claim.paper(paper.document_type)
    if own is None:
        claim.papers.append(paper)
        return
    paper.late_days = own.late_days
    claim.papers[claim.papers.index(own)] = paper
