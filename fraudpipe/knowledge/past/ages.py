"""Age groups of patients, by the limits that records and rules use."""

import numpy as np
import numpy.typing as npt

AGE_GROUPS = ("newborn", "infant", "child", "young", "adult", "old")
_LIMITS = (0.08, 3.0, 18.0, 40.0, 60.0)
"""Years from which on the next group begins: 28 days, 3, 18, 40 and 60."""


def age_group(age_years: float) -> str:
    """The group of an age in years.

    >>> age_group(0.01), age_group(18), age_group(71.5)
    ('newborn', 'young', 'old')
    """
    return AGE_GROUPS[sum(age_years >= limit for limit in _LIMITS)]


def age_groups(age_years: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Place in AGE_GROUPS of each age; -1 where it is not known."""
    ages = np.asarray(age_years, np.float64)
    return np.where(np.isnan(ages), -1, np.searchsorted(_LIMITS, ages, side="right")).astype(np.int64)
