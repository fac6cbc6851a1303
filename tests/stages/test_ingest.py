"""A hostile delivery, thing by thing: each has its own reason, nothing is lost, the other rows are unharmed."""

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from builders import (
    ACCOUNT,
    AS_OF,
    JOINED_KNOWN_AT,
    KNOWN_AT,
    MARKS,
    PHONE,
    Row,
    Rows,
    Silence,
    claim,
    claim_line,
    correction,
    document,
    identifier,
    member,
    outcome,
    png,
    png_of_size,
    reading,
    small_tables,
    write_delivery,
)
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.images import DecodeLimits, check_header
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.stages import ingest
from fraudpipe.stages.ports import REFUSALS, StageReport


@dataclass
class Workspace:
    """A lake and a vault, and deliveries written on the way in."""

    folder: Path
    lake: Lake
    vault: Vault

    def take(self, tables: Rows, *, files: dict[str, bytes] | None = None, **manifest: object) -> StageReport:
        number = len(list(self.folder.glob("delivery*")))
        folder = write_delivery(self.folder / f"delivery{number}", tables, files=files, **manifest)  # type: ignore[arg-type]
        return self.take_folder(folder)

    def take_folder(self, folder: Path) -> StageReport:
        return ingest.run(DeliveryFolder(folder), self.lake, self.vault, _inspect, Silence())

    def rows(self, name: str, delivery_id: str = "night-1") -> pd.DataFrame:
        return self.lake.read(name, TABLES_BY_NAME[name].lake_columns, 2**40, delivery_id=delivery_id)

    def refusals(self, delivery_id: str = "night-1") -> list[tuple[str, str, str]]:
        frame = self.lake.read("ingest_refusals", REFUSALS, 2**40, delivery_id=delivery_id)
        return list(frame[["table", "record_id", "reason_code"]].itertuples(index=False, name=None))

    def aside(self, name: str, delivery_id: str = "night-1") -> pd.DataFrame:
        return pd.read_parquet(io.BytesIO(self.vault.open_aside(f"{delivery_id}.{name}")))


def _inspect(content: bytes) -> None:
    check_header(content, DecodeLimits())


def _file_aside(workspace: Workspace, name: str) -> bytes:
    return workspace.vault.open_aside(f"night-1.file.{sha256(name.encode()).hexdigest()[:16]}")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    inside = tmp_path / "workspace"
    vault = Vault(inside / "vault", inside / "keys")
    yield Workspace(tmp_path, Lake(inside / "lake"), vault)
    vault.close()


def _paper(name: str | None = "p2.png", **changes: object) -> Row:
    return document(document_id="p2", file_name=name, **changes)


def test_a_good_delivery_is_taken_in_whole(workspace: Workspace) -> None:
    tables = small_tables(outcomes=[outcome()], corrections=[correction()])
    report = workspace.take(tables, kind="history")
    assert dict(report.counts) == {name: len(rows) for name, rows in tables.items()} | {"quarantined": 0}
    assert not report.refused
    claims = workspace.rows("claims")
    assert claims["received_at"].tolist() == [KNOWN_AT, KNOWN_AT], "history was received when it was known"
    assert set(claims["delivery_id"]) == {"night-1"}


def test_a_nights_rows_are_received_just_before_it_is_scored(workspace: Workspace) -> None:
    workspace.take(small_tables())
    assert set(workspace.rows("members")["received_at"]) == {AS_OF - 1}


def test_nothing_personal_lies_in_plain_text_anywhere(workspace: Workspace) -> None:
    tables = small_tables(corrections=[correction()])
    tables["documents"] = [*tables["documents"], _paper()]
    tables["members"] = [*tables["members"], member(member_id="m3", sex="?")]
    tables["identifiers"] = [*tables["identifiers"], identifier(kind="fax")]
    report = workspace.take(tables, files={"p2.png": png() + MARKS[0].encode()})
    assert report.refused == {"unknown_choice": 2}
    files = [path for path in (workspace.folder / "workspace").rglob("*") if path.is_file()]
    assert any(path.name == "members.parquet" for path in files)
    for path in files:
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content += pd.read_parquet(path).to_csv().encode()
        for mark in MARKS:
            assert mark.encode() not in content, f"{mark} in {path.name}"


