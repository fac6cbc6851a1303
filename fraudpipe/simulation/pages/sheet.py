"""A sheet of A4 paper at 150 dpi and what can be printed on it. Pixels, origin top left."""

import math

from PIL import Image, ImageDraw

from fraudpipe.simulation.pages.faces import Faces

WIDTH, HEIGHT = 1240, 1754
INK = (28, 28, 32)
LABEL = (70, 42, 30)
RED = (206, 44, 40)

Colour = tuple[int, int, int]


class Sheet:
    """A page while it is printed.

    Args:
        faces: The type faces.
        role: The face of the body text.
        size: Its size in pixels.
    """

    def __init__(self, faces: Faces, role: str, size: int = 26) -> None:
        self._faces = faces
        self._role = role
        self.size = size
        self.image = Image.new("RGB", (WIDTH, HEIGHT), (253, 253, 250))
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self, x: int, y: int, text: str, *, size: int = 0, role: str = "", colour: Colour = INK, anchor: str = "la"
    ) -> int:
        """Prints `text` and returns the x where it ends."""
        font = self._faces.at(role or self._role, size or self.size)
        self._draw.text((x, y), text, font=font, fill=colour, anchor=anchor)
        return x + round(font.getlength(text))

    def title(self, y: int, text: str, size: int = 44, role: str = "") -> None:
        """Prints `text` in the middle of the page."""
        self.text(WIDTH // 2, y, text, size=size, role=role, anchor="ma")

    def pair(self, x: int, y: int, label: str, value: object, colour: Colour = INK) -> int:
        """Prints a label and its value on one line and returns the x where they end."""
        return self.text(self.text(x, y, label, colour=colour) + 6, y, str(value))

    def wrapped(self, x: int, y: int, width: int, text: str) -> int:
        """Prints `text` in lines of `width` and returns the y below them."""
        font = self._faces.at(self._role, self.size)
        line = ""
        for one in text:
            if font.getlength(line + one) > width:
                self.text(x, y, line)
                y += round(self.size * 1.6)
                line = ""
            line += one
        self.text(x, y, line)
        return y + round(self.size * 1.8)

    def rule(self, x0: int, y0: int, x1: int, y1: int, colour: Colour = INK, width: int = 2) -> None:
        """A straight line."""
        self._draw.line((x0, y0, x1, y1), fill=colour, width=width)

    def frame(self, x0: int, y0: int, x1: int, y1: int, colour: Colour = INK) -> None:
        """A rectangle."""
        self._draw.rectangle((x0, y0, x1, y1), outline=colour, width=2)

    def stamp(self, x: int, y: int, name: str, purpose: str, tilt: float, radius: int = 118) -> None:
        """A round red seal centred at (x, y): the name along the rim, a star, the purpose below."""
        side = 2 * radius + 8
        seal = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        draw = ImageDraw.Draw(seal)
        middle = side / 2
        draw.ellipse((4, 4, side - 4, side - 4), outline=(*RED, 190), width=6)
        font = self._faces.at(self._role, 30)
        step = min(0.52, 4.2 / max(1, len(name)))
        for place, one in enumerate(name):
            angle = -math.pi / 2 + (place - (len(name) - 1) / 2) * step
            letter = Image.new("RGBA", (44, 44), (0, 0, 0, 0))
            ImageDraw.Draw(letter).text((22, 22), one, font=font, fill=(*RED, 190), anchor="mm")
            turned = letter.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BILINEAR)
            at_x = middle + (radius - 28) * math.cos(angle) - 22
            at_y = middle + (radius - 28) * math.sin(angle) - 22
            seal.alpha_composite(turned, (max(0, round(at_x)), max(0, round(at_y))))
        points = [
            (
                middle + reach * math.cos(turn * math.pi / 5 - math.pi / 2),
                middle + reach * math.sin(turn * math.pi / 5 - math.pi / 2),
            )
            for turn in range(10)
            for reach in ((34.0 if turn % 2 == 0 else 13.0),)
        ]
        draw.polygon(points, fill=(*RED, 190))
        draw.text(
            (middle, middle + radius * 0.6), purpose, font=self._faces.at(self._role, 24), fill=(*RED, 190), anchor="mm"
        )
        seal = seal.rotate(tilt, resample=Image.Resampling.BILINEAR)
        self.image.paste(seal, (x - side // 2, y - side // 2), seal)
