"""Looks closer at a value that stamps or pens cross: the rest of its row as one strip, with their ink lifted.

Where such ink ends a line of print, the finder of lines ends it, too, and nobody reads what stands behind.
"""

import re
from collections.abc import Mapping

import numpy as np

from fraudpipe.documents.cleaning import without_inks
from fraudpipe.documents.forms.form import Candidate, DocumentForm, PageText
from fraudpipe.documents.forms.second_look import value_in
from fraudpipe.documents.ink_across import PEN_TRUST, penned
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.sheets.seal_text import StripReader
from fraudpipe.documents.trust.field_kinds import field_kind
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.documents.values.dates import whole_date
from fraudpipe.records.reading import Box, Pixels

_DATE_REACH, _NAME_REACH = 11, 18
"""How many heights of a line a value takes at most."""
_AROUND = 0.15
_TALL, _HEAD, _DARK = 1.8, 2.5, 0.6
_LABEL = re.compile(r"^[^:\d]{2,12}:")
_LEGIBLE = 0.6
_TRUST = 0.8
CUT_TRUST = 0.7
"""At most this much trust have values whose end seems to be missing."""
_MONTH, _DAY = len("2021-04"), len("2021-04-26")


def looked_at(name: str) -> bool:
    """Whether a field is of a kind that can be looked at in this way: days, numbers of them, names of hospitals."""
    return name == "hospital_name" or field_kind(name) in ("date", "count")


def closer_look(
    form: DocumentForm, page: PageText, pixels: Pixels, wanted: Mapping[str, Box | None], reader: StripReader
) -> dict[str, Candidate]:
    """What stands in the rows of fields that were not read well.

    Args:
        form: Of the paper.
        page: What was read on it.
        pixels: Of the upright page, with its stamps.
        wanted: Fields, with the box of the value where one was seen.
        reader: Who reads strips.
    """
    height = float(np.median([row.height for row in page.rows])) if page.rows else 0.0
    places = {
        name: place for name in sorted(wanted) if (place := _place(form, page, name, wanted[name], height)) is not None
    }
    strips = [_level(without_inks(np.ascontiguousarray(pixels[y0:y1, x0:x1])), height)
              for x0, y0, x1, y1 in places.values()]  # fmt: skip
    found = {}
    for (name, box), (text, score) in zip(places.items(), reader.read_strips(strips) if strips else (), strict=True):
        behind = _LABEL.sub("", fold(text))
        value = value_in(form, name, behind) if score >= _LEGIBLE else None
        if value is not None and (field_kind(name) != "date" or whole_date(behind) > CUT_TRUST):
            # What a pen's stroke hid is not seen again for the stroke being lifted.
            seen = wanted[name]
            found[name] = Candidate(value, box, score, PEN_TRUST if seen and penned(pixels, seen) else _TRUST)
    return found


def still_counts(vote: Vote, closer: Candidate, reader: str) -> bool:
    """Whether an earlier vote counts beside the closer look of a reader: not what is cut off, nor the same reader's.

    Args:
        vote: The earlier one.
        closer: What the closer look saw.
        reader: Who looked closer.
    """
    same = vote.reader == reader and vote.candidate.trust <= CUT_TRUST
    return not same and not cut_off(vote.candidate, closer)


def cut_off(seen: Candidate, whole: Candidate) -> bool:
    """Whether `seen` is a day of which the end was not read, and `whole` is all of it.

    >>> box = (0, 0, 9, 9)
    >>> whole = Candidate("2023-03-23", box, 0.9)
    >>> [cut_off(Candidate(day, box, 0.9, 0.7), whole) for day in ("2023-03", "2023-03-02", "2023-03-03", "2023-03-23")]
    [True, True, False, False]
    """
    day, full = str(seen.value), str(whole.value)
    if len(full) != _DAY or day == full or seen.trust > CUT_TRUST + 0.1 * (len(day) == _MONTH):
        return False
    return full.startswith(day) or (len(day) == _DAY and day[:-2] + day[-1] == full[:-1] and day[-2] == "0")


def _place(form: DocumentForm, page: PageText, name: str, seen: Box | None, height: float) -> Box | None:
    """From the field's label to where the next one begins, or as far as such a value may reach."""
    reach = round((_NAME_REACH if name == "hospital_name" else _DATE_REACH) * height)
    around = round(_AROUND * height)
    best: tuple[float, Box] | None = None
    labels = {fold(label) for rule in form.rules if rule.name == name for label in rule.labels}
    for row, spans in zip(page.rows, page.spans, strict=True):
        for span in spans:
            if span.label not in labels or not span.strong:
                continue
            label = row.slice_box(span.start, span.end)
            after = [row.slice_box(one.start, one.end)[0] for one in spans if one.start >= span.end and one.strong]
            right = min([*after, label[2] + reach, page.width])
            # Of several labels the one beside the value that was seen, or the lowest: signatures stand at the foot.
            far = -label[1] if seen is None else abs(label[1] + label[3] - seen[1] - seen[3]) / 2
            if best is None or far < best[0]:
                best = far, (max(0, label[0]), max(0, label[1] - around), right, label[3] + around)
    if best is not None:
        return best[1]
    if seen is None:
        return None
    return (max(0, seen[0] - around), max(0, seen[1] - around), min(page.width, seen[0] + reach), seen[3] + around)


def _level(strip: Pixels, height: float) -> Pixels:
    """The strip as high as what it begins with, its label: a signature behind it may be far higher."""
    if len(strip) <= _TALL * height:
        return strip
    head = strip[:, : round(_HEAD * height)].min(axis=2)
    rows = np.flatnonzero((head < _DARK * np.median(head)).any(axis=1))
    if not len(rows):
        return strip
    around = round(2 * _AROUND * height)
    return np.ascontiguousarray(strip[max(0, rows[0] - around) : rows[-1] + around])
