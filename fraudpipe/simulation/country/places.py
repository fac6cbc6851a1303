"""Where people are treated: hospitals by level, region and specialty, doctors with their wards.

Every prefecture gets its big house first, then specialists, then small and county houses, so that a country of some
thousand hospitals comes near the national health statistics of 2020 (8 % of hospitals of level three, 29 % of level
two, near half of all inpatients in level three) while a small one keeps the houses to which serious cases go. Every
name is invented.
"""

import bisect
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fraudpipe.simulation.country.names import person_name, small_place_name
from fraudpipe.simulation.country.regions import (
    CAPITAL_OF,
    COUNTIES,
    REGION_BY_CODE,
    REGIONS,
    county_number,
    draw_region,
)
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import DEPARTMENTS, EVERY_ILLNESS, Illness

_GENERAL = (
    "第一人民医院", "中心医院", "人民医院", "第二人民医院", "中医医院", "第三人民医院", "红十字会医院", "协和医院",
)  # fmt: skip
_SMALL = (
    "东城区医院", "西郊医院", "南湖医院", "北苑医院", "新区医院", "开发区医院", "铁路医院", "矿区医院", "康复医院",
    "博爱医院", "仁济医院", "同济医院",
)  # fmt: skip
_COUNTY = ("县人民医院", "县中医医院", "县第二人民医院", "县妇幼保健院")
_SPECIALTIES = ("肿瘤", "心血管", "妇产", "脑科", "血液")
_SPECIALTY_WEIGHTS = (5, 2, 2, 1, 1)
_LEVEL_WEIGHT = {1: 0.2, 2: 1.0, 3: 2.6}
_STAFF_FACTOR = {1: 0.35, 2: 0.65, 3: 2.2}
_BIG_ELSEWHERE = 0.5
"""Prefectures without a capital that have a house of level three in a small country [A]."""
_SPECIALISTS = 0.6
_MOST_WARDS = {1: 5, 2: 11, 3: len(DEPARTMENTS)}
_AT_HOME = 0.8
_DEAR_YUAN, _DEAR_AWAY = 60_000, 0.15
"""Of patients with dearer stays, so many more go elsewhere [A]."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """A doctor of one hospital."""

    doctor_id: str
    hospital_id: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital; `weight` is how many patients it draws."""

    hospital_id: str
    name: str
    level: int
    region: str
    specialty: str
    weight: float
    doctors: Mapping[str, tuple[Doctor, ...]]

    @property
    def province(self) -> str:
        """The province as its invoices print it."""
        return REGION_BY_CODE[self.region].province


@dataclass(frozen=True, slots=True)
class Country:
    """All hospitals, and by region the ones that people there go to.

    Attributes:
        hospitals: All of them.
        by_region: Region to the hospitals that people there call near: those of the prefecture, else of the province,
            else all.
        pulls: (region, ward, specialty) to the running sums of how much each near hospital draws such patients.
    """

    hospitals: tuple[Hospital, ...]
    by_region: Mapping[str, tuple[Hospital, ...]]
    pulls: Mapping[tuple[str, str, str], Sequence[float]] = field(default_factory=dict, repr=False)

    def hospital_for(self, illness: Illness, region: str, dice: Dice) -> Hospital:
        """Where a patient from `region` is treated: mostly at home, the serious cases in bigger houses."""
        at_home = _AT_HOME - (_DEAR_AWAY if illness.cost_yuan > _DEAR_YUAN else 0.0)
        draw = dice.unit()
        if draw >= at_home:
            # Half of those who go elsewhere go to the capital of their province, the others anywhere.
            region = CAPITAL_OF[region[:2]] if draw < (1.0 + at_home) / 2 else draw_region(dice)
        edges = self.pulls[region, illness.department, illness.specialty]
        return self.by_region[region][bisect.bisect_right(edges, dice.unit() * edges[-1])]


def make_country(count: int, doctors_per_hospital: float, dice: Dice) -> Country:
    """`count` hospitals over all regions, each with its doctors.

    Ids are numbers in an order that says nothing: hospitals and doctors are numbered after shuffling.
    """
    numbers = _shuffled(count, dice)
    doctor_numbers = _shuffled(int(count * doctors_per_hospital * 3) + 100, dice)
    hospitals: list[Hospital] = []
    taken: set[str] = set()
    for region, wanted in zip((one.code for one in REGIONS), _seats(count), strict=True):
        for turn in range(wanted):
            hospital_id = f"H{numbers[len(hospitals)]:04d}"
            name, level, specialty = _kind(region, turn, dice)
            while name in taken:
                name += "分院"
            taken.add(name)
            doctors = _doctors(hospital_id, level, specialty, doctors_per_hospital, doctor_numbers, dice)
            weight = _LEVEL_WEIGHT[level] * dice.lognormal(1.0, 2.2)
            hospitals.append(Hospital(hospital_id, name, level, region, specialty, weight, doctors))
    near = _near(hospitals)
    return Country(tuple(hospitals), near, _pulls(near))


