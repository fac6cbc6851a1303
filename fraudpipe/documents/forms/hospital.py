"""Finds the hospital's name at the head of a paper."""

import re

from fraudpipe.documents.forms.form import Candidate, PageText
from fraudpipe.documents.forms.values import parse_institution

_HEAD_SHARE = 0.3


def find_hospital(page: PageText) -> dict[str, Candidate]:
    """The name in the head: the highest print of an institution; one in brackets is a second name."""
    named = []
    for at, row in enumerate(page.rows):
        if row.box[1] > _HEAD_SHARE * page.height:
            break
        for line in row.lines:
            text = re.sub(r"\s", "", line.text)
            name = None if re.match(r"[（(]", text) or re.search(r"[:：。，]", text) else parse_institution(text)
            if name:
                height = line.box[3] - line.box[1]
                named.append((-round(height / 8), at, name, line))
    if not named:
        return {}
    _, _, name, line = min(named, key=lambda one: one[:2])
    return {"hospital_name": Candidate(name, line.box, line.score, 0.95)}
