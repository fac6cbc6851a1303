"""What the checks found in the papers and in the claim.

A finding that stands on a field in doubt is for people to look at: no feature counts it.
"""

import ibis.expr.types as ir

from fraudpipe.featuring import Count, Distinct, Trailing, example, feature  # noqa: F401 - doctests


def _facts(row: ir.Table) -> ir.BooleanValue:
    return ~row.past_in_doubt.fill_null(False)


@feature
def high_finding_count() -> Trailing:
    """Number of findings of high severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 高级别疑点 {value} 处
        en: {value} findings of high severity

    >>> example(high_finding_count, [{"claim_id": "c1", "severity": one} for one in ("high", "low")])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: (row.past_severity == "high") & _facts(row),
    )


@feature
def medium_finding_count() -> Trailing:
    """Number of findings of medium severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 中级别疑点 {value} 处
        en: {value} findings of medium severity

    >>> example(medium_finding_count, [{"claim_id": "c1", "severity": "medium"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: (row.past_severity == "medium") & _facts(row),
    )


@feature
def low_finding_count() -> Trailing:
    """Number of findings of low severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 低级别疑点 {value} 处
        en: {value} findings of low severity

    >>> example(low_finding_count, [{"claim_id": "c1", "severity": "low"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: (row.past_severity == "low") & _facts(row),
    )


@feature
def finding_kind_count() -> Trailing:
    """Number of different findings, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 不同类型疑点 {value} 种
        en: {value} different kinds of findings

    >>> example(finding_kind_count, [{"claim_id": "c1", "code": "a"}, {"claim_id": "c1", "code": "a"}])
    1
    """
    return Trailing(table="checked", key="claim_id", aggregate=Distinct("code"), where=_facts)


@feature
def sender_finding_count() -> Trailing:
    """Number of findings of medium or high severity that the sender's own checks delivered.

    Unit: count
    As of: findings delivered before the moment.
    Null: never.
    Why:
        zh: 送件方自查疑点 {value} 处
        en: {value} findings of the sender's own checks

    >>> example(sender_finding_count, [{"claim_id": "c1", "severity": "high"}])
    1
    """
    return Trailing(table="findings", key="claim_id", aggregate=Count(), where=lambda row: row.past_severity != "low")