def _seats(count: int) -> list[int]:
    """Hospitals of each region: whole numbers in proportion to people (Sainte-Laguë), a capital counting twice."""
    weights = [one.population * (2.0 if one.capital else 1.0) for one in REGIONS]
    seats = [0] * len(weights)
    most = [int(count * weight / sum(weights)) + 2 for weight in weights]
    quotients = sorted(
        ((2 * turn + 1) / weight, place) for place, weight in enumerate(weights) for turn in range(most[place])
    )
    for _, place in quotients[:count]:
        seats[place] += 1
    return seats


def _near(hospitals: Sequence[Hospital]) -> dict[str, tuple[Hospital, ...]]:
    by_region: dict[str, list[Hospital]] = {}
    by_province: dict[str, list[Hospital]] = {}
    for one in hospitals:
        by_region.setdefault(one.region, []).append(one)
        by_province.setdefault(one.region[:2], []).append(one)
    return {one.code: tuple(by_region.get(one.code) or by_province.get(one.code[:2]) or hospitals) for one in REGIONS}


def _pulls(near: Mapping[str, Sequence[Hospital]]) -> dict[tuple[str, str, str], list[float]]:
    kinds = sorted({(one.department, one.specialty) for one in EVERY_ILLNESS})
    return {
        (region, department, specialty): list(
            itertools.accumulate(one.weight * _draw(one, department, specialty) for one in hospitals)
        )
        for region, hospitals in near.items()
        for department, specialty in kinds
    }


def _draw(hospital: Hospital, department: str, specialty: str) -> float:
    if department not in hospital.doctors:
        return 0.02
    return 4.0 if hospital.specialty and hospital.specialty == specialty else 1.0


def _doctors(
    hospital_id: str, level: int, specialty: str, doctors_per_hospital: float, numbers: list[int], dice: Dice
) -> dict[str, tuple[Doctor, ...]]:
    """Ward to its doctors, the head first."""
    size = max(2, round(doctors_per_hospital * _STAFF_FACTOR[level] * dice.between(0.7, 1.3)))
    wards = _wards(specialty, level, size, dice)
    found: dict[str, list[Doctor]] = {}
    # Every ward has somebody; the rest of the staff falls where it falls.
    for ward in [*wards, *(dice.pick(wards) for _ in range(size - len(wards)))]:
        found.setdefault(ward, []).append(Doctor(f"DR{numbers.pop():05d}", hospital_id, person_name(dice), ward))
    return {ward: tuple(staff) for ward, staff in found.items()}


def _kind(region: str, turn: int, dice: Dice) -> tuple[str, int, str]:
    """(name, level, specialty) of hospital `turn` of a region: big houses first, then specialists, then small."""
    city, capital = REGION_BY_CODE[region].city, REGION_BY_CODE[region].capital
    if turn == 0:
        return city + _GENERAL[0], 3 if capital or dice.chance(_BIG_ELSEWHERE) else 2, ""
    if turn == 1 and capital:
        return city + _GENERAL[1], 3, ""
    if turn <= 2 and dice.chance(_SPECIALISTS if capital else _SPECIALISTS / 4):
        specialty = dice.weighted(_SPECIALTIES, _SPECIALTY_WEIGHTS)
        return f"{city}{specialty}医院", 3, specialty
    if turn % 3 == 2:  # every third further house stands in a county
        kind, county = divmod(turn // 3, COUNTIES)
        named = small_place_name(county_number(region, county))
        return f"{city}{named}{_COUNTY[kind % len(_COUNTY)]}", dice.weighted((1, 2), (3, 7)), ""
    if turn < len(_GENERAL):
        return city + _GENERAL[turn], dice.weighted((2, 3), (7, 1)), ""
    return city + _SMALL[turn % len(_SMALL)], dice.weighted((1, 2), (7, 3)), ""


def _wards(specialty: str, level: int, size: int, dice: Dice) -> list[str]:
    own = sorted({one.department for one in EVERY_ILLNESS if one.specialty == specialty}) if specialty else []
    if own:
        return own
    every = list(DEPARTMENTS)
    wanted = min(len(every), size, _MOST_WARDS[level])
    return [every.pop(dice.whole(0, len(every) - 1)) for _ in range(wanted)]


def heads_first(ward: Iterable[Doctor], dice: Dice) -> Doctor:
    """A doctor of the ward; its head treats more than the others, so honest claims cluster too."""
    staff = tuple(ward)
    return staff[int(dice.unit() ** 2 * len(staff))]


def _shuffled(count: int, dice: Dice) -> list[int]:
    numbers = list(range(1, count + 1))
    for position in range(count - 1, 0, -1):
        other = dice.whole(0, position)
        numbers[position], numbers[other] = numbers[other], numbers[position]
    return numbers
