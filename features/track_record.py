"""What became of earlier claims from the same hospital and the same doctor."""

from fraudpipe.featuring import Count, DaysSince, Share, Trailing, example, feature  # noqa: F401 - doctests

_PRIOR_WEIGHT = 20
_FRAUD_PRIOR = 0.05
_NON_DISCLOSURE_PRIOR = 0.06


@feature
def hospital_confirmed_share() -> Trailing:
    """Share of the hospital's decided claims that were fraud, drawn towards the overall share.

    Unit: share
    As of: outcomes known and received before the moment, so with their delay.
    Null: never.
    Why:
        zh: 该医院已结案中欺诈比例约 {value}
        en: about {value} of the hospital's decided claims were fraud
    Source: Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes.

    >>> past = [{"hospital_id": "h1", "outcome": "confirmed_fraud"}] * 5
    >>> example(hospital_confirmed_share, past, hospital_id="h1")
    0.24
    """
    return Trailing(
        table="outcomes",
        key="hospital_id",
        aggregate=Share(lambda row: row.past_outcome == "confirmed_fraud", prior=_FRAUD_PRIOR, weight=_PRIOR_WEIGHT),
    )


@feature
def hospital_non_disclosure_share() -> Trailing:
    """Share of the hospital's decided claims that hid an earlier illness, drawn towards the overall share.

    Unit: share
    As of: outcomes known and received before the moment, so with their delay.
    Null: never.
    Why:
        zh: 该医院已结案中带病加入比例约 {value}
        en: about {value} of the hospital's decided claims hid an earlier illness
    Source: Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes.

    >>> past = [{"hospital_id": "h1", "outcome": "non_disclosure"}] * 5
    >>> example(hospital_non_disclosure_share, past, hospital_id="h1")
    0.248
    """
    return Trailing(
        table="outcomes",
        key="hospital_id",
        aggregate=Share(
            lambda row: row.past_outcome == "non_disclosure", prior=_NON_DISCLOSURE_PRIOR, weight=_PRIOR_WEIGHT
        ),
    )


@feature
def hospital_days_since_confirmed() -> Trailing:
    """Days since a claim from the same hospital was last confirmed fraud.

    Unit: days
    As of: outcomes known and received before the moment, so with their delay.
    Null: no claim of the hospital was confirmed fraud.
    Why:
        zh: 该医院上次确认欺诈在 {value} 天前
        en: fraud at this hospital was last confirmed {value} days before

    >>> past = [{"hospital_id": "h1", "outcome": "confirmed_fraud", "known_at": "2024-05-22"}]
    >>> example(hospital_days_since_confirmed, past, hospital_id="h1")
    10
    """
    return Trailing(
        table="outcomes",
        key="hospital_id",
        aggregate=DaysSince(),
        where=lambda row: row.past_outcome == "confirmed_fraud",
    )


@feature
def doctor_confirmed_share() -> Trailing:
    """Share of the doctor's decided claims that were fraud, drawn towards the overall share.

    Unit: share
    As of: outcomes known and received before the moment, so with their delay.
    Null: no doctor is stated.
    Why:
        zh: 该医生已结案中欺诈比例约 {value}
        en: about {value} of the doctor's decided claims were fraud
    Source: Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes.

    >>> past = [{"doctor_id": "d1", "outcome": "confirmed_fraud"}] * 5
    >>> example(doctor_confirmed_share, past, doctor_id="d1")
    0.24
    """
    return Trailing(
        table="outcomes",
        key="doctor_id",
        aggregate=Share(lambda row: row.past_outcome == "confirmed_fraud", prior=_FRAUD_PRIOR, weight=_PRIOR_WEIGHT),
    )


@feature
def hospital_claim_count() -> Trailing:
    """Number of other claims from the same hospital, ever.

    Unit: count
    As of: claims known and received before the moment.
    Null: never.
    Why:
        zh: 该医院历史上另有 {value} 起申请
        en: {value} other claims from this hospital

    >>> example(hospital_claim_count, [{"hospital_id": "h1"}], hospital_id="h1")
    1
    """
    return Trailing(table="claims", key="hospital_id", aggregate=Count())


@feature
def hospital_confirmed_count() -> Trailing:
    """Number of the hospital's other claims that were confirmed fraud.

    Unit: count
    As of: outcomes known and received before the moment, so with their delay.
    Null: never.
    Why:
        zh: 该医院已确认欺诈 {value} 起
        en: {value} confirmed frauds at this hospital

    >>> past = [{"hospital_id": "h1", "outcome": "confirmed_fraud"}]
    >>> example(hospital_confirmed_count, past, hospital_id="h1")
    1
    """
    return Trailing(
        table="outcomes",
        key="hospital_id",
        aggregate=Count(),
        where=lambda row: row.past_outcome == "confirmed_fraud",
    )


@feature
def doctor_days_since_confirmed() -> Trailing:
    """Days since a claim of the same doctor was last confirmed fraud.

    Unit: days
    As of: outcomes known and received before the moment, so with their delay.
    Null: no claim of the doctor was confirmed fraud.
    Why:
        zh: 该医生上次确认欺诈在 {value} 天前
        en: fraud with this doctor was last confirmed {value} days before

    >>> past = [{"doctor_id": "d1", "outcome": "confirmed_fraud", "known_at": "2024-05-22"}]
    >>> example(doctor_days_since_confirmed, past, doctor_id="d1")
    10
    """
    return Trailing(
        table="outcomes",
        key="doctor_id",
        aggregate=DaysSince(),
        where=lambda row: row.past_outcome == "confirmed_fraud",
    )


@feature
def illness_confirmed_share() -> Trailing:
    """Share of the decided claims for the illness that were fraud, drawn towards the overall share.

    Unit: share
    As of: outcomes known and received before the moment, so with their delay.
    Null: never.
    Why:
        zh: 该病种已结案中欺诈比例约 {value}
        en: about {value} of the decided claims for this illness were fraud
    Source: Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes.

    >>> past = [{"illness_code": "C50", "outcome": "confirmed_fraud"}]
    >>> example(illness_confirmed_share, past, illness_code="C50")
    0.095238
    """
    return Trailing(
        table="outcomes",
        key="illness_code",
        aggregate=Share(lambda row: row.past_outcome == "confirmed_fraud", prior=_FRAUD_PRIOR, weight=_PRIOR_WEIGHT),
    )
