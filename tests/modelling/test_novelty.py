import numpy as np
import pandas as pd

from fraudpipe.modelling.novelty import novelty

NAMES = ("a", "b", "empty")


def usual(rows: int = 400) -> pd.DataFrame:
    random = np.random.default_rng(1)
    return pd.DataFrame({"a": random.normal(0, 1, rows), "b": random.normal(0, 1, rows), "empty": np.nan})


def test_the_unusual_stand_above_the_usual() -> None:
    asked = pd.DataFrame({"a": [0.0, 8.0], "b": [0.0, -8.0], "empty": np.nan})
    found = novelty(usual(), asked, NAMES, seed=1)
    assert 0 <= found[0] < 0.5
    assert found[1] > 0.99
    np.testing.assert_array_equal(found, novelty(usual(), asked, NAMES, seed=1))


def test_what_is_missing_where_it_never_was_is_unusual() -> None:
    asked = pd.DataFrame({"a": [0.0, np.nan], "b": 0.0, "empty": np.nan})
    # Missing in a few recent claims, so that the forest can split on it.
    recent = usual()
    recent.loc[:3, "a"] = np.nan
    plain, missing = novelty(recent, asked, NAMES, seed=1)
    assert missing > plain


def test_without_history_everything_is_alike() -> None:
    assert novelty(usual(10), usual(3), NAMES).tolist() == [0.5, 0.5, 0.5]
