"""How often two things went together in past claims, against how often they would by chance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

PRIOR = 5.0
"""Claims of pure chance that every pair is given beforehand, so that few cases prove little."""


@dataclass(frozen=True, slots=True)
class Combination:
    """How usual two things are together.

    Attributes:
        left: The one, such as an illness.
        right: The other, such as an item.
        together: Claims with both.
        left_count: Claims with the one, among those where the other could have been seen.
        right_count: Claims with the other.
        total: Claims in all where both could have been seen.
    """

    left: str
    right: str
    together: int
    left_count: int
    right_count: int
    total: int

    @property
    def expected(self) -> float:
        """Claims with both, if they had nothing to do with one another."""
        return self.left_count * self.right_count / self.total if self.total else 0.0

    @property
    def share(self) -> float:
        """Share (0-1) of the claims with the one that have the other too."""
        return self.together / self.left_count if self.left_count else 0.0

    @property
    def lift(self) -> float:
        """Times as often as by chance, drawn towards 1 where there are few claims.

        >>> Combination("C50", "曲妥珠单抗", 90, 100, 100, 10_000).lift
        15.833333333333334
        """
        return (self.together + PRIOR) / (self.expected + PRIOR)


class Pairs:
    """Counts of pairs of one sort, such as illness and item.

    Args:
        left: Names of the one sort; a place in it is its number.
        right: Names of the other sort.
        keys: Sorted numbers of the pairs: left * len(right) + right.
        counts: Claims with each pair.
        left_counts: Claims with each of the one sort.
        right_counts: Claims with each of the other.
        total: Claims in all.
    """

    def __init__(
        self, left: tuple[str, ...], right: tuple[str, ...], keys: Ints, counts: Ints,
        left_counts: Ints, right_counts: Ints, total: int,
    ) -> None:  # fmt: skip
        self.left, self.right, self.keys, self.counts = left, right, keys, counts
        self.left_counts, self.right_counts, self.total = left_counts, right_counts, total
        self._left = {name: place for place, name in enumerate(left)}
        self._right = {name: place for place, name in enumerate(right)}

    def of(self, left: str, right: str) -> Combination:
        """How usual the two are together; names never seen count nothing."""
        a, b = self._left.get(left, -1), self._right.get(right, -1)
        together = 0
        if a >= 0 and b >= 0:
            key = a * len(self.right) + b
            place = int(self.keys.searchsorted(key))
            together = int(self.counts[place]) if place < len(self.keys) and self.keys[place] == key else 0
        return Combination(
            left, right, together,
            int(self.left_counts[a]) if a >= 0 else 0, int(self.right_counts[b]) if b >= 0 else 0, self.total,
        )  # fmt: skip

    def all_of(self, left: str) -> Iterator[Combination]:
        """Every pair of the one thing that was seen, in the order of the others' names."""
        a = self._left.get(left)
        if a is None:
            return
        width = len(self.right)
        for place in range(int(self.keys.searchsorted(a * width)), int(self.keys.searchsorted((a + 1) * width))):
            yield self.of(left, self.right[int(self.keys[place]) - a * width])


def pairs_of(
    left: tuple[str, ...], right: tuple[str, ...], a: Ints, b: Ints, weights: Mapping[str, Ints] | None = None
) -> Pairs:
    """Counts pairs.

    Args:
        left: Names of the one sort.
        right: Names of the other.
        a: Of each claim with both known (or of each different claim and item) the place in `left`.
        b: The same of `right`.
        weights: Counts of claims by left, right and in all ("left", "right", "total"), where a claim has several of
            the right; without it every entry is a claim.
    """
    keys, counts = np.unique(a * np.int64(len(right)) + b, return_counts=True)
    if weights is None:
        return Pairs(
            left, right, keys, counts.astype(np.int64), np.bincount(a, minlength=len(left)),
            np.bincount(b, minlength=len(right)), len(a),
        )  # fmt: skip
    return Pairs(
        left, right, keys, counts.astype(np.int64), weights["left"], weights["right"], int(weights["total"][0])
    )  # fmt: skip
