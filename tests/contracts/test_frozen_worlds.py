"""The worlds that models are compared on stay as they are: a figure of last year must mean the same next year.

Whoever changes a parameter of `bench` or `hard`, or a table behind them, makes a new preset under a new name instead.
A parameter that came later stands at the value with which these worlds are what they were without it.
The noise of readings is measured, not chosen, and is fitted anew when the readers change: it is not frozen.
"""

import hashlib
from importlib import resources

import pytest

from fraudpipe.simulation.parameters import preset

PARAMETERS = {
    "bench": "a661fbab0165a2e94522232daf9a7662f2b477c05aa9ceec11ac3c422ecafd28",
    "hard": "f28c572f803f40d5ea6e49097b214089dc04127cb405f7e01a3626f4a72ee0de",
}
CAME_LATER = {"joined_twice_weight": 0.0, "joined_twice_share": 0.0}
TABLES = "546c29ff594878adb4990a2f26a689080ac8026d128af66abf18a60a43066102"
_MEASURED = "reading_noise.csv"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_the_parameters_of_a_preset_for_comparisons_are_frozen(name):
    assert _digest(preset(name).model_dump_json(exclude=set(CAME_LATER))) == PARAMETERS[name]
    assert preset(name).model_dump(include=set(CAME_LATER)) == CAME_LATER


def test_the_tables_behind_them_are_frozen():
    tables = resources.files("fraudpipe.simulation").joinpath("tables")
    texts = [
        f"{one.name}\n{one.read_text('utf-8')}"
        for one in sorted(tables.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".csv") and one.name != _MEASURED
    ]
    assert len(texts) > 4
    assert _digest("\n".join(texts)) == TABLES
