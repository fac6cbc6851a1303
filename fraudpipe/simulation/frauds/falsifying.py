"""How a paper is made to say something else: its pixels edited, or the paper printed anew.

A splice puts glyphs of the same page together anew, so it needs none that the page lacks; a copied piece moves digits;
what only gets shorter is erased; the rest is typed over. Whoever has the skill prints the paper anew instead, and then
the pixels hold nothing to find.
"""

from typing import Any

from fraudpipe.simulation.deliveries import page_count
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.papers import new_token
from fraudpipe.simulation.truth import ClaimTruth, Paper

PRINTED_ANEW = 0.3
"""Altered papers that were printed anew and not edited on the picture [A]."""

OWN_CARDS = frozenset({"identity_card", "bank_card", "authorisation_letter"})
"""What a claimant brings of their own; nobody needs to forge it."""

FORGERS_LAYOUT, MACHINES_LAYOUT = 4, 5
"""Layouts of no hospital: a forger's own, and what a generator makes up."""


def falsify(paper: Paper, claimed: dict[str, Any], dice: Dice, *, true: dict[str, Any] | None = None) -> None:
    """Makes `paper` say `claimed`; first it is printed with the `true` values, as it was before anybody touched it.

    Args:
        paper: Has every field of `claimed`, or gets no alteration there.
        claimed: Field name to what it says in the end.
        dice: Chance.
        true: Field name to what was first printed; without it what the paper says now.
    """
    for name, value in (true or {}).items():
        if name in paper.values:
            paper.values[name] = value
    altered = {name: value for name, value in claimed.items() if paper.values.get(name, value) != value}
    if not altered:
        return
    paper.making = "altered"
    edit = "" if dice.chance(PRINTED_ANEW) else _edit(paper, altered, dice)
    for name, value in altered.items():
        paper.alter(name, value, edit=edit)


def _edit(paper: Paper, altered: dict[str, Any], dice: Dice) -> str:
    if all(_only_shorter(str(paper.values[name]), str(value)) for name, value in altered.items()):
        return dice.weighted(("erase", "copy_move", "splice"), (70, 15, 15))
    if all(str(value).replace("-", "").isdecimal() for value in altered.values()):
        return dice.weighted(("splice", "copy_move", "retype"), (45, 30, 25))
    return dice.weighted(("splice", "retype", "copy_move"), (35, 50, 15))


def _only_shorter(was: str, now: str) -> bool:
    """Whether `now` is `was` with pieces left out."""
    left = iter(was)
    return len(now) < len(was) and all(one in left for one in now)


def hospital_papers(claim: ClaimTruth) -> list[Paper]:
    """The papers of a claim that a hospital issued, or is said to have."""
    return [one for one in claim.papers if one.document_type not in OWN_CARDS]


def rewrite(claim: ClaimTruth, values: dict[str, Any]) -> None:
    """Prints `values` on every hospital paper that has such fields, from the start: nothing is altered afterwards."""
    for paper in hospital_papers(claim):
        paper.values |= {name: value for name, value in values.items() if name in paper.values}


def copy_of(theirs: Paper, claim: ClaimTruth, dice: Dice) -> Paper:
    """A paper of another claim, photographed again: another file that says the same."""
    return Paper(
        theirs.document_type,
        token=new_token(claim, dice),
        template=theirs.template,
        values=dict(theirs.values),
        original=dict(theirs.original),
        making=theirs.making,
        edit=theirs.edit,
        house=theirs.house,
        pages=page_count(theirs.document_type, 1.0, dice),
        pictured=theirs.token,
    )


def show_address(claim: ClaimTruth) -> None:
    """Prints the member's address on the identity card anew: whoever moved a member has moved the card."""
    card = claim.paper("identity_card")
    if card is not None and "address" in card.values:
        card.values["address"] = claim.member.address
