"""The shape of the house, checked by machine: layers, sizes, names, clocks, the environment, documented commands."""

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fraudpipe.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
MOST_LINES = 350
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "processor", "data", "info"}
CLOCKS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "perf_counter"),
    ("time", "perf_counter_ns"),
    ("time", "monotonic"),
    ("time", "monotonic_ns"),
    ("time", "process_time"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("Timestamp", "now"),
    ("Timestamp", "utcnow"),
    ("Timestamp", "today"),
}
ENVIRONMENT_READERS = {
    "fraudpipe/settings.py",
    # MLflow has no other switch for its telemetry, and reads it when it is imported.
    "fraudpipe/adapters/mlflow_registry.py",
}


def _sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


ENGINE = _sources("fraudpipe", "features")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EVERYTHING = [*ENGINE, *_sources("tests", "scripts")]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _dotted(node: ast.expr) -> list[str]:
    """`a.b.c` as its names; nothing for other expressions."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return [*inner, node.attr] if inner else []
    return []


def _clock_readings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and tuple(_dotted(node)[-2:]) in CLOCKS:
            yield ".".join(_dotted(node))
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                if (node.module, one.name) in CLOCKS:
                    yield f"from {node.module} import {one.name}"


def _environment_readings(tree: ast.Module) -> Iterator[str]:
    names = {"environ", "getenv", "putenv", "environb"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names and _dotted(node)[:1] == ["os"]:
            yield ".".join(_dotted(node))
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (one.name for one in node.names if one.name in names)


def test_imports_point_one_way() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr


def test_no_file_is_too_long() -> None:
    long = {
        _name(path): count for path in EVERYTHING if (count := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert not long


@pytest.mark.parametrize("kind", ["files", "classes"])
def test_nothing_is_called_what_says_nothing(kind: str) -> None:
    words = FORBIDDEN if kind == "files" else FORBIDDEN - {"common"}
    for path in EVERYTHING:
        if kind == "files":
            named = [path.stem, *path.relative_to(ROOT).parts[:-1]]
        else:
            named = [node.name for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef)]
        for one in named:
            parts = re.findall(r"[A-Z]?[a-z]+", one)
            last = parts[-1].lower() if kind == "classes" and parts else one
            assert last not in words, f"{_name(path)}: {one}"


def test_the_scans_see_what_they_look_for() -> None:
    clocks = "import time, datetime as dt\nfrom time import monotonic\nx = dt.datetime.now()\ny = time.time\n"
    assert len(list(_clock_readings(ast.parse(clocks)))) == 3
    environment = "import os\nfrom os import getenv\nos.environ['A'] = os.environ.get('B')\n"
    assert len(list(_environment_readings(ast.parse(environment)))) == 3


def test_only_the_clock_reads_the_clock() -> None:
    readers = {_name(path): found for path in ENGINE if (found := list(_clock_readings(_tree(path))))}
    assert set(readers) == {"fraudpipe/clock.py"}, readers


def test_only_the_settings_read_the_environment() -> None:
    readers = {_name(path) for path in ENGINE if list(_environment_readings(_tree(path)))}
    assert readers == ENVIRONMENT_READERS


LATE = {
    "fraudpipe/cli/explain.py": {"fraudpipe.app"},
    "fraudpipe/cli/features.py": {"fraudpipe.app"},
    "fraudpipe/cli/graph.py": {"fraudpipe.app", "fraudpipe.adapters.graph_pictures"},
    "fraudpipe/desk.py": {"fraudpipe.stages.queue_entries"},
}
"""What commands that look import only when they run something: the layers hold for these, too, so no cycle hides."""


def test_no_import_hides_in_a_function_to_dodge_a_cycle() -> None:
    """Heavy libraries may be imported late; our own modules may not, but for `LATE`."""
    seen: dict[str, set[str]] = {}
    for path in ENGINE:
        for function in ast.walk(_tree(path)):
            if isinstance(function, ast.FunctionDef):
                inside = [node for node in ast.walk(function) if isinstance(node, ast.ImportFrom)]
                ours = [
                    node.module for node in inside if (node.module or "").split(".")[0] in {"fraudpipe", "features"}
                ]
                late = LATE.get(_name(path), set())
                assert set(ours) <= late, f"{_name(path)}: {function.name} imports {ours}"
                seen.setdefault(_name(path), set()).update(ours)
    assert {name: found for name, found in seen.items() if found} == LATE


def test_nobody_calls_eval_or_unpickles() -> None:
    dangerous = {"eval", "exec", "pickle", "joblib", "shelve", "marshal", "dill", "cloudpickle"}
    for path in ENGINE:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert (module or "").split(".")[0] not in dangerous, _name(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in dangerous, _name(path)


def test_the_commands_of_the_documents_exist() -> None:
    for document in DOCUMENTS:
        called = set(re.findall(r"(?:^|[`\s/])fraudpipe ([a-z]+)\b", _code(document)))
        assert called <= set(COMMANDS), f"{document.name}: {sorted(called - set(COMMANDS))}"


def _code(document: Path) -> str:
    """What stands in code blocks and between backquotes."""
    text = document.read_text("utf-8")
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
    return "\n".join(blocks + re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def test_every_command_is_documented() -> None:
    shown = "\n".join(_code(document) for document in DOCUMENTS)
    assert not [name for name in COMMANDS if f"fraudpipe {name}" not in shown]


def test_code_and_documents_name_no_folder_of_the_machine_they_were_written_on() -> None:
    places = [f"{place}/" for place in (ROOT.parent, Path.home()) if len(place.parts) > 1]
    for path in (*ENGINE, *_sources("scripts"), *DOCUMENTS):
        text = path.read_text("utf-8")
        assert not [place for place in places if place in text], _name(path)
