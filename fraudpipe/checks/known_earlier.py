"""Was the illness claimed or treated earlier than the claim says?

What an insurance office recorded may be of whoever used the card: alone it is never high. Only where no illness was
declared at joining does one from before joining say anything.
"""

import datetime as dt
from collections.abc import Iterator

from fraudpipe.checks.evidence import finding
from fraudpipe.checks.forerunners import forerunners_of
from fraudpipe.records.finding import Finding, Severity
from fraudpipe.records.illness import category_of
from fraudpipe.records.paper_set import EarlierClaim, PaperSet, VisitFacts
from fraudpipe.records.plan_terms import WAITING_DAYS

_DECISIONS = {
    "paid": ("已支付", "paid"),
    "refused": ("已拒绝", "refused"),
    "withdrawn": ("已撤回", "withdrawn"),
    "open": ("尚未决定", "not decided yet"),
}


def check_known_earlier(papers: PaperSet) -> Iterator[Finding]:
    """Earlier claims of the member, and visits."""
    for earlier in papers.earlier:
        yield from _claimed(earlier, papers)
    yield from _visited(papers)


def _claimed(earlier: EarlierClaim, papers: PaperSet) -> Iterator[Finding]:
    claim = papers.claim
    zh, en = _DECISIONS[earlier.decision]
    if earlier.plan_kind != claim.plan_kind:
        return
    if claim.plan_kind == "fixed_benefit":
        if category_of(earlier.illness_code) == category_of(claim.illness_code):
            yield finding("illness_claimed_before", decision_zh=zh, decision_en=en)
    elif _overlap(earlier, papers):
        at_most: Severity = "medium" if earlier.decision == "paid" else "low"
        yield finding("stay_claimed_before", at_most=at_most, decision_zh=zh, decision_en=en)


def _overlap(earlier: EarlierClaim, papers: PaperSet) -> bool:
    """Whether two stays share a day; one may begin on the day on which the other ends."""
    ours, theirs = (papers.claim.admitted_on, papers.claim.discharged_on), (earlier.admitted_on, earlier.discharged_on)
    if None in ours or None in theirs:
        return False
    (begun, ended), (first, last) = ours, theirs
    return (begun, ended) == (first, last) or (first < ended and begun < last)  # type: ignore[operator]


def _visited(papers: PaperSet) -> Iterator[Finding]:
    """The latest visit before joining and the first inside the waiting period, for the claimed illness first."""
    claim, joined = papers.claim, papers.member.joined_on
    waited = joined + dt.timedelta(days=WAITING_DAYS)
    category = category_of(claim.illness_code)
    own = [one for one in papers.visits if category_of(one.illness_code) == category]
    before = [one for one in own if one.event_on < joined]
    if not papers.member.declared_illness:
        found = before or [one for one in papers.visits if one.event_on < joined and _is_forerunner(one, category)]
        if found:
            latest = max(found, key=lambda one: one.event_on)
            yield finding(
                "visit_before_joining",
                at_most="medium" if before else "low",
                day=latest.event_on,
                illness=latest.illness_code,
                joined=joined,
            )
    waiting = [one for one in own if joined <= one.event_on < waited]
    if waiting and claim.event_on >= waited:
        first = min(waiting, key=lambda one: one.event_on)
        yield finding("visit_inside_waiting", day=first.event_on, illness=first.illness_code, event=claim.event_on)


def _is_forerunner(visit: VisitFacts, category: str) -> bool:
    return category_of(visit.illness_code) in forerunners_of(category)
