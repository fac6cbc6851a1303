"""What a telephone's camera does to a page: perspective, uneven light, blur, noise, small size, a turned picture."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from fraudpipe.records.reading import Pixels
from fraudpipe.simulation.dice import Dice


@dataclass(frozen=True, slots=True)
class Shot:
    """How one page is taken and stored. Drawn before anything is known of the paper.

    Attributes:
        rotation: Clockwise degrees that make the stored page upright.
        exif_orientation: 1 (none), 3, 6 or 8, as the EXIF tag.
        file_format: jpeg, png or pdf.
        quality: Of JPEG, also inside PDF.
    """

    rotation: int
    exif_orientation: int
    file_format: str
    quality: int
    scanned: bool
    bend: float
    light: float
    blur: float
    noise: float
    scale: float
    seed: int

    def as_truth(self) -> dict[str, Any]:
        """The faults, for the truth."""
        return {
            "rotation": self.rotation, "exif_orientation": self.exif_orientation, "format": self.file_format,
            "quality": self.quality, "scanned": self.scanned, "bend": round(self.bend, 4),
            "light": round(self.light, 4), "blur": round(self.blur, 3), "noise": round(self.noise, 2),
            "scale": round(self.scale, 3),
        }  # fmt: skip


def draw_shot(dice: Dice) -> Shot:
    """An ordinary mixture of scans and photographs."""
    scanned = dice.chance(0.3)
    file_format = dice.weighted(("jpeg", "png", "pdf"), (2, 3, 3) if scanned else (94, 6, 0))
    exif = 1
    if file_format == "jpeg" and not scanned and dice.chance(0.08):
        exif = dice.pick((3, 6, 8))
    return Shot(
        rotation=dice.weighted((0, 90, 180, 270), (84, 6, 4, 6)),
        exif_orientation=exif,
        file_format=file_format,
        quality=dice.whole(62, 92),
        scanned=scanned,
        bend=0.0 if scanned else dice.between(0.002, 0.028),
        light=0.0 if scanned else dice.between(0.03, 0.4),
        blur=dice.between(0.0, 0.35) if scanned else dice.between(0.2, 0.95),
        noise=dice.between(0.5, 2.0) if scanned else dice.between(1.5, 6.0),
        scale=dice.weighted((1.0, 0.85, 0.7), (80, 14, 6)),
        seed=dice.whole(0, 2**31 - 1),
    )


def take(page: Pixels, shot: Shot) -> Pixels:
    """The picture of `page` under `shot`, turned by its rotation but not by its EXIF tag."""
    generator = np.random.default_rng(shot.seed)
    picture: Pixels = page
    if shot.bend:
        picture = _perspective(picture, shot.bend, generator)
    if shot.light:
        picture = _lit(picture, shot.light, generator)
    if shot.blur > 0.15:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), shot.blur), dtype=np.uint8)
    if shot.scale < 1.0:
        picture = np.asarray(
            cv2.resize(picture, None, fx=shot.scale, fy=shot.scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    picture = _noisy(picture, shot.noise, generator)
    return np.ascontiguousarray(np.rot90(picture, shot.rotation // 90))


def stored(picture: Pixels, exif_orientation: int) -> Pixels:
    """The pixels as a camera stores them, so that the EXIF tag turns them back into `picture`."""
    turns = {1: 0, 3: 2, 6: 1, 8: 3}[exif_orientation]
    return np.ascontiguousarray(np.rot90(picture, turns))


def _perspective(page: Pixels, bend: float, generator: np.random.Generator) -> Pixels:
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=np.float32)
    shift = (inward * generator.uniform(0.2, 1.0, (4, 2)) * bend * width).astype(np.float32)
    turn = cv2.getPerspectiveTransform(corners, (corners + shift).astype(np.float32))
    desk = tuple(int(one) for one in generator.integers(90, 170, 3))
    warped = cv2.warpPerspective(page, turn, (width, height), borderMode=cv2.BORDER_CONSTANT, borderValue=desk)
    return np.asarray(warped, dtype=np.uint8)


def _lit(page: Pixels, light: float, generator: np.random.Generator) -> Pixels:
    """Falls off to one side; drawn coarse and stretched, as light has no fine detail."""
    height, width = page.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, 16), np.linspace(-1, 1, 22))
    angle = generator.uniform(0, 2 * np.pi)
    slope = (across * np.cos(angle) + down * np.sin(angle) + 1.4) / 2.8
    field = (1.0 - light * np.clip(slope, 0, 1) ** 1.3).astype(np.float32)
    gain = np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR))
    tint = np.array([1.0, generator.uniform(0.97, 1.0), generator.uniform(0.9, 1.0)], dtype=np.float32)
    gains = cv2.merge([gain * one for one in tint])
    return np.asarray(cv2.multiply(page, gains, dtype=cv2.CV_8U), dtype=np.uint8)


def _noisy(page: Pixels, noise: float, generator: np.random.Generator) -> Pixels:
    """Sensor noise: one tile repeated, since drawing six million normals would cost more than the page."""
    height, width = page.shape[:2]
    tile = (generator.standard_normal((257, 263, 3)) * noise).round().astype(np.int16)
    repeated = np.tile(tile, (height // 257 + 1, width // 263 + 1, 1))[:height, :width]
    return np.asarray(cv2.add(page, repeated, dtype=cv2.CV_8U), dtype=np.uint8)
