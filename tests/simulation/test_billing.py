import numpy as np
from simulation.people_scene import dice

from fraudpipe.simulation.billing import charges_of, price_list
from fraudpipe.simulation.illnesses import EVERY_ILLNESS, ILLNESS_BY_CODE


def test_lines_multiply_and_are_named():
    chance = dice("billing")
    twice = 0
    for illness in EVERY_ILLNESS:
        lines = charges_of(illness, 9, illness.cost_yuan * 100, chance)
        assert 9 <= len(lines) <= 38
        for one in lines:
            assert one.amount_fen == one.unit_price_fen * one.quantity > 0
        twice += len({one.name for one in lines}) < len(lines)
        assert illness.operation or not any(one.category == "手术费" for one in lines)
    assert twice < 0.1 * len(EVERY_ILLNESS)


def test_beds_rounds_and_nursing_are_charged_for_every_day():
    chance = dice("days")
    for stay in (4, 7, 30):
        bills = [charges_of(ILLNESS_BY_CODE["C34.9"], stay, 5e6, chance) for _ in range(300)]
        for category in ("床位费", "诊察费", "护理费"):
            days = [sum(one.quantity for one in lines if one.category == category) for lines in bills]
            assert days.count(stay) > 0.94 * len(bills)


def _shares(stay, count=2_500):
    """Shares of honest bills: no nursing, more beds than days, an equal line twice, whole hundreds, no operation."""
    chance, found = dice("variety"), [0] * 5
    for _ in range(count):
        lines = charges_of(ILLNESS_BY_CODE["C34.9"], stay, 5e6, chance)
        keys = [(one.name, one.quantity, one.unit_price_fen) for one in lines]
        signs = (
            not any(one.category == "护理费" for one in lines),
            any(one.quantity > stay for one in lines if one.category == "床位费"),
            len(set(keys)) < len(keys),
            all(one.unit_price_fen % 10_000 == 0 for one in lines),
            not any(one.category == "手术费" for one in lines),
        )
        found = [one + sign for one, sign in zip(found, signs, strict=True)]
    return [one / count for one in found]


def test_honest_bills_seldom_look_like_phantom_padded_or_invented_ones():
    long, short = _shares(9), _shares(2)
    assert all(0.001 < one < 0.05 for one in long)
    assert 0.1 < short[0] < 0.2, "day surgery charges no nursing"
    assert 0.03 < short[3] < 0.08, "packages are for short stays"


def test_a_bill_costs_about_what_the_illness_costs():
    chance = dice("costs")
    ratios = [
        sum(line.amount_fen for line in charges_of(one, round(one.stay_days), one.cost_yuan * 100, chance))
        / (one.cost_yuan * 100)
        for one in EVERY_ILLNESS
        for _ in range(10)
    ]
    assert 0.75 < np.median(ratios) < 1.25


def test_the_drugs_of_the_illness_are_on_the_bill():
    chance = dice("drugs")
    names = {line.name for _ in range(20) for line in charges_of(ILLNESS_BY_CODE["C85.9"], 15, 5e6, chance)}
    assert {"利妥昔单抗注射液", "硫酸长春新碱注射液", "淋巴结活检术"} <= names
    assert "利妥昔单抗注射液" in price_list().named
