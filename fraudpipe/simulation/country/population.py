"""The membership behind the claims: how it grew, who it is, and who of it falls ill when.

Members who claim nothing are never made; they are counts in cells (region, sex, age at joining, month of joining). A
claim follows onset rate times exposure: whoever falls ill at a moment had joined before, in one of the waves, and is
of an age at which that illness comes.
"""

import bisect
import datetime as dt
import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fraudpipe.simulation.country.regions import REGIONS
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.illnesses import EVERY_ILLNESS, ILLNESSES, Illness
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.plans import OLDEST_JOINING, WAITING_DAYS

WOMEN_SHARE = 0.54
AGES = OLDEST_JOINING + 1

_LAUNCH_MONTHS = 15
_CAMPAIGN_MONTHS, _CAMPAIGN_FACTORS = 7, (3.2, 2.0, 1.3)
_CHILD_SHARE, _CHILD_AGES = 0.14, 18
_ADULT_CENTRE, _ADULT_SPREAD = 34.6, 10.5
"""Ages at joining, chosen so that members are 34.4 years old on average at the end of three years [S]."""
_TENURE_YEARS = 8
_IN_WAITING, _JUST_AFTER, _JUST_AFTER_DAYS = 0.015, 0.05, 45
"""Claims inside the wait, which are not covered, and more than exposure says soon after it: who feels unwell joins."""
_BAND = 5
_PER = 100_000
_ALL = tuple(EVERY_ILLNESS)

