"""A sheet of paper at 200 dpi and what is printed on it. Pixels, origin top left."""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from fraudpipe.records.reading import Pixels
from fraudpipe.simulation.pages.faces import Faces

A4 = (1654, 2339)
"""Width and height of A4 at 200 dpi."""
INK = (30, 30, 34)

_CLOSING = "，。；、）)”：,."

Colour = tuple[int, int, int]
Area = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the sheet."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One run of printed text.

    Attributes:
        x: Where it starts.
        y: Top of its line (the ascender).
        field: Which value it prints, "" for labels and the like.
        key: Which part of the value: () or (row, column) of a list.
        anchor: l, m or r: what stays in place when the text changes.
        area: Around its ink.
    """

    text: str
    x: float
    y: float
    role: str
    size: int
    colour: Colour
    field: str
    key: tuple[int, ...]
    anchor: str
    area: Area


class Sheet:
    """A page while it is printed.

    Args:
        faces: The type faces.
        role: The face of the body text.
        size: Its size in pixels.
        format: Width and height.
        paper: The colour of the paper.
        blank: Measure only: nothing is drawn.
    """

    def __init__(
        self,
        faces: Faces,
        role: str,
        size: int,
        *,
        format: tuple[int, int] = A4,
        paper: Colour = (252, 252, 250),
        blank: bool = False,
    ) -> None:
        self.faces = faces
        self.role = role
        self.size = size
        self.width, self.height = format
        self.marks: list[Mark] = []
        self._blank = blank
        self._image = Image.new("RGBA", (1, 1) if blank else format, (*paper, 255))
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 0,
        role: str = "",
        colour: Colour = INK,
        anchor: str = "l",
        field: str = "",
        key: tuple[int, ...] = (),
        dotted: bool = False,
    ) -> float:
        """Prints one line of `text` and returns the x where it ends.

        Args:
            x: Its left end, middle or right end.
            y: The top of the line.
            text: What is printed.
            size: In pixels; 0 takes the sheet's.
            role: Of the face; "" takes the sheet's.
            colour: Of the ink.
            anchor: l, m or r: what `x` is.
            field: Which value this prints.
            key: Which part of it.
            dotted: Whether needles print it.
        """
        role, size = role or self.role, size or self.size
        edges = self.edges(text, size=size, role=role)
        x = round(x - edges[-1] * {"l": 0.0, "m": 0.5, "r": 1.0}[anchor])
        if text.strip() and not self._blank:
            area = self._set(x, round(y), text, edges, role, size, colour, dotted=dotted)
            self.marks.append(Mark(text, x, round(y), role, size, colour, field, key, anchor, area))
        return x + edges[-1]

    def edges(self, text: str, *, size: int = 0, role: str = "") -> list[float]:
        """Where each character of `text` begins, from 0, and where the last one ends."""
        edges = [0.0]
        for glyph in self.faces.glyphs(role or self.role, size or self.size, text):
            edges.append(edges[-1] + glyph.advance)
        return edges

    def length(self, text: str, *, size: int = 0, role: str = "") -> float:
        """How wide `text` is."""
        return self.edges(text, size=size, role=role)[-1]

    def broken(self, text: str, first: float, width: float, *, size: int = 0, role: str = "") -> list[str]:
        """`text` in lines; the first has `first` pixels, the others `width`; none begins with a closing mark."""
        lines, line, used, room = [], "", 0.0, first
        for one, glyph in zip(text, self.faces.glyphs(role or self.role, size or self.size, text), strict=True):
            if used + glyph.advance > room and one not in _CLOSING:
                lines.append(line)
                line, used, room = "", 0.0, width
            line += one
            used += glyph.advance
        return [*lines, line]

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: Colour = INK, width: int = 2) -> None:
        """A straight line."""
        if not self._blank:
            self._draw.line((round(x0), round(y0), round(x1), round(y1)), fill=colour, width=width)

    def frame(self, x0: float, y0: float, x1: float, y1: float, colour: Colour = INK, width: int = 2) -> None:
        """A rectangle."""
        if not self._blank:
            self._draw.rectangle((round(x0), round(y0), round(x1), round(y1)), outline=colour, width=width)

    def curve(self, points: list[tuple[float, float]], colour: Colour = INK, width: int = 2) -> None:
        """A line through `points`."""
        if not self._blank:
            self._draw.line(points, fill=colour, width=width, joint="curve")

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """A filled rectangle."""
        if not self._blank:
            self._draw.rectangle((round(x0), round(y0), round(x1), round(y1)), fill=colour)

    def disc(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """A filled ellipse within a rectangle."""
        if not self._blank:
            self._draw.ellipse((round(x0), round(y0), round(x1), round(y1)), fill=colour)

    def squares(self, x: float, y: float, pattern: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], side: int) -> None:
        """A matrix code: `pattern` in black squares of `side` pixels."""
        if not self._blank:
            code = Image.fromarray(np.where(pattern, 25, 250).astype(np.uint8))
            self._image.paste(code.resize((pattern.shape[1] * side, pattern.shape[0] * side), 0), (round(x), round(y)))

    def press(self, mask: Image.Image, x: float, y: float, colour: Colour) -> None:
        """Presses `mask` with `colour` ink, its middle at (x, y): ink darkens what is below, text shows through."""
        if self._blank:
            return
        left, top = round(x - mask.width / 2), round(y - mask.height / 2)
        box = (max(0, left), max(0, top), min(self.width, left + mask.width), min(self.height, top + mask.height))
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        cut = mask.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        below = np.asarray(self._image.crop(box).convert("RGB"), dtype=np.float32)
        strength = np.asarray(cut, dtype=np.float32)[..., None] / 255.0
        inked = below * (1.0 - strength * (1.0 - np.array(colour, dtype=np.float32) / 255.0))
        self._image.paste(Image.fromarray(inked.round().astype(np.uint8)), box[:2])

    def pixels(self) -> Pixels:
        """The printed sheet."""
        return np.asarray(cv2.cvtColor(np.asarray(self._image), cv2.COLOR_RGBA2RGB), dtype=np.uint8)

    def _set(
        self, x: int, y: int, text: str, edges: list[float], role: str, size: int, colour: Colour, *, dotted: bool
    ) -> Area:
        """Sets one line and returns the area of its ink."""
        placed = [
            (glyph.ink, round(edge) + glyph.left, glyph.top)
            for glyph, edge in zip(self.faces.glyphs(role, size, text), edges, strict=False) if glyph.ink is not None
        ]  # fmt: skip
        left = min(at for _, at, _ in placed)
        top = min(down for _, _, down in placed)
        right = max(at + ink.width for ink, at, _ in placed)
        low = max(down + ink.height for ink, _, down in placed)
        line = Image.new("L", (right - left, low - top))
        for ink, at, down in placed:
            line.paste(255, (at - left, down - top), ink)
        self._image.paste((*colour, 255), (x + left, y + top), _needled(line) if dotted else line)
        return (x + left, y + top, x + right, y + low)


def _needled(line: Image.Image) -> Image.Image:
    """A line as a needle printer sets it: rows of dots with gaps."""
    inked = np.array(line, dtype=np.uint8)
    inked[::4] //= 3
    inked[:, ::5] = inked[:, ::5] // 4 * 3
    return Image.fromarray(inked)
