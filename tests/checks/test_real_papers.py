"""Honest real papers, read without a mistake, do not contradict themselves; they stay outside of the project."""

import json
import os
from pathlib import Path

import pytest
from checks.paper_sets import CLAIM, MEMBER, field

from fraudpipe.checks.within_paper import check_within_papers
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import LineItem, Reading

_FOLDER = Path(os.environ.get("FRAUDPIPE_BENCH_DATA", "")) / "documents" / "hospital_zh"


@pytest.mark.bench_data
@pytest.mark.skipif(not _FOLDER.is_dir(), reason="the real papers are not here")
def test_honest_papers_pass() -> None:
    labels = [json.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.json"))]
    assert sum("invoice" in one["doc_type"] for one in labels) > 3
    for one in labels:
        fields = {name: field(_value(name, value)) for name, value in one["fields"].items()}
        papers = PaperSet(CLAIM, MEMBER, (Paper(one["file"], Reading(one["doc_type"], 0, 1, fields)),))
        assert list(check_within_papers(papers)) == []


def _value(name: str, value: object) -> object:
    if name != "line_items" or not isinstance(value, list):
        return value
    return tuple(LineItem(str(one[0]), str(one[-1]), (0, 0, 1, 1)) for one in value)
