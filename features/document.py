"""What the papers of the claim say."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import Count, Distinct, Max, Min, Sum, Trailing, example, feature  # noqa: F401 - doctests

_INVOICES = ("inpatient_invoice", "outpatient_invoice")
_KEY_PAPERS = ("inpatient_invoice", "discharge_record", "diagnosis_certificate")


@feature
def paper_count() -> Trailing:
    """Number of papers that came with the claim.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: 随申请提交材料 {value} 份
        en: {value} papers came with the claim

    >>> example(paper_count, [{"claim_id": "c1"}, {"claim_id": "c2"}])
    1
    """
    return Trailing(table="papers", key="claim_id", aggregate=Count())


@feature
def paper_page_count() -> Trailing:
    """Number of pages that came with the claim.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: 材料共 {value} 页
        en: {value} pages came with the claim

    >>> example(paper_page_count, [{"claim_id": "c1", "page_count": 2}, {"claim_id": "c1", "page_count": 3}])
    5
    """
    return Trailing(table="papers", key="claim_id", aggregate=Sum("page_count"))


@feature
def key_paper_type_count() -> Trailing:
    """How many of the key papers came: invoice, discharge record, diagnosis certificate.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: 关键材料（发票、出院记录、诊断证明）已交 {value} 种
        en: {value} kinds of key papers came

    >>> example(key_paper_type_count, [{"claim_id": "c1", "document_type": "discharge_record"}])
    1
    """
    return Trailing(
        table="papers",
        key="claim_id",
        aggregate=Distinct("document_type"),
        where=lambda row: row.past_document_type.isin(_KEY_PAPERS),
    )


@feature
def missing_key_paper_count(row: ir.Table) -> ir.Value:
    """How many of the key papers are missing: invoice, discharge record, diagnosis certificate.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: 缺少关键材料 {value} 种
        en: {value} kinds of key papers are missing

    >>> example(missing_key_paper_count, key_paper_type_count=1)
    2
    """
    return len(_KEY_PAPERS) - row.key_paper_type_count


@feature
def paper_field_count() -> Trailing:
    """Number of fields that were looked for on the papers.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: 材料共识别 {value} 个字段
        en: {value} fields were looked for

    >>> example(paper_field_count, [{"claim_id": "c1", "field_count": 8}])
    8
    """
    return Trailing(table="papers", key="claim_id", aggregate=Sum("field_count"))


@feature
def doubtful_field_count() -> Trailing:
    """Number of fields in doubt: the readers disagree or a validator failed.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: {value} 个字段存疑
        en: {value} fields are in doubt

    >>> example(doubtful_field_count, [{"claim_id": "c1", "doubtful_count": 2}])
    2
    """
    return Trailing(table="papers", key="claim_id", aggregate=Sum("doubtful_count"))


@feature
def doubtful_field_share(row: ir.Table) -> ir.Value:
    """Share of the fields that are in doubt.

    Unit: share
    As of: papers read before the moment.
    Null: no field was looked for.
    Why:
        zh: 存疑字段占 {value}
        en: {value} of the fields are in doubt

    >>> example(doubtful_field_share, doubtful_field_count=2, paper_field_count=8)
    0.25
    """
    return row.doubtful_field_count.cast("float64") / row.paper_field_count.cast("float64").nullif(0.0)


@feature
def unreadable_field_count() -> Trailing:
    """Number of fields that could not be read.

    Unit: count
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: {value} 个字段无法识别
        en: {value} fields could not be read

    >>> example(unreadable_field_count, [{"claim_id": "c1", "unreadable_count": 1}])
    1
    """
    return Trailing(table="papers", key="claim_id", aggregate=Sum("unreadable_count"))


@feature
def lowest_paper_confidence() -> Trailing:
    """Mean confidence of the fields of the paper that was read worst.

    Unit: share
    As of: papers read before the moment.
    Null: no paper was read.
    Why:
        zh: 识别最差的一份材料置信度 {value}
        en: the paper read worst has confidence {value}

    >>> example(lowest_paper_confidence, [{"claim_id": "c1", "mean_confidence": 0.8}])
    0.8
    """
    return Trailing(table="papers", key="claim_id", aggregate=Min("mean_confidence"))


@feature
def invoice_total_fen() -> Trailing:
    """Sum of the totals that were read from the invoices.

    Unit: fen
    As of: papers read before the moment.
    Null: never.
    Why:
        zh: 发票合计 {value}
        en: invoices add up to {value}

    >>> past = [{"claim_id": "c1", "document_type": "inpatient_invoice", "total_amount_fen": 700}]
    >>> example(invoice_total_fen, past)
    700
    """
    return Trailing(
        table="papers",
        key="claim_id",
        aggregate=Sum("total_amount_fen"),
        where=lambda row: row.past_document_type.isin(_INVOICES),
    )


@feature
def claim_to_invoice_ratio(row: ir.Table) -> ir.Value:
    """Reimbursed amount over the sum of the invoices.

    Unit: ratio
    As of: papers read before the moment.
    Null: a fixed benefit, or no total was read.
    Why:
        zh: 申请金额为发票合计的 {value} 倍
        en: claims {value} times what the invoices add up to

    >>> example(claim_to_invoice_ratio, plan_kind="reimbursement", amount_fen=1400, invoice_total_fen=700)
    2.0
    """
    ratio = row.amount_fen.cast("float64") / row.invoice_total_fen.cast("float64").nullif(0.0)
    return (row.plan_kind == "reimbursement").ifelse(ratio, ibis.null("float64"))


@feature
def paper_stay_days() -> Trailing:
    """The longest stay that a paper states.

    Unit: days
    As of: papers read before the moment.
    Null: no paper states a stay.
    Why:
        zh: 材料所载最长住院 {value} 天
        en: the longest stay on a paper is {value} days

    >>> example(paper_stay_days, [{"claim_id": "c1", "inpatient_days": 9}])
    9
    """
    return Trailing(table="papers", key="claim_id", aggregate=Max("inpatient_days"))


@feature
def stay_gap_days(row: ir.Table) -> ir.Value:
    """Days by which the claimed stay and the longest stay on the papers differ.

    Unit: days
    As of: papers read before the moment.
    Null: the claim or the papers state no stay.
    Why:
        zh: 申请与材料的住院天数相差 {value} 天
        en: claimed stay and papers differ by {value} days

    >>> example(stay_gap_days, admitted_on="2024-04-01", discharged_on="2024-04-10", paper_stay_days=7)
    2
    """
    return (row.discharged_on - row.admitted_on - row.paper_stay_days).abs()
