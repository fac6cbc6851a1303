"""The only reader of the wall clock.

Nothing that is computed depends on it: a night's moment is the ``as_of`` that its delivery states. The clock serves
the operator alone: how long a stage took, when a run was started.
"""

import time


def wall_seconds() -> int:
    """The present as int64 epoch seconds, for run records that no output contains."""
    return int(time.time())


def stopwatch_seconds() -> float:
    """A monotonic reading in seconds; only differences mean anything."""
    return time.perf_counter()
