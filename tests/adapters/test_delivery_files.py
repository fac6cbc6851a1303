import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builders import AS_OF, arrow_table, claim, csv_text, small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.errors import ContractError, InputError, NotFoundError
from fraudpipe.records.delivery import Delivery

MANIFEST = {"contract": 1, "delivery_id": "n1", "kind": "night", "as_of": "2026-03-02T00:00:00+08:00"}


def _folder(tmp_path: Path, manifest: object = None) -> Path:
    folder = tmp_path / "delivery"
    folder.mkdir(exist_ok=True)
    text = manifest if isinstance(manifest, str) else json.dumps(manifest or MANIFEST)
    (folder / "manifest.json").write_text(text, "utf-8")
    return folder


def _refused(folder: Path, file_name: str) -> str:
    with pytest.raises(InputError) as caught:
        DeliveryFolder(folder).read_document(file_name)
    assert file_name not in str(caught.value) or len(file_name) < 2
    return caught.value.reason_code


def _unreadable(folder: Path, name: str = "claims") -> bool:
    with pytest.raises(InputError) as caught:
        DeliveryFolder(folder).read_table(name)
    return caught.value.reason_code == "unreadable_table"


def test_a_manifest_says_what_the_delivery_is(tmp_path: Path) -> None:
    found = DeliveryFolder(_folder(tmp_path)).delivery
    assert found == Delivery("n1", "night", AS_OF, found.digest)
    assert DeliveryFolder(_folder(tmp_path, MANIFEST | {"as_of": AS_OF})).delivery.as_of == AS_OF


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("{", "not JSON"),
        ("[]", "exactly"),
        ({"delivery_id": "n1"}, "exactly as_of, contract, delivery_id, kind"),
        (MANIFEST | {"comment": "hi"}, "exactly"),
        (MANIFEST | {"contract": 2}, "contract 2"),
        (MANIFEST | {"kind": "day"}, "history or night"),
        (MANIFEST | {"delivery_id": "../n1"}, "delivery_id"),
        (MANIFEST | {"delivery_id": ".n1"}, "delivery_id"),
        (MANIFEST | {"delivery_id": ""}, "delivery_id"),
        (MANIFEST | {"delivery_id": "n" * 65}, "delivery_id"),
        (MANIFEST | {"delivery_id": "ｎ１"}, "delivery_id"),
        (MANIFEST | {"delivery_id": 7}, "delivery_id"),
        (MANIFEST | {"as_of": "2026-03-02T00:00:00"}, "as_of"),
        (MANIFEST | {"as_of": "tonight"}, "as_of"),
        (MANIFEST | {"as_of": None}, "as_of"),
        (MANIFEST | {"as_of": 10**15}, "as_of"),
        (MANIFEST | {"as_of": -(10**15)}, "as_of"),
    ],
)
def test_a_wrong_manifest_breaks_the_contract(tmp_path: Path, manifest: object, says: str) -> None:
    with pytest.raises(ContractError, match=says):
        DeliveryFolder(_folder(tmp_path, manifest))


