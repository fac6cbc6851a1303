"""One paper to one page picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np

from fraudpipe.errors import ContractError
from fraudpipe.records.reading import Box, Pixels
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import Shot, draw_shot
from fraudpipe.simulation.pages.cards import print_card, print_lone_card
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.geometry import Points, Warp
from fraudpipe.simulation.pages.house import GENERATOR, House, draw_house
from fraudpipe.simulation.pages.laying import folded, lay, worn
from fraudpipe.simulation.pages.lens import oriented, stored, table_of, take
from fraudpipe.simulation.pages.receipts import print_receipt
from fraudpipe.simulation.pages.records import print_record
from fraudpipe.simulation.pages.retouch import Retoucher
from fraudpipe.simulation.pages.rewriting import Rewriting, rewritings
from fraudpipe.simulation.pages.sheet import Area, Sheet
from fraudpipe.simulation.pages.watermark import watermark

_CARDS = ("identity_card", "bank_card")
_CARD, _NEAR_CARD = 674, 1180
"""Pixels across a card of 85.6 mm at 200 dpi, and of two cards that lie alone: one goes nearer to them."""
_ASKEW, _SCANNED_ASKEW = 3.0, 1.2
"""Degrees that one of two papers is turned at the most, on a desk and on the glass."""
_RECEIPTS = ("inpatient_invoice", "outpatient_invoice")


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What is needed to make one paper's picture, small enough to cross a process border.

    Attributes:
        token: Names the file; the shot is drawn from it alone.
        document_type: One of DOCUMENT_TYPES but other.
        template: 0 to 3 are in use by hospitals, 4 is a forger's, 5 a generator's.
        values: What the paper says.
        original: What altered fields said before.
        edit: One of EDITS where the pixels of the finished picture are altered from `original` to `values`; with ""
            the paper is printed with `values`.
        house: Whose printing habits: a hospital id, or "".
        pages: How many pages it has; more than one page is always handed in as a PDF.
        beside: A second paper in the same picture; then both have one page, and neither is edited.
    """

    token: str
    document_type: str
    template: int
    values: Mapping[str, Any]
    original: Mapping[str, Any] = field(default_factory=dict)
    edit: str = ""
    house: str = ""
    pages: int = 1
    beside: "PageOrder | None" = None


Quad = tuple[tuple[float, float], ...]
"""Four corners, clockwise from the upper left of what is meant when it lies upright."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a value stands: in pixels of the EXIF-oriented picture, origin top left.

    Attributes:
        box: Around it, upright: left, top, right, bottom.
        quad: The corners of its area on the paper, clockwise from the paper's upper left.
    """

    box: Box
    quad: Quad


@dataclass(frozen=True, slots=True)
class Tampering:
    """One altered place; `field` is "" where the whole page was made again."""

    field: str
    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as a viewer shows it (EXIF-oriented), before its last encoding.

    Attributes:
        pixels: Height x width x 3, RGB.
        places: Field to where it stands on this page.
        mask: Height x width, 255 where pixels were altered after the first encoding; None where none was.
        tampered: The altered places.
        outlines: The edges of each sheet, which may reach beyond the picture: one, or that of the second paper after
            it. A card that was taken alone is printed with what it lies on, and has the outline of that.
        beside: Field of the second paper to where it stands.
    """

    pixels: Pixels
    places: Mapping[str, FieldPlace] = field(default_factory=dict)
    mask: Pixels | None = None
    tampered: tuple[Tampering, ...] = ()
    outlines: tuple[Quad, ...] = ()
    beside: Mapping[str, FieldPlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The pages of one paper, and how they were taken."""

    pages: tuple[PageImage, ...]
    shot: Shot


