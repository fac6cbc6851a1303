"""The charged lines of the claim."""

import ibis.expr.types as ir

from fraudpipe.featuring import Count, Distinct, Max, Sum, Trailing, example, feature  # noqa: F401 - doctests

_MEDICINES = ("西药费", "中成药费", "中药费", "中草药费", "中药饮片费")
_EXAMINATIONS = ("检查费", "化验费")


@feature
def line_count() -> Trailing:
    """Number of charged lines of the claim.

    Unit: count
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 费用明细 {value} 行
        en: {value} charged lines

    >>> example(line_count, [{"claim_id": "c1", "line_number": 1}])
    1
    """
    return Trailing(table="claim_lines", key="claim_id", aggregate=Count())


@feature
def line_name_count() -> Trailing:
    """Number of different items among the charged lines.

    Unit: count
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 费用明细含 {value} 种项目
        en: {value} different items charged

    >>> lines = [{"claim_id": "c1", "line_number": n, "item_name": "检查"} for n in (1, 2)]
    >>> example(line_name_count, lines)
    1
    """
    return Trailing(table="claim_lines", key="claim_id", aggregate=Distinct("item_name"))


@feature
def repeated_line_share(row: ir.Table) -> ir.Value:
    """Share of charged lines that repeat an item charged on another line.

    Unit: share
    As of: the claim as known at the moment.
    Null: the claim has no lines.
    Why:
        zh: 费用明细重复项占 {value}
        en: {value} of the lines repeat an item

    >>> example(repeated_line_share, line_count=4, line_name_count=3)
    0.25
    """
    lines = row.line_count.cast("float64").nullif(0.0)
    return 1.0 - row.line_name_count.cast("float64") / lines


@feature
def line_total_fen() -> Trailing:
    """Sum of the charged lines.

    Unit: fen
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 费用明细合计 {value}
        en: lines add up to {value}

    >>> lines = [{"claim_id": "c1", "line_number": n, "amount_fen": 500} for n in (1, 2)]
    >>> example(line_total_fen, lines)
    1000
    """
    return Trailing(table="claim_lines", key="claim_id", aggregate=Sum("amount_fen"))


@feature
def largest_line_fen() -> Trailing:
    """The greatest charged line.

    Unit: fen
    As of: the claim as known at the moment.
    Null: the claim has no lines.
    Why:
        zh: 最大单项费用 {value}
        en: the greatest line is {value}

    >>> lines = [{"claim_id": "c1", "line_number": n, "amount_fen": 500 * n} for n in (1, 2)]
    >>> example(largest_line_fen, lines)
    1000
    """
    return Trailing(table="claim_lines", key="claim_id", aggregate=Max("amount_fen"))


@feature
def largest_line_share(row: ir.Table) -> ir.Value:
    """Share of the greatest line in the sum of all lines.

    Unit: share
    As of: the claim as known at the moment.
    Null: the claim has no lines.
    Why:
        zh: 最大单项占费用合计 {value}
        en: the greatest line is {value} of the sum

    >>> example(largest_line_share, largest_line_fen=600, line_total_fen=1000)
    0.6
    """
    total = row.line_total_fen.cast("float64").nullif(0.0)
    return row.largest_line_fen.cast("float64") / total


@feature
def drug_line_total_fen() -> Trailing:
    """Sum of the charged lines for medicines.

    Unit: fen
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 药费合计 {value}
        en: medicines add up to {value}

    >>> lines = [{"claim_id": "c1", "line_number": n, "amount_fen": 500, "category": "西药费"} for n in (1, 2)]
    >>> example(drug_line_total_fen, lines)
    1000
    """
    return Trailing(
        table="claim_lines",
        key="claim_id",
        aggregate=Sum("amount_fen"),
        where=lambda row: row.past_category.isin(_MEDICINES),
    )


@feature
def drug_share(row: ir.Table) -> ir.Value:
    """Share of medicines in the sum of all lines.

    Unit: share
    As of: the claim as known at the moment.
    Null: the claim has no lines.
    Why:
        zh: 药费占 {value}
        en: medicines are {value} of the sum

    >>> example(drug_share, drug_line_total_fen=600, line_total_fen=1000)
    0.6
    """
    below = row.line_total_fen.cast("float64").nullif(0.0)
    return row.drug_line_total_fen.cast("float64") / below


@feature
def examination_line_total_fen() -> Trailing:
    """Sum of the charged lines for examinations and laboratory tests.

    Unit: fen
    As of: the claim as known at the moment.
    Null: never.
    Why:
        zh: 检查化验费合计 {value}
        en: examinations add up to {value}

    >>> lines = [{"claim_id": "c1", "line_number": n, "amount_fen": 500, "category": "化验费"} for n in (1, 2)]
    >>> example(examination_line_total_fen, lines)
    1000
    """
    return Trailing(
        table="claim_lines",
        key="claim_id",
        aggregate=Sum("amount_fen"),
        where=lambda row: row.past_category.isin(_EXAMINATIONS),
    )


@feature
def examination_share(row: ir.Table) -> ir.Value:
    """Share of examinations and laboratory tests in the sum of all lines.

    Unit: share
    As of: the claim as known at the moment.
    Null: the claim has no lines.
    Why:
        zh: 检查化验费占 {value}
        en: examinations are {value} of the sum

    >>> example(examination_share, examination_line_total_fen=600, line_total_fen=1000)
    0.6
    """
    below = row.line_total_fen.cast("float64").nullif(0.0)
    return row.examination_line_total_fen.cast("float64") / below


@feature
def mean_line_fen(row: ir.Table) -> ir.Value:
    """Mean amount of a charged line.

    Unit: fen
    As of: the claim as known at the moment.
    Null: the claim has no lines.
    Why:
        zh: 平均每项费用 {value}
        en: a line is {value} on average

    >>> example(mean_line_fen, line_total_fen=1000, line_count=4)
    250.0
    """
    below = row.line_count.cast("float64").nullif(0.0)
    return row.line_total_fen.cast("float64") / below
