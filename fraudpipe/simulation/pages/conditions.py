"""Stated conditions of a picture, to measure readers by: the same paper can be taken in each of them."""

from dataclasses import replace

from fraudpipe.errors import ContractError
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.camera import Shot, draw_shot

CONDITIONS = ("clean", "jpeg", "photo", "messenger", "dpi100", "rotated", "drawn")
"""A scan without faults; the same as JPEG of quality 40; a telephone's photograph; one that went through a messenger;
a scan of 100 dpi; a photograph turned by 90, 180 or 270 degrees; whatever claimants do."""

_JPEG_40 = 40
_HALF = 0.5


def shot_in(condition: str, dice: Dice) -> Shot:
    """A shot in one of CONDITIONS.

    Raises:
        ContractError: There is no such condition.
    """
    if condition == "drawn":
        return draw_shot(dice)
    if condition in ("photo", "messenger", "rotated"):
        return _photograph(condition, dice)
    clean = replace(
        draw_shot(dice), source="scan", rotation=0, exif_orientation=1, file_format="png", chain=(97,), messenger="",
        perspective=0.0, skew=0.0, curl=0.0, light=0.0, shadow=0.0, blur=0.0, motion=0, moire=0.0, noise=0.4,
        scale=1.0, folds=0, holes=0, streaks=0, under=False, camera=0,
    )  # fmt: skip
    if condition == "clean":
        return clean
    if condition == "jpeg":
        return replace(clean, file_format="jpeg", quality=_JPEG_40)
    if condition == "dpi100":
        return replace(clean, file_format="jpeg", quality=85, scale=_HALF)
    msg = f"unknown condition {condition}; there are {', '.join(CONDITIONS)}"
    raise ContractError(msg)


def _photograph(condition: str, dice: Dice) -> Shot:
    shot = draw_shot(dice)
    while shot.source != "photo":
        shot = draw_shot(dice)
    turned = dice.pick((90, 180, 270)) if condition == "rotated" else 0
    by_messenger = condition == "messenger"
    return replace(
        shot, rotation=turned, exif_orientation=1, file_format="jpeg", scale=1.0,
        messenger="after" if by_messenger else "",
        quality=dice.whole(60, 76) if by_messenger else dice.whole(80, 93),
    )  # fmt: skip
