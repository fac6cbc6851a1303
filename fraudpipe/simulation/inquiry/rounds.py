"""The calendar of selection: four rounds a month, each decided at six in the evening of its last day.

A round sees the claims whose last paper was in before its decision and none after it; capacity is given by the month.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fraudpipe.records.moments import DAY_SECONDS

ROUNDS = 4
MONTHS_A_QUARTER = 3
_FIRST_DAYS = np.array([8, 16, 24])
"""Days of the month on which the second, third and fourth round begin to collect."""

_SHANGHAI_SECONDS = 8 * 3_600
_EVENING_SECONDS = 6 * 3_600

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rounds:
    """When the claims of a world are decided upon, one entry a claim.

    Attributes:
        number: Months since 1970 times ROUNDS, plus the round within the month.
    """

    number: Whole

    @property
    def month(self) -> Whole:
        """Months since 1970 in Asia/Shanghai."""
        return self.number // ROUNDS

    @property
    def quarter(self) -> Whole:
        """Calendar quarters since 1970."""
        return self.month // MONTHS_A_QUARTER


def rounds_of(complete_at: Whole) -> Rounds:
    """The round that decides upon each claim: what is complete after six on its last evening waits for the next one."""
    shifted = (complete_at + _SHANGHAI_SECONDS + _EVENING_SECONDS).astype("datetime64[s]")
    month = shifted.astype("datetime64[M]")
    day = (shifted.astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64) + 1
    within = np.searchsorted(_FIRST_DAYS, day, side="right")
    return Rounds(month.astype(np.int64) * ROUNDS + within)


def decided_at(number: Whole) -> Whole:
    """The moment at which rounds decide, epoch seconds.

    >>> import numpy as np
    >>> from fraudpipe.records.moments import at
    >>> [at(one) for one in decided_at(np.array([650 * 4, 650 * 4 + 3])).tolist()]
    ['2024-03-07T18:00:00+08:00', '2024-03-31T18:00:00+08:00']
    """
    month, within = number // ROUNDS, number % ROUNDS
    last = within == ROUNDS - 1
    start = np.where(last, month + 1, month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    next_day = start + np.where(last, 0, np.append(_FIRST_DAYS, 1)[within] - 1)
    return np.asarray(next_day * DAY_SECONDS - _SHANGHAI_SECONDS - _EVENING_SECONDS, dtype=np.int64)
