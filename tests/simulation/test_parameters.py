import datetime as dt

import pytest

from fraudpipe.errors import UserError
from fraudpipe.simulation.parameters import PRESETS, WorldParameters, preset


def test_every_preset_that_is_offered_can_be_made():
    assert {name: preset(name).pages for name in PRESETS} == {
        "demo": 180, "bench": 0, "hard": 0, "stress": 0,
    }  # fmt: skip


def test_a_preset_that_does_not_exist_is_refused_by_name():
    with pytest.raises(UserError, match=r"no preset 'hrad'; presets are demo, bench, hard, stress.*'hard'"):
        preset("hrad")


def test_sizes_win_over_what_was_set_on_purpose_and_that_over_the_preset():
    base = WorldParameters(claims=100, fraud_share=0.1)
    found = preset("bench", base, claims=60, pages=None)
    assert (found.claims, found.pages, found.fraud_share, found.night_fraud_share) == (60, 0, 0.1, 0.02)


def test_every_parameter_states_its_source():
    counted = {"claims", "members", "nights", "night_claims", "pages", "summary_readings", "inquiry"}
    for name, field in WorldParameters.model_fields.items():
        assert name in counted or "[" in (field.description or ""), name


def test_numbers_that_do_not_fit_together_are_the_users_mistake():
    with pytest.raises(UserError, match="claims"):
        preset("demo", claims=3)
    early = WorldParameters.model_construct(**WorldParameters().model_dump() | {"ends_on": dt.date(2020, 1, 1)})
    with pytest.raises(UserError, match=r"ends_on .* must be later than starts_on"):
        preset("demo", early)
