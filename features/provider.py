"""What the hospital and the doctor are, and what they have been part of before."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import Count, Mean, Trailing, example, feature  # noqa: F401 - doctests


@feature
def hospital_grade(row: ir.Table) -> ir.Value:
    """Level of the hospital, 1 to 3; 0 unknown.

    Unit: count
    As of: the claim as known at the moment.
    Null: the hospital is unknown.
    Why:
        zh: 医院等级：{value} 级
        en: a hospital of level {value}

    >>> example(hospital_grade, hospital_level=3)
    3
    """
    return row.hospital_level


@feature
def specialist_hospital(row: ir.Table) -> ir.Value:
    """Whether the hospital is a specialist one; there, one illness is no surprise.

    Unit: flag
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 专科医院：{value}
        en: a specialist hospital: {value}

    >>> example(specialist_hospital, hospital_specialty="肿瘤")
    1
    """
    return row.hospital_specialty.notnull()


@feature
def hospital_other_province(row: ir.Table) -> ir.Value:
    """Whether the hospital is in another province than the member's home.

    Unit: flag
    As of: the claim and the membership as known at the moment.
    Null: the member or the hospital is unknown.
    Why:
        zh: 就诊医院在外省：{value}
        en: the hospital is in another province: {value}

    >>> example(hospital_other_province, hospital_region="440100", member_region="330100")
    1
    """
    return row.hospital_region.substr(0, 2) != row.member_region.substr(0, 2)


@feature
def hospital_other_city(row: ir.Table) -> ir.Value:
    """Whether the hospital is in another city than the member's home.

    Unit: flag
    As of: the claim and the membership as known at the moment.
    Null: the member or the hospital is unknown.
    Why:
        zh: 就诊医院不在常住城市：{value}
        en: the hospital is in another city: {value}

    >>> example(hospital_other_city, hospital_region="330200", member_region="330100")
    1
    """
    return row.hospital_region.substr(0, 4) != row.member_region.substr(0, 4)


@feature
def doctor_elsewhere(row: ir.Table) -> ir.Value:
    """Whether the attending doctor is registered at another hospital.

    Unit: flag
    As of: the claim as known at the moment.
    Null: no doctor is stated, or the doctor is unknown.
    Why:
        zh: 主治医生登记在其他医院：{value}
        en: the doctor is registered elsewhere: {value}

    >>> example(doctor_elsewhere, hospital_id="h1", doctor_hospital_id="h2")
    1
    """
    return row.doctor_hospital_id != row.hospital_id


@feature
def hospital_claim_count_90_days() -> Trailing:
    """Number of other claims from the same hospital in the 90 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 该医院近 90 天另有 {value} 起申请
        en: {value} other claims from this hospital in 90 days

    >>> past = [{"hospital_id": "h1"}, {"hospital_id": "h2"}]
    >>> example(hospital_claim_count_90_days, past, hospital_id="h1")
    1
    """
    return Trailing(table="claims", key="hospital_id", window_days=90, aggregate=Count())


@feature
def hospital_claim_count_365_days() -> Trailing:
    """Number of other claims from the same hospital in the 365 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 该医院近一年另有 {value} 起申请
        en: {value} other claims from this hospital in a year

    >>> past = [{"hospital_id": "h1", "known_at": "2023-09-01"}]
    >>> example(hospital_claim_count_365_days, past, hospital_id="h1")
    1
    """
    return Trailing(table="claims", key="hospital_id", window_days=365, aggregate=Count())


@feature
def hospital_growth_ratio(row: ir.Table) -> ir.Value:
    """Claims of the last 90 days over a quarter of the last year's.

    Unit: ratio
    As of: claims known and received before the moment.
    Null: the hospital had no other claim in a year.
    Why:
        zh: 该医院近 90 天申请量为年均季度的 {value} 倍
        en: the hospital's claims run at {value} times its yearly pace

    >>> example(hospital_growth_ratio, hospital_claim_count_90_days=6, hospital_claim_count_365_days=12)
    2.0
    """
    yearly = row.hospital_claim_count_365_days.cast("float64").nullif(0.0)
    return row.hospital_claim_count_90_days.cast("float64") * ibis.literal(4.0, "float64") / yearly


@feature
def hospital_illness_claim_count_365_days() -> Trailing:
    """Number of the hospital's other claims of the last 365 days that are for the same illness.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 该医院近一年同病种另有 {value} 起申请
        en: {value} other claims of this hospital for this illness in a year

    >>> past = [{"hospital_id": "x1", "illness_code": code} for code in ("C50", "C73")]
    >>> example(hospital_illness_claim_count_365_days, past, hospital_id="x1", illness_code="C50")
    1
    """
    return Trailing(table="claims", key=("hospital_id", "illness_code"), window_days=365, aggregate=Count())


@feature
def hospital_illness_share(row: ir.Table) -> ir.Value:
    """Share of the hospital's claims of the last 365 days that are for the same illness.

    Unit: share
    As of: claims known and received before the moment.
    Null: the hospital had no other claim.
    Why:
        zh: 该医院近一年 {value} 的申请为同一病种
        en: {value} of the hospital's claims are for this illness

    >>> example(hospital_illness_share, hospital_illness_claim_count_365_days=1, hospital_claim_count_365_days=2)
    0.5
    """
    claims = row.hospital_claim_count_365_days.cast("float64").nullif(0.0)
    return row.hospital_illness_claim_count_365_days.cast("float64") / claims


@feature
def hospital_mean_amount_fen() -> Trailing:
    """Mean amount of the hospital's other claims under the same kind of plan in the 365 days before.

    Unit: fen
    As of: claims known and received before the moment.
    Null: there was no such claim.
    Why:
        zh: 该医院近一年平均金额 {value}
        en: the hospital's mean amount is {value}

    >>> past = [{"hospital_id": "h1", "plan_kind": "reimbursement", "amount_fen": 300}]
    >>> example(hospital_mean_amount_fen, past, hospital_id="h1", plan_kind="reimbursement")
    300.0
    """
    return Trailing(
        table="claims",
        key=("hospital_id", "plan_kind"),
        window_days=365,
        aggregate=Mean("amount_fen"),
    )


@feature
def amount_to_hospital_mean_ratio(row: ir.Table) -> ir.Value:
    """Amount at stake over the hospital's mean amount.

    Unit: ratio
    As of: claims known and received before the moment.
    Null: the hospital had no other claim.
    Why:
        zh: 金额为该医院均值的 {value} 倍
        en: {value} times the hospital's mean amount

    >>> example(amount_to_hospital_mean_ratio, amount_fen=600, hospital_mean_amount_fen=300.0)
    2.0
    """
    return row.amount_fen.cast("float64") / row.hospital_mean_amount_fen.nullif(0.0)


@feature
def doctor_claim_count_90_days() -> Trailing:
    """Number of other claims with the same attending doctor in the 90 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: no doctor is stated.
    Why:
        zh: 该医生近 90 天另有 {value} 起申请
        en: {value} other claims with this doctor in 90 days

    >>> example(doctor_claim_count_90_days, [{"doctor_id": "d1"}], doctor_id="d1")
    1
    """
    return Trailing(table="claims", key="doctor_id", window_days=90, aggregate=Count())


@feature
def doctor_claim_count_365_days() -> Trailing:
    """Number of other claims with the same attending doctor in the 365 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: no doctor is stated.
    Why:
        zh: 该医生近一年另有 {value} 起申请
        en: {value} other claims with this doctor in a year

    >>> example(doctor_claim_count_365_days, [{"doctor_id": "d1"}], doctor_id="d1")
    1
    """
    return Trailing(table="claims", key="doctor_id", window_days=365, aggregate=Count())


@feature
def doctor_illness_claim_count_365_days() -> Trailing:
    """Number of the doctor's other claims of the last 365 days that are for the same illness.

    Unit: count
    As of: claims known and received before the moment.
    Null: no doctor is stated.
    Why:
        zh: 该医生近一年同病种另有 {value} 起申请
        en: {value} other claims of this doctor for this illness in a year

    >>> past = [{"doctor_id": "x1", "illness_code": code} for code in ("C50", "C73")]
    >>> example(doctor_illness_claim_count_365_days, past, doctor_id="x1", illness_code="C50")
    1
    """
    return Trailing(table="claims", key=("doctor_id", "illness_code"), window_days=365, aggregate=Count())


@feature
def doctor_illness_share(row: ir.Table) -> ir.Value:
    """Share of the doctor's claims of the last 365 days that are for the same illness.

    Unit: share
    As of: claims known and received before the moment.
    Null: no doctor is stated, or the doctor had no other claim.
    Why:
        zh: 该医生近一年 {value} 的申请为同一病种
        en: {value} of the doctor's claims are for this illness

    >>> example(doctor_illness_share, doctor_illness_claim_count_365_days=1, doctor_claim_count_365_days=2)
    0.5
    """
    claims = row.doctor_claim_count_365_days.cast("float64").nullif(0.0)
    return row.doctor_illness_claim_count_365_days.cast("float64") / claims


@feature
def illness_claim_count_90_days() -> Trailing:
    """Number of other claims for the same illness in the 90 days before.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 近 90 天同病种另有 {value} 起申请
        en: {value} other claims for this illness in 90 days

    >>> example(illness_claim_count_90_days, [{"illness_code": "C50"}], illness_code="C50")
    1
    """
    return Trailing(table="claims", key="illness_code", window_days=90, aggregate=Count())
