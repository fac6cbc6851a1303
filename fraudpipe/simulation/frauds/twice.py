"""One person under two memberships: one stay claimed twice, or a new start after a refusal.

Who: somebody who is ill and a member under two ids. What pays: one stay under both (link `claimed_twice`), or an
illness that was refused or paid for once and is claimed as a first one under a membership that began afterwards (link
`rejoined`). Signature: two members who are one person. Pages: of one stay as in reused.py, with the right name on them;
of a new start all genuine. Footprint (TRACES): one identity number, telephone, account, file or paper's number under
two members; a stay for the illness before joining.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from fraudpipe.records.moments import DAY_SECONDS, day_of
from fraudpipe.simulation.care import make_claim
from fraudpipe.simulation.country.people import account, give_other_contact, joined_again, mistyped
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.frauds.borrowing import SAME_NUMBERS, borrow, put_in, recent, relate
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import OWN_CARDS
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.papers import send_something, write_papers
from fraudpipe.simulation.plans import CLAIM_LIMIT_DAYS, WAITING_DAYS
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth, Paper, Visit

KIND = "joined_twice"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "same_identity": 0.6,
        "shared_phone": 0.5,
        "shared_bank_account": 0.5,
        "same_file": 0.4,
        "same_numbers": SAME_NUMBERS,
        "stay_before_joining": 0.6,
    }
)
_AFTER_REFUSAL = 0.4
"""Of those who could do either [A]."""
_TRIES = 12
_SOONEST_DAYS = 10
_ANEW_DAYS = 240
"""A refusal, a new membership, its wait and another stay take so long at least [A]."""
_JOINED_AFTER_DAYS = (40, 70)
_WAIT = dt.timedelta(days=WAITING_DAYS + 1)


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """A claim under the second membership of somebody who claimed under the first; honest where nobody fits."""
    near = recent(earlier)
    before = [one for one in near if _long_ago(one, slot)]
    refused = [one for one in before if one.in_waiting or one.fraud_kind == "non_disclosure"]
    claim = _anew(refused, slot, scene, dice) if refused and dice.chance(_AFTER_REFUSAL) else None
    if claim is None and (lately := [one for one in near if _pays_twice(one, slot)]):
        claim = _same_stay(dice.pick(lately), slot, scene, dice)
    return claim or _anew(before, slot, scene, dice) or honest_claim(slot, scene, dice)


def _long_ago(one: ClaimTruth, slot: Slot) -> bool:
    """Whether it is a claim for a fixed benefit so long ago that a membership may have begun after it."""
    return (
        one.plan_kind == "fixed_benefit"
        and one.submitted_at <= slot.submitted_at - _ANEW_DAYS * DAY_SECONDS
        and not one.joined_twice()
    )


def _pays_twice(one: ClaimTruth, slot: Slot) -> bool:
    """Whether it is an honest claim for a stay that can still be claimed, with a hospital's paper at hand."""
    today = day_of(slot.submitted_at)
    return (
        not one.fraud_kind
        and not one.in_waiting
        and one.submitted_at <= slot.submitted_at - _SOONEST_DAYS * DAY_SECONDS
        and (today - one.event_on).days < CLAIM_LIMIT_DAYS
        and bool(_stay_papers(one, slot))
    )


def _stay_papers(one: ClaimTruth, slot: Slot) -> list[Paper]:
    return [
        paper for paper in one.papers
        if paper.document_type not in OWN_CARDS and paper.is_there(one.submitted_at, slot.submitted_at)
    ]  # fmt: skip


def _same_stay(source: ClaimTruth, slot: Slot, scene: Scene, dice: Dice) -> ClaimTruth:
    """One stay, claimed under the other id as well."""
    first = source.member
    room = (source.event_on - _WAIT - first.joined_on).days
    again = joined_again(first, first.joined_on + dt.timedelta(days=dice.whole(0, max(0, room))), dice)
    claim = replace(
        source, number=slot.number, member=again, submitted_at=slot.submitted_at, identifiers={}, papers=[], links=[],
        slips=[], footprints=[], reissue=None, filed_elsewhere=False, lines=[replace(one) for one in source.lines],
        visits=[replace(one) for one in source.visits],
    )  # fmt: skip
    deed = _begun(claim, source, "claimed_twice", scene, dice)
    write_papers(claim, dice)
    # One stay has one set of papers: what the first claim did not bring is not there.
    theirs = {one.document_type: one for one in reversed(_stay_papers(source, slot))}
    claim.papers = [one for one in claim.papers if one.document_type in OWN_CARDS or one.document_type in theirs]
    whole = deed.leaves("same_file")
    for paper in theirs.values():
        put_in(borrow(paper, source, deed, whole=whole), claim, dice)
    send_something(claim)
    _enrol(deed)
    return claim


def _anew(before: Sequence[ClaimTruth], slot: Slot, scene: Scene, dice: Dice) -> ClaimTruth | None:
    """A new start: a membership that began after a claim, and another stay for its illness once the wait is over."""
    for _ in range(_TRIES if before else 0):
        source = dice.pick(before)
        joined_on = day_of(source.submitted_at) + dt.timedelta(days=dice.whole(*_JOINED_AFTER_DAYS))
        again = joined_again(source.member, joined_on, dice)
        claim = make_claim(
            scene,
            slot.number,
            slot.submitted_at,
            dice,
            plan_kind=source.plan_kind,
            illness=source.illness,
            member=again,
        )
        if again.joined_on == joined_on and claim.event_on >= joined_on + _WAIT:
            deed = _begun(claim, source, "rejoined", scene, dice)
            write_papers(claim, dice)
            if deed.leaves("stay_before_joining"):
                stay = Visit(source.admitted_on, source.illness.code, "inpatient", source.hospital.hospital_id)
                claim.visits.append(stay)
                deed.left("stay_before_joining")
            _enrol(deed)
            return claim
    return None


def _begun(claim: ClaimTruth, source: ClaimTruth, scheme: str, scene: Scene, dice: Dice) -> Deed:
    """The deed, by somebody who is reached as under the first membership, or has thought of that."""
    deed = begin(claim, scene, dice, KIND, TRACES)
    for one in ("same_person", scheme):
        relate(claim, source, one)
    if deed.leaves("shared_phone"):
        deed.left("shared_phone")
    else:
        give_other_contact(claim.member, dice)
    if deed.leaves("shared_bank_account"):
        deed.left("shared_bank_account")
    else:
        claim.member.bank_account = account(dice)
    return deed


def _enrol(deed: Deed) -> None:
    """Gives the second membership its number: papers show the true one, also where another was typed at joining."""
    if deed.leaves("same_identity"):
        deed.left("same_identity")
    else:
        deed.claim.member.id_number = mistyped(deed.claim.member.id_number, deed.dice)
