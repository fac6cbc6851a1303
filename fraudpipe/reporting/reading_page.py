"""What was read from one file as one HTML page: its pages with boxes, beside them the values, their doubts marked.

The page opens without a server, loads nothing from anywhere and runs no script: a box and its value are linked by CSS
(`:has`) and by ordinary links, so that a keyboard reaches everything. Its policy allows its own style by hash alone.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from fraudpipe.reporting.reading_marks import PagePicture, bare_sheets, marked_sheets, words
from fraudpipe.reporting.words import DOCUMENT_TYPES_ZH


def reading_page(told: Mapping[str, Any], pictures: Sequence[PagePicture]) -> str:
    """The page.

    Args:
        told: What `fraudpipe read --json` says about the file: `file` and either the reading or `error`.
        pictures: Its pages; fewer or none where it cannot be decoded.
    """
    sheets = marked_sheets(told, pictures) if "error" not in told else bare_sheets(pictures)
    entries = [entry for sheet in sheets for _, paper in sheet.papers for entry in paper]
    environment = _environment()
    keys = [mark.key for sheet in sheets for mark in sheet.marks]
    style = environment.get_template("reading.css.j2").render(keys=keys)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("reading.html.j2").render(
        told=told,
        sheets=sheets,
        doubts=[entry for entry in entries if entry.one["status"] != "accepted"],
        count=len(entries),
        style=Markup(style),  # noqa: S704  # our own template with numbers in it
        digest=digest,
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("fraudpipe.reporting"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["document_zh"] = lambda code: DOCUMENT_TYPES_ZH.get(code, code)
    environment.filters["words"] = words
    return environment
