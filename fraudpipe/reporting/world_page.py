"""The report of a simulated world as one HTML page that opens without a server and loads nothing from anywhere."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


class Line(Protocol):
    """A figure: what is cited, what was measured, and whether the two agree ("within", "outside", "no figure")."""

    @property
    def topic(self) -> str:
        """The heading it stands under."""

    @property
    def verdict(self) -> str:
        """within, outside or "no figure"."""


class Picture(Protocol):
    """A plot with `title`, `says` and the picture itself."""

    @property
    def svg(self) -> bytes:
        """The picture."""


def world_page(
    about: Mapping[str, str], lines: Sequence[Line], pictures: Sequence[Picture], tables: Sequence[Any]
) -> str:
    """The page.

    Args:
        about: Label to value for the head of the page.
        lines: Figures with topic, name, cited, source, measured, verdict and note.
        pictures: Plots with title, says and svg.
        tables: Small tables with title, says, columns and rows of text.
    """
    environment = Environment(
        loader=PackageLoader("fraudpipe.reporting"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda content: base64.b64encode(content).decode()
    topics: dict[str, list[Line]] = {}
    for line in lines:
        topics.setdefault(line.topic, []).append(line)
    counts = {verdict: sum(line.verdict == verdict for line in lines) for verdict in ("within", "outside", "no figure")}
    return environment.get_template("world.html.j2").render(
        about=about, topics=topics, counts=counts, pictures=pictures, tables=tables
    )
