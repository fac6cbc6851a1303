"""The truth of a simulated world stays apart: it cannot be handed in, nothing hangs on it, none of it is delivered."""

import ast
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from builders import stopped
from fraudpipe.adapters.world_files import write_world
from fraudpipe.cli.main import main
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.records.tables import OUTCOMES, TABLES_BY_NAME
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.world import make_world

ROOT = Path(__file__).parents[2]
SEED = 11
PARAMETERS = WorldParameters(
    claims=300, hospitals=40, night_claims=12, pages=0, fraud_share=0.3, night_fraud_share=0.3, slip_share=0.05
)
SECRET = ("truth", "registry")
RESULTS = {"queue.parquet", "queue.csv", "queue.html", "reasons.parquet"}
WRITERS = {
    "fraudpipe/adapters/delivery_files.py",  # names them to refuse them
    "fraudpipe/adapters/world_files.py",
    "fraudpipe/adapters/world_merge.py",
    "fraudpipe/adapters/world_parts.py",
    "fraudpipe/adapters/world_questions.py",
    "fraudpipe/adapters/world_report.py",
    "fraudpipe/cli/simulate.py",
}
"""Who may name the folders of the truth: those that write a world or tell about one."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("simulated") / "world"
    write_world(PARAMETERS, SEED, out, ShownProgress(quiet=True), processes=1)
    return out


def _refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = stopped(lambda: main(list(arguments)))
    return code, capsys.readouterr().err


@pytest.mark.parametrize("command", [("ingest",), ("nightly",), ("intake", "check")])
@pytest.mark.parametrize("folder", ["truth", "registry", "", "nights"])
def test_nothing_but_a_delivery_can_be_handed_in(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], folder: str
) -> None:
    code, error = _refused(capsys, *command, str(world / folder), "--workspace", str(tmp_path / "w"))
    assert code in (2, 4)
    (night,) = (world / "nights").iterdir()
    assert str(night) in error, "the message names the folder that is meant"
    if folder in SECRET:
        assert {"truth": "only evaluation may open", "registry": "when asked"}[folder] in error
    assert not (tmp_path / "w" / "lake").exists()


def test_even_with_a_manifest_not_one_row_of_the_truth_is_accepted(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = tmp_path / "truth"
    shutil.copytree(world / "truth", forged)
    shutil.copy(world / "history" / "manifest.json", forged)
    code = stopped(lambda: main(["intake", "check", str(forged), "--json", "--workspace", str(tmp_path / "w")]))
    said = json.loads(capsys.readouterr().out)
    assert code == 4
    assert said["accepted"] == {}
    assert {"is_fraud", "fraud_kind", "making"} <= {
        one["column"] for one in said["refused"] if one["reason_code"] == "unknown_column"
    }


@pytest.mark.slow
def test_without_the_truth_history_and_a_night_give_the_same_bytes(world: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(world, bare, ignore=shutil.ignore_patterns(*SECRET))
    assert sorted(path.name for path in bare.iterdir()) == ["history", "nights"]
    workspaces = tmp_path / "kept", tmp_path / "bare_one"
    found = _results(world, workspaces[0])
    shutil.copytree(workspaces[0] / "keys", workspaces[1] / "keys")  # the same hashes of personal values
    assert _results(bare, workspaces[1]) == found
    assert {"lake", "stages"} <= {name.split("/")[0] for name in found}
    assert {Path(name).name for name in found} >= RESULTS


def _results(world: Path, workspace: Path) -> dict[str, str]:
    """Digests of all that a workspace holds after history and night, but for what holds wall times and nonces."""
    (night,) = (world / "nights").iterdir()
    assert stopped(lambda: main(["ingest", str(world / "history"), "--json", "--workspace", str(workspace)])) == 0
    assert stopped(lambda: main(["nightly", str(night), "--json", "--workspace", str(workspace)])) == 0
    files = [path for path in sorted(workspace.rglob("*")) if path.is_file() and path.suffix != ".sqlite"]
    return {path.relative_to(workspace).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_no_column_of_the_truth_is_delivered(world: Path) -> None:
    delivered = dict(_delivered(world))
    assert len(delivered) > 12
    for place, frame in delivered.items():
        assert set(frame.columns) <= set(TABLES_BY_NAME[place.split("/")[-1]].names), place


def test_no_value_of_the_truth_is_delivered(world: Path) -> None:
    secret = _secret_words(world)
    assert {"altered", "genuine"} <= secret
    assert len(secret) > 25
    leaked = {}
    for place, frame in _delivered(world):
        found = secret & set().union(*(re.findall(r"[a-z][a-z0-9_]*(?::[0-9]+)?", one) for one in _values(frame)))
        if found:
            leaked[place] = sorted(found)
    assert not leaked


def test_no_token_of_a_paper_is_delivered(world: Path) -> None:
    """A token names a file by the place of its claim in the making; only its hash may leave."""
    tokens = {paper.token for block in make_world(PARAMETERS, SEED).blocks() for one in block.claims
              for paper in one.papers}  # fmt: skip
    assert len(tokens) > 1_000
    text = "\n".join(one for _, frame in _delivered(world) for one in _values(frame))
    assert not [token for token in sorted(tokens) if token in text]


def _secret_words(world: Path) -> set[str]:
    """Kinds of fraud, traces, slips, true links and the making of papers, as the truth writes them."""
    claims, documents = (pd.read_parquet(world / "truth" / f"{name}.parquet") for name in ("claims", "documents"))
    words = set(claims["fraud_kind"].dropna()) - set(OUTCOMES)
    words |= set(claims["ring"].dropna()) | set(documents["making"]) | set(documents["edit"])
    for name in ("footprints", "slips", "links"):
        if name in claims:
            words |= {word for text in claims[name] for word in json.loads(text)}
    if (world / "truth" / "links.parquet").is_file():
        words |= set(pd.read_parquet(world / "truth" / "links.parquet")["link"])
    return {word.split("@")[0] for word in words} - {""}


def _delivered(world: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    for path in sorted((world / "history").glob("*.parquet")):
        yield f"history/{path.stem}", pd.read_parquet(path)
    for path in sorted((world / "nights").glob("*/*.csv")):
        yield f"{path.parent.name}/{path.stem}", pd.read_csv(path, dtype=str)


def _values(frame: pd.DataFrame) -> Iterator[str]:
    """Every text of a table; of JSON the values alone, since names of fields are the contract's."""
    for name in frame.columns:
        # What outside checks call their findings is a vocabulary of its own: `filed_elsewhere` is their word, too.
        if name in ("code", "known_at") or not pd.api.types.is_string_dtype(frame[name]):
            continue
        for text in frame[name].dropna().unique():
            yield from _texts(json.loads(text)) if name == "fields" else (text,)


def _texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for one in tree.values() if isinstance(tree, dict) else tree:
            yield from _texts(one)


def test_only_writers_and_tellers_of_a_world_name_the_folders_of_its_truth() -> None:
    naming = set()
    for path in sorted((ROOT / "fraudpipe").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).split("/")[0] in SECRET:
                naming.add(path.relative_to(ROOT).as_posix())
    assert naming <= WRITERS
    assert "fraudpipe/adapters/world_files.py" in naming, "the scan sees what it looks for"
