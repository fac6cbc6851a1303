import errno
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from PIL import Image

from fraudpipe.adapters.world_files import write_world
from fraudpipe.adapters.world_folder import unfinished
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.errors import DependencyError, UserError
from fraudpipe.records.moments import parse_instant
from fraudpipe.simulation.parameters import WorldParameters

NIGHT = "nights/2026-03-02"


PARAMETERS = WorldParameters(claims=80, hospitals=40, night_claims=8, pages=12)


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world") / "out"
    write_world(PARAMETERS, 5, folder, ShownProgress(quiet=True), processes=1)
    return folder


def _digests(folder: Path):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes_with_any_number_of_processes(out, tmp_path):
    write_world(PARAMETERS, 5, tmp_path / "again", ShownProgress(quiet=True), processes=2)
    assert _digests(out) == _digests(tmp_path / "again")


def test_each_delivery_states_its_moment(out):
    assert json.loads((out / "history/manifest.json").read_text()) == {
        "contract": 1, "delivery_id": "history", "kind": "history", "as_of": "2026-03-01T00:00:00+08:00",
    }  # fmt: skip
    assert json.loads((out / NIGHT / "manifest.json").read_text()) == {
        "contract": 1, "delivery_id": "night-2026-03-02", "kind": "night", "as_of": "2026-03-02T00:00:00+08:00",
    }  # fmt: skip


def test_history_is_parquet_and_the_night_csv_with_readable_instants(out):
    assert {path.suffix for path in (out / "history").iterdir()} == {".parquet", ".json"}
    claims = pd.read_csv(out / NIGHT / "claims.csv")
    assert len(claims) == 8
    as_of = parse_instant("2026-03-02T00:00:00+08:00")
    assert all(parse_instant(one) < as_of for one in claims["known_at"])
    assert pd.read_parquet(out / "history/claims.parquet")["known_at"].dtype == "int64"


def test_nothing_is_delivered_before_it_was_known_or_after_its_own_day(out):
    history_as_of, night_as_of = (parse_instant(f"2026-03-0{day}T00:00:00+08:00") for day in (1, 2))
    for path in sorted((out / "history").glob("*.parquet")):
        known = pd.read_parquet(path)["known_at"]
        assert (known < history_as_of).all(), path.name
    for path in sorted((out / NIGHT).glob("*.csv")):
        known = [parse_instant(one) for one in pd.read_csv(path)["known_at"]]
        assert min(known) >= history_as_of, path.name
        assert max(known) < night_as_of, path.name


