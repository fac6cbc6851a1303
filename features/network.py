"""What links the claim to others. Hospital, doctor and ward never link: they are context."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import example, feature  # noqa: F401 - doctests

_PRIOR = 0.05
_PRIOR_WEIGHT = 4.0


@feature
def phone_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with the same telephone.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与 {value} 起他人申请共用电话
        en: shares a telephone with {value} other members' claims

    >>> example(phone_sharing_count, network_shared_phone_count=3)
    3
    """
    return row.network_shared_phone_count


@feature
def bank_account_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with the same bank account.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与 {value} 起他人申请共用收款账户
        en: shares a bank account with {value} other members' claims

    >>> example(bank_account_sharing_count, network_shared_bank_account_count=3)
    3
    """
    return row.network_shared_bank_account_count


@feature
def device_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with the same device.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与 {value} 起他人申请共用设备
        en: shares a device with {value} other members' claims

    >>> example(device_sharing_count, network_shared_device_count=3)
    3
    """
    return row.network_shared_device_count


@feature
def address_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with the same address.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与 {value} 起他人申请地址相同
        en: shares an address with {value} other members' claims

    >>> example(address_sharing_count, network_shared_address_count=3)
    3
    """
    return row.network_shared_address_count


@feature
def referrer_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with the same referrer.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与 {value} 起他人申请为同一推荐人
        en: shares a referrer with {value} other members' claims

    >>> example(referrer_sharing_count, network_shared_referrer_count=3)
    3
    """
    return row.network_shared_referrer_count


@feature
def document_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with one and the same document.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与 {value} 起他人申请使用同一份材料
        en: shares a document with {value} other members' claims

    >>> example(document_sharing_count, network_shared_document_count=3)
    3
    """
    return row.network_shared_document_count


@feature
def picture_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with a page that shows nearly the same picture.

    Unit: count
    As of: pages read, known and received before the moment.
    Null: no page of the claim was looked at as a picture.
    Why:
        zh: 与 {value} 起他人申请的页面图像几乎相同；也可能是一家人共用的材料
        en: a page looks the same as in {value} other members' claims; a household may share a paper

    >>> example(picture_sharing_count, network_picture_count=2, network_shared_picture_count=3)
    3
    >>> example(picture_sharing_count, network_picture_count=0, network_shared_picture_count=0) is None
    True
    """
    return (row.network_picture_count > 0).ifelse(row.network_shared_picture_count, None)


@feature
def same_person_sharing_count(row: ir.Table) -> ir.Value:
    """Number of claims of other member numbers that are probably held by the same person.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 疑似同一人以其他会员号另有 {value} 起申请
        en: {value} claims under other member numbers, probably of the same person

    >>> example(same_person_sharing_count, network_shared_same_person_count=3)
    3
    """
    return row.network_shared_same_person_count


@feature
def sharing_kind_count(row: ir.Table) -> ir.Value:
    """How many kinds of identifier the claim shares with others; a file and the picture of a page are one kind.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 与他人共用 {value} 类标识
        en: shares {value} kinds of identifier with others

    >>> example(sharing_kind_count, network_shared_phone_count=2, network_shared_bank_account_count=1,
    ...     network_shared_device_count=0, network_shared_address_count=0, network_shared_document_count=0,
    ...     network_shared_picture_count=0)
    2
    >>> example(sharing_kind_count, network_shared_phone_count=0, network_shared_bank_account_count=0,
    ...     network_shared_device_count=0, network_shared_address_count=0, network_shared_document_count=1,
    ...     network_shared_picture_count=4)
    1
    """
    phone = (row.network_shared_phone_count > 0).cast("int64")
    account = (row.network_shared_bank_account_count > 0).cast("int64")
    device = (row.network_shared_device_count > 0).cast("int64")
    address = (row.network_shared_address_count > 0).cast("int64")
    paper = (row.network_shared_document_count > 0) | (row.network_shared_picture_count > 0)
    return phone + account + device + address + paper.cast("int64")


@feature
def doctor_illness_sharing_count(row: ir.Table) -> ir.Value:
    """Number of other members' claims with the same doctor and the same illness.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 同一医生同一病种另有 {value} 起他人申请
        en: {value} other members' claims with the same doctor and illness

    >>> example(doctor_illness_sharing_count, network_doctor_illness_claim_count=3)
    3
    """
    return row.network_doctor_illness_claim_count


@feature
def component_size_count(row: ir.Table) -> ir.Value:
    """Number of claims in the component that strong links make, this one included.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 强关联团组共 {value} 起申请
        en: in a group of {value} strongly linked claims

    >>> example(component_size_count, network_component_claim_count=3)
    3
    """
    return row.network_component_claim_count


@feature
def component_span_days(row: ir.Table) -> ir.Value:
    """Days since the first claim of the component.

    Unit: days
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 关联团组已持续 {value} 天
        en: the group goes back {value} days

    >>> example(component_span_days, network_component_age_days=3)
    3
    """
    return row.network_component_age_days


@feature
def linked_fraud_count(row: ir.Table) -> ir.Value:
    """Number of directly linked claims that were confirmed fraud.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 直接关联的申请中 {value} 起已确认欺诈
        en: {value} directly linked claims were confirmed fraud

    >>> example(linked_fraud_count, network_linked_confirmed_count=3)
    3
    """
    return row.network_linked_confirmed_count


@feature
def component_fraud_count(row: ir.Table) -> ir.Value:
    """Number of claims in the component that were confirmed fraud.

    Unit: count
    As of: links known and received before the moment.
    Null: the claim was not placed in the network.
    Why:
        zh: 关联团组中 {value} 起已确认欺诈
        en: {value} claims of the group were confirmed fraud

    >>> example(component_fraud_count, network_component_confirmed_count=3)
    3
    """
    return row.network_component_confirmed_count


@feature
def linked_fraud_share(row: ir.Table) -> ir.Value:
    """Share of the directly linked decided claims that were fraud, drawn towards 5 % by four claims.

    Unit: share
    As of: links known and received before the moment.
    Null: no directly linked claim was decided.
    Why:
        zh: 直接关联已结案中欺诈比例约 {value}
        en: about {value} of the directly linked decided claims were fraud
    Source: Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes.

    >>> example(linked_fraud_share, network_linked_confirmed_count=2, network_linked_cleared_count=0)
    0.366667
    """
    confirmed = row.network_linked_confirmed_count.cast("float64")
    decided = confirmed + row.network_linked_cleared_count.cast("float64")
    weight = ibis.literal(_PRIOR_WEIGHT, "float64")
    drawn = (confirmed + ibis.literal(_PRIOR * _PRIOR_WEIGHT, "float64")) / (decided + weight)
    return (decided > 0).ifelse(drawn, None)
