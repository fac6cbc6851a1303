"""Whether more claims come together where the claim belongs than chance would bring: context, which never links."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import example, feature  # noqa: F401 - doctests

_THOUSAND = 1_000.0


@feature
def provider_excess(row: ir.Table) -> ir.Value:
    """-log10 q of the most unusual number of claims with its illness at its hospital, ward or doctor.

    Unit: ratio
    As of: claims of 90 days that were known and received before the moment.
    Null: nothing stands out.
    Why:
        zh: 同医院、科室或医生的同病种申请异常集中（{value}）
        en: unusually many claims of its illness at its hospital, ward or doctor ({value})
    Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.

    >>> example(provider_excess, network_provider_excess_millis=2500)
    2.5
    >>> example(provider_excess, network_provider_excess_millis=0)
    """
    return _standing_out(row.network_provider_excess_millis)


@feature
def home_excess(row: ir.Table) -> ir.Value:
    """-log10 q of the most unusual number of claims from its home: with its illness, its cohort or its hospital.

    Unit: ratio
    As of: claims of 90 days that were known and received before the moment.
    Null: nothing stands out.
    Why:
        zh: 同乡同病种或同期加入的申请异常集中（{value}）
        en: unusually many claims from its home with its illness or month of joining ({value})
    Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.

    >>> example(home_excess, network_home_excess_millis=2500)
    2.5
    >>> example(home_excess, network_home_excess_millis=0)
    """
    return _standing_out(row.network_home_excess_millis)


@feature
def waiting_excess(row: ir.Table) -> ir.Value:
    """-log10 q of the most unusual number of claims as soon after waiting, by provider or home, or in its cohort.

    Unit: ratio
    As of: claims of 90 days that were known and received before the moment.
    Null: nothing stands out.
    Why:
        zh: 同医院、医生、地区或同期加入者在等待期后相近时间的申请异常集中（{value}）
        en: unusually many claims as soon after waiting at its hospital, doctor, home or cohort ({value})
    Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.

    >>> example(waiting_excess, network_waiting_excess_millis=2500)
    2.5
    >>> example(waiting_excess, network_waiting_excess_millis=0)
    """
    return _standing_out(row.network_waiting_excess_millis)


@feature
def fresh_excess(row: ir.Table) -> ir.Value:
    """-log10 q of the cell that stands out most against its own past as well as against its peers.

    Unit: ratio
    As of: claims of 90 days, and those before, that were known and received before the moment.
    Null: nothing stands out.
    Why:
        zh: 申请集中程度同时高于同行和自身以往（{value}）
        en: more claims come together than at its peers and than there used to be ({value})
    Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.

    >>> example(fresh_excess, network_fresh_excess_millis=2500)
    2.5
    >>> example(fresh_excess, network_fresh_excess_millis=0)
    """
    return _standing_out(row.network_fresh_excess_millis)


@feature
def excess_claims(row: ir.Table) -> ir.Value:
    """Members with claims beyond the expected ones in the cell that stands out most.

    Unit: count
    As of: claims of 90 days that were known and received before the moment.
    Null: none of its cells stands out.
    Why:
        zh: 最异常的聚集中比预期多 {value} 位申请人
        en: {value} claimants more than expected in the cluster that stands out most

    >>> example(excess_claims, network_excess_claim_count=12, network_excess_expected_millis=1500)
    10.5
    """
    expected = row.network_excess_expected_millis.cast("float64") / ibis.literal(_THOUSAND, "float64")
    return (row.network_excess_claim_count > 0).ifelse(row.network_excess_claim_count.cast("float64") - expected, None)


@feature
def excess_ratio(row: ir.Table) -> ir.Value:
    """Members with claims in the cell that stands out most, for each expected one.

    Unit: ratio
    As of: claims of 90 days that were known and received before the moment.
    Null: none of its cells stands out.
    Why:
        zh: 最异常的聚集为预期的 {value} 倍
        en: the cluster that stands out most is {value} times what is expected

    >>> example(excess_ratio, network_excess_claim_count=12, network_excess_expected_millis=1500)
    8.0
    """
    expected = row.network_excess_expected_millis.cast("float64") / ibis.literal(_THOUSAND, "float64")
    return (row.network_excess_expected_millis > 0).ifelse(
        row.network_excess_claim_count.cast("float64") / expected, None
    )


def _standing_out(millis: ir.IntegerValue) -> ir.FloatingValue:
    return millis.nullif(0).cast("float64") / ibis.literal(_THOUSAND, "float64")
