"""A tiny cold night through the command line: hostile rows beside good ones, and what the workspace then holds."""

import json
from pathlib import Path

import pandas as pd
import pytest

from builders import AS_OF, MARKS, claim, document, small_tables, stopped, write_delivery
from fraudpipe.cli.main import main
from fraudpipe.records.moments import DAY_SECONDS

pytestmark = pytest.mark.slow


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    main([*arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_cold_night_beside_hostile_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path / "w"))
    claims = [
        claim() | {"colour": "red"},
        claim(),
        claim(claim_id="c2", member_id="m2"),
        claim(claim_id="c3", amount_fen=0),
    ]
    papers = [
        document(),
        document(document_id="p2", file_name="p2.jpg"),
        document(document_id="p3", file_name="p3.jpg"),
    ]
    folder = write_delivery(
        tmp_path / "d", small_tables(claims=claims, documents=papers), files={"p2.jpg": b"", "p3.jpg": b"a letter"}
    )
    night = _json(capsys, "nightly", str(folder), *place)
    assert night["basis"] == "cold_start"
    assert night["quarantined"] == {
        "duplicate_row": 1,
        "empty_file": 1,
        "out_of_range": 1,
        "unknown_column": 1,
        "unknown_format": 1,
    }
    queue = _json(capsys, "queue", *place)
    assert [one["claim_id"] for one in queue["claims"]] == ["c1", "c2"]
    assert {one["risk"] for one in queue["claims"]} == {None}
    told = _json(capsys, "explain", "c1", *place)
    assert told["member"].startswith("模***")
    assert told["findings"]
    assert told["outside"] == [], "nobody was asked, and nothing says that all is well"
    letter = _json(capsys, "explain", "c1", "--letter", *place)
    assert letter["asks"]
    assert "身份证" in letter["zh"]
    assert "identity card" in letter["en"]

    again = _json(capsys, "nightly", str(folder), *place)
    assert all(stage["skipped"] for stage in again["stages"])
    assert again["quarantined"] == night["quarantined"]

    for path in (tmp_path / "w").rglob("*"):
        if path.is_file():
            content = path.read_bytes() + (
                pd.read_parquet(path).to_csv().encode() if path.suffix == ".parquet" else b""
            )
            assert not [mark for mark in MARKS if mark.encode() in content], path


def test_a_night_of_which_nothing_is_good_is_a_night_still(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path / "w"))
    main(["nightly", str(write_delivery(tmp_path / "d", {"claims": [claim()]})), *place])
    shown = capsys.readouterr().out
    assert "0 claims ranked" in shown
    assert "unknown_reference" in shown
    assert (tmp_path / "w/nights/night-1/queue.html").is_file()
    earlier = write_delivery(tmp_path / "e", small_tables(), delivery_id="n2", as_of=AS_OF - DAY_SECONDS)
    assert stopped(lambda: main(["nightly", str(earlier), *place])) == 2
    assert "state a later as_of" in capsys.readouterr().err
    other = write_delivery(tmp_path / "f", small_tables())
    assert stopped(lambda: main(["nightly", str(other), *place])) == 4
    assert "under a new delivery_id" in capsys.readouterr().err
