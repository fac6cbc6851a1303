"""What the claim itself says, beside what is usual for its illness."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import Mean, Trailing, example, feature  # noqa: F401 - doctests

_WAITING_DAYS = 90
_YOUNG_BENEFIT_FEN = 30_000_000
_OLDER_BENEFIT_FEN = 10_000_000
_OLDER_YEARS = 40


@feature
def waiting_margin_days(row: ir.Table) -> ir.Value:
    """Days from the end of the 90-day waiting period to the event; negative inside it.

    Unit: days
    As of: the claim and the membership as known at the moment.
    Null: the member is unknown.
    Why:
        zh: 确诊距等待期结束 {value} 天
        en: diagnosed {value} days after the waiting period ended

    >>> example(waiting_margin_days, event_on="2024-04-10", member_joined_on="2024-01-01")
    10
    """
    return row.event_on - row.member_joined_on - _WAITING_DAYS


@feature
def just_after_waiting(row: ir.Table) -> ir.Value:
    """Whether the event falls in the first 30 days after the waiting period.

    Unit: flag
    As of: the claim and the membership as known at the moment.
    Null: the member is unknown.
    Why:
        zh: 等待期刚过 30 天内确诊：{value}
        en: diagnosed within 30 days after the waiting period: {value}

    >>> example(just_after_waiting, event_on="2024-04-10", member_joined_on="2024-01-01")
    1
    """
    return (row.event_on - row.member_joined_on - _WAITING_DAYS).between(0, 29)


@feature
def event_to_claim_days(row: ir.Table) -> ir.Value:
    """Days from the event to the claim.

    Unit: days
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 确诊后 {value} 天提出申请
        en: claimed {value} days after the diagnosis

    >>> example(event_to_claim_days, event_on="2024-04-10", known_on="2024-05-10")
    30
    """
    return row.known_on - row.event_on


@feature
def claimed_amount_fen(row: ir.Table) -> ir.Value:
    """The amount at stake.

    Unit: fen
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 申请金额 {value}
        en: amount at stake {value}

    >>> example(claimed_amount_fen, amount_fen=30_000_000)
    30000000
    """
    return row.amount_fen


@feature
def benefit_share(row: ir.Table) -> ir.Value:
    """Amount at stake as a share of the greatest fixed benefit at this age.

    Unit: share
    As of: the claim and the membership as known at the moment.
    Null: a reimbursement claim, or the member is unknown.
    Why:
        zh: 申请金额为该年龄最高互助金的 {value}
        en: claims {value} of the greatest benefit at this age

    >>> example(benefit_share, plan_kind="fixed_benefit", amount_fen=5_000_000, event_on="2024-04-10",
    ...     member_birth_on="1970-01-01")
    0.5
    """
    years = (row.event_on - row.member_birth_on) // 365
    benefit = (years < _OLDER_YEARS).ifelse(_YOUNG_BENEFIT_FEN, _OLDER_BENEFIT_FEN)
    share = row.amount_fen.cast("float64") / benefit.cast("float64")
    known = (row.plan_kind == "fixed_benefit") & row.member_birth_on.notnull()
    return known.ifelse(share, ibis.null("float64"))


@feature
def round_amount(row: ir.Table) -> ir.Value:
    """Whether a reimbursed amount is a whole number of hundreds of yuan; real bills seldom are.

    Unit: flag
    As of: the claim as known at the moment.
    Null: a fixed benefit, where every amount is round.
    Why:
        zh: 报销金额为整百元：{value}
        en: the reimbursed amount is whole hundreds of yuan: {value}

    >>> example(round_amount, plan_kind="reimbursement", amount_fen=1_230_000)
    1
    """
    round_sum = row.amount_fen % 10_000 == 0
    return (row.plan_kind == "reimbursement").ifelse(round_sum, ibis.null("boolean"))


@feature
def stay_days(row: ir.Table) -> ir.Value:
    """Days of the hospital stay.

    Unit: days
    As of: the claim as known at the moment.
    Null: there was no stay.
    Why:
        zh: 住院 {value} 天
        en: a stay of {value} days

    >>> example(stay_days, admitted_on="2024-04-01", discharged_on="2024-04-10")
    9
    """
    return row.discharged_on - row.admitted_on


@feature
def cost_per_day_fen(row: ir.Table) -> ir.Value:
    """Reimbursed amount for one day of the stay; a stay of less than a day counts as one.

    Unit: fen
    As of: the claim as known at the moment.
    Null: a fixed benefit, or there was no stay.
    Why:
        zh: 日均费用 {value}
        en: {value} for a day of the stay

    >>> example(cost_per_day_fen, plan_kind="reimbursement", amount_fen=900_000, admitted_on="2024-04-01",
    ...     discharged_on="2024-04-10")
    100000.0
    """
    days = ibis.greatest(row.discharged_on - row.admitted_on, 1)
    cost = row.amount_fen.cast("float64") / days.cast("float64")
    stayed = row.discharged_on.notnull() & row.admitted_on.notnull()
    return ((row.plan_kind == "reimbursement") & stayed).ifelse(cost, ibis.null("float64"))


@feature
def illness_mean_stay_days() -> Trailing:
    """Mean stay of other claims for the same illness in the 365 days before.

    Unit: days
    As of: claims known and received before the moment.
    Null: there was no such claim with a stay.
    Why:
        zh: 同病种近一年平均住院 {value} 天
        en: mean stay for this illness {value} days

    >>> stay = {"illness_code": "C50", "admitted_on": "2024-04-01", "discharged_on": "2024-04-07"}
    >>> example(illness_mean_stay_days, [stay], illness_code="C50")
    6.0
    """
    return Trailing(
        table="claims",
        key="illness_code",
        window_days=365,
        aggregate=Mean(lambda row: row.past_discharged_on - row.past_admitted_on),
    )


@feature
def stay_over_illness_days(row: ir.Table) -> ir.Value:
    """Days by which the stay is longer than the mean of its illness; negative when shorter.

    Unit: days
    As of: claims known and received before the moment.
    Null: there was no stay, or none to compare with.
    Why:
        zh: 住院天数与同病种均值相差 {value} 天
        en: the stay differs from the mean of the illness by {value} days

    >>> example(stay_over_illness_days, admitted_on="2024-04-01", discharged_on="2024-04-10",
    ...     illness_mean_stay_days=6.0)
    3.0
    """
    return (row.discharged_on - row.admitted_on).cast("float64") - row.illness_mean_stay_days


@feature
def illness_mean_amount_fen() -> Trailing:
    """Mean amount of other claims for the same illness and kind of plan in the 365 days before.

    Unit: fen
    As of: claims known and received before the moment.
    Null: there was no such claim.
    Why:
        zh: 同病种近一年平均金额 {value}
        en: mean amount for this illness {value}

    >>> past = [{"illness_code": "C50", "plan_kind": "fixed_benefit", "amount_fen": 100}]
    >>> example(illness_mean_amount_fen, past, illness_code="C50", plan_kind="fixed_benefit")
    100.0
    """
    return Trailing(table="claims", key=("illness_code", "plan_kind"), window_days=365, aggregate=Mean("amount_fen"))


@feature
def amount_to_illness_mean_ratio(row: ir.Table) -> ir.Value:
    """Amount at stake over the mean amount of its illness.

    Unit: ratio
    As of: claims known and received before the moment.
    Null: there was no claim to compare with.
    Why:
        zh: 金额为同病种均值的 {value} 倍
        en: {value} times the mean amount of the illness

    >>> example(amount_to_illness_mean_ratio, amount_fen=150, illness_mean_amount_fen=100.0)
    1.5
    """
    return row.amount_fen.cast("float64") / row.illness_mean_amount_fen.nullif(0.0)
