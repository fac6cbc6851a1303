"""A broker's ring: one hospital, one doctor, one illness, recruited members, claims just after the wait.

Footprint: telephones, accounts, devices and referrers of the broker under several members; one file in several
claims; same hospital x doctor x illness; many just after day 90. Every single claim may look clean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fraudpipe.simulation.care import WAITING_DAYS
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds.reused import borrow
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.illnesses import ILLNESSES, Illness
from fraudpipe.simulation.people import account, device, phone
from fraudpipe.simulation.places import Doctor, Hospital
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "broker_ring"
_SHARED = {"phone": 0.38, "bank_account": 0.3, "device": 0.42}
_REFERRED = 0.55
_SAME_PLACE = 0.7
_JUST_AFTER = 0.55
_SAME_FILE = 0.2


@dataclass(frozen=True, slots=True)
class Ring:
    """A broker and what the ring is built on. Pools of more than one value, as brokers change them."""

    hospital: Hospital
    doctor: Doctor
    illness: Illness
    pools: Mapping[str, tuple[str, ...]]


def found_ring(scene: Scene, number: int) -> Ring:
    """Ring `number` of the world, the same for every claim that asks."""
    dice = Dice(stream(scene.seed, "ring", number), block=64)
    hospital = dice.pick([one for one in scene.country.hospitals if one.level < 3 or dice.chance(0.3)])
    ward = dice.pick(sorted(hospital.doctors))
    fitting = [one for one in ILLNESSES if one.department == ward] or [dice.pick(ILLNESSES)]
    count = dice.whole(1, 3)
    pools = {
        "phone": tuple(phone(dice) for _ in range(count)),
        "bank_account": tuple(account(dice) for _ in range(count)),
        "device": tuple(device(dice) for _ in range(count)),
        "referrer": (f"R{dice.digits(6)}",),
    }
    return Ring(hospital, dice.pick(hospital.doctors[ward]), dice.pick(fitting), pools)


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """The next claim of the ring that the calendar named."""
    ring, name = found_ring(scene, slot.ring), f"ring:{slot.ring}"
    same_place = dice.chance(_SAME_PLACE)
    tenure = dice.whole(WAITING_DAYS + 1, WAITING_DAYS + 50) if dice.chance(_JUST_AFTER) else None
    claim = honest_claim(
        slot, scene, dice, plan_kind="fixed_benefit", tenure_days=tenure,
        illness=ring.illness if same_place or dice.chance(0.4) else None,
        hospital=ring.hospital if same_place else None, doctor=ring.doctor if same_place else None,
    )  # fmt: skip
    claim.fraud_kind = KIND
    claim.lost_fen = claim.amount_fen
    claim.ring = name
    claim.links.append(name)
    for kind, share in _SHARED.items():
        if dice.chance(share):
            claim.identifiers[kind] = dice.pick(ring.pools[kind])
            claim.footprints.append(f"shared_{kind}")
    if dice.chance(_REFERRED):
        claim.member.referrer = ring.pools["referrer"][0]
        claim.footprints.append("shared_referrer")
    last = next((one for one in reversed(earlier[-3_000:]) if one.ring == name), None)
    if last is not None and last.member.sex == claim.member.sex and same_place and dice.chance(_SAME_FILE):
        theirs, own = last.paper("pathology_report"), claim.paper("pathology_report")
        if theirs is not None and own is not None:
            claim.papers[claim.papers.index(own)] = borrow(theirs, claim, dice)
    return claim
