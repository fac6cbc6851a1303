"""How pixels of a finished picture are altered: cleaned, and set anew from the page itself or from a face."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from fraudpipe.records.reading import Box, Pixels
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.pages.faces import Faces
from fraudpipe.simulation.pages.geometry import Points, Warp
from fraudpipe.simulation.pages.rewriting import Rewriting, Setting, Slot, slots_of
from fraudpipe.simulation.pages.sheet import Area, Sheet

_OTHER_FACE = {"sans": "song", "song": "sans", "ming": "hei", "serif": "hei", "hei": "serif", "kai": "sans",
               "micro": "song", "mono": "sans", "hand": "kai"}  # fmt: skip
_MARGIN = 24
_BLANK = 10
_INKED = 30


class Retoucher:
    """A picture while it is altered; only what `mask` shows is ever written.

    Args:
        picture: EXIF-oriented.
        warp: From the sheet to the picture.
        sheet: As it was printed.
        faces: The type faces.
        kind: splice, retype, copy_move or erase.
        blur: Of the picture, which a careful hand imitates.
        dice: Of this edit.
    """

    def __init__(
        self, picture: Pixels, warp: Warp, sheet: Sheet, faces: Faces, kind: str, blur: float, dice: Dice
    ) -> None:
        self.picture = picture.copy()
        self.mask: Pixels = np.zeros(picture.shape[:2], dtype=np.uint8)
        self._source = picture
        self._warp, self._sheet, self._faces = warp, sheet, faces
        self._kind, self._blur, self._dice = kind, blur, dice
        self._scale = (warp.scale[0] + warp.scale[1]) / 2
        self._slots: list[list[Slot]] = []

    def rewrite(self, change: Rewriting) -> None:
        """Cleans what `change` cleans and sets what it sets."""
        ink = self._ink(change.cleaned[0] if change.cleaned else change.settings[0].mark.area)
        for area in change.cleaned:
            self._clean(area)
        for setting in change.settings:
            if self._kind in ("splice", "copy_move"):
                self._assemble(setting, change, ink)
            else:
                role = _OTHER_FACE.get(setting.mark.role, "sans") if self._kind == "retype" else setting.mark.role
                self._type(setting, role, ink)

    def _clean(self, area: Area) -> None:
        quad = self._warp.quad(area)
        box, inside = self._region(quad)
        if self._kind == "copy_move" and self._covered(area):
            return
        patch = self.picture[box[1] : box[3], box[0] : box[2]]
        if self._kind == "retype":
            paper = np.percentile(patch[inside], 80, axis=0) if inside.any() else np.array([250.0] * 3)
            filled = np.broadcast_to(paper.astype(np.uint8), patch.shape)
        else:
            smooth = _without_ink(patch, inside)
            grain = np.random.default_rng(self._dice.whole(0, 2**31 - 1)).normal(0, 1.5, patch.shape)
            filled = np.clip(smooth + grain, 0, 255).astype(np.uint8)
        self._write(box, inside, filled)

    def _covered(self, area: Area) -> bool:
        """Covers `area` with the nearest blank piece of the page above or below; False where there is none."""
        printed = self._sheet.pixels()
        height = area[3] - area[1]
        for step in (1, -1, 2, -2, 3, -3, 5, -5, 8, -8, 12, -12):
            moved = (area[0], area[1] + step * height, area[2], area[3] + step * height)
            if moved[1] < 0 or moved[3] >= self._sheet.height:
                continue
            piece = printed[int(moved[1]) : int(moved[3]) + 1, max(0, int(moved[0])) : int(moved[2]) + 1]
            if piece.size and int(piece.max()) - int(piece.min()) < _BLANK:
                self._paste(moved, area)
                return True
        return False

    def _assemble(self, setting: Setting, change: Rewriting, ink: Points) -> None:
        """Sets text from characters of the same page: one by one, or with copy_move in runs as long as there are."""
        natural = self._sheet.length(setting.text, size=setting.mark.size, role=setting.mark.role)
        squeeze = setting.width / max(natural, 1.0)
        x, rest = setting.x, setting.text
        while rest:
            longest = len(rest) if self._kind == "copy_move" else 1
            tried = (self._run(rest[:count], setting, change) for count in range(longest, 0, -1))
            run = next((found for found in tried if found), [])
            text = rest[: max(1, len(run))]
            width = self._sheet.length(text, size=setting.mark.size, role=setting.mark.role) * squeeze
            if run:
                source, target = _alike(run, setting, x, width)
                self._paste(source, target)
            elif text.strip():
                self._type(Setting(text, x, setting.y, width, setting.mark), setting.mark.role, ink)
            x += width
            rest = rest[len(text) :]

    def _run(self, text: str, setting: Setting, change: Rewriting) -> list[Slot]:
        """Neighbouring characters of the page that read `text`, the most alike in size; none if there are none."""
        if not text.strip():
            return []
        if not self._slots:
            self._slots = [slots_of(self._sheet, mark) for mark in self._sheet.marks if mark.role != "hand"]
        best: list[Slot] = []
        least = 0.3
        for slots in self._slots:
            if not slots or slots[0].mark.field == change.field or text not in slots[0].mark.text:
                continue
            unlike = abs(slots[0].mark.size / setting.mark.size - 1) + 0.1 * (slots[0].mark.role != setting.mark.role)
            if unlike < least:
                at = slots[0].mark.text.index(text)
                best, least = slots[at : at + len(text)], unlike
        return best

    def _paste(self, source: Area, target: Area) -> None:
        """Copies the picture of one area of the sheet over another, as bright as the paper there."""
        here = self._warp.quad(target)
        box, inside = self._region(here)
        corner = np.array([box[0], box[1]], dtype=np.float64)
        there = self._warp.quad(source)
        turn = cv2.getPerspectiveTransform(there.astype(np.float32), (here - corner).astype(np.float32))
        size = (box[2] - box[0], box[3] - box[1])
        moved = cv2.warpPerspective(self._source, turn, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
        if inside.any():
            gain = np.percentile(self._around(box), 85, axis=0) / np.maximum(
                np.percentile(moved[inside], 92, axis=0), 1
            )
            moved *= np.clip(gain, 0.8, 1.25)
        self._write(box, inside, np.clip(moved, 0, 255).astype(np.uint8))

    def _type(self, setting: Setting, role: str, ink: Points) -> None:
        """Sets text in a face with `ink`, on the old line; a careful hand blurs it as the picture is."""
        text, mark = setting.text, setting.mark
        font = self._faces.at(role, mark.size, text)
        ascent, descent = font.getmetrics()
        usual = self._faces.at(mark.role, mark.size, mark.text).getmetrics()[0]
        glyphs = Image.new("L", (max(2, round(font.getlength(text))), ascent + descent))
        ImageDraw.Draw(glyphs).text((0, 0), text, font=font, fill=255)
        top = setting.y + usual - ascent
        area = (setting.x, top, setting.x + setting.width, top + ascent + descent)
        quad = self._warp.quad(area)
        box, inside = self._region(quad)
        corners = np.array([[0, 0], [glyphs.width, 0], [glyphs.width, glyphs.height], [0, glyphs.height]])
        shift = np.array([box[0], box[1]], dtype=np.float64)
        turn = cv2.getPerspectiveTransform(corners.astype(np.float32), (quad - shift).astype(np.float32))
        size_of = (box[2] - box[0], box[3] - box[1])
        mask = cv2.warpPerspective(np.asarray(glyphs, dtype=np.uint8), turn, size_of)
        if self._kind != "retype" and self._blur > 0.3:
            mask = cv2.GaussianBlur(mask, (5, 5), self._blur * self._scale)
        strength = mask.astype(np.float32)[..., None] / 255.0
        below = self.picture[box[1] : box[3], box[0] : box[2]].astype(np.float32)
        self._write(box, inside, (below + (ink - below) * strength).clip(0, 255).astype(np.uint8))

    def _ink(self, area: Area) -> Points:
        """The colour of the ink in an area: of its darkest pixels."""
        box, inside = self._region(self._warp.quad(area))
        patch = self._source[box[1] : box[3], box[0] : box[2]][inside].astype(np.float64)
        if not len(patch):
            return np.array([40.0, 40.0, 44.0])
        dark = patch[patch.sum(axis=1) <= np.percentile(patch.sum(axis=1), 6)]
        return np.asarray(dark.mean(axis=0), dtype=np.float64)

    def _around(self, box: Box) -> Pixels:
        height, width = self.mask.shape
        wide = self._source[
            max(0, box[1] - _MARGIN) : min(height, box[3] + _MARGIN),
            max(0, box[0] - _MARGIN) : min(width, box[2] + _MARGIN),
        ]
        return wide.reshape(-1, 3)

    def _region(self, quad: Points) -> tuple[Box, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
        """The box around a quad with some margin, within the picture, and which of its pixels the quad holds."""
        height, width = self.mask.shape
        x0, y0 = np.floor(quad.min(axis=0)).astype(int) - 6
        x1, y1 = np.ceil(quad.max(axis=0)).astype(int) + 7
        box = (max(0, int(x0)), max(0, int(y0)), min(width, int(x1)), min(height, int(y1)))
        held = np.zeros((max(1, box[3] - box[1]), max(1, box[2] - box[0])), dtype=np.uint8)
        cv2.fillConvexPoly(held, np.round(quad - np.array([box[0], box[1]])).astype(np.int32), 1)
        return box, held.astype(bool)

    def _write(self, box: Box, inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], pixels: Pixels) -> None:
        here = self.picture[box[1] : box[3], box[0] : box[2]]
        here[inside] = pixels[inside]
        self.mask[box[1] : box[3], box[0] : box[2]][inside] = 255


def _without_ink(patch: Pixels, inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Pixels:
    """A patch inpainted where it is cleaned; ink nearby is left out as well, so that only paper flows in."""
    light = patch.min(axis=2)
    inked = light < np.percentile(light, 75) - _INKED
    gone = (cv2.dilate(inked.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) | inside
    smooth = cv2.inpaint(np.ascontiguousarray(patch), gone.astype(np.uint8) * 255, 5, cv2.INPAINT_TELEA)
    return np.asarray(smooth, dtype=np.uint8)


def _alike(run: list[Slot], setting: Setting, x: float, width: float) -> tuple[Area, Area]:
    """Where characters are taken from and put, both on their lines: the height of ink of either."""
    source, target = run[0].mark, setting.mark
    scale = target.size / source.size
    top = min((source.area[1] - source.y) * scale, target.area[1] - target.y) - 2.0
    low = max((source.area[3] - source.y) * scale, target.area[3] - target.y) + 2.0
    return (
        (run[0].x0, source.y + top / scale, run[-1].x1, source.y + low / scale),
        (x, setting.y + top, x + width, setting.y + low),
    )
