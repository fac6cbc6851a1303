"""Type faces by role, opened once for each size."""

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

_STAND_INS = {
    "sans_bold": "sans", "serif_bold": "serif", "song": "ming", "ming": "serif", "micro": "hei", "hei": "sans",
    "brush": "kai", "hand": "brush", "kai": "serif", "mono": "sans", "serif": "sans",
}  # fmt: skip
"""Role to the role that takes its place where its font is not installed."""

ROLES = ("sans", *sorted(_STAND_INS))
"""What a face is for."""

_GB2312_ONLY = ("song", "brush")
"""Faces of the 1990s that draw nothing beyond GB 2312; other text is set in the stand-in."""


_KEPT = 30_000
"""Glyphs kept ready; a process that has met more begins anew."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character at one size.

    Attributes:
        ink: Its mask; None for a blank.
        left: From where it is set to where its ink begins.
        top: From the top of the line to its ink.
        advance: To where the next one is set.
    """

    ink: Image.Image | None
    left: int
    top: int
    advance: float


class Faces:
    """The installed faces.

    Args:
        paths: Role to font file, with `#` and the number of the face where a file holds several; at least one role.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = dict(paths)
        self._open: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}
        self._glyphs: dict[tuple[str, int, str], Glyph] = {}

    def at(self, role: str, size: int, text: str = "") -> ImageFont.FreeTypeFont:
        """The face for `role` at `size` pixels that can draw `text`."""
        return self._font(self._path(role, text), size)

    def glyphs(self, role: str, size: int, text: str) -> list[Glyph]:
        """The characters of `text`, all of one face; drawn once and kept, since forms repeat themselves."""
        path = self._path(role, text)
        if len(self._glyphs) > _KEPT:
            self._glyphs.clear()
        found = []
        for one in text:
            key = (path, size, one)
            glyph = self._glyphs.get(key)
            if glyph is None:
                glyph = self._glyphs[key] = _glyph(self._font(path, size), one)
            found.append(glyph)
        return found

    def _font(self, path: str, size: int) -> ImageFont.FreeTypeFont:
        key = (path, size)
        if key not in self._open:
            file, _, number = path.partition("#")
            # The basic engine: the shaping one is slower, changes nothing for Chinese, and is not built in everywhere.
            self._open[key] = ImageFont.truetype(file, size, int(number or 0), layout_engine=ImageFont.Layout.BASIC)
        return self._open[key]

    def _path(self, role: str, text: str) -> str:
        if role in _GB2312_ONLY and not _in_gb2312(text):
            role = _STAND_INS[role]
        while role not in self._paths and role in _STAND_INS:
            role = _STAND_INS[role]
        return self._paths.get(role) or self._paths[min(self._paths)]


def _glyph(font: ImageFont.FreeTypeFont, one: str) -> Glyph:
    left, top, right, bottom = (int(edge) for edge in font.getbbox(one))
    advance = float(font.getlength(one))
    if right <= left or bottom <= top or not one.strip():
        return Glyph(None, 0, 0, advance)
    ink = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(ink).text((-left, -top), one, font=font, fill=255)
    return Glyph(ink, left, top, advance)


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
