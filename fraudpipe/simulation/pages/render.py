"""One paper to one page picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fraudpipe.records.reading import Pixels
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages import invoices, records
from fraudpipe.simulation.pages.camera import Shot, draw_shot, stored, take
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.sheet import Sheet


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What is needed to make one page, small enough to cross a process border."""

    token: str
    document_type: str
    template: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as the camera stores it, and how it was taken."""

    pixels: Pixels
    shot: Shot


def render_page(order: PageOrder, seed: int, faces: Faces) -> PagePicture:
    """The picture of a paper; the same order and seed give the same pixels.

    The shot is drawn from the paper's token alone: altered and honest papers meet the same cameras.
    """
    dice = Dice(stream(seed, "page", order.token), block=64)
    shot = draw_shot(dice)
    sheet = _print(order, faces, tilt=dice.between(-24, 24))
    page = np.asarray(sheet.image, dtype=np.uint8)
    return PagePicture(stored(take(page, shot), shot.exif_orientation), shot)


def _print(order: PageOrder, faces: Faces, tilt: float) -> Sheet:
    kind = order.document_type
    if kind == "identity_card":
        return records.identity_card(order.values, faces, tilt)
    if kind in ("inpatient_invoice", "outpatient_invoice"):
        layout = (invoices.electronic, invoices.printed)[order.template]
        return layout(order.values, faces, tilt)
    return (records.plain, records.ruled)[order.template](kind, order.values, faces, tilt)
