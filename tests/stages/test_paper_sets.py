"""A claim's papers come with what was known beside them by then, and with nothing later."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import AS_OF, KNOWN_AT, Row, Rows, Silence, claim, outcome, small_tables, write_delivery
from fraudpipe.adapters.delivery_files import DeliveryFolder
from fraudpipe.adapters.lake import Lake
from fraudpipe.adapters.vault import Vault
from fraudpipe.records.moments import DAY_SECONDS
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.stages import ingest
from fraudpipe.stages.paper_sets import Shelf

BEFORE, LATER = KNOWN_AT - 50 * DAY_SECONDS, AS_OF + 5 * DAY_SECONDS


class Gathered:
    def __init__(self, folder: Path) -> None:
        self.folder, self.lake, self.vault = folder, Lake(folder / "lake"), Vault(folder / "vault", folder / "keys")

    def claim(self, tables: Rows, moment: int, claim_id: str = "c1") -> PaperSet:
        source = DeliveryFolder(write_delivery(self.folder / "delivery", tables, kind="history", as_of=LATER))
        ingest.run(source, self.lake, self.vault, lambda _content: None, Silence())
        ((_, found),) = Shelf.of({claim_id}, self.lake, LATER).paper_sets(claim_id, (moment,), self.vault)
        assert found is not None
        return found


@pytest.fixture
def gathered(tmp_path: Path) -> Iterator[Gathered]:
    made = Gathered(tmp_path)
    yield made
    made.vault.close()


def _visit(day: dt.date, known_at: int) -> Row:
    return {
        "member_id": "m1",
        "hospital_id": "h1",
        "event_on": day,
        "illness_code": "C73",
        "visit_kind": "outpatient",
        "known_at": known_at,
    }


def test_earlier_claims_of_the_member_with_what_was_decided_by_then(gathered: Gathered) -> None:
    ours, others = claim(), claim(claim_id="c0", known_at=BEFORE)
    tables = small_tables(
        claims=[ours, claim(claim_id="c2", member_id="m2"), others, claim(claim_id="c3", known_at=LATER - 1)],
        outcomes=[outcome(claim_id="c0", decision="withdrawn", known_at=AS_OF + 5)],
    )
    (earlier,) = gathered.claim(tables, AS_OF).earlier
    assert (earlier.claim_id, earlier.decision) == ("c0", "open")
    ((_, found),) = Shelf.of({"c1"}, gathered.lake, LATER).paper_sets("c1", (LATER,), gathered.vault)
    assert found is not None
    assert [(one.claim_id, one.decision) for one in found.earlier] == [("c0", "withdrawn")], "c3 was sent later"


def test_visits_that_an_office_had_told_of_by_then(gathered: Gathered) -> None:
    day = dt.date(2024, 5, 1)
    tables = small_tables(visits=[_visit(day, BEFORE), _visit(day + dt.timedelta(days=1), AS_OF + 5)])
    assert [one.event_on for one in gathered.claim(tables, AS_OF).visits] == [day]
