"""The making of a world: honest claims, frauds among them, slips for all, ids that say nothing."""

import datetime as dt
from dataclasses import dataclass

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.care import make_claim, retake
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.frauds import SINGLE, altered, early, fabricated, inflated, non_disclosure, reused, ring
from fraudpipe.simulation.investigation import Outcome, investigate
from fraudpipe.simulation.papers import write_papers
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.people import device, moment_on, phone, relative_of, share_household
from fraudpipe.simulation.places import Country, make_country
from fraudpipe.simulation.scene import Scene
from fraudpipe.simulation.slips import make_slips
from fraudpipe.simulation.truth import ClaimTruth, Member

_FAMILY_CLAIM = 0.05
_SECOND_CLAIM = 0.06
_VOLUNTEER = 0.05
_OWN_REFERRER = 0.45


@dataclass(frozen=True, slots=True)
class World:
    """A complete world. `history_claims` and `night_claims` are disjoint; outcomes belong to either.

    Attributes:
        history_as_of: The moment at which history is delivered.
        night_as_of: The moment at which the night is delivered, one day later.
    """

    parameters: WorldParameters
    seed: int
    country: Country
    members: list[Member]
    history_claims: list[ClaimTruth]
    night_claims: list[ClaimTruth]
    outcomes: list[tuple[ClaimTruth, Outcome]]
    history_as_of: int
    night_as_of: int

    @property
    def claims(self) -> list[ClaimTruth]:
        """All claims, history first."""
        return [*self.history_claims, *self.night_claims]


def make_world(parameters: WorldParameters, seed: int) -> World:
    """The world of `parameters` and `seed`; the same arguments give the same world."""
    country = make_country(parameters.hospitals, parameters.doctors_per_hospital, Dice(stream(seed, "places")))
    maker = _Maker(Scene(parameters, country), seed)
    history_as_of = seconds(parameters.ends_on)
    first = seconds(parameters.starts_on)
    history = maker.batch(parameters.claims, parameters.fraud_share, first, history_as_of)
    night = maker.batch(
        parameters.night_claims, parameters.night_fraud_share, history_as_of, history_as_of + DAY_SECONDS
    )
    claims = [*history, *night]
    dice = Dice(stream(seed, "sharing"))
    _refer(claims, dice)
    for claim in claims:
        _identify(claim, maker.volunteers, dice)
    slips = Dice(stream(seed, "slips"))
    for claim in claims:
        make_slips(claim, parameters.slip_share, slips)
    members = _with_relatives(claims, parameters.members, Dice(stream(seed, "relatives")))
    _number(claims, members, Dice(stream(seed, "numbers")))
    judge = Dice(stream(seed, "investigation"))
    outcomes = [(claim, row) for claim in claims for row in investigate(claim, parameters, judge)]
    return World(
        parameters, seed, country, members, history, night, outcomes, history_as_of, history_as_of + DAY_SECONDS
    )


