"""Reads the fields of a form off a page of labelled rows."""

import re
from collections.abc import Iterator

from fraudpipe.documents.forms.form import Candidate, DocumentForm, FieldRule, PageText
from fraudpipe.documents.forms.values import incomplete
from fraudpipe.documents.labels import LabelSpan, fold
from fraudpipe.documents.layout import GAP, right_margin, union

_MOST_ROWS = 14
_MOST_GAP = 2.6
_MISREAD_TRUST = 0.85
_WEAK_TRUST = 0.8
_NEW_LABEL = re.compile(
    r"\s*[\u4e00-\u9fff、及]{0,10}(?:情况|经过)?(?:\([^()]*\))?[\u4e00-\u9fff]{0,4}(?:情况|经过|医嘱|检查|日期|时间|签名|签字|签章|医师|医生|建议|意见|事项|结果|科室|诊断|摘要|病史|所见)(?:\([^()]*\))?\s*:"
)
_FOOT = re.compile(r"\s*第?\s*\d+\s*(?:页|/\s*\d+)")


def extract(form: DocumentForm, page: PageText) -> dict[str, Candidate]:
    """The best candidate of each field of the form that is found on the page."""
    found: dict[str, Candidate] = {}
    for rule in form.rules:
        best = _best(rule, page)
        if best is not None:
            found[rule.name] = best
    for finder in form.finders:
        for name, candidate in finder(page).items():
            if name not in found or found[name].trust < candidate.trust:
                found[name] = candidate
    return found


def _best(rule: FieldRule, page: PageText) -> Candidate | None:
    ranked: list[tuple[tuple[int | bool, ...], int, Candidate]] = []
    for order, label in enumerate(fold(one) for one in rule.labels):
        for at, span in _occurrences(page, label):
            if rule.section and not span.strong:
                continue
            candidate = _section(rule, page, at, span) if rule.section else _single(rule, page, at, span)
            if candidate is None:
                continue
            text = str(candidate.value)
            # Of two lists under one label the complete and longer one is the later correction of the other.
            rank = (
                (order, incomplete(text), -len(text)) if rule.section else (not span.strong, not span.exact, order, at)
            )
            ranked.append((rank, len(ranked), candidate))
    return min(ranked)[2] if ranked else None


def _occurrences(page: PageText, label: str) -> Iterator[tuple[int, LabelSpan]]:
    for at, spans in enumerate(page.spans):
        for span in spans:
            if span.label == label:
                yield at, span


def _single(rule: FieldRule, page: PageText, at: int, span: LabelSpan) -> Candidate | None:
    row = page.rows[at]
    if rule.colon and not span.strong:
        return None
    end = min((one.start for one in page.spans[at] if one.start >= span.end), default=len(row.text))
    value = rule.parse(row.text[span.end : end])
    if value is None:
        return None
    first, last = _trimmed(row.text, span.end, end)
    trust = 1.0 if span.exact and span.strong else _MISREAD_TRUST if span.strong else _WEAK_TRUST
    return Candidate(value, row.slice_box(first, last), row.slice_score(first, last), trust)


def _section(rule: FieldRule, page: PageText, at: int, span: LabelSpan) -> Candidate | None:
    margin = right_margin(page.rows)
    pieces: list[str] = []
    boxes, scores = [], []
    previous = page.rows[at]
    for i in range(at, min(at + _MOST_ROWS, len(page.rows))):
        row = page.rows[i]
        start = span.end if i == at else 0
        if i > at and (_ends_section(page, i) or row.box[1] - previous.box[3] > _MOST_GAP * previous.height):
            break
        stops = [one.start for one in page.spans[i] if one.start >= start and one.strong and (i == at or one.start > 0)]
        end = min(stops, default=len(row.text))
        text = row.text[start:end].replace(GAP, " ").strip()
        if text:
            wrapped = bool(pieces) and previous.box[2] >= margin - 2.5 * previous.height
            pieces.append(("" if wrapped or not pieces else " ") + text)
            first, last = _trimmed(row.text, start, end)
            boxes.append(row.slice_box(first, last))
            scores.append(row.slice_score(first, last))
        previous = row
        if stops:
            break
    value = rule.parse("".join(pieces)) if pieces else None
    if value is None:
        return None
    return Candidate(value, union(boxes), min(scores), 1.0 if span.exact else _MISREAD_TRUST)


def _ends_section(page: PageText, at: int) -> bool:
    text = fold(page.rows[at].text)
    begins = any(span.start == 0 and span.strong for span in page.spans[at])
    return begins or bool(_NEW_LABEL.match(text)) or bool(_FOOT.fullmatch(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without blanks at its ends; unchanged when nothing else is there."""
    inner = text[start:end]
    if not inner.strip():
        return start, end
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
