import json
from pathlib import Path

import pytest

from builders import AS_OF, MARKS, claim, small_tables, stopped, write_delivery
from fraudpipe.cli.main import main


def _check(tmp_path: Path, folder: Path, *arguments: str) -> int:
    return stopped(lambda: main(["intake", "check", str(folder), "--workspace", str(tmp_path / "w"), *arguments]))


def test_a_good_delivery_passes_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_delivery(tmp_path / "d", small_tables())
    assert _check(tmp_path, folder) == 0
    shown = capsys.readouterr().out
    assert "night-1 (night, as of 2026-03-02T00:00:00+08:00)" in shown
    assert "refused" not in shown
    assert not (tmp_path / "w").exists()


def test_what_would_be_refused_is_listed_and_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = [claim(), claim(), claim(claim_id="c2", amount_fen=0)]
    folder = write_delivery(tmp_path / "d", small_tables(claims=claims, identifiers=[]))
    assert _check(tmp_path, folder) == 4
    shown = capsys.readouterr()
    assert "refused: claims c1: duplicate_row" in shown.out
    assert "refused: claims c2: out_of_range - amount_fen must be at least 1" in shown.out
    assert "2 rows, columns or files would be quarantined" in shown.err
    assert not (tmp_path / "w").exists()


def test_json_is_one_document_without_personal_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_delivery(tmp_path / "d", small_tables(claims=[claim(hospital_id="h9")]))
    assert _check(tmp_path, folder, "--json") == 4
    shown = capsys.readouterr().out
    tree = json.loads(shown)
    assert tree["accepted"]["members"] == 2
    assert tree["refused"][0] == {
        "table": "claims",
        "record_id": "c1",
        "reason_code": "unknown_reference",
        "column": "hospital_id",
        "advice": "The row names something that no accepted row brought.",
    }
    assert not any(mark in shown for mark in MARKS)


def test_a_long_list_is_cut_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = [claim(claim_id=f"c{number}", amount_fen=0) for number in range(60)]
    _check(tmp_path, write_delivery(tmp_path / "d", {"hospitals": small_tables()["hospitals"], "claims": claims}))
    assert "... and 10 more; --json lists all" in capsys.readouterr().out


def test_a_delivery_that_would_be_refused_whole_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = write_delivery(tmp_path / "d", small_tables(), kind="history")
    assert stopped(lambda: main(["ingest", str(first), "--workspace", str(tmp_path / "w")])) == 0
    assert _check(tmp_path, first) == 0
    capsys.readouterr()
    older = write_delivery(tmp_path / "e", {}, delivery_id="h0", kind="history", as_of=AS_OF - 1)
    assert _check(tmp_path, older) == 2
    assert "state a later as_of" in capsys.readouterr().err
    assert _check(tmp_path, write_delivery(tmp_path / "f", {}, kind="history")) == 4
    assert "under a new delivery_id" in capsys.readouterr().err


def test_a_folder_that_is_no_delivery(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(tmp_path, tmp_path / "gone") == 2
    assert "no manifest.json" in capsys.readouterr().err
