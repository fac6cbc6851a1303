import time
from collections import Counter

from simulation.people_scene import dice, scene

from fraudpipe.simulation.country.places import make_country
from fraudpipe.simulation.country.regions import REGIONS
from fraudpipe.simulation.illnesses import ILLNESS_BY_CODE


def test_a_country_has_as_many_hospitals_as_asked_for_with_names_and_doctors_of_their_own():
    for count in (20, 90, 700):
        country = make_country(count, 8.3, dice("places", count))
        assert len(country.hospitals) == count
        assert len({one.name for one in country.hospitals}) == count
        assert len({one.hospital_id for one in country.hospitals}) == count
        doctors = [doctor.doctor_id for one in country.hospitals for ward in one.doctors.values() for doctor in ward]
        assert len(doctors) == len(set(doctors))
        assert set(country.by_region) == {one.code for one in REGIONS}
        assert all(country.by_region.values())


def test_a_large_country_has_the_levels_of_the_statistics_and_is_made_quickly():
    started = time.process_time()
    country = make_country(3_000, 8.3, dice("places", 3_000))
    assert time.process_time() - started < 2
    levels = Counter(one.level for one in country.hospitals)
    assert 0.05 < levels[3] / 3_000 < 0.12


def test_most_are_treated_at_home_and_in_wards_for_their_illness():
    chance = dice("treated")
    country, illness = scene().country, ILLNESS_BY_CODE["C50.9"]
    found = [country.hospital_for(illness, "440100", chance) for _ in range(2_000)]
    assert 0.7 < sum(one.region == "440100" for one in found) / 2_000 < 0.95
    assert sum(illness.department in one.doctors for one in found) > 0.9 * 2_000


def test_specialists_draw_their_illness():
    country = make_country(700, 8.3, dice("places", 700))
    chance = dice("specialists")
    # The same ward treats both; only the first is what a tumour hospital is known for.
    malignant, harmless = ILLNESS_BY_CODE["C50.9"], ILLNESS_BY_CODE["N60.2"]
    region = next(one.region for one in country.hospitals if one.specialty == "肿瘤")
    drawn = [
        sum(country.hospital_for(one, region, chance).specialty == "肿瘤" for _ in range(1_500))
        for one in (malignant, harmless)
    ]
    assert drawn[0] > 1.3 * drawn[1]
