"""Where people are treated: regions, hospitals by level and specialty, doctors with their wards."""

from collections.abc import Mapping
from dataclasses import dataclass

from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import ILLNESSES, Illness
from fraudpipe.simulation.names import city_name, person_name

REGIONS = (
    "110100", "120100", "130100", "130600", "140100", "150100", "210100", "220100", "230100", "310100", "320100",
    "320500", "330100", "330300", "340100", "340300", "350100", "350500", "360100", "370100", "370300", "410100",
    "410300", "420100", "420500", "430100", "430400", "440100", "440300", "450100", "460100", "500100", "510100",
    "510700", "520100", "520300", "530100", "610100", "620100", "640100",
)  # fmt: skip
"""Division codes (GB/T 2260) of homes and hospitals; the city names that go with them are invented."""

_PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省",
    "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省",
    "35": "福建省", "36": "江西省", "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省",
    "44": "广东省", "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
    "53": "云南省", "61": "陕西省", "62": "甘肃省", "64": "宁夏回族自治区",
}  # fmt: skip
_GENERAL = (
    "第一人民医院",
    "中心医院",
    "人民医院",
    "第二人民医院",
    "中医医院",
    "第三人民医院",
    "红十字会医院",
    "协和医院",
)
_COUNTY = ("东城区医院", "西郊医院", "南湖医院", "北苑医院", "新区医院", "开发区医院", "铁路医院", "矿区医院")
_SPECIALTIES = ("肿瘤", "心血管", "妇产", "脑科", "血液")
_LEVEL_WEIGHT = {1: 0.2, 2: 1.0, 3: 3.0}


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
        return _PROVINCES[self.region[:2]]


@dataclass(frozen=True, slots=True)
class Country:
    """All hospitals, and by region the ones that people there go to."""

    hospitals: tuple[Hospital, ...]
    by_region: Mapping[str, tuple[Hospital, ...]]

    def hospital_for(self, illness: Illness, region: str, dice: Dice) -> Hospital:
        """Where a patient from `region` is treated: mostly at home, the serious cases in bigger houses."""
        near = self.by_region[region]
        choice = near if dice.chance(0.8) else self.by_region[dice.pick(REGIONS)]
        weights = [one.weight * _draw(one, illness) for one in choice]
        return dice.weighted(choice, weights)


def _draw(hospital: Hospital, illness: Illness) -> float:
    if illness.department not in hospital.doctors:
        return 0.02
    return 4.0 if hospital.specialty and hospital.specialty == illness.specialty else 1.0


def make_country(count: int, doctors_per_hospital: float, dice: Dice) -> Country:
    """`count` hospitals over all regions, each with its doctors.

    Ids are numbers in an order that says nothing: hospitals and doctors are numbered after shuffling.
    """
    numbers = _shuffled(count, dice)
    doctor_numbers = _shuffled(int(count * doctors_per_hospital * 3), dice)
    hospitals = []
    for position in range(count):
        region = REGIONS[position % len(REGIONS)]
        turn = position // len(REGIONS)
        hospitals.append(
            _hospital(f"H{numbers[position]:04d}", region, turn, doctors_per_hospital, doctor_numbers, dice)
        )
    by_region = {region: tuple(one for one in hospitals if one.region == region) for region in REGIONS}
    everywhere = tuple(hospitals)
    return Country(everywhere, {region: near or everywhere for region, near in by_region.items()})


def _hospital(
    hospital_id: str, region: str, turn: int, doctors_per_hospital: float, numbers: list[int], dice: Dice
) -> Hospital:
    city = city_name(REGIONS.index(region))
    specialty = ""
    if turn == 2 and dice.chance(0.6):
        specialty = dice.weighted(_SPECIALTIES, (5, 2, 2, 1, 1))
        name, level = f"{city}{specialty}医院", 3
    elif turn < 3:
        name, level = city + _GENERAL[turn % len(_GENERAL)], 3 if turn < 2 else 2
    else:
        name, level = city + (_COUNTY + _GENERAL[3:])[(turn - 3) % 13], dice.weighted((1, 2, 3), (2, 6, 1))
    size = max(2, round(doctors_per_hospital * (0.35, 0.55, 2.2)[level - 1] * dice.between(0.7, 1.3)))
    wards = _wards(specialty, level, size, dice)
    doctors: dict[str, list[Doctor]] = {}
    # Every ward has somebody; the rest of the staff falls where it falls.
    for ward in [*wards, *(dice.pick(wards) for _ in range(size - len(wards)))]:
        doctors.setdefault(ward, []).append(Doctor(f"DR{numbers.pop():05d}", hospital_id, person_name(dice), ward))
    weight = _LEVEL_WEIGHT[level] * dice.lognormal(1.0, 2.5)
    return Hospital(
        hospital_id, name, level, region, specialty, weight, {ward: tuple(staff) for ward, staff in doctors.items()}
    )


def _wards(specialty: str, level: int, size: int, dice: Dice) -> list[str]:
    own = sorted({one.department for one in ILLNESSES if one.specialty == specialty}) if specialty else []
    if own:
        return own
    every = sorted({one.department for one in ILLNESSES})
    wanted = min(len(every), size, (3, 7, 20)[level - 1])
    return [every.pop(dice.whole(0, len(every) - 1)) for _ in range(wanted)]


def _shuffled(count: int, dice: Dice) -> list[int]:
    numbers = list(range(1, count + 1))
    for position in range(count - 1, 0, -1):
        other = dice.whole(0, position)
        numbers[position], numbers[other] = numbers[other], numbers[position]
    return numbers
