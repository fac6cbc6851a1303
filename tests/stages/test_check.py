"""A finding never knows more than the claim it is about: every row is cut at the moment of the check."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from builders import (
    AS_OF,
    KNOWN_AT,
    Row,
    Rows,
    Silence,
    claim,
    document,
    field_tree,
    member,
    reading,
    small_tables,
    write_delivery,
)
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.adapters.worker_processes import WorkerProcesses
from fraudpipe.checks.weights import Weight
from fraudpipe.knowledge.graph import KnowledgeGraph
from fraudpipe.records.derived import CHECKED, EVIDENCE
from fraudpipe.records.finding import Finding
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.stages import check, ingest, read
from fraudpipe.stages.ports import StageReport

LATER = AS_OF + 10 * DAY_SECONDS


class Checked:
    """A workspace in which deliveries are taken in, read and checked."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lake, self.vault = folder, Lake(folder / "lake"), Vault(folder / "vault", folder / "keys")
        self.weights: dict[str, Weight] = {}

    def take(self, tables: Rows, **manifest: object) -> StageReport:
        number = len(list(self.folder.glob("delivery*")))
        source = DeliveryFolder(write_delivery(self.folder / f"delivery{number}", tables, **manifest))  # type: ignore[arg-type]
        ingest.run(source, self.lake, self.vault, lambda _content: None, Silence())
        read.run(source.delivery, self.lake, self.vault, NoReader(), Silence())  # type: ignore[arg-type]
        return check.run(source.delivery, self.lake, self.vault, self.weights, Silence())

    def findings(self, code: str) -> pd.DataFrame:
        rows = self.lake.read("checked", CHECKED, 2**62)
        return rows[rows["code"] == code]


class NoReader:
    """These deliveries bring their readings."""

    def reader_key(self) -> str:
        return "none"

    def read_many(self, items: object) -> Iterator[object]:
        return iter(list(items))  # type: ignore[call-overload]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Checked]:
    made = Checked(tmp_path)
    yield made
    made.vault.close()


def _names_another(known_at: int, document_id: str = "p1") -> Row:
    fields = json.dumps({"patient_name": field_tree("演练丙寅")}, ensure_ascii=False)
    return reading(document_id=document_id, fields=fields, known_at=known_at)


def test_a_finding_is_known_when_its_claim_is_scored(workspace: Checked) -> None:
    workspace.take(small_tables(readings=[_names_another(KNOWN_AT)]), kind="history")
    found = workspace.findings("name_differs_from_member")
    assert len(found) == 1
    assert KNOWN_AT < found["known_at"].iloc[0] < AS_OF + DAY_SECONDS


def test_a_paper_that_came_after_scoring_is_not_seen_by_it(workspace: Checked) -> None:
    papers = [document(known_at=LATER)]
    workspace.take(
        small_tables(documents=papers, readings=[_names_another(LATER)]), kind="history", as_of=LATER + DAY_SECONDS
    )
    (moment,) = workspace.findings("name_differs_from_member")["known_at"]
    assert moment == LATER + DAY_SECONDS - 1