def test_a_folder_without_a_manifest_is_no_delivery(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no manifest\.json"):
        DeliveryFolder(tmp_path)
    with pytest.raises(NotFoundError):
        DeliveryFolder(tmp_path / "nowhere")


def test_the_digest_is_of_every_file_and_of_nothing_else(tmp_path: Path) -> None:
    first = write_delivery(tmp_path / "one", small_tables(), files={"a/p1.png": b"x"})
    second = tmp_path / "two"
    shutil.copytree(first, second)
    digest = DeliveryFolder(first).delivery.digest
    assert DeliveryFolder(second).delivery.digest == digest
    (second / "documents/a/p1.png").write_bytes(b"y")
    changed = DeliveryFolder(second).delivery.digest
    (second / "documents/a/p1.png").rename(second / "documents/a/p2.png")
    assert len({digest, changed, DeliveryFolder(second).delivery.digest}) == 3


def test_unknown_files_are_named(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "one", small_tables(), files={"p1.png": b"x"})
    (folder / "claimz.csv").write_text("a\n1\n")
    (folder / "claims.xlsx").write_bytes(b"PK")
    assert DeliveryFolder(folder).unknown_tables() == ["claims.xlsx", "claimz.csv"]


def test_a_table_is_text_from_csv_and_typed_from_parquet(tmp_path: Path) -> None:
    text = DeliveryFolder(write_delivery(tmp_path / "csv", {"claims": [claim(department="NA")]})).read_table("claims")
    typed = DeliveryFolder(write_delivery(tmp_path / "pq", {"claims": [claim()]}, parquet=True)).read_table("claims")
    assert text is not None
    assert typed is not None
    assert text["department"].tolist() == ["NA"], "a department called NA is no gap"
    assert text["amount_fen"].tolist() == ["30000000"]
    assert typed["amount_fen"].tolist() == [30_000_000]
    assert DeliveryFolder(_folder(tmp_path)).read_table("claims") is None


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "claims.csv").write_text(csv_text("claims", [claim()]), "utf-8-sig")
    assert next(iter(DeliveryFolder(folder).read_table("claims"))) == "claim_id"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "claim_id\n模拟".encode("gbk"),
        b'claim_id,member_id\n"c1,m1\n',
        b"claim_id,member_id\nc1,m1\nc2,m2,more\n",
        b"claim_id,member_id\nc1,m1,more\nc2,m2,more\n",
        b"\xff\xfe\x00\x01",
    ],
    ids=["empty", "gbk", "open quote", "one long row", "all rows long", "binary"],
)
def test_a_csv_that_cannot_be_read_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    folder = _folder(tmp_path)
    (folder / "claims.csv").write_bytes(content)
    assert _unreadable(folder)


@pytest.mark.parametrize("place", ["head", "middle", "tail", "half", "footer"])
def test_a_damaged_parquet_is_refused_whole(tmp_path: Path, place: str) -> None:
    folder = _folder(tmp_path)
    path = folder / "claims.parquet"
    pq.write_table(arrow_table("claims", [claim(claim_id=f"c{number}") for number in range(500)]), path)
    content = bytearray(path.read_bytes())
    if place == "half":
        content = content[: len(content) // 2]
    else:
        at = {"head": 4, "middle": 1_000, "tail": len(content) - 12, "footer": len(content) - 900}[place]
        content[at : at + 12] = b"\xff" * 12
    path.write_bytes(content)
    assert _unreadable(folder)


def test_a_parquet_with_one_column_twice_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    pq.write_table(pa.table([["c1"], ["c2"]], names=["claim_id", "claim_id"]), folder / "claims.parquet")
    assert _unreadable(folder)


def test_a_document_is_found_below_documents(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "one", {}, files={"模/p 1.png": b"x"})
    assert DeliveryFolder(folder).read_document("模/p 1.png") == b"x"


@pytest.mark.parametrize(
    "name", ["../manifest.json", "/etc/hostname", "a/../../manifest.json", "a/../p1.png", "link.png", "folder/p1.png"]
)
def test_no_path_leads_outside(tmp_path: Path, name: str) -> None:
    folder = write_delivery(tmp_path / "one", {}, files={"p1.png": b"x", "a/p2.png": b"x"})
    (folder / "documents/link.png").symlink_to(folder / "manifest.json")
    (tmp_path / "p1.png").write_bytes(b"x")
    (folder / "documents/folder").symlink_to(tmp_path)
    assert _refused(folder, name) == "unsafe_path"


@pytest.mark.parametrize("name", ["gone.png", "", ".", "a", "x" * 5_000, "p1.png/p2.png", "p\x00.png", "loop"])
def test_what_is_no_file_is_missing(tmp_path: Path, name: str) -> None:
    folder = write_delivery(tmp_path / "one", {}, files={"p1.png": b"x", "a/p2.png": b"x"})
    (folder / "documents/loop").symlink_to("loop")
    assert _refused(folder, name) in {"missing_file", "unsafe_path"}


def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "one", {}, files={"p1.png": b"x"})
    os.mkfifo(folder / "documents/pipe.png")
    assert _refused(folder, "pipe.png") == "missing_file"


def test_a_large_table_is_read_as_it_is(tmp_path: Path) -> None:
    rows = [claim(claim_id=f"c{number}") for number in range(3_000)]
    found = DeliveryFolder(write_delivery(tmp_path / "one", {"claims": rows})).read_table("claims")
    assert isinstance(found.index, pd.RangeIndex)
    assert found["claim_id"].tolist() == [row["claim_id"] for row in rows]
