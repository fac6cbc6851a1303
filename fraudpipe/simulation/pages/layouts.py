"""The layouts of medical forms: four that hospitals use, a forger's and a generator's."""

from dataclasses import dataclass

TEMPLATES = 4
"""Layouts in use by hospitals, 0 to 3; 4 is a forger's, 5 a generator's."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a form is laid out.

    Attributes:
        columns: Short fields in a row.
        order: Which of the form's orders of short fields.
        ruling: plain, lines (a rule above and below the head), underlined (each value) or boxed (a table of cells).
        header: stacked (hospital above title), joined (one line), letterhead (emblem, English line) or left.
        passages: inline (label and text in one run), below (text under its label) or boxed (label in a cell).
        grid: How a table of items is ruled: open, rows or full.
        groups: Whether items of one category follow a heading with its sum.
        closing: right (stacked at the right foot), row (one row) or foot (a row at the page's foot).
        footer: Whether form number and page number stand at the foot.
        beside: How many entries that are no field stand among the short ones.
        handwritten: Whether the doctor signs by hand beside the printed name.
    """

    columns: int
    order: int
    ruling: str
    header: str
    passages: str
    grid: str
    groups: bool
    closing: str
    footer: bool
    beside: int
    handwritten: bool


LAYOUTS = (
    Layout(3, 0, "lines", "stacked", "inline", "open", False, "right", True, 1, True),
    Layout(3, 1, "boxed", "joined", "boxed", "full", True, "row", False, 2, False),
    Layout(2, 1, "plain", "letterhead", "below", "rows", True, "foot", True, 0, True),
    Layout(4, 2, "underlined", "left", "inline", "rows", False, "right", True, 2, True),
    Layout(2, 0, "underlined", "joined", "below", "full", False, "right", False, 0, False),
    Layout(3, 0, "boxed", "stacked", "boxed", "full", False, "row", False, 0, False),
)
"""By template."""
