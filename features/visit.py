"""What the member did before: visits on record, and earlier claims."""

from fraudpipe.featuring import Count, Distinct, Sum, Trailing, example, feature  # noqa: F401 - doctests

_YEAR_DAYS = 365


@feature
def visit_count_365_days() -> Trailing:
    """Number of visits of the last 365 days.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 近一年就诊 {value} 次
        en: {value} visits in a year

    >>> visit = {"member_id": "m1", "visit_kind": "outpatient", "event_on": "2024-03-01"}
    >>> known_late = visit | {"event_on": "2021-03-01", "known_at": "2024-05-22"}
    >>> example(visit_count_365_days, [visit, visit, known_late], member_id="m1")
    2
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Count(),
        where=lambda row: row.past_event_on >= row.as_of_on - _YEAR_DAYS,
    )


@feature
def inpatient_visit_count() -> Trailing:
    """Number of known stays in hospital.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 住院记录 {value} 次
        en: {value} stays on record

    >>> visit = {"member_id": "m1", "visit_kind": "inpatient"}
    >>> example(inpatient_visit_count, [visit, visit], member_id="m1")
    2
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Count(),
        where=lambda row: row.past_visit_kind == "inpatient",
    )


@feature
def health_check_count() -> Trailing:
    """Number of known health checks; a check-up shortly before joining may have found something.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 体检记录 {value} 次
        en: {value} health checks on record

    >>> visit = {"member_id": "m1", "visit_kind": "health_check"}
    >>> example(health_check_count, [visit, visit], member_id="m1")
    2
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Count(),
        where=lambda row: row.past_visit_kind == "health_check",
    )


@feature
def visited_illness_count() -> Trailing:
    """Number of different illnesses among the visits of the last three years.

    Unit: count
    As of: visits known and received before the moment.
    Null: never.
    Why:
        zh: 近三年就诊涉及 {value} 种疾病
        en: visits for {value} illnesses in three years

    >>> visit = {"member_id": "m1", "illness_code": "C50", "event_on": "2022-03-01"}
    >>> known_late = visit | {"illness_code": "C73", "event_on": "2019-03-01", "known_at": "2024-05-22"}
    >>> example(visited_illness_count, [visit, visit, known_late], member_id="m1")
    1
    """
    return Trailing(
        table="visits",
        key="member_id",
        aggregate=Distinct("illness_code"),
        where=lambda row: row.past_event_on >= row.as_of_on - 3 * _YEAR_DAYS,
    )


@feature
def member_claimed_total_fen() -> Trailing:
    """Sum of the amounts of the member's earlier claims.

    Unit: fen
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 该成员此前申请合计 {value}
        en: the member has claimed {value} before

    >>> example(member_claimed_total_fen, [{"member_id": "m1", "amount_fen": 300}], member_id="m1")
    300
    """
    return Trailing(table="claims", key="member_id", aggregate=Sum("amount_fen"))


@feature
def member_claim_hospital_count() -> Trailing:
    """Number of different hospitals among the member's earlier claims.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 此前申请涉及 {value} 家医院
        en: earlier claims from {value} hospitals

    >>> example(member_claim_hospital_count, [{"member_id": "m1", "hospital_id": "h1"}], member_id="m1")
    1
    """
    return Trailing(table="claims", key="member_id", aggregate=Distinct("hospital_id"))
