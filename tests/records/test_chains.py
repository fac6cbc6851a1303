"""Chains in arrays beside plain lists."""

import numpy as np

from fraudpipe.records.chains import hang, take_off


def _told(head: np.ndarray, after: np.ndarray, chain: int) -> list[int]:
    found, one = [], int(head[chain])
    while one >= 0:
        found.append(one)
        one = int(after[one])
    return found


def test_chains_hold_what_lists_hold() -> None:
    random = np.random.default_rng(5)
    head, after, before = np.full(3, -1), np.full(12, -1), np.full(12, -1)
    lists: list[list[int]] = [[], [], []]
    for _ in range(400):
        one = int(random.integers(12))
        where = next((chain for chain, held in enumerate(lists) if one in held), None)
        if where is None:
            where = int(random.integers(3))
            lists[where].insert(0, one)
            hang(head, after, before, where, one)
        else:
            lists[where].remove(one)
            take_off(head, after, before, where, one)
        assert [_told(head, after, chain) for chain in range(3)] == lists
