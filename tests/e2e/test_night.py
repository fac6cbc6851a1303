"""The main job on a small simulated world, through the command line, in processes of its own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

HERE = Path(__file__).parent
STAGES = ("ingest", "reading", "read", "recognise", "check", "link", "featurise", "score", "triage", "publish")
RESULTS = ("queue.parquet", "queue.csv", "queue.html", "reasons.parquet")


def fraudpipe(*arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "fraudpipe", *arguments], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("simulated") / "world"
    fraudpipe("simulate", str(out), "--preset", "demo", "--seed", "3", "--claims", "1500", "--pages", "12")
    return out


@pytest.fixture(scope="module")
def history(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that has learned from history and has a champion."""
    workspace = tmp_path_factory.mktemp("history") / "workspace"
    fraudpipe("ingest", str(world / "history"), "--workspace", str(workspace))
    fraudpipe("train", "claim_risk", "--workspace", str(workspace))
    fraudpipe("promote", "claim_risk", "--workspace", str(workspace))
    return workspace


def night_of(world: Path) -> Path:
    (night,) = (world / "nights").iterdir()
    return night


def results(workspace: Path) -> dict[str, bytes]:
    (folder,) = (workspace / "nights").iterdir()
    return {name: (folder / name).read_bytes() for name in RESULTS}


@pytest.fixture(scope="module")
def undisturbed(world: Path, history: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    workspace = tmp_path_factory.mktemp("undisturbed") / "workspace"
    shutil.copytree(history, workspace)
    summary = json.loads(fraudpipe("nightly", str(night_of(world)), "--json", "--workspace", str(workspace)))
    return workspace, summary


def test_a_night_ranks_every_claim_with_the_champion(world: Path, undisturbed: tuple[Path, dict[str, Any]]) -> None:
    workspace, summary = undisturbed
    claims = pd.read_csv(night_of(world) / "claims.csv")
    queue = json.loads(fraudpipe("queue", "--json", "--workspace", str(workspace)))
    assert summary["basis"] == "model"
    assert sorted(one["claim_id"] for one in queue["claims"]) == sorted(claims["claim_id"])
    assert [one["rank"] for one in queue["claims"]] == list(range(1, len(claims) + 1))
    assert all(0 <= one["risk"] <= 1 for one in queue["claims"])
    first = queue["claims"][0]["claim_id"]
    said = json.loads(fraudpipe("explain", first, "--json", "--workspace", str(workspace)))
    assert said["claim"]["rank"] == 1
    assert said["papers"]
    assert "<graphml" in fraudpipe("graph", first, "--format", "graphml", "--workspace", str(workspace))


def test_a_past_score_is_derived_again_to_the_bit(undisturbed: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(undisturbed[0], workspace, symlinks=True)
    claim = json.loads(fraudpipe("queue", "--json", "--workspace", str(workspace)))["claims"][0]
    asked = ("explain", claim["claim_id"], "--as-scored", "--workspace", str(workspace))
    said = json.loads(fraudpipe(*asked, "--json"))
    assert said["matches"]
    assert said["code"]["same"]
    assert said["score"]["bits_derived"] == said["score"]["bits_scored"] == float(claim["score"]).hex()
    assert said["features"] == {"compared": said["features"]["compared"], "differing": []}

    (how,) = (workspace / "nights").glob("*/scored_with.json")
    (kept,) = (workspace / "stages" / "featurise").glob(
        f"{json.loads(how.read_text())['features'][:24]}/features.parquet"
    )
    rows = pd.read_parquet(kept)
    rows.loc[rows["claim_id"] == claim["claim_id"], "claimed_amount_fen"] += 1
    rows.to_parquet(kept, index=False)
    told = fraudpipe(*asked, code=4)
    assert "claimed_amount_fen" in told
    how.write_text(how.read_text().replace('"code_digest": "', '"code_digest": "0'))
    assert "code or features have changed since" in fraudpipe(*asked)


def test_a_second_run_does_nothing_and_changes_nothing(world: Path, undisturbed: tuple[Path, dict[str, Any]]) -> None:
    workspace, _ = undisturbed
    before = results(workspace)
    again = json.loads(fraudpipe("nightly", str(night_of(world)), "--json", "--workspace", str(workspace)))
    assert all(one["skipped"] for one in again["stages"])
    assert results(workspace) == before


def test_a_night_killed_in_every_stage_ends_in_the_same_bytes_and_reads_no_page_twice(
    world: Path, history: Path, undisturbed: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    workspace, pages = tmp_path / "workspace", tmp_path / "pages"
    shutil.copytree(history, workspace)
    pages.touch()
    for stage in STAGES:
        assert run_killed(workspace, night_of(world), stage, pages).returncode == -9
        assert not (workspace / "nights").exists()
    ended = run_killed(workspace, night_of(world), "none", pages)
    assert ended.returncode == 0, ended.stderr
    assert results(workspace) == results(undisturbed[0])
    (read,) = (one for one in undisturbed[1]["stages"] if one["stage"] == "read")
    assert len(pages.read_text().splitlines()) == read["counts"]["files"] > 2


def run_killed(workspace: Path, night: Path, stage: str, pages: Path) -> "subprocess.CompletedProcess[bytes]":
    program = [sys.executable, str(HERE / "killed_night.py"), str(workspace), str(night), stage, str(pages)]
    return subprocess.run(program, capture_output=True, timeout=600, check=False)


def test_a_night_without_a_model_starts_cold(world: Path, history: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(history, workspace)
    (workspace / "mlflow.db").unlink()
    said = fraudpipe("nightly", str(night_of(world)), "--workspace", str(workspace))
    assert "cold start" in said
    queue = json.loads(fraudpipe("queue", "--json", "--workspace", str(workspace)))["claims"]
    assert all(one["risk"] is None for one in queue)
    strengths = [one["finding_strength"] for one in queue]
    assert strengths == sorted(strengths, reverse=True)


def test_deleting_the_truth_changes_nothing(
    world: Path, history: Path, undisturbed: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(world, bare, ignore=shutil.ignore_patterns("truth"))
    workspace = tmp_path / "workspace"
    shutil.copytree(history, workspace)
    fraudpipe("nightly", str(night_of(bare)), "--workspace", str(workspace))
    assert results(workspace) == results(undisturbed[0])
