import datetime as dt
from collections import Counter

import numpy as np
from simulation.people_scene import dice

from fraudpipe.simulation.country.population import (
    draw_age,
    draw_patient,
    members_by_month,
    members_of,
    population_cells,
    waves,
)
from fraudpipe.simulation.country.regions import REGIONS
from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE
from fraudpipe.simulation.parameters import WorldParameters

_FIVE = WorldParameters(members=5_000_000)


def _weighted(cells, values):
    return np.average(values, weights=cells["member_count"])


def test_cells_add_up_to_the_members_asked_for():
    for members in (1_000, 5_000_000):
        cells = population_cells(WorldParameters(members=members), 3)
        assert cells["member_count"].sum() == members
        assert len({len(column) for column in cells.values()}) == 1
    again = population_cells(WorldParameters(members=1_000), 3)
    assert (
        again["member_count"].tolist() == population_cells(WorldParameters(members=1_000), 3)["member_count"].tolist()
    )


def test_members_are_as_old_and_live_where_the_platform_reported():
    cells = population_cells(_FIVE, 3)
    months = [dt.date.fromisoformat(f"{month}-15") for month in cells["joined_month"]]
    grown = np.array([(_FIVE.ends_on - month).days / 365.25 for month in months])
    assert abs(_weighted(cells, (cells["age_from"] + cells["age_to"] + 1) / 2 + grown) - 34.4) < 0.4
    capitals = {one.code for one in REGIONS if one.capital}
    in_core = 0.8 * _weighted(cells, np.array([region in capitals for region in cells["region"]]))
    assert 0.57 < 1 - in_core < 0.63


def test_without_a_number_there_are_as_many_members_as_the_claims_need():
    few, many = WorldParameters(claims=10_000), WorldParameters(claims=20_000)
    assert 1.9 < members_of(many) / members_of(few) < 2.1
    # About a hundred claims a year from a hundred thousand members, as the largest platform had.
    assert 2_000_000 < members_of(many) < 12_000_000


def test_membership_grows_in_waves_and_ends_where_the_cells_do():
    counts = [count for _, count in members_by_month(_FIVE)]
    assert counts == sorted(counts)
    assert counts[-1] == 5_000_000
    sizes = np.diff([0, *counts])
    peaks = (sizes[1:-1] > 1.5 * sizes[:-2]) & (sizes[1:-1] > sizes[2:])
    assert peaks.sum() >= 4


def test_whoever_falls_ill_had_joined_before_and_in_a_wave():
    grown = waves(_FIVE.starts_on, _FIVE.ends_on)
    chance = dice("joining")
    for event in (dt.date(2023, 3, 2), dt.date(2024, 6, 1), dt.date(2026, 2, 1)):
        tenures = np.array([(event - grown.joined_on(event, chance)).days for _ in range(3_000)])
        assert tenures.min() >= 20
        assert 0.008 < (tenures < 90).mean() < 0.025
        assert (tenures < 2_000).all()
    joined = Counter(grown.month(grown.joined_on(dt.date(2026, 2, 1), chance)) for _ in range(8_000))
    expected = np.array(grown.sizes[:40]) / sum(grown.sizes[:40])
    seen = np.array([joined[month] for month in range(40)]) / sum(joined[month] for month in range(40))
    assert np.abs(seen - expected).max() < 0.015


def test_patients_follow_the_onset_rates_by_sex_and_age():
    chance = dice("patients")
    found = [draw_patient(True, 400, chance) for _ in range(12_000)]
    women = Counter(illness.code for illness, sex, _ in found if sex == "F")
    men = Counter(illness.code for illness, sex, _ in found if sex == "M")
    assert [code for code, _ in women.most_common(3)] == ["C50.9", "C34.9", "C73"]
    assert [code for code, _ in men.most_common(2)] == ["C34.9", "I21.9"]
    assert not men["C53.9"]
    assert not women["C61"]
    assert all(0 <= age < 60 for *_, age in found)
    assert all(illness.covered for illness, *_ in found)
    assert not all(draw_patient(False, 400, chance)[0].covered for _ in range(50))


def test_ages_at_onset_are_those_of_the_table():
    chance = dice("ages")
    for code in ("C50.9", "C91.0", "M30.3"):
        illness = ILLNESS_BY_CODE[code]
        ages = [draw_age(illness, "F", 400, chance) for _ in range(3_000)]
        assert abs(np.mean(ages) - illness.age) < 0.1 * illness.age + 0.8
