import re

import pytest

from fraudpipe.simulation.billing import price_list
from fraudpipe.simulation.illnesses import EVERY_ILLNESS, EVERYDAY, ILLNESSES, ORDINARY, WOMEN_ONLY
from fraudpipe.simulation.laboratory import panels

_KEPT = [
    "C50.9",
    "C34.9",
    "C73",
    "I21.9",
    "C18.9",
    "C20",
    "C16.9",
    "C22.0",
    "C53.9",
    "C56",
    "C54.1",
    "I61.9",
    "I63.9",
    "N18.5",
    "C91.0",
    "C92.0",
    "C85.9",
    "C71.9",
    "C64",
    "C67.9",
    "C25.9",
    "C15.9",
    "C11.9",
    "M32.9",
    "I71.0",
]


def test_a_hundred_illnesses_are_covered_and_ordinary_ones_are_not():
    assert len(ILLNESSES) == 100
    assert len(ORDINARY) >= 20
    assert len({one.code for one in EVERY_ILLNESS}) == len(EVERY_ILLNESS)
    assert len({one.name for one in EVERY_ILLNESS}) == len(EVERY_ILLNESS)
    assert [one.code for one in ILLNESSES[:25]] == _KEPT


@pytest.mark.parametrize("illness", EVERY_ILLNESS, ids=lambda one: one.code)
def test_a_row_is_complete_and_points_to_rows_that_exist(illness):
    assert re.fullmatch(r"[A-Z]\d\d(\.\d)?", illness.code)
    assert re.fullmatch(r"[A-Z]\d\d(\.\d)?", illness.benign[0])
    assert illness.women + illness.men > 0
    assert illness.department
    assert illness.complaint
    assert set(illness.panels) <= set(panels())
    assert set(illness.drugs) <= set(price_list().named)
    assert bool(illness.imaging) == bool(illness.imaging_findings) == bool(illness.imaging_diagnosis)
    assert illness.source in ("platform", "registry", "assumed")
    assert illness.is_cancer is (illness.code[0] == "C")
    if illness.is_cancer:
        assert illness.tissue


def test_the_order_of_frequency_is_the_published_one():
    covered = sorted(ILLNESSES, key=lambda one: -one.women)
    assert [one.code for one in covered[:3]] == ["C50.9", "C34.9", "C73"]
    men = {one.code: one.men for one in ILLNESSES}
    bowel = men["C18.9"] + men["C20"]
    rest = [rate for code, rate in men.items() if code not in ("C34.9", "I21.9", "C18.9", "C20")]
    assert men["C34.9"] > men["I21.9"] > bowel > max(rest)


def test_nobody_falls_ill_of_what_they_cannot_have():
    by_code = {one.code: one for one in EVERY_ILLNESS}
    assert not by_code["C53.9"].strikes("M")
    assert not by_code["C61"].strikes("F")
    assert {code for code, _ in EVERYDAY} >= WOMEN_ONLY
