"""How much speaks for a page beginning a paper of its own although it is of the same type as one before it.

Pages that continue a paper repeat its numbers or print none; another paper of the type has numbers, days and sums of
its own. One reading error makes one of them differ, so it takes several, or one that differs in more than a mark.
"""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from fraudpipe.documents.forms.form import Candidate
from fraudpipe.documents.lines.labels import fold
from fraudpipe.documents.lines.layout import Row
from fraudpipe.records.exactness import exact_key
from fraudpipe.records.reading import LaboratoryRow

NUMBERS = (
    "invoice_number",
    "check_code",
    "paper_invoice_number",
    "pathology_number",
    "imaging_number",
    "laboratory_number",
    "examination_number",
    "id_number",
    "card_number",
)
"""Each names one paper: equal ones say that two pages are of one."""
FACTS = (
    "record_number",
    "patient_name",
    "admission_count",
    "issue_date",
    "admission_date",
    "discharge_date",
    "sampled_date",
    "reported_date",
    "examined_date",
    "operation_date",
    "total_amount",
)
"""Said once by a paper; several papers of a stay may say the same."""
_SAYS_NOTHING_WHEN_EQUAL = ("record_number", "patient_name", "admission_count")
_LEAST_TRUST, _LEAST_TRUST_IN_NUMBER, _LEAST_SCORE = 0.9, 0.6, 0.85
_OTHER_NUMBER, _SAME_NUMBER = 3, -4
_OTHER_FACT, _SAME_FACT = 2, -1
_LEAST_SHARED_ROWS, _UNLIKE_ROWS = 2, 0.5
_BEGINS, _BEGINS_UNTITLED, _BEGINS_THOUGH_CONTINUED, _FIRST_OF_ITS_OWN = 2, 4, 6, 1
_PAGE_NUMBER = re.compile(
    r"第\s*(\d{1,2})\s*[页頁]|[页頁]\s*[码次碼]\s*:?\s*(\d{1,2})(?!\d)|^\s*(\d{1,2})\s*/\s*\d{1,2}\s*$"
)
_CONTINUED = re.compile(r"接上[页頁]|[续續][页頁表]|^\s*[续續]\s*$|[(（]\s*[续續]\s*[)）]")


def page_mark(rows: Sequence[Row]) -> int | None:
    """The number that a page gives itself among those of its paper, 2 where it only says 续; None without one."""
    for row in reversed(rows):
        if match := _PAGE_NUMBER.search(fold(row.text)):
            return int(next(one for one in match.groups() if one))
    return 2 if any(_CONTINUED.search(row.text) for row in rows) else None


def begins_anew(against: int, *, titled: bool, mark: int | None) -> bool:
    """Whether what speaks against a page being of a paper is enough to make it one of its own.

    Args:
        against: From `difference`.
        titled: Whether it has a title.
        mark: The page number that it gives itself.
    """
    if mark is not None and mark > 1:
        return against >= _BEGINS_THOUGH_CONTINUED
    if not titled:
        return against >= _BEGINS_UNTITLED
    return against >= (_FIRST_OF_ITS_OWN if mark == 1 else _BEGINS)


def difference(pages: Sequence[Mapping[str, Candidate]], page: Mapping[str, Candidate], *, card: bool = False) -> int:
    """How much speaks against a page being of the paper that `pages` are of; below 0 where it clearly is.

    Args:
        pages: What each of the paper's pages says.
        page: What the page says.
        card: Whether it is a card, which the number of a person names; on other papers it names only the patient.
    """
    numbers = [_by_value(name, pages, page) for name in NUMBERS if card or name != "id_number"]
    if not card:
        numbers.append(max(0, _by_value("id_number", pages, page)))
    facts = [*(_by_value(name, pages, page) for name in FACTS), _by_rows(pages, page)]
    if _OTHER_NUMBER in numbers:
        # Two papers of one day may well be of one sum, too.
        facts = [max(0, fact) for fact in facts]
    return sum(numbers) + sum(facts)


def _by_value(name: str, pages: Sequence[Mapping[str, Candidate]], page: Mapping[str, Candidate]) -> int:
    said = _sure(page, name)
    known = [one for one in (_sure(before, name) for before in pages) if one is not None]
    if said is None or not known:
        return 0
    value = exact_key(said.value)
    nearest = min(known, key=lambda one: Levenshtein.distance(exact_key(one.value), value))
    marks = Levenshtein.distance(exact_key(nearest.value), value)
    if not marks:
        return _SAME_NUMBER if name in NUMBERS else 0 if name in _SAYS_NOTHING_WHEN_EQUAL else _SAME_FACT
    if min(said.score, nearest.score) < _LEAST_SCORE:
        return 1
    return min(marks, _OTHER_NUMBER if name in NUMBERS else _OTHER_FACT)


def _sure(page: Mapping[str, Candidate], name: str) -> Candidate | None:
    """What stands behind a label of its own; what is guessed by its place tells nothing.

    A number that fails its check was misread in a mark or two: another one is still another one.
    """
    found = page.get(name)
    least = _LEAST_TRUST_IN_NUMBER if name in NUMBERS else _LEAST_TRUST
    return found if found is not None and found.trust >= least else None


def _by_rows(pages: Sequence[Mapping[str, Candidate]], page: Mapping[str, Candidate]) -> int:
    """Results of the same tests: others on another report, and none on a sheet that goes on with one."""
    before = {name: result for one in pages for name, result in _results(one)}
    shared = [(result, before[name]) for name, result in _results(page) if name in before]
    if len(shared) < _LEAST_SHARED_ROWS:
        return 0
    unlike = sum(one != other for one, other in shared)
    return _OTHER_NUMBER if unlike >= _UNLIKE_ROWS * len(shared) else _SAME_FACT


def _results(page: Mapping[str, Candidate]) -> list[tuple[str, str]]:
    found = page.get("laboratory_rows")
    rows = found.value if found is not None and isinstance(found.value, tuple) else ()
    return [(row.name, row.result) for row in rows if isinstance(row, LaboratoryRow)]
