"""What a second delivery may and may not change, and what a file may not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from builders import AS_OF, KNOWN_AT, Rows, Silence, document, outcome, png, small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import UserError
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.tables import OUTCOMES_TABLE
from fraudpipe.stages import ingest
from fraudpipe.stages.ports import REFUSALS, StageReport

LATER: dict[str, Any] = {"delivery_id": "late", "as_of": AS_OF + 9 * DAY_SECONDS}


@dataclass
class Stores:
    """A lake and a vault in a folder."""

    folder: Path
    lake: Lake
    vault: Vault

    def take(self, tables: Rows, **named: Any) -> StageReport:
        return self.take_folder(write_delivery(self.folder / named.get("delivery_id", "first"), tables, **named))

    def take_folder(self, folder: Path) -> StageReport:
        return ingest.run(DeliveryFolder(folder), self.lake, self.vault, lambda _content: None, Silence())


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    vault = Vault(tmp_path / "vault", tmp_path / "keys")
    yield Stores(tmp_path, Lake(tmp_path / "lake"), vault)
    vault.close()


def _paper(**changes: Any) -> dict[str, Any]:
    return document(document_id="p2", file_name="p2.png", **changes)


def test_a_paper_is_never_replaced_by_a_later_one(stores: Stores) -> None:
    stores.take(small_tables(documents=[document(), _paper()]), files={"p2.png": png()})
    report = stores.take({"documents": [_paper(known_at=AS_OF + 5)]}, files={"p2.png": png(shade=9)}, **LATER)
    assert report.refused == {"known_document": 1, "unnamed_file": 1}
    assert stores.vault.open_page("p2") == png()


def test_history_counts_as_received_when_known_only_before_the_first_night(stores: Stores) -> None:
    stores.take(small_tables(), kind="history")
    stores.take({"outcomes": [outcome()]}, kind="history", delivery_id="more", as_of=AS_OF + 1)
    stores.take({"outcomes": [outcome(claim_id="c2")]}, delivery_id="night", as_of=AS_OF + DAY_SECONDS)
    stores.take({"outcomes": [outcome(outcome="withdrawn")]}, kind="history", **LATER)
    rows = stores.lake.read("outcomes", OUTCOMES_TABLE.lake_columns, 2**62)
    received = dict(zip(rows["delivery_id"], rows["received_at"], strict=True))
    assert received == {"more": KNOWN_AT, "night": AS_OF + DAY_SECONDS - 1, "late": LATER["as_of"] - 1}


def test_a_file_without_its_header_and_a_stray_file_tell_no_values(stores: Stores) -> None:
    folder = write_delivery(stores.folder / "first", small_tables())
    (folder / "visits.csv").write_text("模拟甲子,110101199003070012\n1,2\n", "utf-8")
    (folder / "模拟甲子.jpg").write_bytes(b"x")
    stores.take_folder(folder)
    told = stores.lake.read("ingest_refusals", REFUSALS, 2**62).to_csv()
    assert "模拟甲子" not in told
    assert "110101199003070012" not in told
    assert "column number 1" in told
    assert "unknown_table" in told


@pytest.mark.parametrize("as_of", [AS_OF, AS_OF - DAY_SECONDS])
def test_what_a_scored_night_could_see_is_never_changed(stores: Stores, as_of: int) -> None:
    stores.take(small_tables(), delivery_id="n1")
    with pytest.raises(UserError, match="state a later as_of"):
        stores.take({}, delivery_id="h2", kind="history", as_of=as_of)
    assert [one.delivery_id for one in stores.lake.deliveries()] == ["n1"]


@pytest.mark.parametrize("after_a_night", [False, True])
@pytest.mark.parametrize("as_of", [AS_OF, AS_OF - DAY_SECONDS])
def test_histories_come_oldest_first_and_no_two_of_one_moment(stores: Stores, as_of: int, after_a_night: bool) -> None:
    if after_a_night:
        stores.take({}, delivery_id="n0", as_of=AS_OF - 2 * DAY_SECONDS)
    stores.take(small_tables(), delivery_id="h1", kind="history")
    with pytest.raises(UserError, match="oldest first"):
        stores.take({}, delivery_id="h0", kind="history", as_of=as_of)
    stores.take({}, delivery_id="n1", as_of=AS_OF)
    late = stores.take({"outcomes": [outcome()]}, delivery_id="h2", kind="history", as_of=AS_OF + 1)
    assert dict(late.counts) == {"outcomes": 1, "quarantined": 0}