def test_personal_values_come_back_out_of_the_vault(workspace: Workspace) -> None:
    workspace.take(small_tables(corrections=[correction()]), kind="history")
    vault = workspace.vault
    assert MARKS[0] in (vault.open("member", f"m1/{JOINED_KNOWN_AT}") or b"").decode()
    assert MARKS[4] in (vault.open("doctor", "d1") or b"").decode()
    assert MARKS[5] in (vault.open("reading", "p1") or b"").decode()
    digest = vault.keyed_hash("phone", PHONE)
    assert digest in set(workspace.rows("identifiers")["value_hash"])
    assert vault.open("identifier", f"m1/{digest}") == PHONE.encode()
    assert vault.open("correction", f"p1/patient_name/{KNOWN_AT}") == MARKS[0].encode()
    assert str(workspace.rows("members")["birth_on"].iloc[0].date()) == "1990-03-01", "the lake knows the month alone"


def test_spellings_of_one_identifier_meet_in_one_hash(workspace: Workspace) -> None:
    spelled = [identifier(value=one, member_id=m) for one, m in ((PHONE, "m1"), ("+86 139-0000-1234", "m2"))]
    workspace.take(small_tables(identifiers=spelled))
    assert workspace.rows("identifiers")["value_hash"].nunique() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        ("一封信 a letter".encode(), "unknown_format"),
        (b"%PDF-1.4\n1 0 obj <<>> endobj\n", "truncated_file"),
        (png()[:40], "truncated_file"),
        (png_of_size(20_000, 15_000), "too_many_pixels"),
        (b"GIF89a%PDF-1.7 %%EOF", "unknown_format"),
        (png(8, 400), "too_few_pixels"),
    ],
)
def test_a_bad_file_has_its_own_reason_and_stops_nobody(workspace: Workspace, content: bytes, code: str) -> None:
    good = document(document_id="p3", file_name="p3.png")
    tables = small_tables(documents=[document(), _paper("p2.jpg"), good])
    report = workspace.take(tables, files={"p2.jpg": content, "p3.png": png()})
    assert report.refused == {code: 1}
    assert workspace.refusals() == [("documents", "p2", code)]
    assert workspace.rows("documents")["document_id"].tolist() == ["p1", "p3"]
    assert workspace.vault.open_page("p3") == png()
    assert len(workspace.rows("claims")) == 2
    assert workspace.aside("documents.late")["document_id"].tolist() == ["p2"]
    assert workspace.vault.open_aside("night-1.paper.p2") == content, "what was sent is never thrown away"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../manifest.json", "unsafe_path"),
        ("/etc/passwd", "unsafe_path"),
        ("gone.png", "missing_file"),
        ("x" * 5_000, "missing_file"),
    ],
)
def test_a_file_name_that_leads_nowhere_or_outside(workspace: Workspace, name: str, code: str) -> None:
    workspace.take(small_tables(documents=[document(), _paper(name)]))
    assert workspace.refusals() == [("documents", "p2", code)]


def test_a_file_that_is_not_the_one_its_row_states(workspace: Workspace) -> None:
    workspace.take(small_tables(documents=[document(), _paper(content_sha256="a" * 64)]), files={"p2.png": png()})
    assert workspace.refusals() == [("documents", "p2", "content_mismatch")]


def test_a_file_that_no_row_names_is_set_aside_under_a_digest(workspace: Workspace) -> None:
    tables = small_tables(documents=[document(), _paper("模拟甲.png")])
    workspace.take(tables, files={"模拟甲.png": png(), "模拟乙.png": png()})
    ((table, record_id, code),) = workspace.refusals()
    assert (table, code) == ("documents", "unnamed_file")
    assert "模拟乙" not in record_id
    assert workspace.vault.open_aside(f"night-1.{record_id}") == png()
    assert "file_name" not in workspace.rows("documents").columns, "senders write names into the names of files"
    assert workspace.vault.open("file_name", "p2") == "模拟甲.png".encode()


