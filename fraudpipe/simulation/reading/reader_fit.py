"""How one reader alone reads the printed values of a page, each in its true place."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from fraudpipe.simulation.reading.misreading import LISTS, judge_in

SEEN = ("exact", "one_character", "truncated", "other", "missing")
"""What a reader can make of a printed value."""

_Row = tuple[str, str, str, float, int]


def reader_outcome(page: Mapping[str, Any], reader: str, name: str, value: object) -> tuple[str, list[tuple[str, str]]]:
    """One of SEEN for field `name` of a page, and the characters taken for others.

    Args:
        page: With `boxes` (field to box; fields without one are looked for on the whole page) and `lines` by reader.
        reader: Its name.
        name: The field.
        value: What is printed.
    """
    box = page["boxes"].get(name)
    lines = page["lines"][reader]
    if box is not None:
        lines = [line for line in lines if _overlap(line[1], box)]
    return judge_in(value, "".join(text for text, _ in lines))


def reader_rows(pages: Sequence[Mapping[str, Any]]) -> list[_Row]:
    """Shares of SEEN by reader and type, and by reader and group of shots."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in pages:
        for reader in page["lines"]:
            for name, value in page["printed"].items():
                if name not in LISTS:
                    outcome = reader_outcome(page, reader, name, value)[0]
                    counts["reader", f"{reader}/{page['document_type']}"][outcome] += 1
                    counts["reader_shot", f"{reader}/{page['group']}"][outcome] += 1
    return [
        (part, of, outcome, count[outcome] / count.total(), count.total())
        for (part, of), count in sorted(counts.items())
        for outcome in SEEN
    ]


def _overlap(line: Sequence[int], box: Sequence[int]) -> bool:
    """Whether a line crosses a box, grown by a quarter of its height because a camera's lines are never quite level."""
    grow = min(box[3] - box[1], box[2] - box[0]) / 4
    across = min(line[2], box[2] + grow) - max(line[0], box[0] - grow)
    down = min(line[3], box[3] + grow) - max(line[1], box[1] - grow)
    return across > 0 and down > 0
