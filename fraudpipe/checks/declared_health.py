"""Do the papers tell of illnesses from before joining, of a member who declared none?

A doctor's "one year" is rounded, family history is copied as own, and a chief complaint alone is never more than low.
"""

from collections.abc import Iterator
from dataclasses import replace

from fraudpipe.checks.evidence import Evidence, counting_day, evidence, evidence_day, finding
from fraudpipe.checks.forerunners import forerunners_of
from fraudpipe.checks.history_sentences import (
    Duration,
    Mention,
    dated_mentions,
    illnesses_in,
    longest_duration,
    mentions,
)
from fraudpipe.records.finding import SEVERITY_ORDER, Finding, Severity, weakest
from fraudpipe.records.illness import SURE, IllnessMention, IllnessReader, category_of
from fraudpipe.records.paper_set import Paper, PaperSet

# A doctor's "1 year" is read as nine months at least: what is rounded must not accuse.
_SURE_SHARE = 0.75
_YEAR_DAYS = 365
# "3 years ago" counts back from the first of these.
_TOLD_ON = ("admission_date", "issue_date", "reported_date")
_HISTORIES = ("past_history", "present_illness")


def check_declared_health(papers: PaperSet, read_illnesses: IllnessReader) -> Iterator[Finding]:
    """Of each kind the strongest finding: histories with durations, histories with dates, health checks."""
    if papers.member.declared_illness:
        return
    category = category_of(papers.claim.illness_code)
    strongest: dict[str, Finding] = {}
    for paper in papers.papers:
        told = (
            *_durations(paper, papers, category, read_illnesses),
            *_dated(paper, papers, category, read_illnesses),
            *_checked_up(paper, papers, category, read_illnesses),
        )
        for one in told:
            if one.code not in strongest or _rank(one) > _rank(strongest[one.code]):
                strongest[one.code] = one
    yield from strongest.values()


def _rank(one: Finding) -> int:
    return SEVERITY_ORDER.index(one.severity)


def _durations(paper: Paper, papers: PaperSet, category: str, read: IllnessReader) -> Iterator[Finding]:
    """What has been there for longer than the membership."""
    reference = counting_day(paper, _TOLD_ON, papers.claim.event_on)
    if reference is None:
        return
    membership_years = (reference - papers.member.joined_on).days / _YEAR_DAYS
    for name in _HISTORIES:
        told = evidence(paper, name)
        for mention in () if told is None else mentions(told.text, read):
            sure = _surely_longer(mention.duration, membership_years)
            # What may have been rounded up asks for a look only where it names an illness.
            if told is not None and (sure or (mention.illnesses and mention.duration.years > membership_years)):
                for one in _of_mention(told, mention, category, past=name == "past_history"):
                    yield one if sure else replace(one, severity="low")
    complaint = evidence(paper, "chief_complaint")
    duration = None if complaint is None else longest_duration(complaint.text)
    if complaint is not None and duration is not None and _surely_longer(duration, membership_years):
        yield finding("symptoms_before_joining", complaint, for_zh=duration.zh, for_en=duration.en)


def _surely_longer(duration: Duration, membership_years: float) -> bool:
    return duration.years * (1.0 if duration.at_least else _SURE_SHARE) > membership_years


def _of_mention(told: Evidence, mention: Mention, category: str, *, past: bool) -> Iterator[Finding]:
    zh, en = mention.duration.zh, mention.duration.en
    for one in mention.illnesses:
        relation = _relation(one, category)
        at_most = _allowed(one, relation)
        if relation == "high":
            yield finding("claimed_illness_in_history", told, at_most=at_most, for_zh=zh, for_en=en)
        else:
            yield finding("earlier_illness_in_history", told, at_most=at_most, illness=one.name, for_zh=zh, for_en=en)
    if not mention.illnesses and not past:
        yield finding("symptoms_before_joining", told, for_zh=zh, for_en=en)


def _dated(paper: Paper, papers: PaperSet, category: str, read: IllnessReader) -> Iterator[Finding]:
    """What the calendar places before joining; an illness that has nothing to do with the claim is left alone."""
    joined = papers.member.joined_on
    for name in _HISTORIES:
        told = evidence(paper, name)
        for mention in () if told is None else dated_mentions(told.text, read):
            for one in mention.illnesses if mention.latest_on < joined else ():
                relation = _relation(one, category)
                if told is not None and relation != "low":
                    yield finding(
                        "illness_dated_before_joining",
                        told,
                        at_most=_allowed(one, relation),
                        since=mention.since,
                        illness=one.name,
                        joined=joined,
                    )


def _checked_up(paper: Paper, papers: PaperSet, category: str, read: IllnessReader) -> Iterator[Finding]:
    """What a health check saw before joining. Harmless findings are common: only the claimed illness is medium."""
    if paper.reading.document_type != "health_check_report":
        return
    seen, day = evidence(paper, "health_check_findings"), evidence_day(paper, "examined_date")
    joined = papers.member.joined_on
    if seen is None or day is None or day[1] >= joined:
        return
    for one in illnesses_in(seen.text, read):
        relation = _relation(one, category)
        if relation != "low":
            at_most = weakest(_allowed(one, relation), "medium" if relation == "high" else "low")
            yield finding(
                "check_up_before_joining", seen, day[0], at_most=at_most, day=day[1], illness=one.name, joined=joined
            )


def _relation(one: IllnessMention, category: str) -> Severity:
    """How much an earlier illness says of the claimed one: the same, one that often comes before it, or another."""
    if one.category == category:
        return "high"
    return "medium" if one.category in forerunners_of(category) else "low"


def _allowed(one: IllnessMention, relation: Severity) -> Severity:
    """What was only suspected, or not surely recognised, asks for a look, whatever it has to do with the claim."""
    return relation if one.stands and one.confidence >= SURE else "low"
