"""What people corrected decides how sure the next readings are, if the newest papers bear it out."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from corrected_papers import FIRST, OURS, PAPERS, corrected_papers

from builders import AS_OF, Rows, Silence, field_tree, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.documents.trust.judging import Costs
from fraudpipe.documents.trust.recalibration import Recalibration, recalibration_from_text
from fraudpipe.errors import UserError
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.stages import ingest, read
from fraudpipe.stages.train_reading import (
    FILE,
    MODEL,
    LearnedReading,
    _answered_from,
    _corrected,
    _fields,
    train_reading,
)

UNTIL = AS_OF + DAY_SECONDS


class Registry:
    """Keeps the last model in memory."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.promoted: list[tuple[str, int | None]] = []

    def log_and_register(self, name: str, **given: Any) -> int:
        assert name == MODEL
        self.files = dict(given["files"])
        assert set(given["metrics"]) == {
            f"{one}_{when}"
            for one in ("log_loss", "accepted_wrong", "accepted", "cost")
            for when in ("before", "after")
        }
        return 7

    def promote(self, name: str, version: int | None = None) -> object:
        self.promoted.append((name, version))
        return None


class NoReader:
    def reader_key(self) -> str:
        return "none"

    def read_many(self, items: object) -> Iterator[object]:
        return iter(list(items))  # type: ignore[call-overload]


def _learned(
    folder: Path, registry: Registry, tables: Rows, until: int = UNTIL, now: Recalibration | None = None
) -> LearnedReading:
    lake, vault = Lake(folder / "lake"), Vault(folder / "vault", folder / "keys")
    try:
        source = DeliveryFolder(write_delivery(folder / "delivery", tables, kind="history"))
        ingest.run(source, lake, vault, lambda _content: None, Silence())
        read.run(source.delivery, lake, vault, NoReader(), Silence())  # type: ignore[arg-type]
        return train_reading(lake, vault, registry, until, now=now, costs=Costs(20.0, 1.0))
    finally:
        vault.close()


def test_what_is_read_worse_than_believed_is_believed_less(tmp_path: Path) -> None:
    registry = Registry()
    learned = _learned(tmp_path, registry, corrected_papers(1, 0.6, 0.6, OURS))
    assert learned.better
    assert (learned.version, registry.promoted) == (7, [(MODEL, 7)])
    kept = recalibration_from_text(registry.files[FILE])
    assert kept == learned.recalibration
    assert kept.confidence(0.9, "diagnosis_certificate", "person") == pytest.approx(0.6, abs=0.08)
    assert kept.confidence(0.7, "diagnosis_certificate", "date") == pytest.approx(0.7, abs=0.06)
    assert sum(learned.fields) == pytest.approx(PAPERS, rel=0.06), (
        "half of two fields a paper; none of the unreadable one"
    )


def test_what_the_newest_papers_do_not_bear_out_is_not_taken(tmp_path: Path) -> None:
    registry = Registry()
    learned = _learned(tmp_path, registry, corrected_papers(2, 0.6, 0.97, OURS))
    assert not learned.better
    assert (learned.version, registry.promoted, registry.files) == (None, [], {})
    assert learned.after.log_loss > learned.before.log_loss


def test_the_same_again_is_not_taken(tmp_path: Path) -> None:
    tables, registry = corrected_papers(1, 0.6, 0.6, OURS), Registry()
    first = _learned(tmp_path / "a", Registry(), tables)
    again = _learned(tmp_path / "b", registry, tables, now=first.recalibration)
    assert again.recalibration == first.recalibration
    assert (again.version, registry.promoted) == (None, [])


def test_what_was_learned_later_is_not_replaced_by_what_was_known_earlier(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="later"):
        _learned(tmp_path, Registry(), corrected_papers(1, 0.6, 0.6, OURS), now=Recalibration(until=UNTIL + 1))


def test_what_others_read_teaches_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"looked at 0 fields.*200 and 50 are missing"):
        _learned(tmp_path, Registry(), corrected_papers(3, 0.6, 0.6, ["somebody_else"]))


def test_nothing_later_than_the_moment_is_seen(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="deliver more corrections"):
        _learned(tmp_path, Registry(), corrected_papers(4, 0.6, 0.6, OURS), until=FIRST + 40 * DAY_SECONDS)


def test_readings_without_readers_teach_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="looked at 0 fields"):
        _learned(tmp_path, Registry(), corrected_papers(3, 0.6, 0.6, []))


@pytest.mark.parametrize(
    ("name", "value", "said"), [("issue_date", "2024-03-01", "2024年3月1日"), ("line_items", None, "药费 12.50")]
)
def test_a_value_is_compared_as_what_it_is(name: str, value: str | None, said: str) -> None:
    rows = [{"name": "药费", "amount": "12.50", "quantity": None, "unit_price": None, "box": [0, 0, 1, 1]}]
    tree = field_tree(value or rows, confidence=0.7, status="doubtful", readers=OURS)
    fields = json.dumps({name: tree}, ensure_ascii=False)
    content = {"document_type": "itemised_bill", "rotation": 0, "pages": 1, "fields": json.loads(fields)}
    found = list(_fields(["q"], {("q", name): said}, Opened(json.dumps(content).encode())))  # type: ignore[arg-type]
    assert [one.answer for one in found] == (["confirmed"] if value else [])


class Opened:
    """A vault with one content, and a lake with a file read late and a reading brought along."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def open_many(self, _kind: str, names: list[str]) -> list[tuple[str, bytes]]:
        return [(name, self.content) for name in names]

    def deliveries(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(delivery_id="history", as_of=100)]

    def read(self, name: str, _columns: object, _until: int) -> pd.DataFrame:
        if name == "documents":
            return pd.DataFrame({"document_id": ["ours", "brought"], "file_name_hash": ["h", None]})
        said = {"document_id": ["ours", "brought"], "field_name": ["sex", "sex"], "received_at": [0, 0]}
        return pd.DataFrame(
            said | {"known_at": [50, 50] if name == "corrections" else [10, 10], "delivery_id": "history"}
        )


def test_what_was_said_before_we_read_a_file_is_no_answer_to_us() -> None:
    lake: Any = Opened("男".encode())
    moments = _answered_from(lake, lake.read("papers", (), 200), 200)
    assert moments == {"ours": 100, "brought": 10}
    opened = _corrected(lake, lake, moments, 200)
    assert {document_id for document_id, _ in opened} == {"brought"}
