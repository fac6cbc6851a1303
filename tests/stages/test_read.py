import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from builders import Silence, document, png, reading, small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import InputError
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PRINTS
from fraudpipe.records.page_notes import PagePrint
from fraudpipe.records.reading import FieldReading, Reading, reading_from_json
from fraudpipe.records.tables import HOSPITALS
from fraudpipe.stages import ingest, read
from fraudpipe.stages.ports import REFUSALS
from fraudpipe.stages.sealing import masked_prints

PICTURE = "0f" * 128


class Reader:
    """Reads the same fields, none by default, in every file, but dies on its first calls as often as it is told."""

    def __init__(self, crashes: int, fields: dict[str, FieldReading] | None = None) -> None:
        self.crashes = crashes
        self.fields = fields or {}
        self.asked = 0

    def reader_key(self) -> str:
        return "reader"

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Reading | InputError]]:
        for name, _ in items:
            self.asked += 1
            self.crashes -= 1
            yield name, self._read() if self.crashes < 0 else InputError("reader_crashed", "it died")

    def _read(self) -> Reading:
        return Reading("other", 0, 1, self.fields, prints=(PagePrint(1, PICTURE, None), PagePrint(2, None, "ab")))


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[tuple[Delivery, Lake, Vault]]:
    lake, vault = Lake(tmp_path / "lake"), Vault(tmp_path / "vault", tmp_path / "keys")
    tables = small_tables(documents=[document(), document(document_id="p2", file_name="p2.png")])
    source = DeliveryFolder(write_delivery(tmp_path / "delivery", tables, files={"p2.png": png()}))
    ingest.run(source, lake, vault, lambda _content: None, Silence())
    yield source.delivery, lake, vault
    vault.close()


@pytest.mark.parametrize(("crashes", "asked", "refused"), [(0, 1, {}), (1, 2, {}), (2, 2, {"not_read": 1})])
def test_a_file_on_which_the_reader_died_gets_a_second_chance(
    taken: tuple[Delivery, Lake, Vault], crashes: int, asked: int, refused: dict[str, int]
) -> None:
    reader = Reader(crashes)
    assert read.run(*taken, reader, Silence()).refused == refused
    assert reader.asked == asked
    delivery, lake, _ = taken
    advice = lake.read("read_refusals", REFUSALS, delivery.as_of)["advice"]
    assert advice.tolist() == ["twice: it died"] * len(refused)
    again = read.run(*taken, reader, Silence())
    assert again.refused == {}, "what failed is tried again by the next run"
    assert reader.asked == asked + len(refused), "and what was read is not"


def test_an_erased_member_s_file_stops_nobody(taken: tuple[Delivery, Lake, Vault]) -> None:
    taken[2].erase_member("m1")
    reader = Reader(0)
    assert read.run(*taken, reader, Silence()).refused == {"not_read": 1}
    assert reader.asked == 0


def test_a_misread_name_of_a_hospital_that_is_known_is_set_right_and_kept(taken: tuple[Delivery, Lake, Vault]) -> None:
    delivery, lake, vault = taken
    (name,) = lake.read("hospitals", HOSPITALS.lake_columns, delivery.as_of)["name"].unique()
    misread = name.replace("医院", "医完")
    printed = FieldReading(misread, 0.9, "doubtful", 1, (0, 0, 9, 9), ("paddle_tiny",))

    read.run(delivery, lake, vault, Reader(0, {"hospital_name": printed}), Silence())

    sealed = vault.open("reading", "p2")
    assert sealed is not None
    kept = reading_from_json(json.loads(sealed)).fields["hospital_name"]
    assert (kept.value, kept.raw) == (name, misread)


def test_what_pages_are_known_again_by_stands_in_the_lake(taken: tuple[Delivery, Lake, Vault]) -> None:
    delivery, lake, vault = taken
    read.run(delivery, lake, vault, Reader(crashes=0), Silence())
    found = lake.read("prints", PRINTS, delivery.as_of)
    (masked,) = [one["picture"] for one in masked_prints([{"picture": PICTURE}], vault)]
    assert masked != PICTURE
    assert set(found["document_id"]) == {"p2"}
    assert found[["page", "picture", "form"]].astype(object).where(found.notna(), None).to_numpy().tolist() == [
        [1, masked, None],
        [2, None, "ab"],
    ]
    assert (found["known_at"] <= found["received_at"]).all()


def test_prints_that_were_delivered_stand_in_the_lake_and_bad_ones_set_their_row_aside(tmp_path: Path) -> None:
    lake, vault = Lake(tmp_path / "lake"), Vault(tmp_path / "vault", tmp_path / "keys")
    told = {"p1": json.dumps({"1": {"picture": PICTURE, "form": None}, "3": {"picture": None, "form": "ab"}})}
    bad = {"p2": '{"1": {"picture": "0f", "form": null}}', "p3": '{"one": {}}', "p4": "[1]", "p5": '{"1": 7}'}
    rows = [reading(document_id=name, prints=text) for name, text in {**told, **bad, "p6": None}.items()]
    tables = small_tables(documents=[document(document_id=row["document_id"]) for row in rows], readings=rows)
    source = DeliveryFolder(write_delivery(tmp_path / "delivery", tables, kind="history"))
    ingest.run(source, lake, vault, lambda _content: None, Silence())
    refused = lake.read("ingest_refusals", REFUSALS, source.delivery.as_of)
    assert set(refused["record_id"]) == set(bad)
    assert set(zip(refused["reason_code"], refused["column"], strict=True)) == {("not_json", "prints")}
    read.run(source.delivery, lake, vault, Reader(crashes=0), Silence())
    found = lake.read("prints", PRINTS, source.delivery.as_of)
    (masked,) = [one["picture"] for one in masked_prints([{"picture": PICTURE}], vault)]
    vault.close()
    assert found[["document_id", "page", "picture", "form"]].astype(object).where(
        found.notna(), None
    ).values.tolist() == [
        ["p1", 1, masked, None],
        ["p1", 3, None, "ab"],
    ]
