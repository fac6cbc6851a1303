import json
from pathlib import Path

import pytest

from builders import claim, small_tables, stopped, write_delivery
from fraudpipe.cli.main import main


def test_an_empty_workspace_is_shown_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = tmp_path / "w"
    main(["status", "--workspace", str(workspace)])
    assert "none (a night will start cold)" in capsys.readouterr().out
    assert not workspace.exists()


def test_what_was_taken_in_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = str(tmp_path / "w")
    folder = write_delivery(tmp_path / "d", small_tables(claims=[claim(), claim()]), kind="history", delivery_id="h1")
    main(["ingest", str(folder), "--workspace", workspace, "--json"])
    assert json.loads(capsys.readouterr().out)["quarantined"] == {"duplicate_row": 1}
    main(["status", "--workspace", workspace])
    shown = capsys.readouterr().out
    assert "1 claims, 1 quarantined, history" in shown
    assert "2026-03-02T00:00:00+08:00" in shown
    main(["status", "--workspace", workspace, "--json"])
    tree = json.loads(capsys.readouterr().out)
    assert tree["champion"] is None
    (delivery,) = tree["deliveries"]
    assert (delivery["delivery_id"], delivery["claims"], delivery["quarantined"], delivery["scored"]) == (
        "h1",
        1,
        1,
        False,
    )


def test_a_queue_is_asked_for_before_there_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = str(tmp_path / "w")
    for arguments in (["queue"], ["queue", "--night", "n1"], ["explain", "c1"], ["graph", "c1"]):
        assert stopped(lambda called=arguments: main([*called, "--workspace", workspace])) == 2, arguments
        assert "error: " in capsys.readouterr().err