def render_page(order: PageOrder, seed: int, faces: Faces, shot: Shot | None = None) -> PagePicture:
    """The picture of a paper; the same order and seed give the same pixels.

    Every page is printed, taken and encoded; then its pixels may be altered; then it is encoded once more by whoever
    writes the file. The shot is drawn from the paper's token alone: altered and honest papers meet the same cameras.

    Args:
        order: The paper.
        seed: Of the world.
        faces: The fonts.
        shot: How it is taken, in place of what would be drawn.
    """
    shot = shot or draw_shot(Dice(stream(seed, "page", order.token), block=64))
    if order.beside is not None:
        return _two_at_once(order, order.beside, shot, seed, faces)
    if order.document_type in _CARDS:
        shot = replace(shot, folds=0, holes=0, streaks=0)  # Nobody folds or punches a card.
    said, house, sheets = _printed(order, seed, faces)
    if len(sheets) > 1:
        shot = replace(shot, file_format="pdf", exif_orientation=1, camera=0)
    changes: list[list[Rewriting]] = [[] for _ in sheets]
    if order.edit and order.edit != "regenerate":
        changes = rewritings(sheets, house, order.original, order.values)
    images = []
    for place, sheet in enumerate(sheets):
        one = replace(shot, seed=shot.seed + place)
        picture, warp = _taken(sheet, one, house, str(said.get("hospital_name", "")), faces, order.document_type)
        dice = Dice(stream(seed, "edit", order.token, place), block=32)
        images.append(_finished(picture, warp, sheet, one, order, changes[place], faces, dice))
    return PagePicture(tuple(images), shot)


def _two_at_once(first: PageOrder, second: PageOrder, shot: Shot, seed: int, faces: Faces) -> PagePicture:
    """Two papers on one table, in one shot and one chain of encodings."""
    if any(one.edit or one.pages != 1 for one in (first, second)):
        msg = f"papers of {first.document_type} and {second.document_type} share a picture: no edits, one page each"
        raise ContractError(msg)
    # They lie flat and whole, straight on the table.
    shot = replace(shot, folds=0, holes=0, streaks=0, curl=0.0, under=False)
    dice = Dice(stream(seed, "beside", first.token), block=64)
    card_width = _NEAR_CARD if first.document_type in _CARDS and second.document_type in _CARDS else _CARD
    (sheet, page), (other, other_page) = (_lone(one, seed, faces, card_width, dice) for one in (first, second))
    laid = lay(page, other_page, table_of(shot), _SCANNED_ASKEW if shot.scanned else _ASKEW, dice)
    picture, whole = _kept(*take(laid.pixels, shot), shot)
    if shot.messenger == "after":
        picture, whole = _shrunk(picture, whole, shot.long_side)
    warps = [replace(whole, matrix=whole.matrix @ one) for one in laid.matrices]
    places, beside = (_places(one, warp, picture) for one, warp in zip((sheet, other), warps, strict=True))
    edges = (_outline(warp, one.shape) for one, warp in zip((page, other_page), warps, strict=True))
    return PagePicture((PageImage(picture, places, outlines=tuple(edges), beside=beside),), shot)


def _lone(order: PageOrder, seed: int, faces: Faces, card_width: int, dice: Dice) -> tuple[Sheet, Pixels]:
    """A paper as it lies beside another: its sheet, and what is seen of that."""
    if order.document_type in _CARDS:
        house = draw_house(seed, order.house, order.document_type, order.template)
        card = print_lone_card(order.document_type, order.values, house, faces, card_width)
        return card, card.pixels()
    said, house, (sheet, *_) = _printed(order, seed, faces)
    page, name = sheet.pixels(), str(said.get("hospital_name", ""))
    if house.watermark and name:
        page = worn(page, watermark(name, (sheet.width, sheet.height), faces))
    return sheet, folded(page, dice)


def printed_sheets(order: PageOrder, seed: int, faces: Faces) -> list[Sheet]:
    """The sheets of a paper before anything takes a picture of them."""
    return _printed(order, seed, faces)[2]


def _printed(order: PageOrder, seed: int, faces: Faces) -> tuple[dict[str, Any], House, list[Sheet]]:
    """What the paper said when it was printed, in whose habits, and its sheets."""
    kind, template, said = order.document_type, order.template, dict(order.values)
    if order.edit == "regenerate":
        template = GENERATOR
    elif order.edit:
        said |= order.original
    house = draw_house(seed, order.house, kind, template)
    dice = Dice(stream(seed, "print", order.token), block=256)
    if kind in _CARDS:
        return said, house, print_card(kind, template, said, house, faces, dice)
    if kind in _RECEIPTS:
        return said, house, print_receipt(kind, template, said, house, faces, dice)
    return said, house, print_record(kind, template, said, house, faces, dice, order.pages)


def _taken(sheet: Sheet, shot: Shot, house: House, name: str, faces: Faces, document_type: str) -> tuple[Pixels, Warp]:
    page = sheet.pixels()
    wear = None
    if house.watermark and name and document_type not in _CARDS:
        wear = watermark(name, (sheet.width, sheet.height), faces)
    return _kept(*take(page, shot, wear), shot)


