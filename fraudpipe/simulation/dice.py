"""Chance, repeatable: scalar draws from named streams of one seed.

Every part of the world draws from its own stream, so that a change in one part leaves the others as they were.
"""

import hashlib
import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

_Item = TypeVar("_Item")
_BLOCK = 4096
_DIGITS_A_DRAW = 12


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """An independent generator for the part of the world called `names`."""
    digest = hashlib.sha256("\x1f".join(str(one) for one in names).encode()).digest()
    words = [int.from_bytes(digest[start : start + 4], "big") for start in range(0, 16, 4)]
    return np.random.default_rng(np.random.SeedSequence([seed, *words]))


class Dice:
    """Scalar draws from one generator, taken in blocks because single NumPy draws cost a microsecond each.

    Args:
        generator: Where the draws come from; nobody else may draw from it.
    """

    def __init__(self, generator: np.random.Generator, block: int = _BLOCK) -> None:
        self._generator = generator
        self._block = block
        self._units: list[float] = []

    def unit(self) -> float:
        """A float in [0, 1)."""
        if not self._units:
            self._units = self._generator.random(self._block).tolist()
        return self._units.pop()

    def chance(self, probability: float) -> bool:
        """True with `probability`."""
        return self.unit() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both possible."""
        return low + int(self.unit() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A float in [`low`, `high`)."""
        return low + self.unit() * (high - low)

    def pick(self, items: Sequence[_Item]) -> _Item:
        """One of `items`, all equally likely."""
        return items[int(self.unit() * len(items))]

    def weighted(self, items: Sequence[_Item], weights: Sequence[float]) -> _Item:
        """One of `items`, as likely as its weight."""
        left = self.unit() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """A normal draw (Box and Muller 1958)."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self.unit()))
        return mean + deviation * radius * math.cos(2.0 * math.pi * self.unit())

    def lognormal(self, median: float, ninetieth: float) -> float:
        """A log-normal draw stated by its median and its 90th percentile."""
        return median * math.exp(self.normal() * math.log(ninetieth / median) / 1.2815515655)

    def digits(self, count: int) -> str:
        """`count` decimal digits, taken from one draw while a float can hold them."""
        if count > _DIGITS_A_DRAW:
            return self.digits(count - _DIGITS_A_DRAW) + self.digits(_DIGITS_A_DRAW)
        return f"{int(self.unit() * 10**count):0{count}d}"