def test_the_digest_of_a_file_is_worked_out_here(workspace: Workspace) -> None:
    workspace.take(small_tables(documents=[document(), _paper()]), files={"p2.png": png()})
    digest = workspace.rows("documents").set_index("document_id")["content_sha256"]
    assert len(digest["p2"]) == 64
    assert pd.isna(digest["p1"])


def test_a_duplicate_claim_and_a_row_in_the_future(workspace: Workspace) -> None:
    claims = [claim(), claim(amount_fen=5), claim(claim_id="c2", member_id="m2"), claim(claim_id="c3", known_at=AS_OF)]
    report = workspace.take(small_tables(claims=claims))
    assert report.refused == {"duplicate_row": 1, "future": 1}
    assert workspace.rows("claims")["amount_fen"].tolist() == [30_000_000, 30_000_000]
    assert workspace.aside("claims")["claim_id"].tolist() == ["c1", "c3"]


def test_an_unknown_column_beside_bad_rows_loses_neither(workspace: Workspace) -> None:
    claims = [claim() | {"colour": "red"}, claim(claim_id="c2", amount_fen=0) | {"colour": "blue"}]
    report = workspace.take(small_tables(claims=claims))
    assert report.refused == {"out_of_range": 1, "unknown_column": 1}
    assert workspace.rows("claims")["claim_id"].tolist() == ["c1"]
    assert workspace.aside("claims")["claim_id"].tolist() == ["c2"]
    assert workspace.aside("claims.columns")["colour"].tolist() == ["red", "blue"]


def test_what_hangs_on_a_refused_row_is_refused_with_it(workspace: Workspace) -> None:
    tables = small_tables(claims=[claim(plan_kind="lottery"), claim(claim_id="c2", member_id="m2")])
    workspace.take(tables)
    assert {code for _, _, code in workspace.refusals()} == {"unknown_choice", "unknown_reference"}
    assert workspace.rows("claims")["claim_id"].tolist() == ["c2"]
    assert not len(workspace.rows("documents"))


def test_a_placeholder_links_nobody(workspace: Workspace) -> None:
    workspace.take(small_tables(identifiers=[identifier(value="00000000000"), identifier(value="无"), identifier()]))
    assert [code for _, _, code in workspace.refusals()] == ["unusable_identifier"] * 2
    assert len(workspace.rows("identifiers")) == 1


def test_an_unreadable_table_costs_only_what_hangs_on_it(workspace: Workspace) -> None:
    folder = write_delivery(workspace.folder / "d", small_tables())
    content = "claim_id\n模拟".encode("gbk")
    (folder / "claim_lines.csv").write_bytes(content)
    (folder / "notes.txt").write_bytes(b"hello")
    (workspace.folder / "elsewhere.txt").write_bytes(b"far")
    (folder / "link.txt").symlink_to(workspace.folder / "elsewhere.txt")
    report = workspace.take_folder(folder)
    assert report.refused == {"unknown_table": 2, "unreadable_table": 1}
    assert len(workspace.rows("claims")) == 2
    assert _file_aside(workspace, "claim_lines.csv") == content
    assert _file_aside(workspace, "notes.txt") == b"hello"


def test_a_table_that_came_twice_is_not_chosen_between(workspace: Workspace) -> None:
    folder = write_delivery(workspace.folder / "d", small_tables())
    shutil.copy(folder / "claim_lines.csv", folder / "claim_lines.parquet")
    report = workspace.take_folder(folder)
    assert report.refused == {"unreadable_table": 2}
    assert _file_aside(workspace, "claim_lines.csv") == _file_aside(workspace, "claim_lines.parquet")


def test_a_delivery_of_which_nothing_is_good_is_still_taken_in(workspace: Workspace) -> None:
    report = workspace.take({"claims": [claim()]})
    assert report.refused == {"unknown_reference": 1}
    assert [one.delivery_id for one in workspace.lake.deliveries()] == ["night-1"]


def test_a_claim_that_was_delivered_before_counts_once(workspace: Workspace) -> None:
    workspace.take(small_tables(), delivery_id="n1")
    later = {"claims": [claim(known_at=AS_OF + 5), claim(claim_id="c2", member_id="m2", amount_fen=7)]}
    report = workspace.take(later, delivery_id="n2", as_of=AS_OF + DAY_SECONDS)
    assert report.refused == {"already_delivered": 1}
    assert workspace.refusals("n2") == [("claims", "c1", "already_delivered")]
    assert workspace.rows("claims", "n2")["claim_id"].tolist() == ["c2"], "a correction is no repetition"
    assert workspace.aside("claims.late", "n2")["claim_id"].tolist() == ["c1"]


