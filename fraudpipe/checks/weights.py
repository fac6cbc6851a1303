"""How much a finding may say, where the settings say otherwise than its kind."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from fraudpipe.checks.evidence import WEAK_FIELDS
from fraudpipe.checks.kinds import KINDS
from fraudpipe.records.finding import Finding, FindingKind, Severity, weakest

Weight = Literal["off", "low", "medium", "high"]

NEVER_HIGH = frozenset({"visit_before_joining", "visit_inside_waiting", "check_up_before_joining"})
"""What stands on the record of an office or a health check alone: it may be of whoever used the card."""


def weighed(
    findings: Iterable[Finding], weights: Mapping[str, Weight], kinds: Iterable[FindingKind] = KINDS
) -> tuple[Finding, ...]:
    """The findings at the weights of the settings, without those that are switched off.

    A weight is the most that a finding of the kind can have: one that the circumstances made less stays less. Whatever
    the settings say, one in doubt, or on a chief complaint or a card number alone, stays low, and one on the record of
    an insurance office or a health check alone is never high.

    Args:
        findings: As the checks made them.
        weights: By code; a code that is not there keeps the severity of its kind.
        kinds: The kinds of these findings.
    """
    usual = {kind.code: kind.severity for kind in kinds}
    told = []
    for one in findings:
        weight = weights.get(one.code, usual[one.code])
        if weight == "high" and one.code in NEVER_HIGH:
            weight = "medium"
        if weight != "off":
            told.append(replace(one, severity=_at(one, weight, usual[one.code])))
    return tuple(told)


def _at(one: Finding, weight: Severity, usual: Severity) -> Severity:
    alone = bool(one.evidence) and all(point.field in WEAK_FIELDS for point in one.evidence)
    if one.in_doubt or alone:
        return weakest(one.severity, weight)
    return weight if one.severity == usual else weakest(one.severity, weight)
