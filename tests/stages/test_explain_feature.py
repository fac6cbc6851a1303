"""Where values come from, of a claim that two nights have scored."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import ibis.expr.types as ir
import pandas as pd
import pytest

from builders import AS_OF, KNOWN_AT, Silence, claim, small_tables, write_delivery
from features import FEATURES
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import NotFoundError
from fraudpipe.featuring import Catalogue, Count, Trailing, feature
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.stages import explain_feature, ingest
from fraudpipe.stages.explain_feature import LookTools
from fraudpipe.stages.published import PublishedNights

CATALOGUE = Catalogue(FEATURES)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookTools]:
    """Claim c1, delivered by night-1 and corrected by night-2."""
    tmp_path = tmp_path_factory.mktemp("looked")
    lake, vault = Lake(tmp_path / "lake"), Vault(tmp_path / "vault", tmp_path / "keys")
    corrected = {"claims": [claim(amount_fen=9, known_at=KNOWN_AT + DAY_SECONDS)]}
    first = write_delivery(tmp_path / "d", small_tables())
    second = write_delivery(tmp_path / "e", corrected, delivery_id="night-2", as_of=AS_OF + DAY_SECONDS)
    for folder in (first, second):
        ingest.run(DeliveryFolder(folder), lake, vault, lambda _: None, Silence())
    yield LookTools(lake, lambda: DuckDBEngine(COLUMNS, threads=1), CATALOGUE, member_cap=50, window_days=1095)
    vault.close()


def _one_of_each_kind() -> list[str]:
    kinds = {}
    for one in CATALOGUE.features:
        kind = one.trailing and (one.trailing.table, one.trailing.keys, type(one.trailing.aggregate))
        kinds[kind] = one.name
    return sorted(kinds.values())


@pytest.mark.parametrize("name", _one_of_each_kind())
def test_every_kind_of_feature_can_be_looked_into(tools: LookTools, name: str) -> None:
    told = explain_feature.run(tools, name, "c1", None).tree()
    assert told["name"] == name
    assert (told["why_zh"] is None) == (told["why_en"] is None) == (told["value"] is None)


_SAID = """Links.

Unit: count
As of: the moment.
Null: never.
Why:
    zh: {value}
    en: {value}

>>> 1
1
"""


def test_links_are_worked_out_for_what_a_feature_needs(tools: LookTools) -> None:
    def lone_lines() -> Trailing:
        return Trailing("claim_lines", "claim_id", Count(), where=lambda row: row.network_component_claim_count == 1)

    def lone_lines_twice(row: ir.Table) -> ir.Value:
        return row.lone_lines * 2

    for function in (lone_lines, lone_lines_twice):
        function.__doc__ = _SAID
    linked = replace(tools, catalogue=Catalogue([feature(lone_lines), feature(lone_lines_twice)]))
    direct, needed = (explain_feature.run(linked, name, "c1", None) for name in ("lone_lines", "lone_lines_twice"))
    assert direct.value
    assert needed.value == direct.value * 2


def test_a_claim_is_looked_at_as_the_night_that_scored_it(tools: LookTools, tmp_path: Path) -> None:
    nights = PublishedNights(tmp_path, tools.lake)
    assert nights.find("c1") is None
    for number in (1, 2):
        folder = tmp_path / "nights" / f"night-{number}"
        folder.mkdir(parents=True)
        pd.DataFrame({"claim_id": ["c1"]}).to_parquet(folder / "queue.parquet")
        pd.DataFrame({"claim_id": ["c1"]}).to_parquet(folder / "reasons.parquet")
        (folder / "scored_with.json").write_text(json.dumps({"member_cap": 50, "window_days": 1095}), "utf-8")

    def looked(name: str, night: str | None = None) -> tuple[int, float | None]:
        found = explain_feature.run(tools, name, "c1", nights.queue_with("c1", night))
        return found.as_of - AS_OF, found.value

    assert looked("claimed_amount_fen") == (DAY_SECONDS, 9)
    assert looked("claimed_amount_fen", "night-1") == (0, 30_000_000)
    with pytest.raises(NotFoundError, match="was not scored here"):
        looked("claimed_amount_fen", "night-3")
