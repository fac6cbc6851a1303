"""Reads the fields of a form off a page of labelled rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fraudpipe.documents.forms.form import Candidate, DocumentForm, FieldRule, PageText
from fraudpipe.documents.forms.passages import MISREAD_TRUST, passage, trimmed
from fraudpipe.documents.forms.values import incomplete
from fraudpipe.documents.lines.labels import LabelSpan, fold
from fraudpipe.documents.lines.layout import GAP
from fraudpipe.records.reading import Box

_WEAK_TRUST = 0.8
_BESIDE_TRUST, _BELOW_TRUST = 0.8, 0.7
_FAR = 12

Places = Mapping[str, Sequence[tuple[int, LabelSpan]]]
"""Label to the rows and spans where it stands."""


def extract(form: DocumentForm, page: PageText, following: PageText | None = None) -> dict[str, Candidate]:
    """The best candidate of each field of the form that is found on the page.

    Args:
        form: What is looked for.
        page: Where.
        following: The next page of the same paper, where a passage may go on.
    """
    found: dict[str, Candidate] = {}
    places: dict[str, list[tuple[int, LabelSpan]]] = {}
    for at, spans in enumerate(page.spans):
        for span in spans:
            places.setdefault(span.label, []).append((at, span))
    for rule in form.rules:
        best = _best(rule, page, places, following)
        if best is not None and rule.snap is not None and (name := rule.snap(str(best.value))):
            best = replace(best, value=name, raw=str(best.value))
        if best is not None and (rule.name not in found or found[rule.name].trust < best.trust):
            found[rule.name] = best
    for finder in form.finders:
        for name, candidate in finder(page).items():
            if name not in found or found[name].trust < candidate.trust:
                found[name] = candidate
    return found


def _best(rule: FieldRule, page: PageText, places: Places, following: PageText | None) -> Candidate | None:
    ranked: list[tuple[tuple[int | bool, ...], int, Candidate]] = []
    for order, label in enumerate(fold(one) for one in rule.labels):
        for at, span in places.get(label, ()):
            if rule.section and not span.strong:
                continue
            candidate = passage(rule, page, at, span, following) if rule.section else _single(rule, page, at, span)
            if candidate is None:
                continue
            text = str(candidate.value)
            # Of two lists under one label the complete and longer one is the later correction of the other.
            rank = (
                (order, incomplete(text), -len(text))
                if rule.section
                else (candidate.trust < _WEAK_TRUST, not span.strong, not span.exact, order, at)
            )
            ranked.append((rank, len(ranked), candidate))
    return min(ranked)[2] if ranked else None


def _single(rule: FieldRule, page: PageText, at: int, span: LabelSpan) -> Candidate | None:
    row = page.rows[at]
    if rule.colon and not span.strong:
        return None
    end = min((one.start for one in page.spans[at] if one.start >= span.end), default=len(row.text))
    trust = 1.0 if span.exact and span.strong else MISREAD_TRUST if span.strong else _WEAK_TRUST
    if row.text[span.end : end].strip():
        value = rule.parse(row.text[span.end : end])
        if value is None:
            return None
        first, last = trimmed(row.text, span.end, end)
        alone = row.text.find(GAP, first, last)
        if alone > 0 and rule.parse(row.text[first:alone]) == value:
            last = alone  # what stands further right is another print
        trust *= 1.0 if rule.whole is None else rule.whole(row.text[first:last])
        return Candidate(value, row.slice_box(first, last), row.slice_score(first, last), trust)
    near = _nearby(rule, page, at, span) if span.strong else None
    return None if near is None else replace(near, trust=min(trust, near.trust))


def _nearby(rule: FieldRule, page: PageText, at: int, span: LabelSpan) -> Candidate | None:
    """A value printed off its label: half a line higher or lower, or right below."""
    row = page.rows[at]
    label, height = row.slice_box(span.start, span.end), row.height
    later = [row.slice_box(one.start, one.end)[0] for one in page.spans[at] if one.start >= span.end and one.strong]
    limit = min([*later, label[2] + round(_FAR * height)])
    best: tuple[float, Candidate] | None = None
    for other in range(max(0, at - 2), min(len(page.rows), at + 4)):
        if other == at or (any(one.strong for one in page.spans[other]) and not _free(page, other, label[0], limit)):
            continue
        for line in page.rows[other].lines:
            trust = _off(label, line.box, height, limit)
            value = rule.parse(line.text) if trust else None
            distance = abs(line.box[0] - label[2]) + 4.0 * abs(line.box[1] - label[1])
            if value is not None and (best is None or distance < best[0]):
                best = distance, Candidate(value, line.box, line.score, trust)
    return best[1] if best else None


def _free(page: PageText, at: int, left: int, limit: int) -> bool:
    """Whether no label of a row stands in the columns [left, limit)."""
    row = page.rows[at]
    boxes = [row.slice_box(one.start, one.end) for one in page.spans[at] if one.strong]
    return not any(box[0] < limit and box[2] > left for box in boxes)


def _off(label: Box, box: Box, height: float, limit: int) -> float:
    """The trust in a value at `box` for a label: half a line off to its right, or below it; 0 elsewhere."""
    middle = (box[1] + box[3]) / 2 - (label[1] + label[3]) / 2
    if label[2] - 0.6 * height <= box[0] < limit and abs(middle) <= 0.95 * height:
        return _BESIDE_TRUST
    overlap = min(label[2], box[2]) - max(label[0], box[0])
    if 0.5 * height <= middle <= 2.2 * height and overlap > 0.5 * min(label[2] - label[0], box[2] - box[0]):
        return _BELOW_TRUST
    return 0.0
