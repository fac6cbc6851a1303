"""Another member's paper under one's own claim: the same file, a new picture of it, or a new print."""

from collections.abc import Sequence
from dataclasses import replace

from fraudpipe.simulation.deliveries import late_days, lateness
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.deed import Deed
from fraudpipe.simulation.frauds.falsifying import copy_of, falsify
from fraudpipe.simulation.truth import ClaimTruth, Paper

WINDOW = 3_000
"""How many claims back anybody looks for a paper; further back costs time and finds nothing better."""
SAME_NUMBERS = 0.8
"""Of those who photograph another one's paper again, those who leave its numbers."""
_NUMBERS = ("record_number", "pathology_number", "invoice_number")
_LAST_DIGITS = 4
_DELIVERIES = 3


def recent(earlier: Sequence[ClaimTruth]) -> Sequence[ClaimTruth]:
    """The claims that are near enough to borrow from."""
    return earlier[-WINDOW:]


def at_hand(source: ClaimTruth, claim: ClaimTruth) -> list[Paper]:
    """The papers of an earlier claim that had been handed in when `claim` was made; nobody has seen the others."""
    return [one for one in source.papers if one.is_there(source.submitted_at, claim.submitted_at)]


def one_at_hand(source: ClaimTruth, claim: ClaimTruth, document_type: str) -> Paper | None:
    """The first of them of a type, or None."""
    return next((one for one in at_hand(source, claim) if one.document_type == document_type), None)


def borrow(theirs: Paper, source: ClaimTruth, deed: Deed, *, whole: bool) -> Paper:
    """The other member's paper as a paper of the claim.

    Args:
        theirs: The paper.
        source: The claim it came with.
        deed: The claim that it goes to.
        whole: Whether the very file is handed in, with the other's name on it. Else it is photographed again with the
            name changed, and then the numbers on it are still the first one's, as long as nobody thinks of them.
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
    claimed = {"patient_name": claim.member.name}
    if deed.leaves("same_numbers"):
        deed.left("same_numbers")
    else:
        claimed |= {name: _renumbered(paper.values[name], deed) for name in _NUMBERS if name in paper.values}
    falsify(paper, claimed, deed.dice)
    relate(claim, source, "same_paper")
    return paper


def _renumbered(number: str, deed: Deed) -> str:
    """Another number of the same look: the last digits are enough."""
    last = number
    while last == number:
        last = number[:-_LAST_DIGITS] + deed.dice.digits(_LAST_DIGITS)
    return last


def relate(claim: ClaimTruth, source: ClaimTruth, kind: str) -> None:
    """Gives both claims the true link `kind`, which is named by the number of the claim that was there first."""
    link = f"{kind}:{source.number}"
    for one in (source, claim):
        if link not in one.links:
            one.links.append(link)


def put_in(paper: Paper, claim: ClaimTruth, dice: Dice) -> None:
    """Puts `paper` in the place of the claim's own of that type, or adds it; it comes when such papers come."""
    own = claim.paper(paper.document_type)
    if own is None:
        days = sorted({one.late_days for one in claim.papers if one.late_days})[:_DELIVERIES] or late_days(dice)
        paper.late_days = lateness(claim.plan_kind, paper.document_type, days, dice)
        claim.papers.append(paper)
        return
    paper.late_days = own.late_days
    claim.papers[claim.papers.index(own)] = paper
