"""Examples for papers that are missing or cannot be read: true, its severity, innocent."""

import datetime as dt
from dataclasses import replace

from checks.paper_sets import Case, field, paper_set

from fraudpipe.records.page_notes import PageProblem
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.reading import Reading

CUT_OFF = PageProblem(2, "cut_off_right", "右边被裁掉，请拍全", "the right side is cut off; show all of it")


def consent(signed_on: str, scope: str = "授权查询病历。", sent_on: dt.date | None = None) -> Paper:
    fields = {"issue_date": field(signed_on), "scope": field(scope)}
    return Paper("D-authorisation", Reading("authorisation_letter", 0, 1, fields), sent_on)


def cut_off() -> PaperSet:
    papers = paper_set()
    first = papers.papers[0]
    return replace(
        papers, papers=(replace(first, reading=replace(first.reading, problems=(CUT_OFF,))), *papers.papers[1:])
    )


CASES: dict[str, Case] = {
    "paper_expired": (
        paper_set(consent("2023-06-01")),
        "low",
        # The old one does not matter where a newer one came with it.
        paper_set(consent("2023-06-01"), consent("2024-04-09")),
    ),
    "page_unreadable": (cut_off(), "low", paper_set()),
}