Count = npt.NDArray[np.int64]
Share = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waves:
    """How membership grew.

    Attributes:
        first: The first day of the first month.
        sizes: Share of all members that joined in each month; sums to 1.
        edges: Their running sums.
    """

    first: dt.date
    sizes: tuple[float, ...]
    edges: tuple[float, ...]

    def month(self, day: dt.date) -> int:
        """The number of the month of `day`, from 0 at the launch."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def joined_on(self, event_on: dt.date, dice: Dice) -> dt.date:
        """When somebody joined who fell ill on `event_on`."""
        draw = dice.unit()
        if draw < _IN_WAITING:
            return event_on - dt.timedelta(days=dice.whole(20, WAITING_DAYS - 1))
        last_day = event_on - dt.timedelta(days=WAITING_DAYS + 1)
        last = self.month(last_day)
        if draw < _IN_WAITING + _JUST_AFTER or last < 0:
            return last_day - dt.timedelta(days=dice.whole(0, _JUST_AFTER_DAYS - 1))
        last = min(last, len(self.edges) - 1)
        month = min(last, bisect.bisect_right(self.edges, dice.unit() * self.edges[last]))
        joined = dt.date.fromordinal(_month_start(self.first, month).toordinal() + dice.whole(0, 27))
        return min(joined, last_day)


@functools.lru_cache(maxsize=8)
def waves(starts_on: dt.date, ends_on: dt.date) -> Waves:
    """The growth of a membership whose claims are told from `starts_on` to `ends_on`: slow, fast, slower, in campaigns.

    Kept because every claim asks; it hangs on nothing but its arguments.
    """
    first = _month_start(starts_on.replace(day=1), -_LAUNCH_MONTHS)
    months = (ends_on.year - first.year) * 12 + ends_on.month - first.month
    weights = []
    for month in range(max(1, months)):
        base = 1.0 / (1.0 + math.exp((6 - month) / 3)) * math.exp(-max(0, month - 20) / 24)
        since = month % _CAMPAIGN_MONTHS
        weights.append(base * (_CAMPAIGN_FACTORS[since] if since < len(_CAMPAIGN_FACTORS) else 1.0))
    total = sum(weights)
    sizes = tuple(one / total for one in weights)
    return Waves(first, sizes, tuple(itertools.accumulate(sizes)))


@dataclass(frozen=True, slots=True)
class _Pool:
    """Who falls ill of a set of illnesses, by sex and full years of membership; running sums for bisection."""

    illnesses: tuple[Illness, ...]
    women: tuple[float, ...]
    edges: Mapping[str, tuple[tuple[float, ...], ...]]


@dataclass(frozen=True, slots=True)
class _Onset:
    """The onset of all illnesses over the membership: pools, and ages by sex, years of membership and illness.

    `known` holds running sums over illnesses by (covered only, sex) and full year of age.
    """

    covered: _Pool
    paid_back: _Pool
    ages: Mapping[tuple[str, str], tuple[tuple[float, ...], ...]]
    women_of: Mapping[str, float]
    known: Mapping[tuple[bool, str], tuple[tuple[float, ...], ...]]


def draw_patient(covered: bool, tenure_days: int, dice: Dice) -> tuple[Illness, str, float]:
    """(illness, sex, age in years) of a member who falls ill after `tenure_days` of membership.

    Args:
        covered: Only of the illnesses for which a fixed benefit is paid; else ordinary stays too.
        tenure_days: Days of membership.
        dice: Chance.
    """
    onset = _onset()
    pool = onset.covered if covered else onset.paid_back
    year = _year(tenure_days)
    sex = "F" if dice.chance(pool.women[year]) else "M"
    edges = pool.edges[sex][year]
    illness = pool.illnesses[bisect.bisect_right(edges, dice.unit() * edges[-1])]
    return illness, sex, draw_age(illness, sex, tenure_days, dice)


def draw_illness(covered: bool, sex: str, age: float, dice: Dice) -> Illness:
    """What a member of `sex` and `age` falls ill of; only of the covered illnesses, or of all."""
    edges = _onset().known[covered, sex][min(AGES - 1, max(0, int(age)))]
    return (ILLNESSES if covered else _ALL)[bisect.bisect_right(edges, dice.unit() * edges[-1])]


def draw_sex(illness: Illness, dice: Dice) -> str:
    """The sex of somebody who falls ill of `illness`."""
    return "F" if dice.chance(_onset().women_of[illness.code]) else "M"


def draw_age(illness: Illness, sex: str, tenure_days: int, dice: Dice) -> float:
    """The age at onset, of somebody of `sex` after `tenure_days` of membership."""
    edges = _onset().ages[illness.code, sex][_year(tenure_days)]
    return bisect.bisect_right(edges, dice.unit() * edges[-1]) + dice.unit()


def population_cells(parameters: WorldParameters, seed: int) -> dict[str, npt.NDArray[np.int64] | list[str]]:
    """Members at the end of history: one entry a cell, in all columns; `member_count` sums to `members_of`.

    Columns are region, sex, age_from and age_to (full years at joining, both included), joined_month (yyyy-mm) and
    member_count; cells without members are left out.
    """
    grown = waves(parameters.starts_on, parameters.ends_on)
    ages = _joining_ages()
    bands = range(0, AGES, _BAND)
    by_band = np.array([ages[start : start + _BAND].sum() for start in bands])
    by_region = np.array([one.members for one in REGIONS])
    by_sex = np.array([WOMEN_SHARE, 1.0 - WOMEN_SHARE])
    weights = np.einsum("r,s,a,m->rsam", by_region / by_region.sum(), by_sex, by_band, np.array(grown.sizes))
    flat = weights.ravel()
    counts = stream(seed, "population").multinomial(members_of(parameters), flat / flat.sum())
    kept = np.flatnonzero(counts)
    region, sex, band, month = np.unravel_index(kept, weights.shape)
    months = [_month_start(grown.first, place).strftime("%Y-%m") for place in range(len(grown.sizes))]
    return {
        "region": [REGIONS[place].code for place in region.tolist()],
        "sex": ["FM"[place] for place in sex.tolist()],
        "age_from": (band * _BAND).astype(np.int64),
        "age_to": (band * _BAND + _BAND - 1).astype(np.int64),
        "joined_month": [months[place] for place in month.tolist()],
        "member_count": counts[kept].astype(np.int64),
    }


def members_of(parameters: WorldParameters) -> int:
    """How many members the world has: as asked for, or as many as bring so many claims at the rates of the tables."""
    if parameters.members:
        return parameters.members
    return max(1_000, round(parameters.claims / _claims_a_member(parameters)))


def members_by_month(parameters: WorldParameters) -> list[tuple[str, int]]:
    """(yyyy-mm, members at its end) from the launch on; the last is `members_of`."""
    grown, total = waves(parameters.starts_on, parameters.ends_on), members_of(parameters)
    return [
        (_month_start(grown.first, place).strftime("%Y-%m"), round(total * edge))
        for place, edge in enumerate(grown.edges)
    ]


def _claims_a_member(parameters: WorldParameters) -> float:
    """Claims of history that one member of its end stands for: years past the wait times the rate of claims."""
    grown = waves(parameters.starts_on, parameters.ends_on)
    start = grown.month(parameters.starts_on)
    waiting = WAITING_DAYS // 30
    years = sum(grown.edges[month - waiting] for month in range(max(start, waiting), len(grown.edges))) / 12
    fixed = parameters.fixed_benefit_share
    rate = sum(
        (WOMEN_SHARE * one.women + (1.0 - WOMEN_SHARE) * one.men) * (1.0 if one.covered else 1.0 - fixed)
        for one in _ALL
    )
    return max(1e-9, years * rate / _PER)


@functools.cache
def _joining_ages() -> Share:
    """Share of joining members by full year of age, 0 to 59."""
    ages = np.arange(AGES)
    children = (ages < _CHILD_AGES) / _CHILD_AGES
    adults = np.where(ages >= _CHILD_AGES, np.exp(-0.5 * ((ages - _ADULT_CENTRE) / _ADULT_SPREAD) ** 2), 0.0)
    shares: Share = _CHILD_SHARE * children + (1.0 - _CHILD_SHARE) * adults / adults.sum()
    return shares


@functools.cache
def _onset() -> _Onset:
    """The tables of onset. A constant of the package: it takes no argument and so never goes stale."""
    present = np.array([_aged(years) for years in range(_TENURE_YEARS)])
    usual = present[1]
    middle = np.arange(AGES) + 0.5
    ages: dict[tuple[str, str], tuple[tuple[float, ...], ...]] = {}
    mass: dict[tuple[str, str], Share] = {}
    curves: dict[tuple[str, str], Share] = {}
    for one in _ALL:
        # Onset by age is the stated rate, spread so that in a membership of one year onsets have the stated ages.
        bell = np.exp(-0.5 * ((middle - one.age) / one.age_spread) ** 2) * (usual > 0)
        curve = bell / bell.sum() / np.maximum(usual, 1e-4)
        for sex, rate in (("F", one.women), ("M", one.men)):
            curves[one.code, sex] = curve * rate
            found = present * curves[one.code, sex]
            mass[one.code, sex] = found.sum(axis=1)
            ages[one.code, sex] = tuple(tuple(row.tolist()) for row in np.cumsum(found, axis=1))
    known = {
        (covered, sex): tuple(
            tuple(row.tolist()) for row in np.cumsum(np.array([curves[one.code, sex] for one in pool]), axis=0).T
        )
        for covered, pool in ((True, ILLNESSES), (False, _ALL))
        for sex in ("F", "M")
    }
    women_of = {one.code: _women_of(one) for one in _ALL}
    return _Onset(_pool(ILLNESSES, mass), _pool(_ALL, mass), ages, women_of, known)


def _pool(illnesses: Sequence[Illness], mass: Mapping[tuple[str, str], Share]) -> _Pool:
    edges, totals = {}, {}
    for sex in ("F", "M"):
        table = np.cumsum(np.array([mass[one.code, sex] for one in illnesses]), axis=0).T
        edges[sex] = tuple(tuple(row.tolist()) for row in table)
        totals[sex] = table[:, -1]
    women, men = WOMEN_SHARE * totals["F"], (1.0 - WOMEN_SHARE) * totals["M"]
    return _Pool(tuple(illnesses), tuple((women / (women + men)).tolist()), edges)


def _women_of(illness: Illness) -> float:
    women, men = WOMEN_SHARE * illness.women, (1.0 - WOMEN_SHARE) * illness.men
    return women / (women + men)


def _aged(years: int) -> Share:
    """Ages of members who joined `years` ago."""
    aged = np.zeros(AGES)
    aged[years:] = _joining_ages()[: AGES - years]
    return aged


def _year(tenure_days: int) -> int:
    return min(_TENURE_YEARS - 1, max(0, tenure_days) // 365)


def _month_start(first: dt.date, months: int) -> dt.date:
    place = first.year * 12 + first.month - 1 + months
    return dt.date(place // 12, place % 12 + 1, 1)
