"""Does the claim fit the plan: membership, waiting period, what was declared at joining?"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from fraudpipe.checks.evidence import Evidence, counting_day, evidence, evidence_count, evidence_day, finding, unread
from fraudpipe.checks.history_sentences import Duration, Mention, longest_duration, mentions
from fraudpipe.checks.illness_words import categories_in, category_of
from fraudpipe.records.finding import SEVERITY_ORDER, Finding, Severity
from fraudpipe.records.illness import IllnessReader
from fraudpipe.records.paper_set import Paper, PaperSet
from fraudpipe.records.plan_terms import WAITING_DAYS

_JUST_AFTER_DAYS = 30
# A doctor's "1 year" is read as nine months at least: what is rounded must not accuse.
_SURE_SHARE = 0.75
_YEAR_DAYS = 365
_DIAGNOSIS_DAYS = {
    "pathology_report": ("reported_date", "pathology_diagnosis"),
    "diagnosis_certificate": ("issue_date", "diagnosis"),
    "discharge_record": ("discharge_date", "diagnosis"),
}
# "3 years ago" counts back from the first of these.
_TOLD_ON = ("admission_date", "issue_date", "reported_date")
_CARE_DAYS = {
    "pathology_report": "sampled_date",
    "diagnosis_certificate": "admission_date",
    "discharge_record": "admission_date",
    "outpatient_invoice": "issue_date",
}


def check_plan_rules(papers: PaperSet, illnesses: IllnessReader) -> Iterator[Finding]:
    """Membership, waiting period, and illnesses that are older than the membership."""
    yield from _event(papers)
    for paper in papers.papers:
        yield from _early_paper(paper, papers)
    if not papers.member.declared_illness:
        yield from _history(papers, illnesses)
    for paper in papers.papers:
        admissions = evidence_count(paper, "admission_count")
        if admissions is not None and admissions[1] > 1:
            yield finding("earlier_admissions", admissions[0], count=admissions[1])


def _event(papers: PaperSet) -> Iterator[Finding]:
    event, joined = papers.claim.event_on, papers.member.joined_on
    days = (event - joined).days
    if days < 0:
        yield finding("event_before_joining", event=event, joined=joined)
    elif days < WAITING_DAYS:
        yield finding("event_inside_waiting", event=event, day=days)
    elif days < WAITING_DAYS + _JUST_AFTER_DAYS:
        yield finding("event_just_after_waiting", day=days)


def _early_paper(paper: Paper, papers: PaperSet) -> Iterator[Finding]:
    """A paper that places diagnosis or care before the claim says it was, where that matters."""
    event, joined = papers.claim.event_on, papers.member.joined_on
    waited = joined + dt.timedelta(days=WAITING_DAYS)
    if event < waited:
        return
    known = _stated_on(paper, papers.claim.illness_code)
    if known is not None and known[1] < waited:
        ground, day, at_most = known
        if day < joined:
            yield finding("papers_before_joining", ground, at_most=at_most, day=day, joined=joined)
        else:
            yield finding("papers_inside_waiting", ground, at_most=at_most, day=day, event=event)
        return
    care = evidence_day(paper, _CARE_DAYS.get(paper.reading.document_type, ""))
    if care is not None and joined <= care[1] < waited:
        yield finding("care_inside_waiting", care[0], day=care[1], event=event)


def _stated_on(paper: Paper, illness_code: str) -> tuple[Evidence, dt.date, Severity] | None:
    """The day on which a paper stated the claimed illness, and how much can be built on it."""
    names = _DIAGNOSIS_DAYS.get(paper.reading.document_type)
    if names is None:
        return None
    day, stated = evidence_day(paper, names[0]), evidence(paper, names[1])
    # A diagnosis that was not read may be of another illness, which explains the early day.
    if day is None or unread(paper, names[1]):
        return None
    if stated is None:
        return day[0], day[1], "low"
    named = categories_in(stated.text)
    if named:
        return (day[0], day[1], "low" if stated.doubtful else "high") if category_of(illness_code) in named else None
    # Pathologists name the tissue, not the organ; a malignant one fits a claimed cancer.
    malignant = illness_code.startswith("C") and ("癌" in stated.text or "恶性" in stated.text)
    return (day[0], day[1], "low" if stated.doubtful else "high") if malignant else None


def _history(papers: PaperSet, illnesses: IllnessReader) -> Iterator[Finding]:
    """The strongest finding of each code; a chief complaint alone is never more than low."""
    raised: dict[str, Finding] = {}
    for paper in papers.papers:
        reference = counting_day(paper, _TOLD_ON, papers.claim.event_on)
        if reference is None:
            continue
        membership_years = (reference - papers.member.joined_on).days / _YEAR_DAYS
        for one in _of_paper(paper, membership_years, category_of(papers.claim.illness_code), illnesses):
            if one.code not in raised or _rank(one) > _rank(raised[one.code]):
                raised[one.code] = one
    yield from raised.values()


def _rank(one: Finding) -> int:
    return SEVERITY_ORDER.index(one.severity)


def _of_paper(paper: Paper, membership_years: float, category: str, illnesses: IllnessReader) -> Iterator[Finding]:
    for name in ("past_history", "present_illness"):
        told = evidence(paper, name)
        if told is None:
            continue
        for mention in mentions(told.text, illnesses):
            sure = _surely_longer(mention.duration, membership_years)
            # What may have been rounded up asks for a look only where it names an illness.
            if sure or (mention.words and mention.duration.years > membership_years):
                for one in _of_mention(told, mention, category, past=name == "past_history"):
                    yield one if sure else replace(one, severity="low")
    complaint = evidence(paper, "chief_complaint")
    if complaint is not None:
        duration = longest_duration(complaint.text)
        if duration is not None and _surely_longer(duration, membership_years):
            yield finding("symptoms_before_joining", complaint, for_zh=duration.zh, for_en=duration.en)


def _surely_longer(duration: Duration, membership_years: float) -> bool:
    return duration.years * (1.0 if duration.at_least else _SURE_SHARE) > membership_years


def _of_mention(told: Evidence, mention: Mention, category: str, *, past: bool) -> Iterator[Finding]:
    for_zh, for_en = mention.duration.zh, mention.duration.en
    for word in mention.words:
        if category in word.categories:
            yield finding("claimed_illness_in_history", told, for_zh=for_zh, for_en=for_en)
        else:
            at_most: Severity = "medium" if category in word.forerunner_of else "low"
            yield finding(
                "earlier_illness_in_history", told, at_most=at_most, illness=word.word, for_zh=for_zh, for_en=for_en
            )
    if not mention.words and not past:
        yield finding("symptoms_before_joining", told, for_zh=for_zh, for_en=for_en)
