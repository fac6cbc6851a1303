"""Which papers of a claim are laid on the table together, for one photograph.

Drawn from a stream of its own when all else is settled, and by the kinds of the papers alone: honest and fraudulent
claims do it alike. It spares a claimant a picture, so only short, whole papers that are handed in together qualify.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.truth import ClaimTruth, Paper

_FITTING = (
    ("identity_card", "bank_card", 6),
    ("inpatient_invoice", "outpatient_invoice", 2),
    ("diagnosis_certificate", "bank_card", 2),
)
"""(the first, the second, how often against the others) [assumed].

Pairs that today's readers take for the first paper; a certificate beside an identity card they take for the card."""
_CARDS = ("identity_card", "bank_card")
_UNEDITED = ("genuine", "fabricated")


def share_pictures(claims: Sequence[ClaimTruth], share: float, dice: Dice) -> None:
    """Folds the second of two fitting papers into the first, in a `share` of the claims that have such a pair.

    Args:
        claims: All that may hold one file, with all their papers; those that share pictures lose a document.
        share: 0-1.
        dice: Decides.
    """
    held = Counter(paper.token for claim in claims for paper in claim.papers)
    for claim in claims:
        pairs = list(_pairs([one for one in claim.papers if held[one.token] == 1]))
        if not pairs or not dice.chance(share):
            continue
        first, second, _ = pairs[0] if len(pairs) == 1 else dice.weighted(pairs, [often for _, _, often in pairs])
        first.beside = second
        first.pages = second.pages = 1  # of a card the front alone
        claim.papers = [one for one in claim.papers if one is not second]


def _pairs(papers: Sequence[Paper]) -> Iterable[tuple[Paper, Paper, int]]:
    """What could be taken together; a file that another claim holds, too, is not among `papers`."""
    able = [
        one for one in papers
        if (one.pages == 1 or one.document_type in _CARDS) and not one.edit and not one.original
    ]  # fmt: skip
    for kind, other, often in _FITTING:
        first = next((one for one in able if one.document_type == kind and one.making in _UNEDITED), None)
        second = next((one for one in able if one.document_type == other and one.making == "genuine"), None)
        if first is not None and second is not None and first.late_days == second.late_days:
            yield first, second, often
