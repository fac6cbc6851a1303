import importlib
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from builders import stopped
from fraudpipe import __version__
from fraudpipe.cli import main as entry
from fraudpipe.cli.main import COMMANDS, commands, main
from fraudpipe.errors import ContractError, DependencyError, FraudpipeError, InputError, NotFoundError, UserError

WITHOUT_WORKSPACE = {"simulate", "read", "features"}
"""They look at files or at the project alone."""


def test_every_command_exists_and_explains_itself() -> None:
    for name in COMMANDS:
        command = importlib.import_module(f"fraudpipe.cli.{name}").command
        assert isinstance(command, click.Command)
        assert command.help, name


def _leaves(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        inner = command.commands.items()
        return [leaf for inner_name, one in inner for leaf in _leaves(one, f"{name} {inner_name}")]
    return [(name, command)]


def test_every_option_explains_itself_and_work_takes_a_workspace() -> None:
    for top in COMMANDS:
        for name, command in _leaves(importlib.import_module(f"fraudpipe.cli.{top}").command, top):
            options = [one for one in command.params if isinstance(one, click.Option)]
            assert all(one.help for one in options), name
            if top not in WITHOUT_WORKSPACE:
                assert {"workspace", "config"} <= {one.name for one in options}, name


def test_help_lists_all_commands_without_importing_any(capsys: pytest.CaptureFixture[str]) -> None:
    assert stopped(lambda: main(["--help"])) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)
    heavy = "import sys; from fraudpipe.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    heavy += "print(sorted({'pandas', 'duckdb', 'lightgbm', 'mlflow', 'cv2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_who_only_looks_waits_for_no_model_to_load() -> None:
    heavy = (
        "import sys, fraudpipe.app; print(sorted({'lightgbm', 'sklearn', 'mlflow', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


_ENGINES = {"ibis", "duckdb", "pandera", "matplotlib", "lightgbm"}
_LINKS = {"numba", "scipy", "networkx"}


@pytest.mark.parametrize(
    ("modules", "not_yet"),
    [
        ("fraudpipe.cli.queue", _ENGINES | _LINKS),
        ("fraudpipe.cli.status", _ENGINES | _LINKS),
        ("fraudpipe.cli.explain, fraudpipe.stages.queue_entries", _ENGINES),
        ("fraudpipe.cli.graph, fraudpipe.stages.queue_entries", _ENGINES),
    ],
)
def test_a_command_that_looks_imports_no_engine(modules: str, not_yet: set[str]) -> None:
    seen = f"import sys, {modules}; print(sorted({not_yet!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_two_answers_of_explain_are_not_given_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert stopped(lambda: main(["explain", "C1", "--letter", "--as-scored"])) == 2
    assert "two different answers" in capsys.readouterr().err


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert stopped(lambda: main(["--version"])) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["queue", "--nonsense"], ["queue", "--top", "0"], ["intake"], ["explain"]]
)
def test_a_wrong_call_is_the_users_mistake(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert stopped(lambda: main(arguments)) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FraudpipeError("x"), 1),
        (UserError("x"), 2),
        (NotFoundError("x"), 2),
        (InputError("empty_file", "x"), 2),
        (DependencyError("x"), 3),
        (ContractError("x"), 4),
        (click.exceptions.Abort(), 130),
    ],
)
def test_each_family_of_errors_has_its_exit_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(**_: object) -> None:
        raise error

    monkeypatch.setattr(entry.commands, "main", failing)
    assert stopped(lambda: main([])) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(entry.commands, "main", failing)
    with pytest.raises(ZeroDivisionError):
        main([])


def test_short_help_works_too() -> None:
    assert CliRunner().invoke(commands, ["-h"]).exit_code == 0
