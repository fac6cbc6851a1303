import json
from pathlib import Path

import pytest

from builders import stopped
from fraudpipe.cli.main import main

URL = "postgresql://me:hunter2@db/x"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FRAUDPIPE_CONFIG", raising=False)
    monkeypatch.delenv("FRAUDPIPE_WORKSPACE", raising=False)


def _shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str]]:
    main(["config", "show", "--json", *arguments])
    return {one["name"]: one for one in json.loads(capsys.readouterr().out)}


def test_each_value_is_shown_with_where_it_came_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "own.toml"
    named.write_text("[triage]\ncost_yuan = 5\n")
    monkeypatch.setenv("FRAUDPIPE_TRIAGE__CAPACITY", "7")
    shown = _shown(capsys, "--workspace", "w", "--config", str(named))
    assert (shown["workspace"]["value"], shown["workspace"]["source"]) == ("w", "flag")
    assert (shown["triage.capacity"]["value"], shown["triage.capacity"]["source"]) == ("7", "environment")
    assert (shown["triage.cost_yuan"]["value"], shown["triage.cost_yuan"]["source"]) == ("5", str(named))
    assert shown["triage.top_reasons"]["source"] == "default"
    assert all(one["says"] for one in shown.values())


def test_people_get_lines_and_nobody_gets_secrets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRAUDPIPE_DATABASE_URL", URL)
    assert _shown(capsys)["database_url"]["value"] == "**********"
    main(["config", "show"])
    shown = capsys.readouterr().out
    assert "database_url" in shown
    assert "(environment)" in shown
    assert "hunter2" not in shown


def test_a_wrong_variable_stops_every_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRAUDPIPE_CAPACITY", "7")
    assert stopped(lambda: main(["config", "show"])) == 2
    assert "FRAUDPIPE_CAPACITY is not a setting" in capsys.readouterr().err
    assert stopped(lambda: main(["status"])) == 2


def test_a_named_file_that_is_missing_stops(capsys: pytest.CaptureFixture[str]) -> None:
    assert stopped(lambda: main(["config", "show", "--config", "gone.toml"])) == 2
    assert "gone.toml does not exist" in capsys.readouterr().err
