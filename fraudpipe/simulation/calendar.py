"""When claims come and which of them are false: the plan of a whole world, made before any claim is.

Only whole numbers, a few bytes a claim, so that the plan of a million claims fits in memory while the claims do not.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fraudpipe.records.moments import DAY_SECONDS, day_of, seconds
from fraudpipe.simulation.country.population import waves
from fraudpipe.simulation.dice import stream
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.plans import WAITING_DAYS
from fraudpipe.simulation.scene import QUARTER_DAYS, Slot

BLOCK_CLAIMS = 5_000
"""Claims that are made together: one independent slice of the population over all of the time."""

_DAY_OPENS, _DAY_CLOSES = 8 * 3_600, 22 * 3_600
_SATURDAY, _WEEKEND = 5, 0.55
_SEASON, _COLDEST_DAY, _YEAR_DAYS = 0.08, 20, 365.25
"""Fewer claims at weekends, more in winter [A]."""

_RING_DAYS_MEDIAN, _RING_DAYS_SPREAD = 150.0, 0.68
_RINGS_ALIVE = 12
_RING_SMALLEST, _RING_LARGEST, _RING_TAIL = 3, 400, 1.35

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan. All arrays have one entry a claim, in the order of claim numbers.

    Attributes:
        kinds: The kinds of fraud; `kind` points into it, -1 for an honest claim.
        submitted_at: Epoch seconds.
        ring: Number of the ring, -1 for none.
        block: Which block makes it.
        blocks: How many blocks there are.
    """

    kinds: tuple[str, ...]
    submitted_at: Whole
    kind: Whole
    ring: Whole
    block: Whole
    blocks: int

    def slots(self, block: int) -> list[Slot]:
        """The claims of one block, in time order."""
        numbers = np.flatnonzero(self.block == block)
        numbers = numbers[np.argsort(self.submitted_at[numbers], kind="stable")]
        return [
            Slot(number, moment, self.kinds[kind] if kind >= 0 else "", ring)
            for number, moment, kind, ring in zip(
                numbers.tolist(), self.submitted_at[numbers].tolist(), self.kind[numbers].tolist(),
                self.ring[numbers].tolist(), strict=True,
            )
        ]  # fmt: skip


def make_calendar(
    parameters: WorldParameters, seed: int, mixture: Sequence[Mapping[str, float]], ring_kinds: Sequence[str]
) -> Calendar:
    """The plan of the world of `parameters` and `seed`.

    Args:
        parameters: The numbers of the world.
        seed: Of the world.
        mixture: Kind of fraud to its weight, for every quarter of history; the last also serves what comes after.
        ring_kinds: The kinds whose claims belong to rings.
    """
    kinds = tuple(sorted({kind for quarter in mixture for kind in quarter} | {"non_disclosure"}))
    start, history_as_of = seconds(parameters.starts_on), seconds(parameters.ends_on)
    parts = [_batch(parameters, seed, "history", parameters.claims, start, history_as_of, kinds, mixture)]
    for night in range(parameters.nights):
        first = history_as_of + night * DAY_SECONDS
        last = first + DAY_SECONDS
        parts.append(_batch(parameters, seed, f"night{night}", parameters.night_claims, first, last, kinds, mixture))
    submitted_at = np.concatenate([moments for moments, _ in parts])
    kind = np.concatenate([found for _, found in parts])
    ring = np.full(len(kind), -1, dtype=np.int64)
    first_night = len(parts[0][0])
    count = 0
    for name in ring_kinds:
        if name in kinds:
            count = _enrol(
                submitted_at, kind == kinds.index(name), ring, count, first_night, stream(seed, "rings", name)
            )
    blocks = max(1, round(len(kind) / BLOCK_CLAIMS))
    draw = stream(seed, "blocks")
    block = draw.integers(0, blocks, len(kind))
    home = draw.integers(0, blocks, max(1, count))
    block = np.where(ring >= 0, home[np.maximum(ring, 0)], block)
    return Calendar(kinds, submitted_at, kind, ring, block, blocks)


