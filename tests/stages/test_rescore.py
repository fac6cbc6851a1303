"""A score is derived again as it was published, and a feature is looked into as it was scored."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from builders import AS_OF, Silence, small_tables, write_delivery
from features import claim, document
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.ledger import Ledger
from fraudpipe.adapters.vault import Vault
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.frame import COLUMNS
from fraudpipe.stages import nightly, rescore
from fraudpipe.stages.published import PublishedNights
from fraudpipe.stages.runner import Runner

CATALOGUE = Catalogue([claim.claimed_amount_fen, document.paper_page_count])
CAPS = {"member_cap": 7, "window_days": 900}


@dataclass
class Scored:
    """A workspace with a night that was scored cold."""

    inside: Path
    engine: DuckDBEngine
    lake: Lake
    ledger: Ledger
    runner: Runner
    nights: PublishedNights

    def publish(self, folder: Path, vault: Vault) -> None:
        options: dict[str, Any] = {"novelty_history": 10, "novelty_names": ("claimed_amount_fen",), "top_reasons": 3}
        tools = nightly.Tools(
            lake=self.lake,
            vault=vault,
            reader=SimpleNamespace(reader_key=lambda: "none", read_many=lambda _: iter(())),
            inspect=lambda _: None,
            engine=lambda: nullcontext(self.engine),
            catalogue=CATALOGUE,
            runner=self.runner,
            progress=Silence(),
        )
        capacity = nightly.NightOptions(capacity=1, cost_fen=1, **CAPS, **options)
        night = nightly.run(DeliveryFolder(folder), tools, capacity, None, None)
        self.nights.point("night-1", night.folder)


@pytest.fixture
def scored(tmp_path: Path) -> Iterator[Scored]:
    inside = tmp_path / "workspace"
    vault, ledger = Vault(inside / "vault", inside / "keys"), Ledger(inside / "ledger.sqlite")
    lake = Lake(inside / "lake")
    with DuckDBEngine(COLUMNS, threads=1) as engine:
        runner = Runner(inside, ledger, "code", lambda _: None)
        made = Scored(inside, engine, lake, ledger, runner, PublishedNights(inside, lake))
        made.publish(write_delivery(tmp_path / "d", small_tables()), vault)
        yield made
    vault.close()
    ledger.close()


def test_the_published_score_is_derived_again_whatever_was_scored_last(scored: Scored) -> None:
    other = scored.inside / "stages" / "score" / "other"
    other.mkdir()
    pd.DataFrame({"claim_id": ["c1"], "score": [0.9], "risk": [0.9]}).to_parquet(other / "scores.parquet")
    how = json.loads((scored.inside / "nights" / "night-1" / "scored_with.json").read_text("utf-8"))
    (other / "scored_with.json").write_text(json.dumps(how | {"model": "rolled back"}), "utf-8")
    scored.ledger.write("score", "other", "night-1", "stages/score/other", {}, 0, AS_OF)
    tools = rescore.RescoreTools(scored.lake, lambda: nullcontext(scored.engine), CATALOGUE, scored.runner, None)  # type: ignore[arg-type]
    found = rescore.run(tools, scored.nights.queue_with("c1"), "c1")
    assert found.model is None
    assert [one.scored for one in found.numbers] == [None, None]
    assert found.matches
    assert found.feature_count == len(CATALOGUE)
