"""A broker's ring (职业代办): one hospital, one doctor, one illness, recruited members, claims just after the wait.

Who: a broker who recruits, coaches and uploads for a share of the benefit. What pays: many benefits. Signature: every
single claim may look clean; together they share too much. Three sorts: a colluding doctor prints genuine papers with
untrue content (pages unaltered); a workshop fabricates them (see fabricated.py); or half a village, coached by one
neighbour, claims one illness with papers of either make. Sizes come from the calendar's heavy tail. Footprint (TRACES):
telephones, accounts, devices and referrers of the broker under several members; one wording; one file in several
claims; same hospital x doctor x illness; many just after day 90; one village.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fraudpipe.simulation.care import WAITING_DAYS
from fraudpipe.simulation.country.people import account, device, phone
from fraudpipe.simulation.country.places import Doctor, Hospital
from fraudpipe.simulation.country.regions import draw_home, neighbour_of
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds import fabricated
from fraudpipe.simulation.frauds.borrowing import SAME_NUMBERS, borrow, one_at_hand, put_in, recent
from fraudpipe.simulation.frauds.deed import Deed, begin
from fraudpipe.simulation.frauds.falsifying import show_address
from fraudpipe.simulation.honest import honest_claim
from fraudpipe.simulation.illnesses import ILLNESSES, Illness
from fraudpipe.simulation.scene import Scene, Slot
from fraudpipe.simulation.truth import ClaimTruth

KIND = "broker_ring"
TRACES: Mapping[str, float] = MappingProxyType(
    {
        "shared_phone": 0.38,
        "shared_bank_account": 0.3,
        "shared_device": 0.42,
        "shared_referrer": 0.55,
        "same_place": 0.7,
        "event_just_after_wait": 0.55,
        "same_file": 0.14,
        "same_numbers": SAME_NUMBERS,
        "wording_alike": 0.5,
        "one_village": 0.85,
        **{name: share for name, share in fabricated.TRACES.items() if name != "wording_alike"},
    }
)
SORTS = ("doctor", "workshop", "village")
_SORT_WEIGHTS = (50, 35, 15)
_SHARED = ("phone", "bank_account", "device")
_VILLAGE_FORGES = 0.5
_BIG, _BIG_HOUSE = 3, 0.5
"""Houses of the highest level are half as likely to serve a ring as their patients say [A]."""
_NEW_PICTURE = 0.07
_HOMES_ASKED = 40
_FIRST_AUTHOR = 1_000
"""Brokers' wordings are numbered behind the workshops'."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A broker and what the ring is built on. Pools of more than one value, as brokers change them."""

    number: int
    sort: str
    hospital: Hospital
    doctor: Doctor
    illness: Illness
    village: str
    forged: bool
    pools: Mapping[str, tuple[str, ...]]


def found_ring(scene: Scene, number: int) -> Ring:
    """Ring `number` of the world, the same for every claim that asks."""
    dice = Dice(stream(scene.seed, "ring", number), block=64)
    hospitals = scene.country.hospitals
    hospital = dice.weighted(hospitals, [one.weight * (_BIG_HOUSE if one.level == _BIG else 1.0) for one in hospitals])
    ward = dice.pick(sorted(hospital.doctors))
    fitting = [one for one in ILLNESSES if one.department == ward] or [dice.pick(ILLNESSES)]
    count = dice.whole(1, 3)
    pools = {
        "phone": tuple(phone(dice) for _ in range(count)),
        "bank_account": tuple(account(dice) for _ in range(count)),
        "device": tuple(device(dice) for _ in range(count)),
        "referrer": (f"R{dice.digits(6)}",),
    }
    sort = dice.weighted(SORTS, _SORT_WEIGHTS)
    forged = sort == "workshop" or (sort == "village" and dice.chance(_VILLAGE_FORGES))
    village = _village(hospital.region, dice) if sort == "village" else ""
    doctor = dice.pick(hospital.doctors[ward])
    return Ring(number, sort, hospital, doctor, dice.pick(fitting), village, forged, pools)


def _village(region: str, dice: Dice) -> str:
    """A village of the region, or the street nearest to one."""
    homes = [draw_home(region, dice) for _ in range(_HOMES_ASKED)]
    return next((one.place for one in homes if one.kind == "village"), homes[0].place)


def commit(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice) -> ClaimTruth:
    """The next claim of the ring that the calendar named."""
    return ring_claim(slot, scene, earlier, dice, KIND)


def ring_claim(slot: Slot, scene: Scene, earlier: Sequence[ClaimTruth], dice: Dice, kind: str) -> ClaimTruth:
    """A claim that a broker hands in, as `kind`."""
    ring = found_ring(scene, slot.ring)
    same_place = scene.leaves("same_place", TRACES["same_place"], slot.submitted_at, dice)
    soon = scene.leaves("event_just_after_wait", TRACES["event_just_after_wait"], slot.submitted_at, dice)
    claim = honest_claim(
        slot, scene, dice, plan_kind="fixed_benefit", tenure_days=WAITING_DAYS + dice.whole(1, 50) if soon else None,
        illness=ring.illness if same_place or ring.village or dice.chance(0.4) else None,
        hospital=ring.hospital if same_place else None, doctor=ring.doctor if same_place else None,
    )  # fmt: skip
    deed = begin(claim, scene, dice, kind, TRACES)
    claim.ring = f"ring:{slot.ring}"
    claim.links.append(claim.ring)
    for trace, there in (("same_place", same_place), ("event_just_after_wait", soon)):
        if there:
            deed.left(trace)
    _settle_in_village(ring, deed)
    _share(ring, deed)
    _print(ring, deed)
    if same_place:
        _pass_on(deed, earlier)
    return claim


def _settle_in_village(ring: Ring, deed: Deed) -> None:
    if not ring.village or not deed.leaves("one_village"):
        return
    member = deed.claim.member
    member.region, member.place, member.home = ring.hospital.region, ring.village, "village"
    member.address = neighbour_of(ring.village, deed.dice)
    show_address(deed.claim)
    deed.left("one_village")


def _share(ring: Ring, deed: Deed) -> None:
    for kind in _SHARED:
        if deed.leaves(f"shared_{kind}"):
            deed.claim.identifiers[kind] = deed.dice.pick(ring.pools[kind])
            deed.left(f"shared_{kind}")
    if deed.leaves("shared_referrer"):
        deed.claim.member.referrer = ring.pools["referrer"][0]
        deed.left("shared_referrer")


def _print(ring: Ring, deed: Deed) -> None:
    """The papers: forged, or genuine ones that a doctor filled in; often in the words of whoever dictates them."""
    if ring.forged:
        fabricated.print_set(deed, ring.number)
    if deed.leaves("wording_alike"):
        fabricated.reword(deed, _FIRST_AUTHOR + ring.number)


def _pass_on(deed: Deed, earlier: Sequence[ClaimTruth]) -> None:
    """Perhaps a pathology report serves the ring a second time."""
    claim = deed.claim
    own = claim.paper("pathology_report")
    last = next((one for one in reversed(recent(earlier)) if one.ring == claim.ring), None)
    theirs = one_at_hand(last, claim, "pathology_report") if last is not None else None
    if last is None or theirs is None or own is None or last.member.sex != claim.member.sex:
        return
    if last.illness is claim.illness and deed.leaves("same_file"):
        put_in(borrow(theirs, last, deed, whole=True), claim, deed.dice)
    elif last.illness is claim.illness and deed.dice.chance(_NEW_PICTURE):
        put_in(borrow(theirs, last, deed, whole=False), claim, deed.dice)
