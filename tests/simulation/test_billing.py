import numpy as np
from simulation.people_scene import dice

from fraudpipe.simulation.billing import charges_of, price_list
from fraudpipe.simulation.illnesses import EVERY_ILLNESS, ILLNESS_BY_CODE


def test_lines_multiply_and_are_named():
    chance = dice("billing")
    for illness in EVERY_ILLNESS:
        lines = charges_of(illness, 9, illness.cost_yuan * 100, chance)
        assert 10 <= len(lines) <= 36
        for one in lines:
            assert one.amount_fen == one.unit_price_fen * one.quantity > 0
        assert len({one.name for one in lines}) == len(lines)
        assert any(one.category == "手术费" for one in lines) == bool(illness.operation)


def test_beds_rounds_and_nursing_are_charged_for_every_day():
    chance = dice("days")
    for stay in (1, 2, 7, 30):
        lines = charges_of(ILLNESS_BY_CODE["C34.9"], stay, 5e6, chance)
        for category in ("床位费", "诊察费", "护理费"):
            assert sum(one.quantity for one in lines if one.category == category) == stay


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
