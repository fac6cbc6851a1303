"""Honest people who joined twice: a relative enrolled them as well, or an account was lost and another one opened.

Drawn from a stream of its own when all else is settled: whoever is left out claims exactly as before.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from fraudpipe.simulation.country.people import account, give_other_contact, joined_again, mistyped
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.plans import WAITING_DAYS
from fraudpipe.simulation.truth import ClaimTruth, Member

SLIP = "joined_twice"
_BY_A_RELATIVE = 0.5
"""Second memberships that a relative opened, soon after the first; the others replace a lost account, later [A]."""
_SOON_DAYS, _LATER_DAYS = 60, 700
_SAME_NUMBER, _SAME_CONTACT, _SAME_ACCOUNT = 0.8, 0.6, 0.7
"""Shares [A]; where a relative mistyped the number, the contact is the same."""


def join_twice(claims: Sequence[ClaimTruth], share: float, dice: Dice) -> Iterator[tuple[ClaimTruth, Member]]:
    """Gives a `share` of the members whose claims are all honest a second membership, under which they go on to claim.

    Args:
        claims: All of a block in time order, with members and identifiers.
        share: 0-1.
        dice: Decides.

    Yields:
        Each second membership, and the first claim under it, or the only claim there is where nobody claims under it;
        whether that one is used and the slip noted is the caller's to say, who knows which ids are free.
    """
    by_member: dict[str, list[ClaimTruth]] = {}
    for claim in claims if share else ():
        by_member.setdefault(claim.member.member_id, []).append(claim)
    for own in by_member.values():
        if not any(one.fraud_kind or one.joined_twice() for one in own) and dice.chance(share):
            first, later = own[0], own[1:]
            again = _again(first.member, later or own, dice)
            if later:
                first.slips.append(SLIP)
            for claim in later:
                _move(claim, first, again)
            yield (later or own)[0], again


def _again(member: Member, claims: Sequence[ClaimTruth], dice: Dice) -> Member:
    """The second membership, behind whose wait the claims lie if they lie behind the first one's."""
    days = dice.whole(0, _SOON_DAYS) if dice.chance(_BY_A_RELATIVE) else dice.whole(_SOON_DAYS, _LATER_DAYS)
    last = min(one.event_on for one in claims) - dt.timedelta(days=WAITING_DAYS + 1)
    joined_on = max(member.joined_on, min(last, member.joined_on + dt.timedelta(days=days)))
    again = joined_again(member, joined_on, dice)
    if not dice.chance(_SAME_ACCOUNT):
        again.bank_account = account(dice)
    if not dice.chance(_SAME_NUMBER):
        again.id_number = mistyped(member.id_number, dice)
    elif not dice.chance(_SAME_CONTACT):
        give_other_contact(again, dice)
    return again


def _move(claim: ClaimTruth, first: ClaimTruth, again: Member) -> None:
    """Makes it a claim of the second membership; what a volunteer lent stays."""
    own = claim.member
    claim.identifiers = {
        kind: getattr(again, kind) if value == getattr(own, kind) else value
        for kind, value in claim.identifiers.items()
    }
    claim.member = again
    claim.slips.append(SLIP)
    for one in (first, claim):
        if (link := f"same_person:{first.number}") not in one.links:
            one.links.append(link)
