"""How far a page that is tilted, bent or folded makes its rows sink, from the rows themselves."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Place = tuple[float, float]
"""Middle of a piece of text, in pixels."""
Sighted = tuple[float, float, float]
"""Middle of a piece of text and its height, in pixels."""

_FEWEST_PIECES = 12
_STRAY = 0.6
"""Heights off the curve at which a piece counts as one of another row."""
_STIFFNESS = 0.3
_PASSES = 3


def straightened(rows: Sequence[Sequence[Sighted]], places: Sequence[Place]) -> list[float] | None:
    """The heights at which `places` would lie on a flat page, or None where the rows do not tell.

    The sinking is a polynomial of the second degree across the page, whose shape may change down the page: tilt,
    perspective and a sheet that curls about an upright axis. It is fitted to the differences within rows, so that
    nothing has to be known about the distance of rows.

    >>> rows = [[(x, y + 0.05 * x, 30.0) for x in range(0, 900, 150)] for y in range(0, 400, 50)]
    >>> flat = straightened(rows, [(0.0, 100.0), (800.0, 140.0)])
    >>> round(flat[1] - flat[0])
    0
    """
    sighted = [row for row in rows if len(row) > 1]
    if sum(map(len, sighted)) < _FEWEST_PIECES:
        return None
    points = np.array([piece for row in sighted for piece in row], dtype=np.float64)
    row_of = np.repeat(np.arange(len(sighted)), [len(row) for row in sighted])
    middle, spread = points[:, :2].mean(axis=0), np.maximum(np.ptp(points[:, :2], axis=0) / 2, 1.0)
    terms = _terms((points[:, :2] - middle) / spread)
    weights = np.ones(len(points))
    slopes = np.zeros(terms.shape[1])
    for _ in range(_PASSES):
        slopes = _fitted(terms, points[:, 1], row_of, weights)
        off = np.abs(_centred(points[:, 1] - terms @ slopes, row_of, weights)) / points[:, 2]
        weights = np.where(off < _STRAY, 1.0, 0.05)
    every = np.array(places, dtype=np.float64)
    sinking = _terms((every - middle) / spread) @ slopes
    return [float(level) for level in every[:, 1] - sinking]


def _terms(places: Floats) -> Floats:
    x, y = places[:, 0], places[:, 1]
    return np.stack([x, x * x, x * y, x * x * y, x * y * y], axis=1)


def _fitted(terms: Floats, levels: Floats, row_of: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """Least squares on differences within rows, held back a little so that few pieces do not bend a page."""
    columns = np.stack([_centred(column, row_of, weights) for column in terms.T], axis=1)
    wanted = _centred(levels, row_of, weights)
    weighted = columns * weights[:, None]
    stiff = _STIFFNESS * np.diag([0.0, 1.0, 1.0, 2.0, 2.0]) + 1e-9 * np.eye(columns.shape[1])
    return np.asarray(np.linalg.solve(columns.T @ weighted + stiff, weighted.T @ wanted))


def _centred(values: Floats, row_of: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """Values less the mean of their row."""
    sums, counts = np.bincount(row_of, values * weights), np.bincount(row_of, weights)
    return np.asarray(values - (sums / counts)[row_of])
