"""Where a point of the printed sheet comes to lie in the picture."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.simulation.pages.camera import Shot

Points = npt.NDArray[np.float64]
"""N x 2: x and y in pixels."""


@dataclass(frozen=True, slots=True)
class Warp:
    """From the sheet to the EXIF-oriented picture.

    Attributes:
        matrix: Homography of the flat sheet, 3 x 3.
        curl: Pixels that a bent page rises in the middle; the rise is a half wave from left to right.
        size: Width and height of the sheet, and of the picture before it is scaled and turned.
        scale: Of the picture, across and down.
        turns: Quarter turns counter-clockwise, after scaling.
    """

    matrix: npt.NDArray[np.float64]
    curl: float
    size: tuple[int, int]
    scale: tuple[float, float] = (1.0, 1.0)
    turns: int = 0

    def forward(self, points: Points) -> Points:
        """Points of the sheet in the picture."""
        homogeneous = np.column_stack([points, np.ones(len(points))]) @ self.matrix.T
        flat = homogeneous[:, :2] / homogeneous[:, 2:]
        flat[:, 1] -= self.curl * np.sin(np.pi * flat[:, 0] / self.size[0])
        # Centres of pixels, not their corners, keep their place when a picture is scaled.
        flat = (flat + 0.5) * np.array(self.scale) - 0.5
        width, height = self.scaled
        for _ in range(self.turns):
            flat = np.column_stack([flat[:, 1], width - 1 - flat[:, 0]])
            width, height = height, width
        return flat

    @property
    def scaled(self) -> tuple[int, int]:
        """Width and height after scaling, before turning."""
        return round(self.size[0] * self.scale[0]), round(self.size[1] * self.scale[1])

    def quad(self, area: tuple[float, float, float, float]) -> Points:
        """The four corners of an area of the sheet in the picture, clockwise from its upper left."""
        x0, y0, x1, y1 = area
        return self.forward(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float64))


def draw_warp(shot: Shot, size: tuple[int, int], generator: np.random.Generator) -> Warp:
    """How the sheet lies before the lens; `size` is its width and height."""
    width, height = size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=np.float32)
    shift = inward * generator.uniform(0.2, 1.0, (4, 2)) * (shot.perspective + (0.02 if shot.under else 0.0)) * width
    angle = np.deg2rad(shot.skew)
    shrink = 1.0 if shot.scanned else 1.0 - abs(float(np.sin(angle))) * 1.2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * shrink
    middle = np.array([width / 2, height / 2])
    moved = ((corners + shift - middle) @ turn.T + middle).astype(np.float32)
    moved[:, 1] += np.float32(shot.curl * 0.5)
    return Warp(np.asarray(cv2.getPerspectiveTransform(corners, moved), dtype=np.float64), shot.curl, size)
