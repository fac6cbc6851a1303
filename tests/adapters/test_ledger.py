from pathlib import Path

import pytest

from fraudpipe.adapters.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path):
    opened = Ledger(tmp_path / "deep" / "ledger.sqlite")
    yield opened
    opened.close()


def test_what_was_written_is_found_under_its_key_alone(ledger: Ledger, tmp_path: Path) -> None:
    ledger.write("read", "k1", "n1", "stages/read", {"files": 3}, 12, at=100)
    found = ledger.find("read", "k1")
    assert found is not None
    assert (found.delivery_id, found.output, found.counts, found.milliseconds) == (
        "n1",
        "stages/read",
        {"files": 3},
        12,
    )
    assert ledger.find("read", "k2") is None
    assert ledger.find("check", "k1") is None
    again = Ledger(tmp_path / "deep" / "ledger.sqlite")
    assert again.find("read", "k1") == found
    again.close()


def test_the_latest_is_the_one_that_finished_last(ledger: Ledger) -> None:
    ledger.write("score", "z", "n1", "", {}, 1, at=100)
    ledger.write("score", "a", "n2", "", {}, 1, at=200)
    assert ledger.latest("score").key == "a"
    assert ledger.latest("score", "n1").key == "z"
    assert ledger.latest("triage") is None


def test_the_same_key_again_replaces_and_entries_are_in_order(ledger: Ledger) -> None:
    ledger.write("score", "k", "n1", "", {"claims": 1}, 1, at=300)
    ledger.write("read", "k", "n1", "", {}, 1, at=200)
    ledger.write("score", "k", "n1", "", {"claims": 2}, 1, at=100)
    assert [(one.stage, dict(one.counts)) for one in ledger.entries()] == [("read", {}), ("score", {"claims": 2})]
