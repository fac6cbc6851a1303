import pytest

from fraudpipe.simulation.adaptation import LEAST, MOST, habits
from fraudpipe.simulation.frauds import TRACES
from fraudpipe.simulation.frauds.mixture import mixture, quarters
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


def test_a_trace_that_no_watched_kind_leaves_never_moves():
    assert set(habits(WorldParameters(watched={"not_a_trace": 1.0}))["shared_phone"]) == {1.0}


def test_without_drift_the_mixture_is_the_same_in_every_quarter():
    parameters = WorldParameters(drift=0.0)
    first, *others = mixture(parameters)
    assert all(one == first for one in others)
    assert first["generated_papers"] == parameters.generated_weight


def test_with_drift_rings_grow_and_machines_replace_forgers_in_the_last_months():
    found = mixture(WorldParameters())
    assert found[-1]["broker_ring"] > 2 * found[0]["broker_ring"]
    assert found[-1]["altered_paper"] < 0.5 * found[0]["altered_paper"]
    new = [one["generated_papers"] > 0 for one in found]
    assert new == sorted(new)
    assert 2 <= sum(new) <= 3
    assert found[-1]["fabricated_paper"] < found[-1]["generated_papers"]


@pytest.mark.parametrize("kind", [one for one in TRACES if one != "non_disclosure"])
def test_every_kind_has_a_weight(kind):
    assert mixture(WorldParameters())[-1][kind] > 0
