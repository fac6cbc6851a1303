"""Where members live: prefectures with their weights, and homes in city cores, county towns and villages.

Division codes (GB/T 2260) and populations are facts, in `tables/regions.csv`; the names of cities, counties, townships
and villages are invented. Sixty members in a hundred live in smaller cities and the countryside, as platforms report.
"""

import bisect
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fraudpipe.simulation.country.names import city_name, small_place_name
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import rows_of

_CAPITAL_FACTOR = 2.95
"""How much denser membership is in capitals, so that with CORE_SHARE 60 % live elsewhere [S, fitted]."""
CORE_SHARE = 0.8
"""Of members in a capital's prefecture, those who live in its city itself [A]."""
_TOWN_SHARE = 0.5
COUNTIES, _TOWNSHIPS, _VILLAGES = 6, 10, 14
_WITHOUT_PROVINCE = 0.15
_STREETS = ("解放", "人民", "新华", "建设", "胜利", "和平", "文化", "朝阳")


@dataclass(frozen=True, slots=True)
class Region:
    """One prefecture.

    Attributes:
        code: Division code, six digits.
        province: As invoices print it.
        city: Its invented name.
        capital: Whether it is a province's capital or a municipality.
        population: Millions of people.
        members: Its weight in the membership.
    """

    code: str
    province: str
    city: str
    capital: bool
    population: float
    members: float


@dataclass(frozen=True, slots=True)
class Home:
    """An address; `kind` is core, town or village, and `place` what neighbours share: a street or a village."""

    kind: str
    place: str
    text: str


def _regions() -> tuple[Region, ...]:
    found = []
    for position, row in enumerate(rows_of("regions")):
        capital, millions = row["capital"] == "yes", float(row["population_million"])
        weight = millions * (_CAPITAL_FACTOR if capital else 1.0)
        found.append(Region(row["code"], row["province"], city_name(position), capital, millions, weight))
    return tuple(found)


# Constants of the package, read once like literals.
REGIONS: tuple[Region, ...] = _regions()
"""All prefectures of the world, in order of their codes."""

REGION_BY_CODE: Mapping[str, Region] = MappingProxyType({one.code: one for one in REGIONS})
CAPITAL_OF: Mapping[str, str] = MappingProxyType({one.code[:2]: one.code for one in REGIONS if one.capital})
"""The first two digits of a code to the capital of that province."""

_EDGES = tuple(itertools.accumulate(one.members for one in REGIONS))


def draw_region(dice: Dice) -> str:
    """The code of a region, as likely as members live there."""
    return REGIONS[bisect.bisect_right(_EDGES, dice.unit() * _EDGES[-1])].code


def draw_home(code: str, dice: Dice) -> Home:
    """A home in the region `code`. A village holds some hundred homes, a street some thousand."""
    region = REGION_BY_CODE[code]
    if region.capital and dice.chance(CORE_SHARE):
        place = f"{region.city}{dice.pick('桂榕柳松梅竹菊荷樟枫')}{dice.pick('园林溪湖山泉')}路"
        text = f"{place}{dice.whole(1, 180)}号{dice.whole(1, 30)}栋{dice.whole(101, 2804)}室"
        return Home("core", place, _with_province(region, text, dice))
    county = dice.whole(0, COUNTIES - 1)
    base = county_number(code, county)
    named = f"{region.city}{small_place_name(base)}县"
    if dice.chance(_TOWN_SHARE):
        place = f"{named}城关镇{dice.pick(_STREETS)}街"
        text = f"{place}{dice.whole(1, 260)}号{dice.whole(1, 12)}栋{dice.whole(101, 1204)}室"
        return Home("town", place, _with_province(region, text, dice))
    township = dice.whole(0, _TOWNSHIPS - 1)
    village = base * 400 + township * 20 + dice.whole(0, _VILLAGES - 1)
    place = f"{named}{small_place_name(base * 20 + township)}镇{small_place_name(village)}村"
    return Home("village", place, _with_province(region, f"{place}{dice.whole(1, 9)}组{dice.whole(1, 160)}号", dice))


def county_number(code: str, county: int) -> int:
    """The number that names county `county` (below COUNTIES) of the region `code`."""
    return int(code) * 1_000 + county


def neighbour_of(place: str, dice: Dice) -> str:
    """Another address in the village or street `place` (without a province)."""
    if place.endswith("村"):
        return f"{place}{dice.whole(1, 9)}组{dice.whole(1, 160)}号"
    return f"{place}{dice.whole(1, 180)}号{dice.whole(1, 12)}栋{dice.whole(101, 1204)}室"


def _with_province(region: Region, text: str, dice: Dice) -> str:
    """Most people write the province, some leave it out."""
    return text if dice.chance(_WITHOUT_PROVINCE) else region.province + text
