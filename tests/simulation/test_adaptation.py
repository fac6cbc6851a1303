import pytest

from fraudpipe.errors import UserError
from fraudpipe.simulation.adaptation import LEAST, MOST, habits
from fraudpipe.simulation.frauds import TRACES
from fraudpipe.simulation.frauds.mixture import quarters
from fraudpipe.simulation.parameters import WorldParameters


def test_without_adaptation_nobody_changes_habits():
    assert habits(WorldParameters(adaptation_rate=0.0)) == {}


def test_nothing_changes_before_the_first_year_taught_the_platform_anything():
    for trace, factors in habits(WorldParameters()).items():
        assert factors[:5] == (1.0,) * 5, trace


def test_factors_cover_every_quarter_and_stay_within_bounds():
    parameters = WorldParameters(adaptation_rate=1.0)
    found = habits(parameters)
    assert set(found) == {trace for kind, traces in TRACES.items() if kind != "non_disclosure" for trace in traces}
    for factors in found.values():
        assert len(factors) == quarters(parameters)
        assert all(LEAST <= one <= MOST for one in factors)


def test_the_commonest_traces_are_given_up_and_the_quicker_the_higher_the_rate():
    slow, quick = (habits(WorldParameters(adaptation_rate=rate)) for rate in (0.2, 0.6))
    for trace in ("shared_device", "event_just_after_wait", "shared_referrer"):
        assert quick[trace][-1] < slow[trace][-1] < 0.98
    assert all(
        later <= sooner for sooner, later in zip(quick["shared_device"], quick["shared_device"][1:], strict=False)
    )


def test_who_watches_telephones_gets_fewer_telephones_and_more_of_the_rest():
    found = habits(WorldParameters(watched={"shared_phone": 3.0}))
    assert found["shared_phone"][4] < 0.75
    assert found["shared_device"][4] > 1.0
    assert found["laboratory_normal"][4] == 1.0


def test_a_trace_that_no_fraud_leaves_is_refused_by_name():
    with pytest.raises(UserError, match="Did you mean 'shared_phone'"):
        habits(WorldParameters(watched={"shared_phne": 1.0}))


def test_carelessness_stays_whatever_is_watched():
    found = habits(WorldParameters(adaptation_rate=1.0, watched={"shared_phone": 1.0}))
    assert set(found["shared_phone"][1:]) == {LEAST}
