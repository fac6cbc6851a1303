import datetime as dt
from itertools import pairwise

import numpy as np

from fraudpipe.records.moments import DAY_SECONDS, day_of, seconds
from fraudpipe.simulation.calendar import make_calendar
from fraudpipe.simulation.parameters import WorldParameters

_RING = [{"broker_ring": 1.0}]


def _calendar(mixture, claims=30_000, **changes):
    parameters = WorldParameters(claims=claims, night_claims=20, **changes)
    return parameters, make_calendar(parameters, 5, mixture, ["broker_ring"])


def test_history_and_nights_come_in_their_time():
    parameters, calendar = _calendar(_RING, nights=3)
    as_of = seconds(parameters.ends_on)
    assert (calendar.submitted_at[:30_000] < as_of).all()
    assert (calendar.submitted_at[:30_000] >= seconds(parameters.starts_on)).all()
    nights = (calendar.submitted_at[30_000:] - as_of) // DAY_SECONDS
    assert np.bincount(nights).tolist() == [20, 20, 20]


def test_rings_have_a_heavy_tail_and_live_some_months():
    _, calendar = _calendar(_RING, fraud_share=0.1)
    sizes = np.bincount(calendar.ring[:30_000][calendar.ring[:30_000] >= 0])
    assert np.median(sizes) < 8
    assert sizes.max() > 60
    largest = calendar.submitted_at[calendar.ring == sizes.argmax()]
    assert (largest.max() - largest.min()) / DAY_SECONDS < 1_000


def test_a_ring_is_made_in_one_block():
    _, calendar = _calendar(_RING, fraud_share=0.1)
    assert calendar.blocks > 3
    for ring in range(50):
        assert len(set(calendar.block[calendar.ring == ring])) <= 1


def test_every_claim_is_in_one_block_and_blocks_are_in_time_order():
    _, calendar = _calendar(_RING)
    slots = [calendar.slots(block) for block in range(calendar.blocks)]
    assert sorted(slot.number for some in slots for slot in some) == list(range(30_020))
    assert all(first.submitted_at <= then.submitted_at for some in slots for first, then in pairwise(some))


def test_the_mixture_of_a_quarter_rules_its_frauds():
    mixture = [{"altered_paper": 1.0}] * 6 + [{"fabricated_paper": 1.0}]
    parameters, calendar = _calendar(mixture, fraud_share=0.2)
    place = calendar.kinds.index("fabricated_paper")
    first = calendar.submitted_at[calendar.kind == place].min()
    assert 6 * 91 <= (first - seconds(parameters.starts_on)) / DAY_SECONDS < 6 * 91 + 5


def test_fraud_comes_on_the_days_on_which_honest_claims_come():
    _, calendar = _calendar(_RING, fraud_share=0.3)
    weekend = np.array([day_of(one).weekday() >= 5 for one in calendar.submitted_at[:30_000].tolist()])
    fraud = calendar.kind[:30_000] >= 0
    assert abs(weekend[fraud].mean() - weekend[~fraud].mean()) < 0.015
    hour = calendar.submitted_at[:30_000] % DAY_SECONDS
    assert abs(hour[fraud].mean() - hour[~fraud].mean()) < 600


def test_no_weights_no_fraud():
    _, calendar = _calendar([{"broker_ring": 0.0}], fraud_share=0.3)
    assert set(calendar.kind[calendar.kind >= 0]) == {calendar.kinds.index("non_disclosure")}


def test_the_last_day_counts():
    parameters, calendar = _calendar(_RING, claims=4_000, starts_on=dt.date(2026, 2, 27))
    assert {day_of(one) for one in calendar.submitted_at.tolist()} >= {dt.date(2026, 2, 28), parameters.ends_on}
