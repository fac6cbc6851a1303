"""Do the papers of one claim agree on what the patient has, and how far it went?"""

import datetime as dt
import re
from collections.abc import Iterator

from fraudpipe.checks.claimed_illness import Statement, compatible, stated_on, statements
from fraudpipe.checks.evidence import Evidence, evidence, finding, unread
from fraudpipe.checks.tissue_words import finds_cancer, finds_none
from fraudpipe.records.finding import Finding
from fraudpipe.records.illness import IllnessReader
from fraudpipe.records.paper_set import PaperSet

_NEAR_DAYS = 30
_ESTABLISHED = (
    "discharge_record",
    "diagnosis_certificate",
    "pathology_report",
    "record_front_page",
    "operation_record",
)
_STAGE = re.compile(r"(?<![A-Za-z\d])(0|IV|I{1,3}|[ⅠⅡⅢⅣ])\s*[ABCabc]?\d?\s*期")
_IN_SITU = re.compile(r"原位癌|Tis")
_STAGE_NUMBER = {"0": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4}
_STAGED = ("tumour_stage", "diagnosis", "pathology_diagnosis")
_CLAUSE_END = re.compile(r"[;；，,、。\s]|(?<![\dA-Za-z.])\d{1,2}[.)](?!\d)")
_TUMOUR = re.compile(r"癌|瘤|恶性|白血病|[TtCcPp]is|T\d.{0,3}N\d")
_STAGING_WORDS = re.compile(r"临床|病理|分期|术后|诊断")
_OTHER_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")


def check_illnesses(papers: PaperSet, read_illnesses: IllnessReader) -> Iterator[Finding]:
    """Diagnoses and stages that differ, and tissue without the tumour that is claimed."""
    yield from _diagnoses(papers, read_illnesses)
    yield from _stages(papers)
    # Tumours of blood and lymph (C81 and later) are told by marrow and immunology, not by a section.
    if "C00" <= papers.claim.illness_code[:3] < "C81":
        yield from _tissue(papers)


def _diagnoses(papers: PaperSet, read_illnesses: IllnessReader) -> Iterator[Finding]:
    """The first pair of established diagnoses, made about the same time, of which neither names the other's illness."""
    told = [
        one
        for one in statements(papers, ("diagnosis", "pathology_diagnosis"), read_illnesses)
        if one.ground.paper.reading.document_type in _ESTABLISHED and one.categories and one.understood
    ]
    # Tissue decides about tumours; of other illnesses it shows one side.
    if not papers.claim.illness_code.startswith("C"):
        told = [one for one in told if one.ground.name == "diagnosis"]
    for place, other in enumerate(told):
        for one in told[:place]:
            if _near(one, other, papers.claim.event_on) and not _agree(one, other):
                asked = any(two.uncertain for two in (*one.patients, *other.patients))
                yield finding(
                    "diagnoses_differ_between_papers",
                    other.ground,
                    against=(one.ground,),
                    at_most="low" if asked else "medium",
                )
                return


def _near(one: Statement, other: Statement, event_on: dt.date) -> bool:
    days = (stated_on(one) or event_on) - (stated_on(other) or event_on)
    return abs(days.days) <= _NEAR_DAYS


def _agree(one: Statement, other: Statement) -> bool:
    return any(
        compatible(first, second) or compatible(second, first)
        for first in one.categories
        for second in other.categories
    )


def stage_of(text: str) -> int | None:
    """The stage of a tumour, 0 to 4, or None where the text gives none or several.

    >>> stage_of("左乳癌（T2N2M0）ⅢA期"), stage_of("0期（原位癌）"), stage_of("IIA期，IV期待排"), stage_of("围绝经期")
    (3, 0, None, None)
    """
    found = {_STAGE_NUMBER[mark] for mark in _STAGE.findall(text)}
    if not found and _IN_SITU.search(text):
        found = {0}
    return found.pop() if len(found) == 1 else None


def _tumour_stage(ground: Evidence) -> int | None:
    """The stage of the tumour that a field tells; kidneys, lungs and bedsores have stages, too."""
    return stage_of(ground.text if ground.name == "tumour_stage" else _of_tumours(ground.text))


def _of_tumours(text: str) -> str:
    """The clauses that name a tumour, each with those behind it that only stage it.

    >>> _of_tumours("左乳癌，pT2N2M0，IIIA期；2型糖尿病肾病IV期")
    '左乳癌,pT2N2M0,IIIA期'
    """
    kept: list[str] = []
    of_tumour = False
    for clause in _CLAUSE_END.split(text):
        if _TUMOUR.search(clause):
            of_tumour = True
        elif _OTHER_WORDS.search(_STAGING_WORDS.sub("", clause)):
            of_tumour = False
        if of_tumour and clause:
            kept.append(clause)
    return ",".join(kept)


def _stages(papers: PaperSet) -> Iterator[Finding]:
    staged: list[tuple[Evidence, int]] = []
    for paper in papers.papers:
        for name in _STAGED:
            ground = evidence(paper, name)
            stage = None if ground is None else _tumour_stage(ground)
            if ground is not None and stage is not None:
                staged.append((ground, stage))
    if not staged:
        return
    least, most = min(staged, key=lambda one: one[1]), max(staged, key=lambda one: one[1])
    if least[1] != most[1]:
        # The benefit hangs on more than in situ; neighbouring stages differ between clinic and microscope.
        far = most[1] - least[1] > 1 or least[1] == 0
        yield finding(
            "stages_differ_between_papers",
            least[0],
            against=(most[0],),
            at_most="medium" if far else "low",
            least=least[1],
            most=most[1],
        )


def _tissue(papers: PaperSet) -> Iterator[Finding]:
    """Pathology of about the time of the diagnosis that names no tumour, where none of that time finds one."""
    # A report that was not read may be the one that finds it.
    if any(unread(paper, "pathology_diagnosis") for paper in papers.papers):
        return
    read = (evidence(paper, "pathology_diagnosis") for paper in papers.papers)
    told = [one for one in read if one is not None and _of_the_time(Statement(one, ()), papers.claim.event_on)]
    # A lymph node without tumour beside the tumour is routine.
    if any(finds_cancer(one.text) for one in told):
        return
    for ground in told:
        if finds_none(ground.text):
            yield finding("tissue_without_tumour", ground, illness=papers.claim.illness_code)


def _of_the_time(one: Statement, event_on: dt.date) -> bool:
    return abs((event_on - (stated_on(one) or event_on)).days) <= _NEAR_DAYS
