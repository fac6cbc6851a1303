"""Numbers in an order that says nothing: a permutation of 0..size-1 that needs no memory.

A four-round Feistel network with cycle walking (Black and Rogaway 2002), so that a world of any size can be numbered
piece by piece. It hides order from models; it is no cipher for secrets.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
_ROUNDS = 4


def scrambled(numbers: npt.ArrayLike, size: int, seed: int, name: str) -> Numbers:
    """The place of each of `numbers` in a random order of all whole numbers below `size`.

    Args:
        numbers: Whole numbers from 0 to below `size`, any shape.
        size: How many numbers there are in all.
        seed: Of the world.
        name: What is numbered; another name gives another order.
    """
    half = max(1, (max(size - 1, 1).bit_length() + 1) // 2)
    keys = _keys(seed, name)
    found = _rounds(np.asarray(numbers, dtype=np.uint64), half, keys)
    outside = found >= np.uint64(size)
    while outside.any():
        found[outside] = _rounds(found[outside], half, keys)
        outside = found >= np.uint64(size)
    return found


def _keys(seed: int, name: str) -> Numbers:
    words = [seed, *name.encode()]
    return np.random.default_rng(np.random.SeedSequence(words)).integers(0, 2**63, _ROUNDS, dtype=np.uint64)


def _rounds(numbers: Numbers, half: int, keys: Numbers) -> Numbers:
    mask, shift = np.uint64((1 << half) - 1), np.uint64(half)
    left, right = numbers >> shift, numbers & mask
    for key in keys:
        left, right = right, left ^ (_mixed(right, key) & mask)
    return (left << shift) | right


def _mixed(words: Numbers, key: np.uint64) -> Numbers:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input reaches every bit of the output."""
    with np.errstate(over="ignore"):
        mixed = words + key
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
