import numpy as np
import pandas as pd
import planted_world
import pytest

from fraudpipe.errors import UserError
from fraudpipe.modelling.split import labels_at, split_by_time


def outcomes(*rows: tuple[str, str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim_id", "outcome", "verification_depth", "known_at", "received_at"])


def test_a_label_is_what_was_known_at_the_moment() -> None:
    found = outcomes(
        ("a", "confirmed_fraud", "full", 10, 10),
        ("a", "not_fraud", "full", 20, 20),
        ("b", "not_fraud", "desk", 5, 5),
        ("c", "confirmed_fraud", "desk", 5, 30),
        ("d", "withdrawn", "full", 5, 5),
    )
    claims = pd.Series(["a", "b", "c", "d", "e"])
    nothing = np.nan
    at = {moment: labels_at(claims, found, moment, planted_world.spec()) for moment in (10, 11, 21, 31)}
    np.testing.assert_array_equal(at[10], [nothing] * 5)
    np.testing.assert_array_equal(at[11], [1, nothing, nothing, nothing, nothing])
    np.testing.assert_array_equal(at[21], [0, nothing, nothing, nothing, nothing])
    np.testing.assert_array_equal(at[31], [0, nothing, 1, nothing, nothing])


def test_no_part_uses_an_outcome_that_came_after_the_next_part_began() -> None:
    frame, found = planted_world.world()
    split = split_by_time(frame, found, planted_world.UNTIL, planted_world.spec())
    visible = found.set_index("claim_id")["known_at"].reindex(frame["claim_id"]).to_numpy()
    as_of = frame["as_of"].to_numpy()
    assert (as_of[split.fit] < split.calibrate_from).all()
    assert (visible[split.fit] < split.calibrate_from).all()
    assert (as_of[split.calibrate] >= split.calibrate_from).all()
    assert (visible[split.calibrate] < split.test_from).all()
    assert (as_of[split.test] >= split.test_from).all()
    # The delay really costs claims: some of the oldest part were not decided in time.
    assert len(split.fit) < (as_of < split.calibrate_from).sum()


def test_too_few_outcomes_are_told() -> None:
    frame, found = planted_world.world()
    with pytest.raises(UserError, match="the part to fit has"):
        split_by_time(frame, found[found["outcome"] == "not_fraud"], planted_world.UNTIL, planted_world.spec())
    with pytest.raises(UserError, match="fraudpipe ingest DIR"):
        split_by_time(frame.head(0), found, planted_world.UNTIL, planted_world.spec())
