"""Do the papers of one stay agree on where it was, when, and what it cost?"""

import re
from collections.abc import Iterator

from fraudpipe.checks.evidence import Stay, evidence, evidence_fen, finding, stay_dates, unread
from fraudpipe.checks.names_alike import bare, hospitals_alike
from fraudpipe.records.finding import Finding
from fraudpipe.records.money import yuan_text
from fraudpipe.records.paper_set import Paper

_OF_THE_STAY = ("discharge_record", "inpatient_invoice", "admission_note", "record_front_page")
_WITH_TOTAL = ("inpatient_invoice", "itemised_bill", "record_front_page")
_SAME_STAY_DAYS = 3
_WARD = re.compile(r"\(.*?\)|第?[一二三四五六七八九十\d]+(?:病?区|病房|科)?$|(?:门诊|病区|病房|住院部)")


def check_stays(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """Hospitals, departments, record numbers, dates and totals that differ."""
    yield from _hospitals(papers)
    yield from _of_one_stay(papers)
    yield from _stays(papers)
    yield from _totals(papers)


def _of_one_stay(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """Papers that give the same days at the same hospital and yet another ward or record number."""
    stays = [(paper, stay_dates(paper)) for paper in papers]
    for place, (other, stay) in enumerate(stays):
        for one, first in stays[:place]:
            if stay is not None and first is not None and _same(stay, first) and _same_hospital(one, other):
                yield from _differing("departments_differ_between_papers", "department", one, other)
                yield from _differing("record_numbers_differ_between_papers", "record_number", one, other)


def _same(one: Stay, other: Stay) -> bool:
    return (one.admitted, one.discharged) == (other.admitted, other.discharged)


def _same_hospital(one: Paper, other: Paper) -> bool:
    names = evidence(one, "hospital_name"), evidence(other, "hospital_name")
    return names[0] is not None and names[1] is not None and hospitals_alike(names[0].text, names[1].text)


def _differing(code: str, name: str, paper: Paper, other: Paper) -> Iterator[Finding]:
    first, second = evidence(paper, name), evidence(other, name)
    if first is None or second is None or "*" in first.text + second.text:
        return
    texts = [
        _WARD.sub("", text.text) if name == "department" else bare(text.text).lstrip("0") for text in (first, second)
    ]
    if texts[0] not in texts[1] and texts[1] not in texts[0]:
        yield finding(code, second, against=(first,))


def _hospitals(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    named = [
        found
        for found in (evidence(p, "hospital_name") for p in papers if p.reading.document_type in _OF_THE_STAY)
        if found is not None
    ]
    for other in named[1:]:
        if not hospitals_alike(named[0].text, other.text):
            yield finding("hospitals_differ_between_papers", other, against=(named[0],))
            return


def _stays(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """Two stays that overlap without being equal; stays apart from one another are lawful."""
    stays = [stay for stay in map(stay_dates, papers) if stay is not None]
    for place, other in enumerate(stays):
        for one in stays[:place]:
            overlap = one.admitted <= other.discharged and other.admitted <= one.discharged
            near = abs((one.admitted - other.admitted).days) <= _SAME_STAY_DAYS
            differ = (one.admitted, one.discharged) != (other.admitted, other.discharged)
            if differ and (overlap or near):
                gap = max(abs((one.admitted - other.admitted).days), abs((one.discharged - other.discharged).days))
                yield finding(
                    "stays_differ_between_papers",
                    *other.grounds,
                    against=one.grounds,
                    at_most="low" if gap <= 1 else "medium",
                    first=one,
                    second=other,
                )
                return


def _totals(papers: tuple[Paper, ...]) -> Iterator[Finding]:
    """The invoice against the itemised bill or, without one, the front page of the record."""
    of_kind = {kind: [paper for paper in papers if paper.reading.document_type == kind] for kind in _WITH_TOTAL}
    # A paper whose total was not read may hold what is missing.
    if any(unread(paper, "total_amount") for some in of_kind.values() for paper in some):
        return
    totals = {
        kind: [found for paper in some if (found := evidence_fen(paper, "total_amount")) is not None]
        for kind, some in of_kind.items()
    }
    invoices, others = totals["inpatient_invoice"], totals["itemised_bill"] or totals["record_front_page"]
    # Several invoices or bills are parts of something: only one beside one can be compared.
    if len(invoices) == len(others) == 1 and invoices[0][1] != others[0][1]:
        yield finding(
            "totals_differ_between_papers",
            invoices[0][0],
            against=(others[0][0],),
            invoice=yuan_text(invoices[0][1]),
            bill=yuan_text(others[0][1]),
        )