def _kept(picture: Pixels, warp: Warp, shot: Shot) -> tuple[Pixels, Warp]:
    """What was taken, after all encodings that come before an edit could."""
    if shot.messenger == "before":
        picture, warp = _shrunk(picture, warp, shot.long_side)
    for quality in shot.chain:
        picture = oriented(_encoded(stored(picture, shot.exif_orientation), quality), shot.exif_orientation)
    return picture, warp


def _finished(
    picture: Pixels, warp: Warp, sheet: Sheet, shot: Shot, order: PageOrder, changes: list[Rewriting], faces: Faces,
    dice: Dice,
) -> PageImage:  # fmt: skip
    mask: Pixels | None = None
    areas: list[tuple[str, str, Area]] = []
    if order.edit == "regenerate":
        mask = np.zeros(picture.shape[:2], dtype=np.uint8)
        whole = (0.0, 0.0, float(sheet.width - 1), float(sheet.height - 1))
        cv2.fillConvexPoly(mask, np.round(warp.quad(whole)).astype(np.int32), 255)
        areas = [("", "regenerate", whole)]
        areas += [(name, "regenerate", area) for name, area in _areas(sheet).items() if name in order.original]
    elif changes:
        retoucher = Retoucher(picture, warp, sheet, faces, order.edit, shot.blur, dice)
        for change in changes:
            retoucher.rewrite(change)
            areas.append((change.field, order.edit, change.area))
        picture, mask = retoucher.picture, retoucher.mask
    if shot.messenger == "after":
        picture, warp, mask = _shrunk_with_mask(picture, warp, shot.long_side, mask)
    tampered = tuple(Tampering(name, kind, _box(warp.quad(area), picture)) for name, kind, area in areas)
    outline = _outline(warp, (sheet.height, sheet.width))
    return PageImage(picture, _places(sheet, warp, picture), mask, tampered, (outline,))


def _places(sheet: Sheet, warp: Warp, picture: Pixels) -> dict[str, FieldPlace]:
    return {name: _place(warp.quad(area), picture) for name, area in _areas(sheet).items()}


def _outline(warp: Warp, shape: tuple[int, ...]) -> Quad:
    return _rounded(warp.quad((0.0, 0.0, shape[1] - 1.0, shape[0] - 1.0)))


def _areas(sheet: Sheet) -> dict[str, Area]:
    """Field to the area around all of its ink, in order of printing."""
    found: dict[str, Area] = {}
    for mark in sheet.marks:
        if mark.field:
            x0, y0, x1, y1 = found.get(mark.field, mark.area)
            found[mark.field] = (
                min(x0, mark.area[0]), min(y0, mark.area[1]), max(x1, mark.area[2]), max(y1, mark.area[3])
            )  # fmt: skip
    return found


def _place(quad: Points, picture: Pixels) -> FieldPlace:
    return FieldPlace(_box(quad, picture), _rounded(quad))


def _rounded(quad: Points) -> Quad:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in quad)


def _box(quad: Points, picture: Pixels) -> Box:
    height, width = picture.shape[:2]
    x0, y0 = np.floor(quad.min(axis=0)).astype(int)
    x1, y1 = np.ceil(quad.max(axis=0)).astype(int)
    return (max(0, int(x0)), max(0, int(y0)), min(width, int(x1)), min(height, int(y1)))


def _shrunk(picture: Pixels, warp: Warp, long_side: int) -> tuple[Pixels, Warp]:
    small, warp, _ = _shrunk_with_mask(picture, warp, long_side, None)
    return small, warp


def _shrunk_with_mask(
    picture: Pixels, warp: Warp, long_side: int, mask: Pixels | None
) -> tuple[Pixels, Warp, Pixels | None]:
    height, width = picture.shape[:2]
    share = long_side / max(height, width)
    if share >= 1.0:
        return picture, warp, mask
    size = (round(width * share), round(height * share))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    if mask is not None:
        # Whatever an altered pixel has touched is altered.
        mask = np.where(cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > 0, 255, 0).astype(np.uint8)
    across, down = size[0] / width, size[1] / height
    if warp.turns % 2:
        across, down = down, across
    return small, replace(warp, scale=(warp.scale[0] * across, warp.scale[1] * down)), mask


def _encoded(pixels: Pixels, quality: int) -> Pixels:
    """What is left of `pixels` after a JPEG encoding."""
    _, content = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR_RGB), dtype=np.uint8)
