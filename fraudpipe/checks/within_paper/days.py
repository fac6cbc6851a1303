"""Do the days of a paper fit one another?"""

from collections.abc import Iterator

from fraudpipe.checks.evidence import Evidence, evidence, evidence_count, evidence_day, finding
from fraudpipe.checks.history_sentences import longest_duration
from fraudpipe.records.finding import Finding
from fraudpipe.records.paper_set import Paper

_FAR_APART = 3
_WORSENING = ("加重", "复发", "再发", "术后", "化疗")


def check_days(paper: Paper) -> Iterator[Finding]:
    """Days of the stay, dates in order, and durations that do not fit one another."""
    yield from _stay(paper)
    yield from _days_in_order(paper)
    yield from _durations(paper)


def _stay(paper: Paper) -> Iterator[Finding]:
    admission, discharge = evidence_day(paper, "admission_date"), evidence_day(paper, "discharge_date")
    if admission is not None and discharge is not None:
        if discharge[1] < admission[1]:
            yield finding(
                "discharge_before_admission",
                discharge[0],
                against=(admission[0],),
                discharge=discharge[1],
                admission=admission[1],
            )
        else:
            yield from _length(paper, (discharge[1] - admission[1]).days, (discharge[0], admission[0]))
    issued = evidence_day(paper, "issue_date")
    if issued is not None and admission is not None and issued[1] < admission[1]:
        yield finding(
            "issued_before_admission", issued[0], against=(admission[0],), issued=issued[1], admission=admission[1]
        )


def _length(paper: Paper, expected: int, grounds: tuple[Evidence, ...]) -> Iterator[Finding]:
    stated = evidence_count(paper, "inpatient_days")
    # The day of discharge is counted by some hospitals and not by others.
    if stated is not None and abs(stated[1] - expected) > 1:
        yield finding("days_differ_from_dates", stated[0], against=grounds, days=stated[1], expected=expected)


def _days_in_order(paper: Paper) -> Iterator[Finding]:
    reported = evidence_day(paper, "reported_date")
    for name in ("sampled_date", "examined_date"):
        begun = evidence_day(paper, name)
        if begun is not None and reported is not None and reported[1] < begun[1]:
            yield finding(
                "reported_before_sampled", reported[0], against=(begun[0],), reported=reported[1], sampled=begun[1]
            )
    issued, discharge = evidence_day(paper, "issue_date"), evidence_day(paper, "discharge_date")
    if paper.reading.document_type != "diagnosis_certificate" or issued is None or discharge is None:
        return
    # Certificates are written the evening before somebody goes home.
    if (discharge[1] - issued[1]).days > 1:
        yield finding(
            "issued_before_discharge", issued[0], against=(discharge[0],), issued=issued[1], discharge=discharge[1]
        )


def _durations(paper: Paper) -> Iterator[Finding]:
    """A complaint far shorter than the present illness, unless it says that it names the latest worsening only."""
    complaint, history = evidence(paper, "chief_complaint"), evidence(paper, "present_illness")
    if complaint is None or history is None:
        return
    short, long = longest_duration(complaint.text), longest_duration(history.text)
    if short is None or long is None or not 0 < short.years * _FAR_APART <= long.years:
        return
    yield finding(
        "durations_differ",
        complaint,
        against=(history,),
        at_most="medium" if long.years >= 1 and not any(word in complaint.text for word in _WORSENING) else "low",
        complaint_zh=short.zh,
        complaint_en=short.en,
        history_zh=long.zh,
        history_en=long.en,
    )
