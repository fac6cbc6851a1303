"""How a page is taken and stored: everything that a camera, a scanner or a messenger does to it, drawn beforehand."""

from dataclasses import asdict, dataclass
from typing import Any

from fraudpipe.simulation.dice import Dice

SOURCES = ("photo", "scan", "copy", "screen")
"""A telephone's photograph, a colour scan, a scanned photocopy, a photograph of a screen."""

CAMERAS = (("", ""), ("Moni", "M1"), ("Moni", "M2 Pro"), ("Yanshi", "Y20"), ("Yanshi", "Y7"), ("Shili", "S-9"))
"""Invented makers and models; the first writes none."""


@dataclass(frozen=True, slots=True)
class Shot:
    """How one page is taken and stored. Drawn before anything is known of the paper.

    Attributes:
        source: One of SOURCES.
        rotation: Clockwise degrees that make the stored page upright.
        exif_orientation: 1 (none), 3, 6 or 8, as the EXIF tag.
        file_format: jpeg, png or pdf.
        chain: Qualities of the JPEG encodings before the page could be edited, at least one.
        quality: Of the last JPEG encoding, also inside PDF.
        messenger: "", before or after the page could be edited: sent through a messenger that made it small.
        long_side: Pixels of its longer side after the messenger.
        perspective: How far corners are moved inward, as a share of the width.
        skew: Degrees that the paper lies askew.
        curl: Pixels that the middle of a bent page is raised.
        light: How much darker the dark side is, 0-1.
        shadow: How dark the shadow of a hand is, 0 for none.
        blur: Defocus, standard deviation in pixels.
        motion: Length of the shake in pixels, 0 for none.
        moire: Strength of the pattern between screen and sensor.
        noise: Standard deviation of the sensor's noise.
        scale: Size of the picture against 200 dpi.
        folds: How often the paper was folded.
        holes: Holes punched in the margin.
        streaks: Pale streaks of the printer.
        under: Whether another paper lies below.
        desk: What the page lies on.
        camera: Place in CAMERAS.
        seed: Of everything that varies over the picture.
    """

    source: str
    rotation: int
    exif_orientation: int
    file_format: str
    chain: tuple[int, ...]
    quality: int
    messenger: str
    long_side: int
    perspective: float
    skew: float
    curl: float
    light: float
    shadow: float
    blur: float
    motion: int
    moire: float
    noise: float
    scale: float
    folds: int
    holes: int
    streaks: int
    under: bool
    desk: int
    camera: int
    seed: int

    @property
    def scanned(self) -> bool:
        """Whether a scanner took it."""
        return self.source in ("scan", "copy")

    def as_truth(self) -> dict[str, Any]:
        """The faults, for the truth."""
        shown: dict[str, Any] = {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items() if name not in ("seed", "file_format", "chain")
        }  # fmt: skip
        return shown | {"format": self.file_format, "chain": list(self.chain), "scanned": self.scanned}


def draw_shot(dice: Dice) -> Shot:
    """An ordinary mixture of scans and photographs."""
    source = dice.weighted(SOURCES, (64, 20, 12, 4))
    scanned = source in ("scan", "copy")
    file_format = dice.weighted(("jpeg", "png", "pdf"), (48, 6, 46) if scanned else (96, 4, 0))
    rotation = dice.weighted((0, 90, 180, 270), (84, 6, 4, 6))
    exif = dice.pick((3, 6, 8)) if dice.chance(0.08) else 1
    messenger = dice.weighted(("", "before", "after"), (94, 4, 2) if scanned else (78, 10, 12))
    camera = dice.whole(0, len(CAMERAS) - 1)
    photo = not scanned
    plain_file = file_format == "jpeg" and photo and not messenger
    extra = (dice.whole(80, 93),) if dice.chance(0.12) else ()
    faults: dict[str, Any] = {
        "perspective": dice.between(0.002, 0.03) if photo else 0.0,
        "skew": dice.between(-1.1, 1.1) if dice.chance(0.55) else 0.0,
        "curl": dice.between(4, 22) if dice.chance(0.2) and photo else 0.0,
        "light": dice.between(0.03, 0.4) if photo else 0.0,
        "shadow": dice.between(0.1, 0.34) if dice.chance(0.14) and photo else 0.0,
        "blur": dice.between(0.2, 1.1) if photo else dice.between(0.0, 0.45),
        "motion": dice.whole(2, 5) if dice.chance(0.07) and photo else 0,
        "moire": dice.between(0.02, 0.07) if source == "screen" else 0.0,
        "noise": dice.between(1.2, 5.0) if photo else dice.between(0.4, 1.8),
        "folds": dice.whole(1, 3) if dice.chance(0.22) else 0,
        "holes": dice.pick((2, 2, 4)) if dice.chance(0.1) else 0,
        "streaks": dice.whole(1, 3) if dice.chance(0.08) else 0,
        "desk": dice.whole(0, 9),
        "under": dice.chance(0.12) and photo,
    }
    return Shot(
        source=source, rotation=rotation, exif_orientation=exif if plain_file else 1, file_format=file_format,
        chain=(dice.whole(84, 97), *extra), quality=dice.whole(60, 76) if messenger == "after" else dice.whole(66, 93),
        messenger=messenger, long_side=dice.whole(1280, 1600), camera=camera if plain_file else 0,
        scale=dice.weighted((1.0, 0.85, 0.7), (82, 13, 5)), seed=dice.whole(0, 2**31 - 1), **faults,
    )  # fmt: skip
