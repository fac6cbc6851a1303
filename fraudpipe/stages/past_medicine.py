"""What was known of medicine when a claim arrived: published rules, and what claims of earlier months had shown."""

from dataclasses import dataclass, field, replace

import pandas as pd

from fraudpipe.knowledge.graph import KnowledgeGraph, curated_graph
from fraudpipe.knowledge.past.lake_rows import past_rows
from fraudpipe.knowledge.past.learning import learn
from fraudpipe.records.moments import month_start
from fraudpipe.records.schema import Table
from fraudpipe.records.tables import CLAIM_LINES, CLAIMS, HOSPITALS, MEMBERS
from fraudpipe.stages.ports import TableReads

_MOST_CLAIMS = 1_000_000
"""The newest ones: medicine and prices change, and a night must not wait for years that say nothing more."""


@dataclass(frozen=True)
class PastMedicine:
    """The knowledge graph month by month.

    A claim is held against what was visible before the month in which it was first seen began: never against itself,
    and against the same whether it is checked in its night or again when late papers arrive.

    Attributes:
        claims: The table of the lake, each row with `visible_at`, the moment from which on it could be seen.
        lines: The same of claim lines.
        members: The same.
        hospitals: The same.
    """

    claims: pd.DataFrame
    lines: pd.DataFrame
    members: pd.DataFrame
    hospitals: pd.DataFrame
    _by_month: dict[int, KnowledgeGraph] = field(default_factory=dict)

    @classmethod
    def of(cls, lake: TableReads, until: int) -> "PastMedicine":
        """What deliveries up to `until` brought."""

        def rows_of(table: Table) -> pd.DataFrame:
            rows = lake.read(table.name, table.lake_columns, until)
            return rows.assign(visible_at=rows[["known_at", "received_at"]].max(axis=1))

        return cls(rows_of(CLAIMS), rows_of(CLAIM_LINES), rows_of(MEMBERS), rows_of(HOSPITALS))

    def known_to(self, first_seen: int) -> KnowledgeGraph:
        """The graph for a claim that was first seen at this moment."""
        month = month_start(first_seen)
        if month not in self._by_month:
            seen = self.claims[self.claims["visible_at"] < month]
            newest = seen.sort_values(["visible_at", "claim_id"], kind="stable").tail(_MOST_CLAIMS)
            lines = self.lines[self.lines["claim_id"].isin(newest["claim_id"])]
            past = learn(*past_rows(newest, lines, self.members, self.hospitals, month), month)
            self._by_month[month] = replace(curated_graph(), past=past)
        return self._by_month[month]
