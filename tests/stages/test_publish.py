"""From taken-in claims and their scores to the files that people open."""

import csv
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from queue_nights import night

from builders import AS_OF, MARKS, Silence, claim, hospital, small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.records.derived import CHECKED
from fraudpipe.reporting.queue_page import Crop
from fraudpipe.stages import ingest, publish, triage

FORMULA = '=HYPERLINK("http://evil.example","<script>alert(1)</script>")'


@dataclass
class Evening:
    """Claims c1 (rank by risk: second), c2 (first) and c3 (last), taken in and checked."""

    folder: Path
    lake: Lake
    vault: Vault

    def triage(self, **changes: Any) -> pd.DataFrame:
        scores = pd.DataFrame({"claim_id": ["c1", "c2", "c3"], "novelty": [0.1, 0.2, 0.9], "model": "m v1"})
        scores = scores.assign(basis="model", risk=[0.1, 0.5, 0.0001], score=[0.2, 0.6, 0.0]).assign(**changes)
        scores.to_parquet(self.folder / "scores.parquet", index=False)
        output = self.folder / "queue.parquet"
        report = triage.run(
            self.lake.delivery("night-1"),
            self.lake,
            self.folder / "scores.parquet",
            output,
            capacity=2,
            cost_fen=80_000,
        )
        queue = pd.read_parquet(output)
        assert report.counts["claims"] == len(queue)
        assert report.counts["within_capacity"] == queue["within_capacity"].sum()
        return queue

    def publish(self, name: str = "out", crops: Any = None) -> Path:
        columns = ["claim_id", "position", "feature", "value", "contribution", "message_zh", "message_en"]
        reasons = pd.DataFrame([["c2", 1, "f", 1.0, 0.5, FORMULA, FORMULA]], columns=columns)
        reasons.to_parquet(self.folder / "reasons.parquet", index=False)
        (self.folder / "scored_with.json").write_text("{}", "utf-8")
        output = self.folder / name
        output.mkdir()
        publish.run(
            night(),
            self.lake,
            self.vault,
            self.folder / "queue.parquet",
            self.folder,
            output,
            crops,
            member_cap=50,
            window_days=1095,
        )
        return output


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    lake, vault = Lake(tmp_path / "lake"), Vault(tmp_path / "vault", tmp_path / "keys")
    claims = [claim(), claim(claim_id="c2", member_id="m2", amount_fen=10_000_000), claim(claim_id="c3")]
    tables = small_tables(hospitals=[hospital(name=FORMULA)], claims=claims)
    folder = write_delivery(tmp_path / "delivery", tables)
    ingest.run(DeliveryFolder(folder), lake, vault, lambda _: None, Silence())
    columns = [name for name, _ in CHECKED]
    row = ["c1", "p1", "dated_before_joining", "high", "日期早", "too early", 1, "[1, 2, 3, 4]", False, 1, 1, "night-1"]
    doubted_first = [*row[:3], "low", *row[4:8], True, *row[9:]]
    doubt = ["c3", "p1", "fields_in_doubt", "low", "存疑", "in doubt", 1, "[1, 2, 3, 4]", True, 1, 1, "night-1"]
    lake.put_derived("checked", "night-1", pd.DataFrame([doubted_first, row, doubt], columns=columns), CHECKED)
    yield Evening(tmp_path, lake, vault)
    vault.close()


def test_a_scored_night_is_ranked_by_what_a_look_is_worth(evening: Evening) -> None:
    queue = evening.triage()
    assert queue["claim_id"].tolist() == ["c2", "c1", "c3"]
    assert queue["priority_fen"].tolist() == [4_920_000, 2_920_000, -77_000]
    assert queue["within_capacity"].tolist() == [True, True, False]
    assert set(queue["as_of"]) == {AS_OF}
    assert queue["finding_strength"].tolist() == [0.0, 0.5, 0.0]
    assert list(queue) == list(triage.QUEUE_COLUMNS)


def test_a_cold_night_is_ranked_by_findings_and_novelty(evening: Evening) -> None:
    nothing = pd.array([None] * 3, dtype="Float64")
    queue = evening.triage(basis="cold_start", risk=nothing, score=nothing, model=None)
    assert queue["claim_id"].tolist() == ["c1", "c3", "c2"]
    assert queue["priority_fen"].isna().all()
    assert queue["within_capacity"].tolist() == [True, True, False]


