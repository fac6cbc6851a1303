"""How far the claim lies from what is usual for its illness, told by medians: no single claim can move them."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import Median, Spread, Trailing, example, feature  # noqa: F401 - doctests

_NORMAL = 1.4826
"""The median distance from the median times this is the standard deviation, where values lie normally."""


def _stay(row: ir.Table) -> ir.Value:
    return row.past_discharged_on - row.past_admitted_on


@feature
def illness_median_amount_fen() -> Trailing:
    """Median amount of claims for the same illness and kind of plan in the 365 days before the month.

    Unit: fen
    As of: claims known and received before the first instant of the month.
    Null: there were none.
    Why:
        zh: 同病种金额中位数 {value}
        en: the median amount for this illness is {value}

    >>> past = [{"illness_code": "C50", "plan_kind": "fixed_benefit", "amount_fen": 100 * n} for n in (1, 2, 6)]
    >>> example(illness_median_amount_fen, past, as_of="2024-06-01", illness_code="C50", plan_kind="fixed_benefit")
    200.0
    """
    return Trailing(table="claims", key=("illness_code", "plan_kind"), window_days=365, aggregate=Median("amount_fen"))


@feature
def illness_amount_spread_fen() -> Trailing:
    """Median distance of those amounts from their median.

    Unit: fen
    As of: claims known and received before the first instant of the month.
    Null: there were none.
    Why:
        zh: 同病种金额离散度 {value}
        en: amounts for this illness lie {value} apart from the median

    >>> past = [{"illness_code": "C50", "plan_kind": "fixed_benefit", "amount_fen": 100 * n} for n in (1, 2, 6)]
    >>> example(illness_amount_spread_fen, past, as_of="2024-06-01", illness_code="C50", plan_kind="fixed_benefit")
    100.0
    """
    return Trailing(table="claims", key=("illness_code", "plan_kind"), window_days=365, aggregate=Spread("amount_fen"))


@feature
def amount_peer_distance_ratio(row: ir.Table) -> ir.Value:
    """Amount at stake above the median of its illness, in robust standard deviations.

    Unit: ratio
    As of: claims known and received before the first instant of the month.
    Null: there was nothing to compare with, or all amounts were the same.
    Why:
        zh: 金额偏离同病种中位数 {value} 个标准差
        en: the amount lies {value} standard deviations from its peers
    Source: Leys et al. (2013), Detecting outliers: use absolute deviation around the median.

    >>> example(amount_peer_distance_ratio, amount_fen=500, illness_median_amount_fen=200.0,
    ...     illness_amount_spread_fen=100.0)
    2.023472
    """
    below = (row.illness_amount_spread_fen * ibis.literal(_NORMAL, "float64")).nullif(0.0)
    return (row.amount_fen.cast("float64") - row.illness_median_amount_fen) / below


@feature
def illness_median_stay_days() -> Trailing:
    """Median stay of claims for the same illness in the 365 days before the month.

    Unit: days
    As of: claims known and received before the first instant of the month.
    Null: there were none.
    Why:
        zh: 同病种住院天数中位数 {value}
        en: the median stay for this illness is {value} days

    >>> past = [{"illness_code": "C50", "admitted_on": "2024-04-01", "discharged_on": f"2024-04-0{1 + n}"}
    ...     for n in (1, 2, 6)]
    >>> example(illness_median_stay_days, past, as_of="2024-06-01", illness_code="C50")
    2.0
    """
    return Trailing(table="claims", key="illness_code", window_days=365, aggregate=Median(_stay))


@feature
def illness_stay_spread_days() -> Trailing:
    """Median distance of those stays from their median.

    Unit: days
    As of: claims known and received before the first instant of the month.
    Null: there were none.
    Why:
        zh: 同病种住院天数离散度 {value}
        en: stays for this illness lie {value} days apart from the median

    >>> past = [{"illness_code": "C50", "admitted_on": "2024-04-01", "discharged_on": f"2024-04-0{1 + n}"}
    ...     for n in (1, 2, 6)]
    >>> example(illness_stay_spread_days, past, as_of="2024-06-01", illness_code="C50")
    1.0
    """
    return Trailing(table="claims", key="illness_code", window_days=365, aggregate=Spread(_stay))


@feature
def stay_peer_distance_ratio(row: ir.Table) -> ir.Value:
    """Stay above the median of its illness, in robust standard deviations.

    Unit: ratio
    As of: claims known and received before the first instant of the month.
    Null: there was no stay, nothing to compare with, or all stays were the same.
    Why:
        zh: 住院天数偏离同病种中位数 {value} 个标准差
        en: the stay lies {value} standard deviations from its peers
    Source: Leys et al. (2013), Detecting outliers: use absolute deviation around the median.

    >>> example(stay_peer_distance_ratio, admitted_on="2024-04-01", discharged_on="2024-04-10",
    ...     illness_median_stay_days=6.0, illness_stay_spread_days=1.0)
    2.023472
    """
    below = (row.illness_stay_spread_days * ibis.literal(_NORMAL, "float64")).nullif(0.0)
    return ((row.discharged_on - row.admitted_on).cast("float64") - row.illness_median_stay_days) / below
