"""Chains of numbers in arrays: one is hung in or taken out in a moment, wherever it hangs.

`head` has the first of each chain, `after` and `before` the neighbours of each number; -1 is nobody.
"""

import numba


@numba.njit(cache=True)
def hang(head, after, before, chain, one):  # type: ignore[no-untyped-def]
    """Hangs a number in front of a chain."""
    after[one], before[one] = head[chain], -1
    if head[chain] >= 0:
        before[head[chain]] = one
    head[chain] = one


@numba.njit(cache=True)
def take_off(head, after, before, chain, one):  # type: ignore[no-untyped-def]
    """Takes a number out of the chain that it hangs in."""
    if before[one] >= 0:
        after[before[one]] = after[one]
    else:
        head[chain] = after[one]
    if after[one] >= 0:
        before[after[one]] = before[one]
