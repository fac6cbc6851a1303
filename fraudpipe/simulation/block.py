"""One block of claims: an independent slice of the population over all of the time, made in one go.

What claims share (a household, a ring, a borrowed paper) they share within their block; what the whole world shares
(hospitals, volunteers, referrers) is drawn by name from the seed. So blocks can be made in any order and any process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fraudpipe.simulation.beside import share_pictures
from fraudpipe.simulation.calendar import Calendar
from fraudpipe.simulation.country.people import device, phone, relative_of
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds import FRAUDS, filed, insider, reused, ring, stranger, twice
from fraudpipe.simulation.frauds.borrowing import relate
from fraudpipe.simulation.honest import made_claim
from fraudpipe.simulation.office import record_visits
from fraudpipe.simulation.papers import add_paper, stay_of, write_papers
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.scramble import scrambled
from fraudpipe.simulation.slips.between import MIXED_SAMPLE, MIXED_UPLOAD, mixed_sample, mixed_upload
from fraudpipe.simulation.slips.catalogue import USUAL_SHARE, make_slips
from fraudpipe.simulation.slips.twice import SLIP, join_twice
from fraudpipe.simulation.truth import ClaimTruth, Member

_VOLUNTEER = 0.05
_VOLUNTEERS_PHONE = 0.3
_OWN_REFERRER = 0.45
_FAMOUS_REFERRERS = 60
_WITH_RELATIVES = 0.33
_MOST_RELATIVES = 3
MEMBER_SLOTS = 1 + _MOST_RELATIVES
PAPER_SLOTS = 64
"""Numbers set aside for the members and the papers of one claim."""
_OWN_PEOPLE = frozenset({filed.KIND, insider.KIND, reused.KIND, ring.KIND, stranger.KIND, twice.KIND})
"""Frauds that choose whose claim it is; of all others some come from known households as honest claims do."""


@dataclass(frozen=True, slots=True)
class Block:
    """The claims of one block in time order, and relatives of claimants who claim nothing."""

    number: int
    claims: list[ClaimTruth]
    relatives: list[Member]


def make_block(scene: Scene, calendar: Calendar, number: int) -> Block:
    """Block `number` of the world; the same arguments give the same block, whatever else is made."""
    dice = Dice(stream(scene.seed, "block", number))
    size = len(calendar.submitted_at)
    claims: list[ClaimTruth] = []
    for place in calendar.slots(number):
        slot = place if place.kind in _OWN_PEOPLE else replace(place, around=claims)
        claims.append(FRAUDS[slot.kind](slot, scene, claims, dice) if slot.kind else _honest(slot, scene, claims, dice))
    _refer(claims, size, scene.seed, dice)
    volunteers: dict[str, tuple[str, str]] = {}
    for claim in claims:
        _identify(claim, volunteers, scene.seed, dice)
    for claim in claims:
        make_slips(claim, scene.parameters.slip_share, dice)
        record_visits(claim, dice)
    if scene.parameters.summary_readings:
        for claim in claims:
            del claim.papers[1:]
    share_pictures(claims, scene.parameters.beside_share, Dice(stream(scene.seed, "beside", number), block=256))
    relatives = _number_members(claims, size, scene.seed, dice)
    relatives += _joined_twice(scene, claims, relatives, size, number)
    _number_claims(claims, size, scene.seed)
    return Block(number, claims, relatives)


def _honest(slot: Slot, scene: Scene, earlier: list[ClaimTruth], dice: Dice) -> ClaimTruth:
    claim = made_claim(slot, scene, dice)
    if scene.parameters.summary_readings:
        add_paper(claim, "discharge_record", stay_of(claim, dice), dice)
    else:
        write_papers(claim, dice)
        _mix_up(claim, scene.parameters.slip_share / USUAL_SHARE, earlier, dice)
    return claim


def _mix_up(claim: ClaimTruth, times: float, earlier: list[ClaimTruth], dice: Dice) -> None:
    """What slips between two claims, `times` as often as usual; it must be known before the next fraud looks around."""
    if claim.links and dice.chance(MIXED_UPLOAD * times):
        other = next(one for one in reversed(earlier) if claim.links[0] in one.links)
        if mixed_upload(claim, other, dice):
            relate(claim, other, "same_file")
    if claim.paper("laboratory_report") is not None and dice.chance(MIXED_SAMPLE * times):
        mixed_sample(claim, earlier)


def _refer(claims: list[ClaimTruth], size: int, seed: int, dice: Dice) -> None:
    """Gives members a referrer: a few recruit hundreds, some dozens, most one or two."""
    busy, small = max(3, size // 150), max(3, size // 8)
    famous = min(_FAMOUS_REFERRERS, busy)
    asked = [one for one in claims if not one.member.referrer and dice.chance(_OWN_REFERRER)]
    places = []
    for _ in asked:
        way = dice.weighted(("famous", "busy", "small"), (25, 35, 40))
        if way == "famous":
            places.append(int(famous * dice.unit() ** 2.5))
        else:
            places.append(dice.whole(0, busy - 1) if way == "busy" else busy + dice.whole(0, small - 1))
    numbers = scrambled(places, max(1_000_000, busy + small), seed, "referrers").tolist()
    for claim, number in zip(asked, numbers, strict=True):
        claim.member.referrer = f"R{number:06d}"


def _identify(claim: ClaimTruth, volunteers: dict[str, tuple[str, str]], seed: int, dice: Dice) -> None:
    """What reaches the claimant: their own, or the device of a hospital volunteer who uploads for many."""
    own = {
        "phone": claim.member.phone, "bank_account": claim.member.bank_account,
        "device": claim.member.device, "address": claim.member.address,
    }  # fmt: skip
    if dice.chance(_VOLUNTEER):
        hospital = claim.hospital.hospital_id
        if hospital not in volunteers:
            theirs = Dice(stream(seed, "volunteer", hospital), block=64)
            volunteers[hospital] = (device(theirs), phone(theirs))
        own["device"], lent = volunteers[hospital]
        if dice.chance(_VOLUNTEERS_PHONE):
            own["phone"] = lent
    claim.identifiers = own | claim.identifiers


def _number_members(claims: list[ClaimTruth], size: int, seed: int, dice: Dice) -> list[Member]:
    """Gives every member an id, and a third of the claimants relatives who claim nothing."""
    members: list[Member] = []
    places: list[int] = []
    relatives: list[Member] = []
    for claim in claims:
        if claim.member.member_id:
            continue
        claim.member.member_id = "?"  # met; numbered below
        members.append(claim.member)
        places.append(claim.number * MEMBER_SLOTS)
        if dice.chance(_WITH_RELATIVES):
            for place in range(1, 1 + dice.whole(1, _MOST_RELATIVES)):
                relatives.append(relative_of(claim.member, dice))
                members.append(relatives[-1])
                places.append(claim.number * MEMBER_SLOTS + place)
    numbers = scrambled(places, size * MEMBER_SLOTS, seed, "members").tolist()
    for member, number in zip(members, numbers, strict=True):
        member.member_id = _member_id(number)
    return relatives


def _joined_twice(
    scene: Scene, claims: Sequence[ClaimTruth], relatives: Sequence[Member], size: int, number: int
) -> list[Member]:
    """Gives some honest claimants a second membership, with an id that is free; those under which nobody claims."""
    taken = {one.member_id for one in relatives}
    idle: list[Member] = []
    for claim, again in join_twice(
        claims, scene.parameters.joined_twice_share, Dice(stream(scene.seed, "twice", number), block=256)
    ):
        # The first claim under a membership has the place; where nobody claims, it is that of a third relative.
        place = claim.number * MEMBER_SLOTS + (0 if claim.member is again else _MOST_RELATIVES)
        again.member_id = _member_id(scrambled([place], size * MEMBER_SLOTS, scene.seed, "members").tolist()[0])
        if claim.member is not again and again.member_id not in taken:
            claim.slips.append(SLIP)
            idle.append(again)
    return idle


def _member_id(number: int) -> str:
    return f"M{number:08d}"


def _number_claims(claims: list[ClaimTruth], size: int, seed: int) -> None:
    """Ids in an order that says nothing about time, kind or honesty."""
    numbers = scrambled([one.number for one in claims], size, seed, "claims").tolist()
    for claim, number in zip(claims, numbers, strict=True):
        claim.claim_id = f"C{number:08d}"
    papers = [paper for claim in claims for paper in claim.papers]
    places = [claim.number * PAPER_SLOTS + place for claim in claims for place in range(len(claim.papers))]
    for paper, number in zip(papers, scrambled(places, size * PAPER_SLOTS, seed, "documents").tolist(), strict=True):
        paper.document_id = f"D{number:09d}"
