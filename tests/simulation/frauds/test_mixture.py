import numpy as np
import pytest

from fraudpipe.records.moments import DAY_SECONDS, seconds
from fraudpipe.simulation.calendar import make_calendar
from fraudpipe.simulation.frauds import TRACES
from fraudpipe.simulation.frauds.mixture import RING_KINDS, mixture
from fraudpipe.simulation.parameters import WorldParameters


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
    assert mixture(WorldParameters(joined_twice_weight=0.1))[-1][kind] > 0


def test_what_no_preset_has_is_in_no_mixture():
    assert not any(one["joined_twice"] for one in mixture(WorldParameters()))


def test_the_new_kind_alone_is_there_from_the_start():
    others = {one: 0.0 for one in WorldParameters.model_fields if one.endswith("_weight") and "generated" not in one}
    assert all(one["generated_papers"] > 0 for one in mixture(WorldParameters.model_validate(others)))


def test_the_calendar_orders_the_new_kind_in_the_last_months_only():
    parameters = WorldParameters(claims=20_000, fraud_share=0.2)
    calendar = make_calendar(parameters, 5, mixture(parameters), RING_KINDS)
    moments = calendar.submitted_at[calendar.kind == calendar.kinds.index("generated_papers")]
    assert len(moments) > 40
    assert moments.min() > seconds(parameters.ends_on) - 200 * DAY_SECONDS


def test_claims_of_rings_have_a_ring_and_no_others_have_one():
    parameters = WorldParameters(claims=5_000, fraud_share=0.2)
    calendar = make_calendar(parameters, 5, mixture(parameters), RING_KINDS)
    kinds = [calendar.kinds.index(one) for one in RING_KINDS]
    assert np.array_equal(calendar.ring >= 0, np.isin(calendar.kind, kinds))
