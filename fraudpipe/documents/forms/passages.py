"""Running text behind a label: over several rows, beside its label's cell or below it, and on to the next page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fraudpipe.documents.forms.form import Candidate, FieldRule, PageText
from fraudpipe.documents.lines.labels import LabelSpan, fold
from fraudpipe.documents.lines.layout import GAP, Row, right_margin, union
from fraudpipe.records.reading import Box

MISREAD_TRUST = 0.85
_MOST_ROWS = 40
_MOST_GAP = 2.6
_WATERMARK = 1.5
_A_WORD = 2
"""What is shorter than a word and so many times as high as the label is no text of its passage."""
_LEANS = 1.35
"""A row above a cell's label belongs to it when the gap above that row is so many times the gap below it."""
_NEW_LABEL = re.compile(
    r"\s*[\u4e00-\u9fff、及]{0,10}(?:情况|经过)?(?:\([^()]*\))?[\u4e00-\u9fff]{0,4}(?:情况|经过|医嘱|检查|日期|时间|签名|签字|签章|医师|医生|建议|意见|事项|结果|科室|诊断|摘要|病史|所见)(?:\([^()]*\))?\s*:"
)
_FOOT = re.compile(r"\s*(?:第\s*\d+\s*页.*|\d+\s*/\s*\d+\s*页?|共\s*\d+\s*页)")
_WITHIN = frozenset(("体温", "脉搏", "呼吸", "血压", "BP", "血压值", "身高", "体重", "输血", "引流", "体位", "切口"))
"""Labels that a passage may hold in its text; they end none."""
_HEAD_SHARE = 0.25
_LISTS = "诊断"
"""Labels of lists that forms print side by side: 入院诊断 and 出院诊断."""


@dataclass
class _Passage:
    """What is put together on the way down."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    last: Row | None = None

    def take(self, row: Row, start: int, end: int, margin: int) -> None:
        """Adds the characters [start, end) of a row."""
        text = row.text[start:end].replace(GAP, " ").strip()
        if text:
            wrapped = self.last is not None and self.last.box[2] >= margin - 2.5 * self.last.height
            self.pieces.append(text if wrapped or not self.pieces else " " + text)
            first, last = trimmed(row.text, start, end)
            self.boxes.append(row.slice_box(first, last))
            self.scores.append(row.slice_score(first, last))
        self.last = row


def passage(rule: FieldRule, page: PageText, at: int, span: LabelSpan, following: PageText | None) -> Candidate | None:
    """The text behind the label `span` of row `at`.

    Args:
        rule: Its parser decides whether the text is a value.
        page: The page of the label; the box is there.
        at: The label's row.
        span: The label.
        following: The next page of the same paper, where the text may go on.
    """
    found = _Passage()
    margin = right_margin(page.rows)
    for i in _rows_above(page, at, span):
        found.take(page.rows[i], 0, len(page.rows[i].text), margin)
    open_end = _downwards(found, page, at, span, margin)
    value = rule.parse("".join(found.pieces)) if found.pieces else None
    further = _Passage(last=found.last)
    if open_end and following is not None and found.pieces:
        # Its box stays that of the first page, where a person looks for the label.
        _onward(further, following)
        joined = rule.parse("".join([*found.pieces, *further.pieces]))
        value, found.scores = (joined or value), found.scores + further.scores
    if value is None:
        return None
    trust = 1.0 if span.exact else MISREAD_TRUST
    trust *= 1.0 if rule.whole is None else rule.whole("".join(found.pieces))
    return Candidate(value, union(found.boxes), min(found.scores), trust, goes_on=bool(further.pieces))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without blanks at its ends; unchanged when nothing else is there."""
    inner = text[start:end]
    if not inner.strip():
        return start, end
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _downwards(found: _Passage, page: PageText, at: int, span: LabelSpan, margin: int) -> bool:
    """Takes the label's own row and the next ones; returns whether the page ended before the text did."""
    row = page.rows[at]
    column = _column(page, at, span)
    stop = _stop(page, at, span.end)
    found.take(row, span.end, len(row.text) if stop is None else stop, margin)
    if stop is not None and column is None:
        return False
    claimed = _claimed(page, at)
    indent = max(row.slice_box(span.start, span.end)[2], *(box[0] for box in found.boxes[-1:]), 0)
    for i in range(at + 1, min(at + _MOST_ROWS, len(page.rows))):
        row, above = page.rows[i], found.last or page.rows[at]
        if len(row.text) < _A_WORD and row.height > _WATERMARK * page.rows[at].height:
            continue
        if i in claimed:
            return False
        if _ends(page, i):
            return bool(_FOOT.match(fold(row.text)))
        if row.box[1] - above.box[3] > _MOST_GAP * above.height:
            return False
        if column is not None:
            row = Row(tuple(line for line in row.lines if column[0] <= line.box[0] < column[1]))
            if not row.lines:
                continue
        elif row.box[0] > indent + 3 * row.height:
            continue  # a stamp or a note beside the text
        stop = _stop(page, i, 0) if column is None else None
        found.take(row, 0, len(row.text) if stop is None else stop, margin)
        if stop is not None:
            return False
    return True


