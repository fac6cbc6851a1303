"""What the checks found in the papers and in the claim.

A finding that stands on a field in doubt is for people to look at: no feature counts it.
"""

import ibis.expr.types as ir

from fraudpipe.featuring import Count, Distinct, Trailing, example, feature  # noqa: F401 - doctests

_IDENTITY = (
    "name_differs_from_member",
    "names_differ_between_papers",
    "age_differs_from_member",
    "ages_differ_between_papers",
    "sex_differs_from_member",
    "sexes_differ_between_papers",
)
_DIAGNOSIS = ("diagnosis_differs_from_claim", "durations_differ")
_AMOUNT = ("items_differ_from_total", "words_differ_from_digits", "amount_above_papers")
_TOO_EARLY = ("papers_inside_waiting", "papers_before_joining", "care_inside_waiting", "event_inside_waiting")
_EARLIER_ILLNESS = ("earlier_illness_in_history", "symptoms_before_joining")
_STAY = ("stay_differs_from_claim", "stays_differ_between_papers", "days_differ_from_dates")


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


@feature
def identity_finding_count() -> Trailing:
    """Number of findings of medium or high severity that name, age or sex differ.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 姓名、年龄或性别不一致 {value} 处
        en: name, age or sex differ in {value} places

    >>> found = {"claim_id": "c1", "code": "name_differs_from_member"}
    >>> example(identity_finding_count, [found | {"severity": one} for one in ("high", "low")])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: row.past_code.isin(_IDENTITY) & (row.past_severity != "low") & _facts(row),
    )


@feature
def diagnosis_finding_count() -> Trailing:
    """Number of findings of medium or high severity that diagnosis or duration of the illness differ.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 诊断或病程不一致 {value} 处
        en: diagnosis or duration differ in {value} places

    >>> example(diagnosis_finding_count, [{"claim_id": "c1", "code": "durations_differ", "severity": "medium"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: row.past_code.isin(_DIAGNOSIS) & (row.past_severity != "low") & _facts(row),
    )


@feature
def amount_finding_count() -> Trailing:
    """Number of findings that amounts do not add up, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 金额不符 {value} 处
        en: amounts do not add up in {value} places

    >>> example(amount_finding_count, [{"claim_id": "c1", "code": "items_differ_from_total"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: row.past_code.isin(_AMOUNT) & _facts(row),
    )


@feature
def too_early_finding_count() -> Trailing:
    """Number of findings that care or papers lie before the end of the waiting period, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 等待期内已有就诊或材料 {value} 处
        en: care or papers inside the waiting period in {value} places

    >>> example(too_early_finding_count, [{"claim_id": "c1", "code": "care_inside_waiting"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: row.past_code.isin(_TOO_EARLY) & _facts(row),
    )


@feature
def earlier_illness_finding_count() -> Trailing:
    """Number of findings that the papers tell of the illness before joining, whatever their severity.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 材料提及加入前已患病 {value} 处
        en: papers tell of the illness before joining in {value} places

    >>> example(earlier_illness_finding_count, [{"claim_id": "c1", "code": "symptoms_before_joining"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: row.past_code.isin(_EARLIER_ILLNESS) & _facts(row),
    )


@feature
def stay_finding_count() -> Trailing:
    """Number of findings of medium or high severity that dates or days of the stay differ.

    Unit: count
    As of: findings made before the moment.
    Null: never.
    Why:
        zh: 住院日期或天数不一致 {value} 处
        en: dates or days of the stay differ in {value} places

    >>> example(stay_finding_count, [{"claim_id": "c1", "code": "stay_differs_from_claim", "severity": "medium"}])
    1
    """
    return Trailing(
        table="checked",
        key="claim_id",
        aggregate=Count(),
        where=lambda row: row.past_code.isin(_STAY) & (row.past_severity != "low") & _facts(row),
    )