def test_every_named_file_is_there_and_opens(out):
    documents = pd.read_csv(out / NIGHT / "documents.csv").dropna(subset=["file_name"])
    folder = out / NIGHT / "documents"
    assert 3 <= len(documents) <= 12
    assert {path.name for path in folder.iterdir()} == set(documents["file_name"])
    for name, digest in zip(documents["file_name"], documents["content_sha256"], strict=True):
        content = (folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        if name.endswith(".pdf"):
            assert 1 <= len(pypdfium2.PdfDocument(content)) <= 2
        else:
            with Image.open(folder / name) as image:
                image.load()


def test_papers_beyond_the_pages_carry_readings(out):
    documents = pd.read_csv(out / NIGHT / "documents.csv")
    readings = pd.read_csv(out / NIGHT / "readings.csv")
    assert set(readings["document_id"]) == set(documents.loc[documents["file_name"].isna(), "document_id"])


def test_truth_lies_apart_and_names_the_rotation_of_every_page(out):
    truth = pd.read_parquet(out / "truth/documents.parquet").set_index("document_id")
    documents = pd.read_csv(out / NIGHT / "documents.csv").dropna(subset=["file_name"])
    assert set(truth.loc[documents["document_id"], "rotation"]) <= {0, 90, 180, 270}
    delivered = [path for part in ("history", "nights") for path in (out / part).rglob("*")]
    assert not [path for path in delivered if "truth" in path.name]
    assert not [path for path in delivered if path.suffix == ".csv" and "fraud_kind" in path.read_text()]


def test_truth_outlines_every_sheet_and_tells_of_papers_beside_others(tmp_path):
    parameters = PARAMETERS.model_copy(update={"beside_share": 1.0, "night_claims": 3})
    write_world(parameters, 5, tmp_path / "out", ShownProgress(quiet=True), processes=1)
    truth = pd.read_parquet(tmp_path / "out/truth/documents.parquet").set_index("document_id")
    documents = pd.read_csv(tmp_path / "out" / NIGHT / "documents.csv").dropna(subset=["file_name"])
    taken = truth.loc[documents["document_id"]]
    pairs = taken[taken["beside"].notna()]
    assert 1 <= len(pairs) < len(taken)
    for beside, boxes, outlines in zip(pairs["beside"], pairs["beside_boxes"], pairs["outlines"], strict=True):
        assert set(json.loads(boxes)[0]) == set(json.loads(beside)["fields"])
        assert len(json.loads(outlines)[0]) == 2
    alone = taken[taken["beside"].isna()]
    assert alone["beside_boxes"].isna().all()
    assert {len(sheets) for one in alone["outlines"] for sheets in json.loads(one)} == {1}


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UserError, match="not an empty folder"):
        write_world(PARAMETERS, 5, tmp_path, ShownProgress(quiet=True))
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_a_file_of_history_that_turns_up_again_in_the_night_has_one_hash(tmp_path):
    weights = {name: 0.0 for name in WorldParameters.model_fields if name.endswith("_weight")}
    parameters = WorldParameters.model_validate(
        {"claims": 80, "hospitals": 40, "night_claims": 8, "pages": 80, "night_fraud_share": 0.5}
        | weights | {"reused_weight": 1.0, "drift": 0.0, "adaptation_rate": 0.0}
    )  # fmt: skip
    write_world(parameters, 5, tmp_path / "out", ShownProgress(quiet=True), processes=1)
    night = pd.read_csv(tmp_path / "out" / NIGHT / "documents.csv")
    history = pd.read_parquet(tmp_path / "out/history/documents.parquet")
    assert set(night["content_sha256"]) & set(history["content_sha256"])


def test_what_a_killed_run_left_is_cleared_and_what_is_not_ours_is_kept(tmp_path):
    out = tmp_path / "world"
    killed, mine, held = (tmp_path / f"world.unfinished-{name}" for name in ("killed", "mine", "held"))
    for folder in (killed, mine, held):
        folder.mkdir()
    for folder in (killed, held):
        (folder / ".lock").write_text("")
    (mine / "mine.txt").write_text("keep")
    with (held / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with unfinished(out) as made:
            (made / "a").write_text("done")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted((out.name, mine.name, held.name))
    assert [one.name for one in out.iterdir()] == ["a"]


def test_a_run_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(DependencyError, match="free some space"), unfinished(tmp_path / "world"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["file/world", "/proc/nowhere/world"])
def test_a_folder_that_cannot_be_made_is_named_before_any_work(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be made"), unfinished(tmp_path / place):
        pytest.fail("worked on")


def test_a_link_to_an_empty_folder_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with unfinished(tmp_path / "link") as made:
        (made / "a").write_text("done")
    assert (tmp_path / "real" / "a").read_text() == "done"


def test_workers_stop_when_the_run_is_killed(tmp_path):
    command = [sys.executable, "-m", "fraudpipe", "simulate", "world", "--preset", "stress", "--claims", "200000"]
    run = subprocess.Popen(command, cwd=tmp_path, start_new_session=True)
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("world.unfinished-*/.parts/dossiers/claims/*")) and time.monotonic() < deadline:
        time.sleep(0.2)
    run.kill()
    run.wait()
    while time.monotonic() < deadline + 60:
        if not _of_session(run.pid):
            return
        time.sleep(0.5)
    pytest.fail("a worker lives on")


def _of_session(session):
    """Processes of a session that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, leader = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # gone meanwhile
            continue
        if int(leader) == session and state != "Z":
            found.append(path.parent.name)
    return found
