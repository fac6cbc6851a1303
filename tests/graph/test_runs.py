"""Sorting without comparing, against sorting."""

import numpy as np
import pytest

from fraudpipe.graph.runs import in_order


@pytest.mark.parametrize(("low", "high"), [(0, 5), (-3, 2_000), (1_600_000_000, 1_700_000_000), (0, 1 << 62)])
@pytest.mark.parametrize("width", [np.int32, np.int64])
def test_the_order_is_that_of_a_stable_sort(low: int, high: int, width: type) -> None:
    rng = np.random.default_rng(3)
    keys = rng.integers(low, min(high, np.iinfo(width).max), 4_000).astype(width)
    np.testing.assert_array_equal(in_order(keys), np.argsort(keys, kind="stable"))


def test_what_is_in_order_stays() -> None:
    assert in_order(np.array([1, 1, 4])).tolist() == [0, 1, 2]
    assert in_order(np.zeros(0, np.int32)).tolist() == []
