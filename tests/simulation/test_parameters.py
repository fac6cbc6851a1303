import pytest

from fraudpipe.errors import UserError
from fraudpipe.simulation.parameters import PRESETS, WorldParameters, preset


def test_every_preset_that_is_offered_can_be_made():
    assert {name: preset(name).pages for name in PRESETS} == {"demo": 180, "bench": 0}


def test_a_preset_that_does_not_exist_is_refused_by_name():
    with pytest.raises(UserError, match=r"no preset 'stress'; presets are demo, bench"):
        preset("stress")


def test_sizes_win_over_the_preset_and_the_preset_over_the_settings():
    base = WorldParameters(claims=100, pages=7, fraud_share=0.1)
    found = preset("bench", base, claims=60, pages=None)
    assert (found.claims, found.pages, found.fraud_share) == (60, 0, 0.1)


def test_every_parameter_states_its_source():
    counted = {"claims", "members", "nights", "night_claims", "pages", "summary_readings"}
    for name, field in WorldParameters.model_fields.items():
        assert name in counted or "[" in (field.description or ""), name
