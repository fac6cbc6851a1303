"""Sharing counts and components of all claims at one moment, as tables: for graphs larger than the memory.

`network.py` answers every claim at its own moment from arrays. This answers one moment for everybody with expressions
that DuckDB runs out of core and Spark on many machines, and says the same as `network.py` of that moment.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from fraudpipe.graph.occurrences import LINK_KINDS, STRONG_KINDS
from fraudpipe.graph.star_components import TableEngine, stars
from fraudpipe.records.moments import DAY_SECONDS


def moment_rows(
    engine: TableEngine, tables: Mapping[str, ir.Table], as_of: int, *, member_cap: int, window_days: int
) -> ir.Table:
    """Every claim that is visible at `as_of`: claim_id, as_of, and columns of the NETWORK table.

    The columns are `shared_<kind>_count` of each kind, `component_claim_count` and `component_age_days`.

    Args:
        engine: Keeps what several steps are made from.
        tables: claims, identifiers and documents of the lake, uncut.
        as_of: The moment.
        member_cap: Most members that may share a value.
        window_days: How far back links reach.
    """
    fresh = as_of - window_days * DAY_SECONDS
    claims = engine.keep(_claims(tables["claims"], as_of))
    shown = engine.keep(_shown(claims, tables, as_of, member_cap, fresh))
    glued = _glued(engine, claims, shown, fresh)
    counts = _sharing(shown).rename(_claim_id="claim_id")
    rows = claims.left_join(counts, [("claim_id", "_claim_id")])
    rows = rows.left_join(glued, [("claim_id", "_name")])
    return rows.select(
        "claim_id",
        as_of=ibis.literal(as_of, "int64"),
        **{column: rows[column].fill_null(0) for column in counts.columns if column != "_claim_id"},
        component_claim_count="component_claim_count",
        component_age_days=((as_of - rows.first_seen) // DAY_SECONDS).cast("int64"),
    )


def _visible(table: ir.Table, as_of: int) -> ir.Table:
    seen = table.mutate(visible_at=ibis.greatest(table.known_at, table.received_at))
    return seen.filter(seen.visible_at < as_of)


def _claims(claims: ir.Table, as_of: int) -> ir.Table:
    """claim_id, the member whom its first row names, and when that was visible."""
    seen = _visible(claims, as_of)
    first = ibis.window(group_by="claim_id", order_by=["visible_at", "member_id"])
    ranked = seen.select("claim_id", "member_id", "visible_at", _place=ibis.row_number().over(first))
    return ranked.filter(ranked._place == 0).select("claim_id", owner="member_id", since="visible_at")


def _shown(claims: ir.Table, tables: Mapping[str, ir.Table], as_of: int, member_cap: int, fresh: int) -> ir.Table:
    """Which claim shows which value, as far as the value may link: claim_id, owner, kind, value."""
    sent = _visible(tables["identifiers"], as_of)
    sent = sent.filter(sent.kind.isin(LINK_KINDS))
    sent = sent.select("kind", "member_id", value="value_hash", named="claim_id", at="visible_at")
    papers = _visible(tables["documents"], as_of).rename(named="claim_id")
    papers = papers.filter(papers.content_sha256.notnull()).inner_join(claims, [("named", "claim_id")])
    papers = papers.select(
        kind=ibis.literal("document"), member_id="owner", value="content_sha256", named="named", at="visible_at"
    )
    rows = sent.select("kind", "value", "member_id", "named", "at").union(
        papers.select("kind", "value", "member_id", "named", "at")
    )
    holders = rows.group_by("kind", "value").aggregate(_members=rows.member_id.nunique())
    rows = rows.semi_join(holders.filter(holders._members <= member_cap), ["kind", "value"])
    own = rows.inner_join(claims, [("named", "claim_id")])
    general = rows.filter(rows.named.isnull())
    general = general.inner_join(claims, [("member_id", "owner")])
    taken = ("claim_id", "owner", "since", "kind", "value", "at")
    both = own.select(*taken).union(general.select(*taken))
    return (
        both.filter(ibis.greatest(both.at, both.since) >= fresh).select("claim_id", "owner", "kind", "value").distinct()
    )


def _sharing(shown: ir.Table) -> ir.Table:
    """How many other members' claims share a value of each kind; claims that share none have no row."""
    others = shown.select(_other="claim_id", _owner="owner", _kind="kind", _value="value")
    pairs = shown.inner_join(others, [("kind", "_kind"), ("value", "_value")])
    pairs = pairs.filter(pairs.owner != pairs._owner)
    pairs = pairs.select("claim_id", "kind", "_other").distinct()
    return pairs.group_by("claim_id").aggregate(
        **{f"shared_{kind}_count": (pairs.kind == kind).cast("int64").sum().cast("int64") for kind in LINK_KINDS}
    )


def _glued(engine: TableEngine, claims: ir.Table, shown: ir.Table, fresh: int) -> ir.Table:
    """_name, claims in its component, and when the oldest of them was first seen, for every claim."""
    strong = shown.filter(shown.kind.isin(STRONG_KINDS))
    values = strong.group_by("kind", "value").aggregate(_least=strong.claim_id.min())
    values = values.select(_kind="kind", _value="value", _least="_least")
    by_value = strong.inner_join(values, [("kind", "_kind"), ("value", "_value")])
    recent = claims.filter(claims.since >= fresh)
    members = recent.group_by("owner").aggregate(_least=recent.claim_id.min())
    members = members.select(_owner="owner", _least="_least")
    by_member = recent.inner_join(members, [("owner", "_owner")])
    links = [rows.select(left="claim_id", right="_least") for rows in (by_value, by_member)]
    hung = stars(engine, links[0].union(links[1]))
    placed = claims.left_join(hung, [("claim_id", "left")])
    placed = engine.keep(placed.select(_name="claim_id", since="since", root=placed.right.fill_null(placed.claim_id)))
    sizes = placed.group_by("root").aggregate(component_claim_count=placed.count(), first_seen=placed.since.min())
    sizes = sizes.rename(_root="root")
    return placed.inner_join(sizes, [("root", "_root")]).select("_name", "component_claim_count", "first_seen")
