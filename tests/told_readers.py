"""Readers that say what a test tells them, for the flow of reading."""

import numpy as np
from drawn_page import HEIGHT, WIDTH

from fraudpipe.records.reading import Pixels, TextLine


class Told:
    def __init__(self, name: str, found: tuple[TextLine, ...] = ()) -> None:
        self.name, self.found, self.calls = name, found, 0

    def read_page(self, page: Pixels) -> tuple[TextLine, ...]:
        assert page.ndim == 3
        self.calls += 1
        return self.found

    def version(self) -> str:
        return self.name


class Turned:
    def __init__(self, rotation: int = 0) -> None:
        self._rotation = rotation

    def rotation(self, page: Pixels) -> tuple[int, float]:
        assert page.ndim == 3
        return self._rotation, 1.0


def blank_page() -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
