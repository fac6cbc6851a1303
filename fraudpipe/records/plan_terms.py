"""What the plans promise: waiting, limits and benefits, as large mutual-aid platforms published them."""

WAITING_DAYS = 90
"""Days after joining in which no illness is covered."""

CLAIM_LIMIT_DAYS = 180
"""Days after the diagnosis within which it has to be claimed."""

_FEN = 100
BENEFIT_YOUNG_FEN = 300_000 * _FEN
BENEFIT_OLDER_FEN = 100_000 * _FEN
MILD_BENEFIT_FEN = 50_000 * _FEN
OLDER_FROM = 40
"""From this age the smaller benefit is paid."""

MILD_CATEGORIES = frozenset({"C61", "C73"})
"""Tumours of prostate and thyroid: an early form of them pays the mild benefit."""


def benefit_fen(age: int, mild: bool) -> int:
    """The fixed benefit of an illness.

    >>> benefit_fen(39, False), benefit_fen(40, False), benefit_fen(39, True)
    (30000000, 10000000, 5000000)
    """
    if mild:
        return MILD_BENEFIT_FEN
    return BENEFIT_YOUNG_FEN if age < OLDER_FROM else BENEFIT_OLDER_FEN
