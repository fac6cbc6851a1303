"""What offices answer is asked of every claim alike, kept, and never seen before it was known."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from builders import (
    AS_OF,
    KNOWN_AT,
    NAME,
    Rows,
    Silence,
    claim,
    document,
    field_tree,
    outcome,
    reading,
    small_tables,
    write_delivery,
)
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import InputError
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import CHECKED, VERIFIED
from fraudpipe.records.frames import records
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.reading import Reading
from fraudpipe.records.verification import Answer, Question
from fraudpipe.stages import check, ingest, read, verify
from fraudpipe.stages.verify import Asking

NUMBERS = {"invoice_code": field_tree("330626"), "invoice_number": field_tree("00001234")}
INVOICE = reading(document_type="inpatient_invoice", fields=json.dumps(NUMBERS | {"patient_name": field_tree(NAME)}))
LATER = AS_OF + 10 * DAY_SECONDS
FRESH: Rows = {"claims": [claim(claim_id="c9", known_at=LATER - 5)]}


@dataclass
class Desk:
    """An office that holds everything until `refunded_at` unless it is `silent`, and remembers what it was asked."""

    refunded_at: int = 2**62
    silent: bool = False
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    def digest(self) -> str:
        return "desk"

    def ask(self, question: Question, as_of: int) -> Answer:
        self.asked.append((question.claim_id, question.kind, as_of))
        if self.silent or question.kind == "filed_elsewhere":
            return Answer(question.kind, question.document_id, question.place, "not_checked", as_of - 1)
        says = "refunded" if self.refunded_at < as_of else "held"
        return Answer(question.kind, question.document_id, question.place, "checked", as_of - 1, says)


class NoReader:
    """These deliveries bring their readings."""

    def reader_key(self) -> str:
        return "none"

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Reading | InputError]]:
        assert not list(items)
        return iter(())


class Workspace:
    def __init__(self, folder: Path) -> None:
        self.folder, self.lake, self.vault = folder, Lake(folder / "lake"), Vault(folder / "vault", folder / "keys")
        self.desk = Desk()

    def take(self, tables: Rows, **manifest: object) -> Delivery:
        number = len(list(self.folder.glob("delivery*")))
        source = DeliveryFolder(write_delivery(self.folder / f"delivery{number}", tables, **manifest))  # type: ignore[arg-type]
        ingest.run(source, self.lake, self.vault, lambda _content: None, Silence())
        read.run(source.delivery, self.lake, self.vault, NoReader(), Silence())
        return source.delivery

    def verify(self, delivery: Delivery, again_days: int = 45) -> list[dict[str, object]]:
        verify.run(delivery, self.lake, self.vault, Asking(self.desk, again_days), Silence())
        check.run(delivery, self.lake, self.vault, {}, Silence())
        return self.answers(delivery.delivery_id)

    def answers(self, delivery_id: str) -> list[dict[str, object]]:
        return records(self.lake.read("verified", VERIFIED, 2**62, delivery_id=delivery_id))

    def refunds(self) -> list[int]:
        rows = self.lake.read("checked", CHECKED, 2**62)
        return rows.loc[rows["code"] == "invoice_refunded", "known_at"].tolist()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path)
    yield made
    made.vault.close()


def test_every_claim_is_asked_for_as_of_its_own_moment(workspace: Workspace) -> None:
    rows = workspace.verify(workspace.take(small_tables(readings=[INVOICE]), kind="history"))
    moments = {as_of for _, _, as_of in workspace.desk.asked}
    assert min(moments) > KNOWN_AT
    assert {claim_id for claim_id, _, _ in workspace.desk.asked} == {"c1", "c2"}
    assert {(row["claim_id"], row["kind"], row["state"]) for row in rows} == {
        ("c1", "invoice", "checked"),
        ("c1", "filed_elsewhere", "not_checked"),
        ("c2", "filed_elsewhere", "not_checked"),
    }
    assert NAME not in str(rows)


def test_a_claim_is_answered_by_what_was_told_last_well_or_badly(workspace: Workspace) -> None:
    workspace.desk.refunded_at = 0
    workspace.verify(workspace.take(small_tables(readings=[INVOICE]), kind="history"))
    assert verify.answered(workspace.lake, AS_OF) == {"c1"}
    assert verify.answered(workspace.lake, AS_OF - 1) == set()
    workspace.desk.silent = True
    workspace.verify(workspace.take(FRESH, kind="night", as_of=LATER, delivery_id="n"))
    assert verify.answered(workspace.lake, LATER) == set()
    assert verify.answered(workspace.lake, AS_OF) == {"c1"}


def test_an_open_claim_is_asked_for_again_and_the_refund_is_known_from_then(workspace: Workspace) -> None:
    workspace.verify(workspace.take(small_tables(readings=[INVOICE]), kind="history"))
    assert workspace.refunds() == []
    workspace.desk.refunded_at = AS_OF + 3 * DAY_SECONDS
    night = workspace.take(
        {"claims": [claim(claim_id="c9", known_at=LATER - 5)]}, kind="night", as_of=LATER, delivery_id="n"
    )
    rows = workspace.verify(night)
    assert [(row["claim_id"], row["says"]) for row in rows if row["kind"] == "invoice"] == [("c1", "refunded")]
    assert workspace.refunds() == [LATER - 1]


@pytest.mark.parametrize("known_at", [KNOWN_AT, LATER + DAY_SECONDS], ids=["old paper", "new paper"])
def test_a_late_paper_does_not_take_an_answer_back(workspace: Workspace, known_at: int) -> None:
    first = workspace.take(small_tables(readings=[INVOICE]), kind="night", as_of=AS_OF)
    workspace.verify(first)
    workspace.desk.refunded_at = AS_OF + 3 * DAY_SECONDS
    workspace.verify(workspace.take(FRESH, kind="night", as_of=LATER, delivery_id="n2"))
    late: Rows = {
        "documents": [document(document_id="p9", known_at=known_at)],
        "readings": [INVOICE | {"document_id": "p9", "known_at": known_at}],
    }
    last = workspace.take(late, kind="night", as_of=LATER + 2 * DAY_SECONDS, delivery_id="n3")
    said = [(row["document_id"], row["says"]) for row in workspace.verify(last) if row["kind"] == "invoice"]
    assert said == [("p9", "refunded")], "what was said of the first paper stands"
    assert {row["known_at"] for row in workspace.answers("n3")} == {last.as_of - 1}
    assert sorted(workspace.refunds()) == [LATER - 1, last.as_of - 1]


def test_an_answer_that_says_nothing_new_is_not_written_again(workspace: Workspace) -> None:
    workspace.verify(workspace.take(small_tables(readings=[INVOICE]), kind="history"))
    corrected: Rows = {"claims": [claim(amount_fen=5, known_at=LATER - 5)]}
    night = workspace.take(corrected, kind="night", as_of=LATER, delivery_id="n")
    assert workspace.verify(night) == []


def test_a_claim_that_is_decided_or_old_is_left_alone(workspace: Workspace) -> None:
    workspace.verify(workspace.take(small_tables(readings=[INVOICE]), kind="history"))
    workspace.desk.refunded_at = AS_OF + 3 * DAY_SECONDS
    night = workspace.take(
        {"claims": [claim(claim_id="c9", known_at=LATER - 5)]}, kind="night", as_of=LATER, delivery_id="n"
    )
    assert {row["claim_id"] for row in workspace.verify(night, again_days=3)} == {"c9"}
    decided = {"outcomes": [outcome(decision="paid", known_at=LATER + 5)]}
    after = workspace.take(decided, kind="night", as_of=LATER + DAY_SECONDS, delivery_id="o")
    assert workspace.verify(after) == []


def test_a_rerun_keeps_what_it_was_told(workspace: Workspace) -> None:
    delivery = workspace.take(small_tables(readings=[INVOICE]), kind="history")
    first = workspace.verify(delivery)
    workspace.desk.refunded_at = 0
    workspace.desk.asked.clear()
    assert workspace.verify(delivery) == first
    assert "invoice" not in {kind for _, kind, _ in workspace.desk.asked}


def test_an_answer_says_nothing_before_it_was_known(workspace: Workspace) -> None:
    delivery = workspace.take(small_tables(readings=[INVOICE]), kind="history")
    workspace.desk.refunded_at = 0
    workspace.verify(delivery)
    shelf = verify.Shelf.of({"c1"}, workspace.lake, delivery.as_of)
    (known_at,) = workspace.refunds()
    for moment, answers in ((known_at, 0), (known_at + 1, 2)):
        ((_, papers),) = shelf.paper_sets("c1", (moment,), workspace.vault)
        assert (0 if papers is None else len(papers.answers)) == answers
