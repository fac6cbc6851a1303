"""Who claims: age, membership, earlier claims and earlier visits."""

import ibis.expr.types as ir

from fraudpipe.featuring import Count, DaysSince, Distinct, Trailing, example, feature  # noqa: F401 - doctests

_WAITING_DAYS = 90
_THREE_YEARS_DAYS = 1_095


@feature
def age_at_event_years(row: ir.Table) -> ir.Value:
    """Age at the event; the birth date is known to the month.

    Unit: years
    As of: the claim and the membership as known at the moment.
    Null: the member is unknown.
    Why:
        zh: 确诊时 {value} 岁
        en: {value} years old at the diagnosis

    >>> example(age_at_event_years, event_on="2024-04-10", member_birth_on="1984-04-01")
    40
    """
    return (row.event_on - row.member_birth_on) * 400 // 146_097


@feature
def membership_days(row: ir.Table) -> ir.Value:
    """Days from joining to the claim.

    Unit: days
    As of: the claim and the membership as known at the moment.
    Null: the member is unknown.
    Why:
        zh: 加入 {value} 天后申请
        en: claimed {value} days after joining

    >>> example(membership_days, known_on="2024-04-10", member_joined_on="2024-01-01")
    100
    """
    return row.known_on - row.member_joined_on


@feature
def illness_declared(row: ir.Table) -> ir.Value:
    """Whether an earlier illness was declared at joining.

    Unit: flag
    As of: the claim and the membership as known at the moment.
    Null: the member is unknown.
    Why:
        zh: 加入时已告知既往病史：{value}
        en: an earlier illness was declared at joining: {value}

    >>> example(illness_declared, member_declared_illness=True)
    1
    """
    return row.member_declared_illness


@feature
def member_claim_count() -> Trailing:
    """Number of earlier claims of the same member.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 该成员此前申请 {value} 次
        en: the member has claimed {value} times before

    >>> example(member_claim_count, [{"member_id": "m1"}], member_id="m1")
    1
    """
    return Trailing(table="claims", key="member_id", aggregate=Count())


@feature
def member_days_since_claim() -> Trailing:
    """Days since the member's last earlier claim.

    Unit: days
    As of: claims known and received before the moment.
    Null: the member has not claimed before.
    Why:
        zh: 距该成员上次申请 {value} 天
        en: the member last claimed {value} days before

    >>> example(member_days_since_claim, [{"member_id": "m1", "known_at": "2024-05-22"}], member_id="m1")
    10
    """
    return Trailing(table="claims", key="member_id", aggregate=DaysSince())


@feature
def visit_before_joining_count() -> Trailing:
    """Number of known visits, health checks apart, before the member joined.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 加入前就诊记录 {value} 次
        en: {value} visits before joining

    >>> visit = {"member_id": "m1", "visit_kind": "outpatient", "event_on": "2023-05-01"}
    >>> example(visit_before_joining_count, [visit], member_id="m1", member_joined_on="2024-01-01")
    1
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Count(),
        where=lambda row: (row.past_visit_kind != "health_check") & (row.past_event_on < row.member_joined_on),
    )


@feature
def same_illness_visit_before_joining_count() -> Trailing:
    """Number of known visits for the claimed illness (same three characters) before the member joined.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 加入前同病种就诊记录 {value} 次
        en: {value} visits for the same illness before joining

    >>> visit = {"member_id": "m1", "illness_code": "C50.9", "event_on": "2023-05-01"}
    >>> example(same_illness_visit_before_joining_count, [visit], member_id="m1", member_joined_on="2024-01-01",
    ...     illness_code="C50.1")
    1
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Count(),
        where=lambda row: _same_illness(row) & (row.past_event_on < row.member_joined_on),
    )


@feature
def same_illness_visit_in_waiting_count() -> Trailing:
    """Number of known visits for the claimed illness during the waiting period.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 等待期内同病种就诊记录 {value} 次
        en: {value} visits for the same illness during the waiting period

    >>> visit = {"member_id": "m1", "illness_code": "C50.9", "event_on": "2024-02-01"}
    >>> example(same_illness_visit_in_waiting_count, [visit], member_id="m1", member_joined_on="2024-01-01",
    ...     illness_code="C50.1")
    1
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Count(),
        where=lambda row: _same_illness(row) & (row.past_event_on - row.member_joined_on).between(0, _WAITING_DAYS - 1),
    )


@feature
def visited_hospital_count() -> Trailing:
    """Number of different hospitals among the visits of the last three years.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 近三年就诊过 {value} 家医院
        en: {value} hospitals visited in three years

    >>> visit = {"member_id": "m1", "hospital_id": "h1", "event_on": "2022-03-01"}
    >>> known_late = visit | {"hospital_id": "h2", "event_on": "2019-03-01", "known_at": "2024-05-22"}
    >>> example(visited_hospital_count, [visit, visit, known_late], member_id="m1")
    1
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Distinct("hospital_id"),
        where=lambda row: row.past_event_on >= row.as_of_on - _THREE_YEARS_DAYS,
    )


@feature
def member_phone_count() -> Trailing:
    """Number of different telephone numbers of the member in the last 365 days.

    Unit: count
    As of: identifiers known and received before the moment.
    Null: never.
    Why:
        zh: 近一年使用过 {value} 个电话号码
        en: {value} telephone numbers in a year

    >>> example(member_phone_count, [{"member_id": "m1", "kind": "phone", "value_hash": "x"}], member_id="m1")
    1
    """
    return Trailing(
        table="identifiers",
        key="member_id",
        window_days=365,
        aggregate=Distinct("value_hash"),
        where=lambda row: row.past_kind == "phone",
    )


@feature
def member_bank_account_count() -> Trailing:
    """Number of different bank accounts of the member in the last 365 days.

    Unit: count
    As of: identifiers known and received before the moment.
    Null: never.
    Why:
        zh: 近一年使用过 {value} 个收款账户
        en: {value} bank accounts in a year

    >>> past = [{"member_id": "m1", "kind": "bank_account", "value_hash": "x"}]
    >>> example(member_bank_account_count, past, member_id="m1")
    1
    """
    return Trailing(
        table="identifiers",
        key="member_id",
        window_days=365,
        aggregate=Distinct("value_hash"),
        where=lambda row: row.past_kind == "bank_account",
    )


def _same_illness(row: ir.Table) -> ir.BooleanValue:
    return row.past_illness_code.substr(0, 3) == row.illness_code.substr(0, 3)