def _batch(
    parameters: WorldParameters,
    seed: int,
    name: str,
    count: int,
    first: int,
    last: int,
    kinds: tuple[str, ...],
    mixture: Sequence[Mapping[str, float]],
) -> tuple[Whole, Whole]:
    """Moments and kinds of `count` claims handed in from `first` to before `last`, in time order."""
    draw = stream(seed, "calendar", name)
    moments = np.sort(_moments(parameters, count, first, last, draw))
    share = parameters.fraud_share if name == "history" else parameters.night_fraud_share
    frauds, hidden = round(count * share), round(count * parameters.non_disclosure_share)
    chosen = draw.permutation(count)[: frauds + hidden]
    kind = np.full(count, -1, dtype=np.int64)
    kind[chosen[frauds:]] = kinds.index("non_disclosure")
    guilty = chosen[:frauds]
    quarters = np.minimum(
        (moments[guilty] - seconds(parameters.starts_on)) // (QUARTER_DAYS * DAY_SECONDS), len(mixture) - 1
    )
    weights = np.array([[quarter.get(one, 0.0) for one in kinds] for quarter in mixture])
    edges = np.cumsum(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12), axis=1)
    picks = (edges[quarters] <= draw.random(len(guilty))[:, None]).sum(axis=1)
    kind[guilty] = np.minimum(picks, len(kinds) - 1)
    if not weights.any():
        kind[guilty] = -1
    return moments, kind


def _moments(parameters: WorldParameters, count: int, first: int, last: int, draw: np.random.Generator) -> Whole:
    """As many a day as there are members past the wait, more in winter and fewer at weekends; in waking hours."""
    begins = day_of(first)
    days = (last - first) // DAY_SECONDS
    place = np.arange(days)
    grown = waves(parameters.starts_on, parameters.ends_on)
    months = [grown.month(begins + dt.timedelta(days=int(one) - WAITING_DAYS)) for one in place]
    exposed = np.array([grown.edges[min(max(one, 0), len(grown.edges) - 1)] for one in months])
    season = 1.0 + _SEASON * np.cos((place + begins.timetuple().tm_yday - _COLDEST_DAY) * 2 * np.pi / _YEAR_DAYS)
    weekend = (begins.weekday() + place) % 7 >= _SATURDAY
    weights = exposed * season * np.where(weekend, _WEEKEND, 1.0)
    day = draw.choice(days, size=count, p=weights / weights.sum())
    second = draw.integers(_DAY_OPENS, _DAY_CLOSES, count)
    return np.asarray(first + day * DAY_SECONDS + second, dtype=np.int64)


def _enrol(
    submitted_at: Whole,
    mine: npt.NDArray[np.bool_],
    ring: Whole,
    number: int,
    first_night: int,
    draw: np.random.Generator,
) -> int:
    """Gives claims of history to rings of heavy-tailed size that live some months; nights go to rings still alive.

    A ring's claims move into its months, to days and hours on which others hand in claims too. Returns the number of
    the next ring.
    """
    positions = np.flatnonzero(mine)
    everybody = np.sort(submitted_at[:first_night])
    left = positions[positions < first_night].tolist()
    ended: list[tuple[int, int]] = []
    while left:
        size = min(len(left), _ring_size(draw))
        begins = int(draw.integers(0, len(left) - size + 1))
        members = np.array(left[begins : begins + size])
        del left[begins : begins + size]
        # Around its own claims, not after them: otherwise rings drift to the end of history.
        middle = int(np.median(submitted_at[members]))
        half = draw.lognormal(np.log(_RING_DAYS_MEDIAN), _RING_DAYS_SPREAD) * DAY_SECONDS / 2
        first, last = np.searchsorted(everybody, (middle - half, middle + half))
        days_taken = everybody[draw.integers(first, max(first + 1, last), size)] // DAY_SECONDS * DAY_SECONDS
        seconds_taken = submitted_at[draw.integers(0, first_night, size)] % DAY_SECONDS
        moved = np.clip(days_taken + seconds_taken, everybody[0], everybody[-1])
        submitted_at[members] = np.sort(moved)
        ring[members] = number
        ended.append((int(moved.max()), number))
        number += 1
    alive = [one for _, one in sorted(ended)[-_RINGS_ALIVE:]]
    for position in positions[positions >= first_night]:
        if not alive:
            alive.append(number)
            number += 1
        ring[position] = alive[int(draw.integers(0, len(alive)))]
    return number


def _ring_size(draw: np.random.Generator) -> int:
    """A discrete Pareto draw: most rings are small, a few hold hundreds [A]."""
    return min(_RING_LARGEST, int(_RING_SMALLEST * (1.0 - draw.random()) ** (-1.0 / _RING_TAIL)))
