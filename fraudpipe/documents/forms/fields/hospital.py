"""Finds the hospital's name at the head of a paper, or alone at its foot."""

import re
from collections.abc import Iterator

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.forms.values import parse_institution
from fraudpipe.documents.lines.layout import Row
from fraudpipe.records.reading import Box

_HEAD_SHARE, _FOOT_SHARE = 0.3, 0.5
_HEAD_TRUST, _FOOT_TRUST = 0.95, 0.7
_AT_FOOT = re.compile(r"(?:医院名称[:：]?)?(?P<name>[^:：，。]{4,}?)(?:[(（]?(?:盖章|公章|章|印章)[)）]?)?")
_NO_NAME = re.compile(r"单位|收款|收费|开票|地址|名称|转|建议|就诊")
_SPREAD = 1.3


def find_hospital(page: PageText) -> dict[str, Candidate]:
    """The name in the head: the highest print of an institution; one in brackets is a second name.

    A certificate without a head names its hospital below the text, alone on a line.
    """
    named = []
    for at, row in enumerate(page.rows):
        if row.box[1] > _HEAD_SHARE * page.height:
            break
        for text, box, score in _pieces(row):
            name = None if re.match(r"[（(]", text) or re.search(r"[:：。，]", text) else parse_institution(text)
            if name:
                named.append((-round((box[3] - box[1]) / 8), at, -len(name), name, box, score))
    if named:
        *_, name, box, score = min(named, key=lambda one: one[:3])
        return {"hospital_name": Candidate(name, box, score, _HEAD_TRUST)}
    return _at_foot(page)


def _pieces(row: Row) -> Iterator[tuple[str, Box, float]]:
    """The pieces of a row, and the whole row where one name was printed with wide spaces."""
    for line in row.lines:
        yield re.sub(r"\s", "", line.text), line.box, line.score
    heights = [line.box[3] - line.box[1] for line in row.lines]
    if len(row.lines) > 1 and len(row.lines[0].text) > 1 and max(heights) <= _SPREAD * min(heights):
        yield re.sub(r"\s", "", row.text), row.box, min(line.score for line in row.lines)


def _at_foot(page: PageText) -> dict[str, Candidate]:
    for row in reversed(page.rows):
        if row.box[1] < _FOOT_SHARE * page.height:
            break
        for line in row.lines:
            alone = _AT_FOOT.fullmatch(re.sub(r"\s", "", line.text))
            name = parse_institution(alone["name"]) if alone else None
            if alone and name is not None and name == alone["name"] and not _NO_NAME.search(name):
                return {"hospital_name": Candidate(name, line.box, line.score, _FOOT_TRUST)}
    return {}