def test_the_three_forms_say_the_same(evening: Evening) -> None:
    queue = evening.triage()
    output = evening.publish()
    assert sorted(path.name for path in output.iterdir()) == [
        "queue.csv",
        "queue.html",
        "queue.parquet",
        "reasons.parquet",
        "scored_with.json",
    ]
    published = pd.read_parquet(output / "queue.parquet")
    pd.testing.assert_frame_equal(published[queue.columns], queue)
    reasons = pd.read_parquet(output / "reasons.parquet").drop_duplicates("claim_id").set_index("claim_id")
    assert len(reasons)
    for claim_id, told in reasons["message_en"].items():
        assert published.set_index("claim_id").at[claim_id, "first_reason_en"] == told
    with (output / "queue.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["claim_id"] for row in rows] == ["c2", "c1", "c3"]
    assert [int(row["priority_fen"]) for row in rows] == queue["priority_fen"].tolist()
    assert rows[2]["priority_fen"] == "-77000", "a negative number is no formula"
    page = (output / "queue.html").read_text("utf-8")
    assert page.index("<span>c2</span>") < page.index("capacity line") < page.index("<span>c3</span>")


def test_a_spreadsheet_takes_no_text_for_a_formula(evening: Evening) -> None:
    evening.triage()
    with (evening.publish() / "queue.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert f"'{FORMULA}" in rows[1]
    cells = {cell for row in rows[1:] for cell in row} - {"-77000"}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " ="])
def test_every_beginning_of_a_formula_is_defused(evening: Evening, start: str) -> None:
    queue = evening.triage().assign(hospital_name=f"{start}1+1")
    queue.to_parquet(evening.folder / "queue.parquet", index=False)
    with (evening.publish() / "queue.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["hospital_name"] for row in csv.DictReader(file)} == {f"'{start.strip()}1+1"}


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\u2028"])
def test_no_text_begins_a_line_of_its_own(evening: Evening, end: str) -> None:
    queue = evening.triage().assign(hospital_name=f"模拟{end}=1+1")
    queue.to_parquet(evening.folder / "queue.parquet", index=False)
    text = (evening.publish() / "queue.csv").read_bytes().decode("utf-8-sig")
    assert len(text.splitlines()) == 4
    assert "模拟 =1+1" in text


def test_the_page_holds_no_script_and_nobodys_name(evening: Evening) -> None:
    evening.triage()
    output = evening.publish()
    page = (output / "queue.html").read_text("utf-8")
    assert "<script" not in page
    assert "alert(1)" in page
    assert "模*** · 女 · 36 岁 · 330100" in page
    for path in output.iterdir():
        assert not [mark for mark in MARKS if mark.encode() in path.read_bytes()], path.name


def test_an_erased_member_stands_in_the_queue_without_a_name(evening: Evening) -> None:
    evening.triage()
    evening.vault.erase_member("m2")
    page = (evening.publish() / "queue.html").read_text("utf-8")
    assert "已删除 erased" in page


def test_pages_with_crops_are_their_owners_alone(evening: Evening) -> None:
    asked: list[list[str]] = []

    def crops(findings: list[dict[str, Any]]) -> tuple[Crop, ...]:
        asked.append([one["code"] for one in findings])
        return (Crop("p1", b"jpeg"),)

    evening.triage()
    with_pages, without = evening.publish("with", crops), evening.publish("without")
    assert stat.S_IMODE((with_pages / "queue.html").stat().st_mode) == 0o600
    assert stat.S_IMODE((without / "queue.html").stat().st_mode) == 0o644
    assert ["dated_before_joining"] in asked
    assert "data:image/jpeg" in (with_pages / "queue.html").read_text("utf-8")
    assert "data:image/jpeg" not in (without / "queue.html").read_text("utf-8")


def test_what_was_in_doubt_before_it_was_a_fact_is_told_once(evening: Evening) -> None:
    told: dict[str, list[tuple[str, bool]]] = {}

    def crops(findings: list[dict[str, Any]]) -> tuple[Crop, ...]:
        told.update({one["code"]: [] for one in findings if one["code"] not in told})
        for one in findings:
            told[one["code"]].append((one["severity"], one["in_doubt"]))
        return ()

    evening.triage(risk=[0.5, 0.4, 0.3])
    evening.publish("with", crops)
    assert told["dated_before_joining"] == [("high", False)]


def test_the_same_night_gives_the_same_bytes(evening: Evening) -> None:
    evening.triage()
    one, two = evening.publish("one"), evening.publish("two")
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes(), path.name


def test_the_page_leads_with_the_first_reason_of_the_table(evening: Evening) -> None:
    evening.triage()
    output = evening.publish()
    told = pd.read_parquet(output / "queue.parquet").set_index("claim_id")["first_reason_zh"]
    page = (output / "queue.html").read_text("utf-8")
    assert told["c1"] == "日期早"
    assert f'<span class="why">{told["c1"]}</span>' in page
