"""What became of earlier claims from the same hospital and the same doctor."""

from fraudpipe.featuring import DaysSince, Share, Trailing, example, feature  # noqa: F401 - doctests

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
