"""How widespread the blank forms under the claim's papers are. A form never links: it is context."""

import ibis.expr.types as ir

from fraudpipe.featuring import example, feature  # noqa: F401 - doctests


@feature
def rarest_form_member_count(row: ir.Table) -> ir.Value:
    """Fewest other members who handed in a paper on one of the claim's blank forms.

    Unit: count
    As of: pages read, known and received before the moment.
    Null: no form of the claim was recognised.
    Why:
        zh: 其中一种空白表格样式仅另有 {value} 名会员用过；医院新表格、小医院或标签误读也会如此
        en: {value} other members had one of its blank forms; a new form, a small hospital or a misread label is as rare

    >>> example(rarest_form_member_count, network_form_count=2, network_form_member_count=0)
    0
    >>> example(rarest_form_member_count, network_form_count=0, network_form_member_count=0) is None
    True
    """
    return (row.network_form_count > 0).ifelse(row.network_form_member_count, None)


@feature
def widest_form_hospital_count(row: ir.Table) -> ir.Value:
    """Most hospitals whose claims show one and the same of the claim's blank forms.

    Unit: count
    As of: pages read, known and received before the moment.
    Null: no form of the claim was recognised.
    Why:
        zh: 其中一种空白表格样式见于 {value} 家医院；全国统一票据也会如此
        en: one of its blank forms turns up at {value} hospitals; national invoices do so, too

    >>> example(widest_form_hospital_count, network_form_count=2, network_form_hospital_count=5)
    5
    >>> example(widest_form_hospital_count, network_form_count=0, network_form_hospital_count=0) is None
    True
    """
    return (row.network_form_count > 0).ifelse(row.network_form_hospital_count, None)
