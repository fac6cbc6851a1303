"""Who decides a claim: reviewers at the desk, investigators in the provinces, all known by numbers that say nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fraudpipe.simulation.dice import stream

_NUMBERS = 9_999
_FEWEST_AT_DESK = 12
_SPREAD = 0.25


def reviewer_ids(seed: int) -> list[str]:
    """Every id that a world may give, in an order drawn from its seed; the first ones work at the desk."""
    numbers = stream(seed, "reviewers").permutation(_NUMBERS) + 1
    return [f"V{number:04d}" for number in numbers.tolist()]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who decides claims.

    Attributes:
        ids: All of them; the desk first, then the provinces one after the other.
        desk_count: How many work at the desk; the insiders are among them and carry the load of the others.
        strictness: Factor on what each of the desk finds: colleagues differ without any ill will.
    """

    ids: tuple[str, ...]
    desk_count: int
    strictness: npt.NDArray[np.float64]
    first_of_province: npt.NDArray[np.int64]
    count_of_province: npt.NDArray[np.int64]

    def at_desk(self, draw: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Places in `ids` of desk reviewers, all equally likely."""
        return (draw * self.desk_count).astype(np.int64)

    def in_province(self, province: npt.NDArray[np.int64], draw: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Places in `ids` of investigators of these provinces."""
        within = (draw * self.count_of_province[province]).astype(np.int64)
        return self.first_of_province[province] + within


def hire(seed: int, insiders: Sequence[str], desk_count: int, by_province: npt.NDArray[np.int64]) -> Staff:
    """The staff of a world.

    Args:
        seed: Of the world.
        insiders: Ids of those who wave claims through.
        desk_count: Reviewers at the desk, raised to a dozen and to twice the insiders.
        by_province: Investigators of each province, at least 1 each.
    """
    desk_count = max(desk_count, _FEWEST_AT_DESK, 2 * len(insiders))
    known = set(insiders)
    others = [one for one in reviewer_ids(seed) if one not in known]
    wanted = desk_count + int(by_province.sum())
    # A world beyond ten thousand people numbers on: ids must not run out.
    others += [f"V{number}" for number in range(_NUMBERS + 1, _NUMBERS + 1 + max(0, wanted - len(others)))]
    ids = tuple([*insiders, *others][:wanted])
    strictness = np.exp(_SPREAD * stream(seed, "reviewers", "strictness").standard_normal(desk_count))
    first = desk_count + np.concatenate([[0], np.cumsum(by_province)[:-1]]).astype(np.int64)
    return Staff(ids, desk_count, strictness, first, by_province)