def test_a_correction_can_be_taken_back(workspace: Workspace) -> None:
    for number, amount in enumerate((10, 20, 10)):
        tables = small_tables() if not number else {}
        tables["claims"] = [claim(amount_fen=amount)]
        workspace.take(tables, delivery_id=f"n{number}", as_of=AS_OF + number * DAY_SECONDS)
    assert workspace.refusals("n2") == []
    assert workspace.rows("claims", "n2")["amount_fen"].tolist() == [10]


def test_references_may_lead_into_earlier_deliveries(workspace: Workspace) -> None:
    workspace.take(small_tables(), delivery_id="n1")
    later = {"outcomes": [outcome(known_at=AS_OF + 1)], "claim_lines": [claim_line(line_number=2, known_at=AS_OF)]}
    report = workspace.take(later, delivery_id="late", kind="history", as_of=AS_OF + DAY_SECONDS)
    assert not report.refused


def test_csv_and_parquet_deliveries_fill_the_lake_alike(workspace: Workspace, tmp_path: Path) -> None:
    workspace.take(small_tables(), delivery_id="n1")
    other = Workspace(tmp_path / "second", Lake(tmp_path / "second/lake"), workspace.vault)
    other.take(small_tables(), delivery_id="n1", parquet=True)
    first, second = (one.lake.paths("claims", 2**40)[0] for one in (workspace, other))
    assert first != second
    assert first.read_bytes() == second.read_bytes()


def test_looking_writes_nothing(workspace: Workspace) -> None:
    folder = write_delivery(workspace.folder / "d", small_tables(documents=[_paper("../x")], readings=[]))
    before = sorted(path for path in workspace.folder.rglob("*"))
    found = ingest.check(DeliveryFolder(folder), workspace.lake, _inspect, Silence())
    assert [(one.record_id, one.reason_code) for one in found.refusals] == [("p2", "unsafe_path")]
    assert len(found.tables["claims"]) == 2
    assert sorted(path for path in workspace.folder.rglob("*")) == before


def test_a_reading_of_no_known_document_is_refused(workspace: Workspace) -> None:
    workspace.take(small_tables(readings=[reading(document_id="p9")]), kind="history")
    assert workspace.refusals() == [("readings", "p9", "unknown_reference")]
    assert workspace.vault.open("reading", "p9") is None


def test_an_erased_members_values_are_gone(workspace: Workspace) -> None:
    workspace.take(small_tables(documents=[document(), _paper()]), files={"p2.png": png()})
    digest = workspace.vault.keyed_hash("bank_account", ACCOUNT)
    assert workspace.vault.erase_member("m1")
    for kind, name in (("member", f"m1/{JOINED_KNOWN_AT}"), ("reading", "p1"), ("identifier", f"m1/{digest}")):
        assert workspace.vault.open(kind, name) is None
    assert workspace.vault.open("member", f"m2/{JOINED_KNOWN_AT}") is not None


def test_days_before_the_first_of_the_month_are_not_told(workspace: Workspace) -> None:
    workspace.take(small_tables(members=[member(birth_on=dt.date(1999, 12, 31))], claims=[claim()]))
    assert str(workspace.rows("members")["birth_on"].iloc[0].date()) == "1999-12-01"


def test_numbers_that_tell_nothing_never_meet_in_one_hash(workspace: Workspace) -> None:
    masked = [member(member_id=one, id_number="110101********001X") for one in ("m1", "m2")]
    whole = [
        member(member_id=one, id_number=number)
        for one, number in (("m3", "110105491231002"), ("m4", "11010519491231002x"))
    ]
    workspace.take(small_tables(members=[*masked, *whole]))
    hashes = workspace.rows("members").set_index("member_id")["id_number_hash"]
    assert hashes["m1"] != hashes["m2"]
    assert hashes["m3"] == hashes["m4"]
