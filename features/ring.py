"""Whether linked claims make a ring: how they hold together, how they grow, and what is known of them."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import example, feature  # noqa: F401 - doctests

_PRIOR = 0.05
_PRIOR_WEIGHT = 4.0
_MONTH_DAYS = 30


@feature
def ring_density(row: ir.Table) -> ir.Value:
    """Ties by strong identifiers in the component for each of its members beyond the first.

    Unit: ratio
    As of: links known and received before the moment.
    Null: the component has a single member.
    Why:
        zh: 关联团组内人均强关联 {value} 处
        en: {value} strong ties for each further member of the group

    >>> example(ring_density, network_component_tie_count=6, network_component_member_count=4)
    2.0
    """
    ties = row.network_component_tie_count.cast("float64")
    further = row.network_component_member_count - 1
    return (further > 0).ifelse(ties / further.cast("float64"), None)


@feature
def ring_growth_30_count(row: ir.Table) -> ir.Value:
    """Claims of the component that came in the last 30 days, this one included.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 关联团组近 30 天新增 {value} 起申请
        en: {value} claims of the group came within 30 days

    >>> example(ring_growth_30_count, network_component_recent_30_count=3)
    3
    """
    return row.network_component_recent_30_count


@feature
def ring_growth_90_share(row: ir.Table) -> ir.Value:
    """Share of the claims of the component that came in the last 90 days.

    Unit: share
    As of: links known and received before the moment.
    Null: no strong link.
    Why:
        zh: 关联团组中近 90 天申请占 {value}
        en: {value} of the claims of the group came within 90 days

    >>> example(ring_growth_90_share, network_component_recent_90_count=3, network_component_claim_count=4)
    0.75
    """
    recent = row.network_component_recent_90_count.cast("float64")
    size = row.network_component_claim_count
    return (size > 1).ifelse(recent / size.cast("float64"), None)


@feature
def two_hop_claim_count(row: ir.Table) -> ir.Value:
    """Claims that share an identifier with a linked claim, of members who are not linked themselves.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 经一名关联人与 {value} 起申请间接关联
        en: linked to {value} claims through somebody else

    >>> example(two_hop_claim_count, network_two_hop_claim_count=3)
    3
    """
    return row.network_two_hop_claim_count


@feature
def two_hop_strong_count(row: ir.Table) -> ir.Value:
    """Kinds of strong identifier by which claims are linked through somebody else, each counted by its claims.

    A file and the picture of a page are one kind, counted by whichever links more: equal files show equal pictures.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 经他人以账户、设备或材料间接关联 {value} 次
        en: linked {value} times through somebody else by account, device or document

    >>> example(two_hop_strong_count, network_two_hop_bank_account_count=2, network_two_hop_device_count=1,
    ...     network_two_hop_document_count=0, network_two_hop_picture_count=0)
    3
    >>> example(two_hop_strong_count, network_two_hop_bank_account_count=0, network_two_hop_device_count=1,
    ...     network_two_hop_document_count=2, network_two_hop_picture_count=3)
    4
    """
    account, device = row.network_two_hop_bank_account_count, row.network_two_hop_device_count
    return account + device + ibis.greatest(row.network_two_hop_document_count, row.network_two_hop_picture_count)


@feature
def two_hop_same_person_count(row: ir.Table) -> ir.Value:
    """Number of claims at two steps whose member is probably the same person as a member at one step.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 关联人疑似以其他会员号另有 {value} 起申请；也可能是更换手机后重新注册
        en: {value} claims of who is probably one person with somebody linked; they may have registered anew

    >>> example(two_hop_same_person_count, network_two_hop_same_person_count=2)
    2
    """
    return row.network_two_hop_same_person_count


@feature
def two_hop_fraud_count(row: ir.Table) -> ir.Value:
    """Claims linked through somebody else that were confirmed fraud.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 间接关联的申请中 {value} 起已确认欺诈
        en: {value} claims linked through somebody else were confirmed fraud

    >>> example(two_hop_fraud_count, network_two_hop_confirmed_count=2)
    2
    """
    return row.network_two_hop_confirmed_count


@feature
def two_hop_fraud_share(row: ir.Table) -> ir.Value:
    """Share of the decided claims linked through somebody else that were fraud, drawn towards 5 % by four claims.

    Unit: share
    As of: links known and received before the moment.
    Null: none of them was decided.
    Why:
        zh: 间接关联已结案中欺诈比例约 {value}
        en: about {value} of the decided claims linked through somebody else were fraud
    Source: Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes.

    >>> example(two_hop_fraud_share, network_two_hop_confirmed_count=2, network_two_hop_cleared_count=0)
    0.366667
    """
    confirmed = row.network_two_hop_confirmed_count.cast("float64")
    decided = confirmed + row.network_two_hop_cleared_count.cast("float64")
    weight = ibis.literal(_PRIOR_WEIGHT, "float64")
    drawn = (confirmed + ibis.literal(_PRIOR * _PRIOR_WEIGHT, "float64")) / (decided + weight)
    return (decided > 0).ifelse(drawn, None)


@feature
def strong_linked_fraud_count(row: ir.Table) -> ir.Value:
    """Claims that share an account, a device or a document with this one and were confirmed fraud.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 共用账户、设备或材料的申请中 {value} 起已确认欺诈
        en: {value} claims with the same account, device or document were confirmed fraud

    >>> example(strong_linked_fraud_count, network_strong_linked_confirmed_count=2)
    2
    """
    return row.network_strong_linked_confirmed_count


@feature
def first_linked_days(row: ir.Table) -> ir.Value:
    """Days since a shared identifier was first seen on another member's claim.

    Unit: days
    As of: links known and received before the moment.
    Null: no other member's claim shares an identifier.
    Why:
        zh: 共用标识最早于 {value} 天前出现在他人申请中
        en: a shared identifier was on another member's claim {value} days ago already

    >>> example(first_linked_days, network_first_linked_days=90, network_linked_claim_count=2)
    90
    """
    return (row.network_linked_claim_count > 0).ifelse(row.network_first_linked_days, None)


@feature
def last_linked_days(row: ir.Table) -> ir.Value:
    """Days since a shared identifier last appeared on another member's claim.

    Unit: days
    As of: links known and received before the moment.
    Null: no other member's claim shares an identifier.
    Why:
        zh: 共用标识最近于 {value} 天前出现在他人申请中
        en: a shared identifier last appeared on another member's claim {value} days ago

    >>> example(last_linked_days, network_last_linked_days=5, network_linked_claim_count=2)
    5
    """
    return (row.network_linked_claim_count > 0).ifelse(row.network_last_linked_days, None)


@feature
def linked_claims_a_month(row: ir.Table) -> ir.Value:
    """Other members' linked claims for each 30 days between the first and the last of them, and 30 more.

    Unit: ratio
    As of: links known and received before the moment.
    Null: no other member's claim shares an identifier.
    Why:
        zh: 关联申请平均每月 {value} 起
        en: {value} linked claims a month

    >>> example(linked_claims_a_month, network_first_linked_days=65, network_last_linked_days=5,
    ...     network_linked_claim_count=6)
    2.0
    """
    count = row.network_linked_claim_count
    span = row.network_first_linked_days - row.network_last_linked_days + _MONTH_DAYS
    monthly = (count * _MONTH_DAYS).cast("float64") / span.cast("float64")
    return (count > 0).ifelse(monthly, None)
