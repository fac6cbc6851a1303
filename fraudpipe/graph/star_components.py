"""Components of a graph of any size, as tables: alternating large-star and small-star steps until nothing moves.

Each step hangs neighbours on the least of their names: the greater ones in a large-star step, the lesser ones in a
small-star step. What is left are stars, one a component, after about log² steps whatever the shape of the graph.
Source: Kiveris et al. (2014), Connected components in MapReduce and beyond.
"""

from typing import Protocol

import ibis
import ibis.expr.types as ir
import pandas as pd


class TableEngine(Protocol):
    """What runs the steps: DuckDB out of core, or Spark."""

    def keep(self, expression: ir.Table) -> ir.Table:
        """The rows of an expression, worked out once."""
        ...

    def execute(self, expression: ir.Table) -> pd.DataFrame:
        """The rows of an expression."""
        ...


def stars(engine: TableEngine, links: ir.Table) -> ir.Table:
    """The least name in the component of every name that is linked to a lesser one.

    Args:
        engine: Keeps each round, so that no round is worked out twice.
        links: `left`, `right`: names that are linked, in any order and any number of times.

    Returns:
        `left` and `right`, the least name of its component, once for each name but the least ones.
    """
    turned = links.select(left=ibis.greatest(links.left, links.right), right=ibis.least(links.left, links.right))
    now = engine.keep(turned.filter(turned.left != turned.right).distinct())
    while True:
        following = engine.keep(_small_star(_large_star(now)))
        if not _moved(engine, now, following):
            return following
        now = following


def _large_star(links: ir.Table) -> ir.Table:
    """Hangs the greater neighbours of each name on the least of its neighbours and itself."""
    both = links.select("left", "right").union(links.select(left="right", right="left"))
    near = both.group_by("left").aggregate(_least=both.right.min())
    near = near.select(_name="left", _least=ibis.least(near._least, near.left))
    joined = both.inner_join(near, [("left", "_name")])
    return joined.filter(joined.right > joined.left).select(left="right", right="_least").distinct()


def _small_star(links: ir.Table) -> ir.Table:
    """Hangs the lesser neighbours of each name, and itself, on the least of them. In `links` right is the lesser."""
    near = links.group_by("left").aggregate(_least=links.right.min())
    itself = near.select(left="left", right="_least")
    near = near.select(_name="left", _least="_least")
    joined = links.inner_join(near, [("left", "_name")])
    others = joined.filter(joined.right != joined._least).select(left="right", right="_least")
    return itself.union(others).distinct()


def _moved(engine: TableEngine, before: ir.Table, after: ir.Table) -> bool:
    stayed = after.semi_join(before, ["left", "right"])
    counts = [table.aggregate(count=table.count()) for table in (before, after, stayed)]
    return engine.execute(ibis.union(*counts, distinct=False))["count"].nunique() > 1
