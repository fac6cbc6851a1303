"""Medians of what each key had seen by an instant, against a plain loop."""

import statistics

import numpy as np

from fraudpipe.featuring.running.medians import peers, usual

NOBODY = -1


def test_the_median_is_of_what_is_seen_at_the_instant() -> None:
    draw = np.random.default_rng(7)
    rows, keys = 200, 3
    key, value = draw.integers(NOBODY, keys, rows), draw.integers(-50, 50, rows)
    visible_at = draw.integers(0, 20, rows)
    leaves_at = visible_at + draw.integers(0, 6, rows)
    cells = [(one, instant) for one in range(NOBODY, keys) for instant in range(26)]
    asked_key, instant = (np.array(some) for some in zip(*cells, strict=True))
    middle, spread = usual(peers(key, keys, visible_at, leaves_at, value), asked_key, instant)
    for number, (one, at) in enumerate(cells):
        seen = value[(key == one) & (visible_at < at) & (at <= leaves_at)].tolist() if one != NOBODY else []
        if not seen:
            assert np.isnan(middle[number])
            assert np.isnan(spread[number])
            continue
        assert middle[number] == statistics.median(seen)
        assert spread[number] == statistics.median(abs(some - middle[number]) for some in seen)
    assert np.isnan(middle).any()
    assert np.isfinite(middle).sum() > 20
