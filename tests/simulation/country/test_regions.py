from collections import Counter

from simulation.people_scene import dice

from fraudpipe.linkage.normalise import normalise
from fraudpipe.simulation.country.regions import (
    CAPITAL_OF,
    REGION_BY_CODE,
    REGIONS,
    draw_home,
    draw_region,
    neighbour_of,
)


def test_every_province_has_a_capital_and_every_city_a_name_of_its_own():
    assert len(CAPITAL_OF) == 31
    assert len({one.city for one in REGIONS}) == len(REGIONS) == len(REGION_BY_CODE)
    assert 1_350 < sum(one.population for one in REGIONS) < 1_450


def test_sixty_in_a_hundred_live_in_smaller_cities_and_the_countryside():
    chance = dice("homes")
    kinds = Counter(draw_home(draw_region(chance), chance).kind for _ in range(8_000))
    assert 0.57 < (kinds["town"] + kinds["village"]) / 8_000 < 0.63
    assert kinds["village"] > 0.2 * 8_000


def test_a_village_has_many_homes_and_neighbours():
    chance = dice("villages")
    homes = [draw_home("411300", chance) for _ in range(6_000)]
    villages = Counter(one.place for one in homes if one.kind == "village")
    assert 200 < len(villages) < 900
    home = next(one for one in homes if one.kind == "village")
    assert home.text.endswith("号")
    assert neighbour_of(home.place, chance) != neighbour_of(home.place, chance)
    assert normalise("address", neighbour_of(home.place, chance))
