"""How fast claims come from a hospital, a ward, a doctor, a county, for an illness; and after how long a silence."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import (  # noqa: F401 - doctests
    Count,
    DaysSince,
    Distinct,
    Mean,
    Trailing,
    example,
    feature,
)


@feature
def doctor_growth_ratio(row: ir.Table) -> ir.Value:
    """Claims with the doctor in the last 90 days over a quarter of those in the last 365.

    Unit: ratio
    As of: claims known and received before the moment.
    Null: the doctor had no other claim in a year.
    Why:
        zh: 该医生近 90 天申请量为年均季度的 {value} 倍
        en: the doctor's claims run at {value} times the yearly pace

    >>> example(doctor_growth_ratio, doctor_claim_count_90_days=6, doctor_claim_count_365_days=12)
    2.0
    """
    below = row.doctor_claim_count_365_days.cast("float64").nullif(0.0)
    return row.doctor_claim_count_90_days.cast("float64") * ibis.literal(4.0, "float64") / below


@feature
def illness_claim_count_365_days() -> Trailing:
    """Number of other claims for the same illness in the 365 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 近一年同病种另有 {value} 起申请
        en: {value} other claims for this illness in a year

    >>> past = [{"illness_code": "C50"}]
    >>> example(illness_claim_count_365_days, past, illness_code="C50")
    1
    """
    return Trailing(table="claims", key="illness_code", window_days=365, aggregate=Count())


@feature
def illness_growth_ratio(row: ir.Table) -> ir.Value:
    """Claims for the illness in the last 90 days over a quarter of those in the last 365.

    Unit: ratio
    As of: claims known and received before the moment.
    Null: there was no other claim in a year.
    Why:
        zh: 该病种近 90 天申请量为年均季度的 {value} 倍
        en: claims for this illness run at {value} times the yearly pace

    >>> example(illness_growth_ratio, illness_claim_count_90_days=6, illness_claim_count_365_days=12)
    2.0
    """
    below = row.illness_claim_count_365_days.cast("float64").nullif(0.0)
    return row.illness_claim_count_90_days.cast("float64") * ibis.literal(4.0, "float64") / below


@feature
def hospital_days_since_claim() -> Trailing:
    """Days since another claim from the same hospital became known.

    Unit: days
    As of: claims known and received before the moment.
    Null: there was none.
    Why:
        zh: 该医院上次申请在 {value} 天前
        en: the hospital's last claim was {value} days before

    >>> past = [{"hospital_id": "h1", "known_at": "2024-05-22"}]
    >>> example(hospital_days_since_claim, past, hospital_id="h1")
    10
    """
    return Trailing(table="claims", key="hospital_id", aggregate=DaysSince())


@feature
def doctor_illness_count_365_days() -> Trailing:
    """Number of different illnesses among the doctor's other claims of the last 365 days.

    Unit: count
    As of: claims known and received before the moment.
    Null: no doctor is stated.
    Why:
        zh: 该医生近一年涉及 {value} 种疾病
        en: the doctor's claims are for {value} illnesses

    >>> past = [{"doctor_id": "d1", "illness_code": "C50"}]
    >>> example(doctor_illness_count_365_days, past, doctor_id="d1")
    1
    """
    return Trailing(table="claims", key="doctor_id", window_days=365, aggregate=Distinct("illness_code"))


@feature
def hospital_mean_stay_days() -> Trailing:
    """Mean stay of the hospital's other claims in the 365 days before.

    Unit: days
    As of: claims known and received before the moment.
    Null: there was no such claim with a stay.
    Why:
        zh: 该医院近一年平均住院 {value} 天
        en: mean stay at this hospital {value} days

    >>> stay = {"hospital_id": "h1", "admitted_on": "2024-04-01", "discharged_on": "2024-04-07"}
    >>> example(hospital_mean_stay_days, [stay], hospital_id="h1")
    6.0
    """
    return Trailing(
        table="claims",
        key="hospital_id",
        window_days=365,
        aggregate=Mean(lambda row: row.past_discharged_on - row.past_admitted_on),
    )


@feature
def stay_over_hospital_days(row: ir.Table) -> ir.Value:
    """Days by which the stay is longer than the mean of its hospital; negative when shorter.

    Unit: days
    As of: claims known and received before the moment.
    Null: there was no stay, or none to compare with.
    Why:
        zh: 住院天数与该医院均值相差 {value} 天
        en: the stay differs from the mean of the hospital by {value} days

    >>> example(stay_over_hospital_days, admitted_on="2024-04-01", discharged_on="2024-04-10",
    ...     hospital_mean_stay_days=6.0)
    3.0
    """
    return (row.discharged_on - row.admitted_on).cast("float64") - row.hospital_mean_stay_days


@feature
def ward_claim_count_90_days() -> Trailing:
    """Number of other claims from the same ward of the hospital in the 90 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: no ward is stated.
    Why:
        zh: 该科室近 90 天另有 {value} 起申请
        en: {value} other claims from this ward in 90 days

    >>> past = [{"hospital_id": "h1", "department": "外科"}]
    >>> example(ward_claim_count_90_days, past, hospital_id="h1", department="外科")
    1
    """
    return Trailing(table="claims", key=("hospital_id", "department"), window_days=90, aggregate=Count())


@feature
def county_illness_claim_count_90_days() -> Trailing:
    """Number of other claims for the same illness by members of the same county in the 90 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: the member is unknown.
    Why:
        zh: 近 90 天同区县同病种另有 {value} 起申请
        en: {value} other claims for this illness from this county in 90 days

    >>> past = [{"member_region": "330102", "illness_code": "C50"}]
    >>> example(county_illness_claim_count_90_days, past, member_region="330102", illness_code="C50")
    1
    """
    return Trailing(table="claims", key=("member_region", "illness_code"), window_days=90, aggregate=Count())


@feature
def county_cohort_claim_count() -> Trailing:
    """Number of other claims by members of the same county who joined on the same day.

    Unit: count
    As of: claims known and received before the moment.
    Null: the member is unknown.
    Why:
        zh: 同区县同日加入者另有 {value} 起申请
        en: {value} other claims by members of the county who joined on the same day

    >>> past = [{"member_region": "330102", "member_joined_on": "2024-01-01"}]
    >>> example(county_cohort_claim_count, past, member_region="330102", member_joined_on="2024-01-01")
    1
    """
    return Trailing(table="claims", key=("member_region", "member_joined_on"), aggregate=Count())


@feature
def hospital_county_claim_count_365_days() -> Trailing:
    """Number of other claims from the same hospital by members of the same county in the 365 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: the member is unknown.
    Why:
        zh: 该医院近一年来自同区县的申请另有 {value} 起
        en: {value} other claims of the county's members at this hospital in a year

    >>> past = [{"hospital_id": "h1", "member_region": "330102"}]
    >>> example(hospital_county_claim_count_365_days, past, hospital_id="h1", member_region="330102")
    1
    """
    return Trailing(table="claims", key=("hospital_id", "member_region"), window_days=365, aggregate=Count())
