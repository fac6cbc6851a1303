"""What the whole graph of the week says of a claim: how dense its block is, and what reaches it from known outcomes."""

import ibis
import ibis.expr.types as ir

from fraudpipe.featuring import example, feature  # noqa: F401 - doctests

_HUNDRED = 100.0
_MILLION = 1_000_000.0


@feature
def link_core_number(row: ir.Table) -> ir.Value:
    """Core number of the block of members and shared identifiers that the claim lies in.

    Unit: count
    As of: links known and received before the week of the moment began.
    Null: the claim was not placed in the network.
    Why:
        zh: 所在关联密集区：每位会员与 {value} 个共用标识相连
        en: in a block in which every member shares {value} identifiers
    Source: Seidman (1983), Network structure and minimum degree.

    >>> example(link_core_number, network_core_number=3)
    3
    """
    return row.network_core_number


@feature
def dense_block_weight(row: ir.Table) -> ir.Value:
    """Weight that every member of the densest block around the claim keeps, popular identifiers counting less.

    Unit: ratio
    As of: links known and received before the week of the moment began.
    Null: the claim was not placed in the network.
    Why:
        zh: 所在密集关联区强度 {value}
        en: in a block of mutual links of weight {value}
    Source: Hooi et al. (2016), FRAUDAR: Bounding Graph Fraud in the Face of Camouflage.

    >>> example(dense_block_weight, network_block_hundredths=250)
    2.5
    """
    return row.network_block_hundredths.cast("float64") / ibis.literal(_HUNDRED, "float64")


@feature
def pagerank_fraud(row: ir.Table) -> ir.Value:
    """Personalised PageRank that reaches the claim along its links from confirmed frauds.

    Unit: ratio
    As of: links and outcomes of other members known and received before the week of the moment began.
    Null: the claim was not placed in the network.
    Why:
        zh: 已确认欺诈沿关联传导得分 {value}
        en: score {value} reaches it from confirmed frauds along links
    Source: Haveliwala (2002), Topic-sensitive PageRank.

    >>> example(pagerank_fraud, network_pagerank_confirmed_millionths=25000)
    0.025
    """
    return row.network_pagerank_confirmed_millionths.cast("float64") / ibis.literal(_MILLION, "float64")


@feature
def birank_fraud(row: ir.Table) -> ir.Value:
    """BiRank score that reaches the claim through shared identifiers from confirmed frauds.

    Unit: ratio
    As of: links and outcomes of other members known and received before the week of the moment began.
    Null: the claim was not placed in the network.
    Why:
        zh: 已确认欺诈经共用标识传导得分 {value}
        en: score {value} reaches it from confirmed frauds through shared identifiers
    Source: He et al. (2017), BiRank: Towards Ranking on Bipartite Graphs.

    >>> example(birank_fraud, network_birank_confirmed_millionths=25000)
    0.025
    """
    return row.network_birank_confirmed_millionths.cast("float64") / ibis.literal(_MILLION, "float64")


@feature
def birank_fraud_share(row: ir.Table) -> ir.Value:
    """Part of the BiRank score from decided claims that comes from confirmed frauds.

    Unit: share
    As of: links and outcomes of other members known and received before the week of the moment began.
    Null: nothing reaches the claim from decided ones.
    Why:
        zh: 已结案传导得分中欺诈占 {value}
        en: {value} of what reaches it from decided claims comes from frauds
    Source: He et al. (2017), BiRank: Towards Ranking on Bipartite Graphs.

    >>> example(birank_fraud_share, network_birank_confirmed_millionths=3, network_birank_cleared_millionths=1)
    0.75
    """
    fraud = row.network_birank_confirmed_millionths
    both = fraud + row.network_birank_cleared_millionths
    return (both > 0).ifelse(fraud.cast("float64") / both.cast("float64"), None)


@feature
def pagerank_cleared(row: ir.Table) -> ir.Value:
    """Personalised PageRank that reaches the claim along its links from claims found honest.

    Unit: ratio
    As of: links and outcomes of other members known and received before the week of the moment began.
    Null: the claim was not placed in the network.
    Why:
        zh: 已排除欺诈的申请沿关联传导得分 {value}
        en: score {value} reaches it from claims found honest along links
    Source: Haveliwala (2002), Topic-sensitive PageRank.

    >>> example(pagerank_cleared, network_pagerank_cleared_millionths=25000)
    0.025
    """
    return row.network_pagerank_cleared_millionths.cast("float64") / ibis.literal(_MILLION, "float64")
