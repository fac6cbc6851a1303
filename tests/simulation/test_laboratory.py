import pytest
from simulation.people_scene import dice

from fraudpipe.simulation.laboratory import laboratory_rows, measured, panels


def _flagged(panel, ill, name=None, rounds=400):
    chance = dice("laboratory", panel)
    rows = [row for _ in range(rounds) for row in laboratory_rows(panel, ill, chance) if name in (None, row[0])]
    return sum(bool(row[4]) for row in rows) / len(rows)


@pytest.mark.parametrize("panel", sorted(panels()))
def test_flags_tell_what_lies_outside_the_printed_range(panel):
    chance = dice("flags", panel)
    for ill in (True, False):
        for _, result, _, span, flag in laboratory_rows(panel, ill, chance):
            low, high = map(float, span.split("-"))
            value = float(result)
            assert flag == ("↑" if value > high else "↓" if value < low else "")
            assert value >= 0


def test_one_healthy_value_in_twenty_lies_outside():
    assert 0.02 < _flagged("blood_count", False) < 0.08


def test_the_sick_stand_out_where_the_panel_says_so():
    assert _flagged("cardiac", True, "高敏肌钙蛋白T") > 0.6
    assert _flagged("cardiac", False, "高敏肌钙蛋白T") < 0.1
    assert _flagged("blood_count", True) < 0.5


def test_sizes_are_drawn_anew_and_nothing_else():
    chance = dice("sizes")
    texts = {measured("结节约14×8mm，TI-RADS 3类，狭窄约80%。", chance) for _ in range(20)}
    assert len(texts) > 10
    assert all(text.endswith("mm，TI-RADS 3类，狭窄约80%。") for text in texts)
