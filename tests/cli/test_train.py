import json
from pathlib import Path

import pytest
from corrected_papers import OURS, corrected_papers

from builders import stopped, write_delivery
from fraudpipe.cli.main import main


def test_there_must_be_something_to_learn_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path / "w"))
    assert stopped(lambda: main(["train", "reading", *place])) == 2
    assert "fraudpipe ingest" in capsys.readouterr().err
    assert stopped(lambda: main(["train", "reading", "--as-of", "yesterday", *place])) == 2
    assert "yesterday" in capsys.readouterr().err


@pytest.mark.slow
def test_corrections_change_how_the_next_papers_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path / "w"))
    folder = write_delivery(tmp_path / "d", corrected_papers(1, 0.6, 0.6, OURS), kind="history")
    main(["ingest", str(folder), *place])
    capsys.readouterr()
    main(["train", "reading", "--json", *place])
    first = json.loads(capsys.readouterr().out)
    assert first["version"] == 2, "version 1 changes nothing: it is the way back"
    assert first["metrics"]["after"]["log_loss"] < first["metrics"]["before"]["log_loss"]
    main(["train", "reading", *place])
    said = capsys.readouterr().out
    assert "not taken" in said, "the same again is no better than itself"
    assert "accepted share" in said
    main(["promote", "reading", "--version", "1", *place])
    assert "reading v1 is champion" in capsys.readouterr().out