class _Maker:
    """Makes batches of claims; keeps what later claims may share with earlier ones."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self._scene = scene
        self._seed = seed
        self._made: list[ClaimTruth] = []
        self._rings: list[tuple[ring.Ring, int]] = []
        dice = Dice(stream(seed, "volunteers"))
        self.volunteers = {one.hospital_id: (device(dice), phone(dice)) for one in scene.country.hospitals}

    def batch(self, count: int, fraud_share: float, first: int, last: int) -> list[ClaimTruth]:
        """`count` claims handed in from `first` to before `last`."""
        parameters = self._scene.parameters
        dice = Dice(stream(self._seed, "claims", first))
        weights = {
            altered.KIND: parameters.altered_weight, fabricated.KIND: parameters.fabricated_weight,
            ring.KIND: parameters.ring_weight, early.KIND: parameters.early_weight,
            inflated.KIND: parameters.inflated_weight, reused.KIND: parameters.reused_weight,
        }  # fmt: skip
        total = sum(weights.values()) or 1.0
        quotas = {kind: round(count * fraud_share * weight / total) for kind, weight in weights.items()}
        quotas[non_disclosure.KIND] = round(count * parameters.non_disclosure_share)
        kinds = [kind for kind, quota in quotas.items() for _ in range(quota)][:count]
        kinds += [""] * (count - len(kinds))
        moments = sorted(_moment(first, last, dice) for _ in range(count))
        # Shuffle kinds over time so that a ring joins in the order in which its claims arrive.
        for position in range(count - 1, 0, -1):
            other = dice.whole(0, position)
            kinds[position], kinds[other] = kinds[other], kinds[position]
        return [self._one(kind, moment, dice) for kind, moment in zip(kinds, moments, strict=True)]

    def _one(self, kind: str, submitted_at: int, dice: Dice) -> ClaimTruth:
        number = len(self._made)
        if kind == ring.KIND:
            claim = ring.join_ring(self._ring(submitted_at, dice), self._scene, number, submitted_at, dice)
        elif kind == reused.KIND and self._made:
            claim = self._reused(number, submitted_at, dice)
        else:
            claim = self._single(kind, number, submitted_at, dice)
        self._made.append(claim)
        return claim

    def _single(self, kind: str, number: int, submitted_at: int, dice: Dice) -> ClaimTruth:
        plan = "fixed_benefit" if kind in (early.KIND, altered.KIND) and dice.chance(0.85) else None
        plan = inflated.PLAN_KIND if kind == inflated.KIND else plan
        tenure = early.tenure_days(dice) if kind == early.KIND else None
        claim = make_claim(self._scene, number, submitted_at, dice, plan_kind=plan, tenure_days=tenure)
        if not kind:
            self._known_household(claim, dice)
        write_papers(claim, dice)
        if kind in SINGLE:
            SINGLE[kind](claim, dice)
        return claim

    def _known_household(self, claim: ClaimTruth, dice: Dice) -> None:
        """Some honest claims come from the household of an earlier one, or from the same member again."""
        draw = dice.unit()
        if draw >= _FAMILY_CLAIM + _SECOND_CLAIM or not self._made:
            return
        earlier = dice.pick(self._made[-4_000:])
        if draw < _FAMILY_CLAIM:
            share_household(claim.member, earlier.member, dice)
        elif not earlier.fraud_kind and claim.plan_kind == "reimbursement":
            member = earlier.member
            fits = (claim.illness.women if member.sex == "F" else claim.illness.men) > 0
            if fits and member.joined_on < claim.event_on:
                retake(claim, member, dice)

    def _ring(self, submitted_at: int, dice: Dice) -> ring.Ring:
        """An active ring, or a new one; sizes have a heavy tail, lives some months."""
        active = [one for one, until in self._rings if until > submitted_at]
        if active and dice.chance(0.86):
            return dice.weighted(active, [(1.0 + len(one.claims)) ** 0.5 for one in active])
        made = ring.found_ring(self._scene, f"{len(self._rings)}", dice)
        self._rings.append((made, submitted_at + round(dice.lognormal(150, 360) * DAY_SECONDS)))
        return made

    def _reused(self, number: int, submitted_at: int, dice: Dice) -> ClaimTruth:
        recent = self._made[-3_000:]
        with_tissue = [one for one in recent if one.paper("pathology_report") and not one.fraud_kind] or recent
        source = dice.pick(with_tissue)
        claim = make_claim(
            self._scene, number, submitted_at, dice, plan_kind=source.plan_kind, illness=source.illness,
            hospital=source.hospital, doctor=source.doctor,
        )  # fmt: skip
        reused.resemble(claim, source, dice)
        write_papers(claim, dice)
        reused.commit(claim, source, dice)
        return claim


def _moment(first: int, last: int, dice: Dice) -> int:
    """Growth with waves over long spans; waking hours of one day over short ones."""
    days = (last - first) // DAY_SECONDS
    day = min(days - 1, int(days * dice.unit() ** 0.62))
    start = first + day * DAY_SECONDS
    date = dt.datetime.fromtimestamp(start + DAY_SECONDS // 2, tz=dt.UTC).date()
    return min(moment_on(date, dice), last - 1)


def _refer(claims: list[ClaimTruth], dice: Dice) -> None:
    """Gives members a referrer: a few recruit hundreds, some dozens, most one or two."""
    busy = [f"R{dice.digits(6)}" for _ in range(max(3, len(claims) // 150))]
    small = [f"R{dice.digits(6)}" for _ in range(max(3, len(claims) // 8))]
    weights = [1.0 / (place + 3) for place in range(min(60, len(busy)))]
    for claim in claims:
        if claim.member.referrer or not dice.chance(_OWN_REFERRER):
            continue
        way = dice.weighted(("known", "busy", "small"), (25, 35, 40))
        claim.member.referrer = (
            dice.weighted(busy[:60], weights) if way == "known" else dice.pick(busy if way == "busy" else small)
        )


def _identify(claim: ClaimTruth, volunteers: dict[str, tuple[str, str]], dice: Dice) -> None:
    """What reaches the claimant: their own, or the device of a hospital volunteer who uploads for many."""
    own = {
        "phone": claim.member.phone, "bank_account": claim.member.bank_account,
        "device": claim.member.device, "address": claim.member.address,
    }  # fmt: skip
    if dice.chance(_VOLUNTEER):
        own["device"], helper = volunteers[claim.hospital.hospital_id]
        if dice.chance(0.3):
            own["phone"] = helper
    claim.identifiers = own | claim.identifiers


def _with_relatives(claims: list[ClaimTruth], wanted: int, dice: Dice) -> list[Member]:
    """All claimants, and relatives of a third of them (more if `wanted` asks for more)."""
    members: list[Member] = []
    seen: set[int] = set()
    for claim in claims:
        if id(claim.member) not in seen:
            seen.add(id(claim.member))
            members.append(claim.member)
    claimants = list(members)
    for head in claimants:
        if dice.chance(0.33):
            members.extend(relative_of(head, dice) for _ in range(dice.whole(1, 3)))
    while len(members) < wanted:
        members.append(relative_of(dice.pick(claimants), dice))
    return members


def _number(claims: list[ClaimTruth], members: list[Member], dice: Dice) -> None:
    """Ids in an order that says nothing about time, kind or honesty."""
    for number, member in zip(_shuffled(len(members), dice), members, strict=True):
        member.member_id = f"M{number:07d}"
    for number, claim in zip(_shuffled(len(claims), dice), claims, strict=True):
        claim.claim_id = f"C{number:08d}"
    papers = [paper for claim in claims for paper in claim.papers]
    for number, paper in zip(_shuffled(len(papers), dice), papers, strict=True):
        paper.document_id = f"D{number:08d}"


def _shuffled(count: int, dice: Dice) -> list[int]:
    numbers = list(range(1, count + 1))
    for position in range(count - 1, 0, -1):
        other = dice.whole(0, position)
        numbers[position], numbers[other] = numbers[other], numbers[position]
    return numbers
