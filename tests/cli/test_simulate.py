import pytest

from fraudpipe.cli.main import main

SMALL = ["--claims", "60", "--pages", "3"]


def _run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(["simulate", *arguments])
    return stopped.value.code, capsys.readouterr().err


def test_a_world_is_written_and_summed_up(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    main(["simulate", "world", *SMALL, "--seed", "2"])
    shown = capsys.readouterr().out
    assert "60 claims" in shown
    assert (tmp_path / "world/history/claims.parquet").is_file()
    assert (tmp_path / "world/nights/2026-03-02/manifest.json").is_file()
    assert (tmp_path / "world/truth/claims.parquet").is_file()


def test_a_preset_that_is_not_there_is_the_users_mistake(tmp_path, capsys):
    code, error = _run(capsys, str(tmp_path / "world"), "--preset", "hrad")
    assert code == 2
    assert "presets are demo, bench, hard, stress" in error
    assert not (tmp_path / "world").exists()


def test_a_folder_in_use_is_refused_before_any_work(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("keep")
    code, error = _run(capsys, str(tmp_path))
    assert code == 2
    assert "not an empty folder" in error


def test_the_settings_file_changes_the_world(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text("[simulation]\nnight_claims = 3\nhospitals = 20\n")
    main(["simulate", "world", "--preset", "bench", "--claims", "60", "--config", "own.toml"])
    assert "3 claims, 0 page images" in capsys.readouterr().out


def test_a_report_is_made_with_a_world_and_alone_for_one_that_is_there(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    main(["simulate", "world", "--preset", "bench", "--claims", "60", "--report"])
    assert "figures as cited" in capsys.readouterr().out
    page, claims = tmp_path / "world/report.html", tmp_path / "world/history/claims.parquet"
    before = (page.read_bytes(), claims.stat().st_mtime_ns)
    page.unlink()
    main(["simulate", "world", "--report"])
    shown = capsys.readouterr().out
    assert "report.html" in shown
    assert "history" not in shown, "nothing but the report is made"
    assert (page.read_bytes(), claims.stat().st_mtime_ns) == before


def test_without_asking_no_report_is_made_and_a_folder_in_use_is_still_refused(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("keep")
    code, error = _run(capsys, str(tmp_path), "--report")
    assert code == 2
    assert "not an empty folder" in error
    assert not (tmp_path / "report.html").exists()


def test_a_finished_world_is_not_made_anew_by_asking_for_its_report(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    main(["simulate", "world", "--preset", "bench", "--claims", "60"])
    capsys.readouterr()
    code, error = _run(capsys, "world", "--report", "--preset", "nonsense")
    assert code == 2
    assert "holds a finished world" in error