def _column(page: PageText, at: int, span: LabelSpan) -> tuple[int, int] | None:
    """Left and right end of a column of diagnoses that stands beside another one; None where there is one column."""
    row = page.rows[at]
    if not span.label.endswith(_LISTS):
        return None
    lists = [one for one in page.spans[at] if one.strong and one.label.endswith(_LISTS)]
    if len(lists) < 2:
        return None
    edges = [row.slice_box(one.start, one.end)[0] for one in lists]
    place = lists.index(span)
    slack = round(row.height)
    left = edges[place] - slack if place else 0
    return left, edges[place + 1] - slack if place + 1 < len(edges) else page.width


def _onward(found: _Passage, page: PageText) -> None:
    """Takes the rows of the next page up to its first label, past the heads that are repeated there."""
    margin = right_margin(page.rows)
    left = min((row.box[0] for row in page.rows), default=0)
    for i, row in enumerate(page.rows):
        text = fold(row.text)
        if _ends(page, i) or _stop(page, i, 0) is not None:
            if found.pieces or row.box[1] > _HEAD_SHARE * page.height:
                return
            continue
        centred = row.box[0] > left + 6 * row.height
        if (not found.pieces and centred) or _FOOT.match(text):
            continue
        found.take(row, 0, len(row.text), margin)


def _claimed(page: PageText, at: int) -> set[int]:
    """Rows below `at` that belong to a later label in the middle of its cell."""
    below = range(at + 1, min(at + _MOST_ROWS, len(page.rows)))
    labels = [(i, span) for i in below for span in page.spans[i][:1] if span.strong]
    return {above for i, span in labels for above in _rows_above(page, i, span) if above > at}


def _rows_above(page: PageText, at: int, span: LabelSpan) -> Sequence[int]:
    """Rows over that of a label that stands in the middle of its cell, from top to bottom."""
    row = page.rows[at]
    right = row.slice_box(span.start, span.end)[2]
    if row.text[: span.start].strip():
        return ()
    taken = list(_above(page, at, right))
    if not taken:
        return ()
    top = page.rows[taken[-1]]
    below = page.rows[taken[-1] + 1].box[1] - top.box[3]
    over = top.box[1] - max((one.box[3] for one in page.rows[: taken[-1]]), default=0)
    return tuple(reversed(taken)) if over > _LEANS * max(below, 0.25 * top.height) else ()


def _above(page: PageText, at: int, right: int) -> Iterator[int]:
    """Rows right over `at` that stand beside a label's cell and hold no label."""
    for i in range(at - 1, -1, -1):
        row, under = page.rows[i], page.rows[i + 1]
        beside = row.box[0] >= right - 0.5 * row.height and row.box[0] <= right + 4 * row.height
        strong = any(span.strong for span in page.spans[i])
        if not beside or strong or under.box[1] - row.box[3] > row.height or _NEW_LABEL.match(fold(row.text)):
            return
        yield i


def _stop(page: PageText, at: int, start: int) -> int | None:
    """Where another label ends the text of a row, from `start`."""
    stops = [
        span.start
        for span in page.spans[at]
        if span.start >= start and span.strong and span.label not in _WITHIN and (start > 0 or span.start > 0)
    ]
    return min(stops, default=None)


def _ends(page: PageText, at: int) -> bool:
    text = fold(page.rows[at].text)
    begins = any(span.start == 0 and span.strong and span.label not in _WITHIN for span in page.spans[at])
    return begins or bool(_NEW_LABEL.match(text)) or bool(_FOOT.fullmatch(text))