def test_several_processes_find_the_same_in_the_same_order(workspace: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [claim(claim_id=f"c{one}") for one in range(1, 6)]
    papers = [document(document_id=f"p{one}", claim_id=f"c{one}") for one in range(1, 6)]
    fields = json.dumps({"patient_name": field_tree("演练丙寅")}, ensure_ascii=False)
    readings = [reading(document_id=f"p{one}", claim_id=f"c{one}", fields=fields) for one in range(1, 6)]
    alone = workspace.take(small_tables(claims=claims, documents=papers, readings=readings), kind="history")
    (path,) = workspace.lake.paths("checked", 2**62)
    content = path.read_bytes()
    path.unlink()
    (delivery,) = workspace.lake.deliveries()
    monkeypatch.setattr(check, "_SMALLEST_LOT", 1)
    workers = WorkerProcesses(2)
    shared = check.run(delivery, workspace.lake, workspace.vault, workspace.weights, Silence(), workers=workers)
    assert path.read_bytes() == content
    assert shared == alone
    assert shared.counts["claims"] == 5


def test_many_lots_read_each_table_once(workspace: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_LARGEST_LOT", 1)
    read_names: list[str] = []

    def counted(name: str, *arguments: object, **options: object) -> pd.DataFrame:
        if "delivery_id" not in options:
            read_names.append(name)
        return whole(name, *arguments, **options)  # type: ignore[arg-type]

    claims = [claim(claim_id=f"c{one}") for one in range(1, 4)]
    workspace.take(small_tables(claims=claims), kind="history")
    (delivery,) = workspace.lake.deliveries()
    whole = workspace.lake.read
    monkeypatch.setattr(workspace.lake, "read", counted)
    check.run(delivery, workspace.lake, workspace.vault, {}, Silence())
    assert read_names.count("papers") == read_names.count("claim_lines") == read_names.count("checked") == 1


def test_a_claim_is_held_against_what_was_known_of_medicine_before_it_came(
    workspace: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers that follow in another month bring no claims of that month, itself among them, into the comparison."""
    pasts = []

    def spied(_papers: PaperSet, graph: KnowledgeGraph, _weights: object) -> tuple[Finding, ...]:
        assert graph.past is not None
        pasts.append(graph.past)
        return ()

    monkeypatch.setattr(check, "claim_findings", spied)
    much_later = AS_OF + 40 * DAY_SECONDS
    papers = [document(known_at=much_later)]
    readings = [_names_another(much_later)]
    workspace.take(small_tables(documents=papers, readings=readings), kind="history", as_of=much_later + DAY_SECONDS)
    assert {(past.claims, past.as_of <= KNOWN_AT) for past in pasts} == {(0, True)}


def test_a_correction_of_the_member_does_not_reach_back(workspace: Checked) -> None:
    renamed = member(name="演练丙寅", known_at=LATER)
    workspace.take(small_tables(readings=[_names_another(KNOWN_AT)]), kind="history")
    before = workspace.findings("name_differs_from_member")
    workspace.take({"members": [renamed]}, kind="history", delivery_id="late", as_of=LATER + DAY_SECONDS)
    pd.testing.assert_frame_equal(workspace.findings("name_differs_from_member"), before)


def test_a_corrected_claim_does_not_count_its_findings_twice(workspace: Checked) -> None:
    workspace.take(small_tables(readings=[_names_another(KNOWN_AT)]), kind="history")
    again = claim(amount_fen=10_000_000, known_at=AS_OF + 5)
    workspace.take({"claims": [again]}, kind="night", delivery_id="again", as_of=AS_OF + DAY_SECONDS)
    assert len(workspace.findings("name_differs_from_member")) == 1


def test_a_correction_that_changes_the_words_of_a_finding_does_not_count_it_twice(workspace: Checked) -> None:
    dated = json.dumps({"admission_date": field_tree("2026-01-05"), "discharge_date": field_tree("2026-01-09")})
    stay = {"admitted_on": dt.date(2026, 1, 20), "discharged_on": dt.date(2026, 1, 25)}
    workspace.take(small_tables(claims=[claim(**stay)], readings=[reading(fields=dated)]), kind="history")
    assert len(workspace.findings("stay_differs_from_claim")) == 1
    moved = claim(**(stay | {"discharged_on": dt.date(2026, 1, 26)}), known_at=AS_OF + 5)
    workspace.take({"claims": [moved]}, kind="night", delivery_id="moved", as_of=AS_OF + DAY_SECONDS)
    assert len(workspace.findings("stay_differs_from_claim")) == 1


@pytest.mark.parametrize(
    ("first", "then", "recorded"),
    [
        ("doubtful", "accepted", [True, False]),
        ("accepted", "doubtful", [False]),
        ("doubtful", "doubtful", [True]),
        ("accepted", "accepted", [False]),
    ],
)
def test_a_fact_is_recorded_after_a_doubt_and_no_doubt_after_a_fact(
    workspace: Checked, first: str, then: str, recorded: list[bool]
) -> None:
    named = [
        json.dumps({"patient_name": field_tree("演练丙寅", status=status)}, ensure_ascii=False)
        for status in (first, then)
    ]
    workspace.take(small_tables(readings=[reading(fields=named[0])]), kind="history")
    again = {"readings": [reading(fields=named[1], known_at=AS_OF + 5)], "documents": [document(known_at=AS_OF + 5)]}
    workspace.take(again, kind="night", delivery_id="again", as_of=AS_OF + DAY_SECONDS)
    found = workspace.findings("name_differs_from_member").sort_values("known_at", kind="stable")
    assert found["in_doubt"].tolist() == recorded


def test_a_claim_whose_member_is_not_known_yet_is_counted_as_unchecked(workspace: Checked) -> None:
    late = [member(known_at=LATER), member(member_id="m2", known_at=LATER)]
    report = workspace.take(
        small_tables(members=late, readings=[_names_another(KNOWN_AT)]), kind="history", as_of=LATER + DAY_SECONDS
    )
    assert report.counts["unchecked"] == 2
    (moment,) = workspace.findings("name_differs_from_member")["known_at"]
    assert moment == LATER + DAY_SECONDS - 1


def test_the_lake_keeps_where_the_evidence_stands_and_never_what_it_says(workspace: Checked) -> None:
    workspace.take(small_tables(readings=[_names_another(KNOWN_AT)]), kind="history")
    found = workspace.findings("name_differs_from_member")
    rows = workspace.lake.read("evidence", EVIDENCE, 2**62)
    rows = rows[rows["code"] == "name_differs_from_member"]
    assert rows["field"].tolist() == ["patient_name"]
    assert rows["role"].tolist() == ["says"]
    assert rows["box"].tolist() == found["box"].tolist()
    assert rows["known_at"].tolist() == found["known_at"].tolist()
    assert "演练丙寅" not in rows.to_csv()


def test_what_other_settings_find_later_was_not_known_before(workspace: Checked) -> None:
    workspace.weights = {"name_differs_from_member": "off"}
    workspace.take(small_tables(readings=[_names_another(KNOWN_AT)]), kind="night", as_of=AS_OF)
    workspace.weights = {}
    late: Rows = {"documents": [document(document_id="p9", known_at=LATER - 5)], "readings": []}
    late["readings"] = [_names_another(LATER - 5, "p9")]
    workspace.take(late, kind="night", delivery_id="late", as_of=LATER)
    assert set(workspace.findings("name_differs_from_member")["known_at"]) == {LATER - 1}


def test_a_finding_that_the_settings_switch_off_is_not_written(workspace: Checked) -> None:
    workspace.weights = {"name_differs_from_member": "off"}
    workspace.take(small_tables(readings=[_names_another(KNOWN_AT)]), kind="history")
    assert workspace.findings("name_differs_from_member").empty
    assert len(workspace.findings("paper_missing"))
