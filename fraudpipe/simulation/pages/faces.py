"""Type faces by role, opened once for each size."""

from collections.abc import Mapping

from PIL import ImageFont

ROLES = ("sans", "serif", "kai", "ming", "hei")
"""What a face is for; a role whose font is not installed falls back to the first that is."""


class Faces:
    """The installed faces.

    Args:
        paths: Role to font file; at least one role.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = dict(paths)
        self._open: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}

    def at(self, role: str, size: int) -> ImageFont.FreeTypeFont:
        """The face for `role` at `size` pixels."""
        path = self._paths.get(role) or self._paths[min(self._paths)]
        key = (path, size)
        if key not in self._open:
            self._open[key] = ImageFont.truetype(path, size)
        return self._open[key]
